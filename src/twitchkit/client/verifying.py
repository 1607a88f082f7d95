"""Files against the catalogue: what is missing, damaged, moved, or new."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from twitchkit.catalogue import Catalogue, Entry
from twitchkit.catalogue.ledger import File
from twitchkit.catalogue.rebuild import SIDECAR, Found, videos
from twitchkit.client.bookkeeping import file_hash
from twitchkit.client.sidecars import ensure_sidecar, follow
from twitchkit.errors import NotVideo, Truncated
from twitchkit.media import check_mp4

Problem: TypeAlias = Literal["missing", "damaged", "moved", "new", "sidecar"]
BRACKETS = re.compile(r"\[([^\[\]/]+)\]")
ASIDE = ".damaged"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as the catalogue says.

    Args:
        slug: the clip.
        problem: missing (no file) · damaged (another content) · moved (its file has another name) · new (a
            file of a clip that the catalogue has no file of) · sidecar (its NAME.json is missing, or tells of
            no clip or of another one: a lost catalogue could not be made anew from it).
        path: where the file is, or was.
        detail: more, for people.
        was: where a file that has moved was.
    """

    slug: str
    problem: Problem
    path: str
    detail: str = ""
    was: str = ""


class Verification(msgspec.Struct, kw_only=True):
    """What a look at the files gave.

    Args:
        sound: files that are as the catalogue says.
        findings: what is not.
    """

    sound: int = 0
    findings: list[Finding] = msgspec.field(default_factory=list[Finding])

    @property
    def lost(self) -> list[Finding]:
        """Clips without a file that can be used."""
        return [finding for finding in self.findings if finding.problem in ("missing", "damaged")]


Checked: TypeAlias = Callable[[Entry], object]


def verify(
    catalogue: Catalogue, *, quick: bool = False, on_checked: Checked = lambda _: None
) -> Verification:
    """Compares every kept clip with its file, and every file with the catalogue; changes nothing.

    Args:
        catalogue: of the archive.
        quick: look at sizes alone; else each file is read to its end.
        on_checked: told of each clip.
    """
    told = Verification()
    paths: dict[int, int] = {}
    missing: dict[str, Entry] = {}
    for entry in catalogue.entries(state="kept"):
        on_checked(entry)
        path = entry.path or ""
        paths[hash(path)] = hash(entry.slug)
        problem = _problem(catalogue.root / path, entry, quick=quick)
        if problem is None:
            told.sound += 1
        elif problem:
            told.findings.append(Finding(slug=entry.slug, problem="damaged", path=path, detail=problem))
        else:
            missing[entry.slug] = entry
    bare: set[str] = set()
    for found, slug in _strangers(catalogue, paths, missing, bare):
        if slug in missing:
            was = missing.pop(slug).path or ""
            told.findings.append(
                Finding(slug=slug, problem="moved", path=found.path, detail=f"it was {was}", was=was)
            )
        else:
            entry = catalogue.entry(slug)
            if (entry is None or entry.state != "kept") and found.clip:
                told.findings.append(Finding(slug=slug, problem="new", path=found.path))
    for slug, entry in missing.items():
        told.findings.append(Finding(slug=slug, problem="missing", path=entry.path or ""))
    told.findings += _without_sidecar(catalogue, bare - {finding.path for finding in told.findings})
    return told


def repair(catalogue: Catalogue, told: Verification, *, now: datetime) -> None:
    """Makes the catalogue agree with the files: moved and new ones are taken over, lost ones wanted again.

    Sidecars and pictures follow what was moved; sidecars that lack are written.  A damaged file is put aside
    as NAME.mp4.damaged, since no other may come.
    """
    seconds = int(now.timestamp())
    for finding in told.findings:
        file = catalogue.root / finding.path
        if finding.problem == "new":
            clip = next(
                (one.clip for one in videos(file.parent) if one.clip and one.clip.id == finding.slug), None
            )
            if clip and catalogue.entry(finding.slug) is None:
                catalogue.record([clip], now=now)
        if finding.problem == "damaged":
            file.replace(file.with_name(file.name + ASIDE))
        held = catalogue.entry(finding.slug)
        if finding.problem == "moved" and held:
            follow(catalogue.root / finding.was, file, held.clip)
        if finding.problem in ("moved", "sidecar") and held:
            ensure_sidecar(file, held.clip, aside=ASIDE)
        if finding.problem == "sidecar":
            continue
        with catalogue.ledger() as ledger:
            if finding.problem in ("moved", "new"):
                size = file.stat().st_size
                ledger.keep(
                    finding.slug,
                    File(path=finding.path, size_bytes=size, sha256=file_hash(file)),
                    now=seconds,
                )
            else:
                ledger.lose(finding.slug)


def _problem(path: Path, entry: Entry, *, quick: bool) -> str | None:
    """What is wrong with the file, empty when there is none, None when it is sound."""
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    if size != entry.size_bytes:
        return f"it has {size:,} bytes, not {entry.size_bytes or 0:,}"
    if quick:
        return None
    if entry.sha256:
        return None if file_hash(path).hex() == entry.sha256 else "its content has changed"
    try:
        check_mp4(path)
    except (NotVideo, Truncated) as error:
        return error.why
    return None


def _without_sidecar(catalogue: Catalogue, paths: set[str]) -> Iterator[Finding]:
    """Kept clips at `paths`."""
    for entry in catalogue.entries(state="kept") if paths else ():
        if entry.path in paths:
            file = Path(entry.path).with_suffix(SIDECAR)
            there = (catalogue.root / file).exists()
            detail = f"{file.name} {'does not tell of this clip' if there else 'is missing'}"
            yield Finding(slug=entry.slug, problem="sidecar", path=entry.path, detail=detail)


def _strangers(
    catalogue: Catalogue, paths: Mapping[int, int], missing: dict[str, Entry], bare: set[str]
) -> Iterator[tuple[Found, str]]:
    """Files that the catalogue does not name, with the clip that each holds as far as can be told.

    Those that it names and that have no sidecar of their clip go into `bare`.
    """
    for found in videos(catalogue.root):
        slug = paths.get(hash(found.path))
        if slug is not None:
            if found.clip is None or hash(found.clip.id) != slug:
                bare.add(found.path)
            continue
        if found.clip:
            yield found, found.clip.id
            continue
        named = [text for text in BRACKETS.findall(found.path) if text in missing]
        same = named or [
            slug
            for slug, entry in missing.items()
            if entry.size_bytes == found.size_bytes
            and entry.sha256 == file_hash(catalogue.root / found.path).hex()
        ]
        if same:
            yield found, same[0]
