"""What lies in a folder."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import msgspec

from twitchkit.media.index import Index, Names, folded
from twitchkit.media.place import PART, RECORD, SIDECAR, VIDEO
from twitchkit.media.record import read_record, read_slug

BRACKETS = re.compile(r"\[([^\[\]/]+)\]")


class Holdings(msgspec.Struct, frozen=True):
    """What lies in a folder; names are relative to it, without suffix.

    Args:
        kept: slug → names of videos with a sidecar that says so.
        parts: slug → names of unfinished files.
        bare: text in brackets → names of videos without sidecar.
        known: folded names that somebody else keeps account of: they are taken, and were not looked at.
        names: folded names that are taken, but for those that are known.
        unfinished: the slugs in `parts`.
    """

    kept: Index = msgspec.field(default_factory=Index)
    parts: Index = msgspec.field(default_factory=Index)
    bare: Index = msgspec.field(default_factory=Index)
    known: Names = msgspec.field(default_factory=Names)
    names: Index = msgspec.field(default_factory=Index)
    unfinished: set[str] = msgspec.field(default_factory=set[str])


def scan(root: Path, known: Names) -> Holdings:
    """What lies in `root` and its folders; hidden folders and links to folders are left out.

    Args:
        root: the folder.
        known: folded names that are not to be looked at.

    Raises:
        OSError: `root` cannot be read.
    """
    holdings = Holdings(known=known)
    _scan(holdings, root, "")
    return holdings


def _scan(holdings: Holdings, folder: Path, prefix: str) -> None:
    with os.scandir(folder) as entries:
        # One by one: an archive of a million files lies in one folder.
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                _note(holdings, folder, prefix, entry.name)
            elif not entry.name.startswith("."):
                with contextlib.suppress(PermissionError):
                    _scan(holdings, folder / entry.name, f"{prefix}{entry.name}/")


def _note(holdings: Holdings, folder: Path, prefix: str, name: str) -> None:
    if name.endswith(RECORD):
        full = prefix + name.removesuffix(RECORD)
        holdings.names.add(folded(full))
        if record := read_record(os.path.join(folder, name)):
            holdings.parts.add(record.slug, full)
            holdings.unfinished.add(record.slug)
    elif name.endswith((VIDEO, SIDECAR, PART)):
        stem, _, _ = name.rpartition(".")
        taken = folded(prefix + stem)
        if taken in holdings.known:
            return
        holdings.names.add(taken)
        if not name.endswith(VIDEO):
            return
        if slug := read_slug(os.path.join(folder, stem + SIDECAR)):
            holdings.kept.add(slug, prefix + stem)
        else:
            for text in BRACKETS.findall(stem):
                holdings.bare.add(text, prefix + stem)
