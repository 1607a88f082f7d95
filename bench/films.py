"""The films of a measurement: fetched once from the simulator, then served as files by nginx or the
stand-in."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

BATCH = 35
LONGEST_TITLE = 60
QUERY = (
    "query($slug:ID!){clip(slug:$slug){slug title broadcaster{login} videoQualities{quality sourceURL} "
    "assets{aspectRatio videoQualities{quality sourceURL}} "
    'playbackAccessToken(params:{platform:"web",playerType:"site"}){signature value}}}'
)
CLIENT_ID = "kimne78kx3ncx6brgo4mv6wki5h1ko"


@dataclass(frozen=True, slots=True)
class Film:
    """A clip, where its best rendition lies, and its signed link."""

    slug: str
    link: str
    file: Path
    size_bytes: int


def fetch_films(simulator_url: str, slugs: list[str], *, count: int, root: Path) -> list[Film]:
    """The best renditions of the first `count` clips that have one plain best rendition, as files below
    `root`.

    Passed over, so that every tool can fetch the same bytes: clips that are dead on purpose; clips whose best
    rendition depends on the tool that chooses (HEVC beside AVC); clips of deleted channels and with long
    titles, at which twitch-dl 3.3.2 ends with a TypeError and with a file name too long for the disk.
    """
    films: list[Film] = []
    with ThreadPoolExecutor(4) as threads:
        for clip_links in _batches(list(_plain(simulator_url, slugs)), count):
            found = threads.map(lambda one: _fetch(simulator_url, one[0], one[1], root), clip_links)
            films += [film for film in found if film]
            if len(films) >= count:
                return films[:count]
    raise SystemExit(f"bench: the simulator has {len(films)} clips to fetch, {count} are wanted")


def _plain(simulator_url: str, slugs: list[str]) -> Iterator[tuple[str, str]]:
    for batch in _batches(slugs, BATCH):
        body = json.dumps([{"query": QUERY, "variables": {"slug": slug}} for slug in batch]).encode()
        headers = {"Client-ID": CLIENT_ID, "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(f"{simulator_url}/gql", body, headers)) as answer:
            clips = [one["data"]["clip"] for one in json.load(answer)]
        for clip in clips:
            if clip and _plays_alike(clip):
                token = clip["playbackAccessToken"]
                signed = f"sig={token['signature']}&token={quote(token['value'], safe='')}"
                yield clip["slug"], f"{clip['videoQualities'][0]['sourceURL']}?{signed}"


def _plays_alike(clip: dict[str, Any]) -> bool:
    offered, assets = clip["videoQualities"] or [], clip["assets"] or []
    if not offered or not assets or not all(one["sourceURL"] for one in offered):
        return False
    heights = [int(one["quality"]) for asset in assets for one in asset["videoQualities"] or []]
    one_best = max(heights, default=0) == int(offered[0]["quality"])
    return one_best and bool(clip["broadcaster"]) and len(clip["title"]) <= LONGEST_TITLE


def _fetch(simulator_url: str, slug: str, link: str, root: Path) -> Film | None:
    split = urlsplit(link)
    file = root / unquote(split.path).lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            urllib.request.urlopen(f"{simulator_url}{split.path}?{split.query}") as film,
            file.open("wb") as out,
        ):
            shutil.copyfileobj(film, out, 1 << 20)
    except urllib.error.HTTPError:
        file.unlink(missing_ok=True)
        return None
    return Film(slug, link, file, file.stat().st_size)


def _batches(items: list[Any], size: int) -> Iterator[list[Any]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
