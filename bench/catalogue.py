"""The catalogue of an archive: how fast clips go in, and how fast words are found among a million."""

from __future__ import annotations

import itertools
import random
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from twitchkit.catalogue import Catalogue
from twitchkit.helix import Clip

FIRST = datetime(2016, 6, 1, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHUNK = 50_000
QUERIES = 20


def measure_catalogue(work: Path, clips: int) -> dict[str, object]:
    """Fills an archive's catalogue and searches it.

    Args:
        work: for the file.
        clips: how many.
    """
    chance = random.Random(1)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(3, 9))) for _ in range(20_000)]
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(words))))
    games = {str(number): " ".join(chance.choices(words, k=2)).title() for number in range(300)}
    inserting = _Stopwatch()
    root = work / "catalogue"
    made = _clips(chance, words, weights, clips)
    opening = Catalogue.write(root, now=FIRST)
    catalogue = opening.__enter__()
    # The clips are made outside the clock: here they come as they would from Twitch's answers.
    while several := list(itertools.islice(made, CHUNK)):
        with inserting:
            catalogue.record(several, now=FIRST, games=games)
    with inserting:
        opening.__exit__(None, None, None)
    with Catalogue.read(root) as catalogue:
        searches = {
            "a rare word": _search(catalogue, words[10_000 : 10_000 + QUERIES]),
            "a usual word": _search(catalogue, words[100 : 100 + QUERIES]),
            "the most common words": _search(catalogue, words[:QUERIES]),
            "two words": _search(catalogue, [f"{words[n]} {words[n + 50]}" for n in range(QUERIES)]),
        }
    told: dict[str, object] = {
        "clips": clips,
        "inserts_per_second": round(clips / inserting.wall),
        "inserts_per_cpu_second": round(clips / inserting.cpu),
        "megabytes": round((root / ".twitchkit" / "catalogue.db").stat().st_size / 1e6),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "search_ms": searches,
    }
    print(f"  {told}", flush=True)
    return told


class _Stopwatch:
    wall = cpu = 0.0

    def __enter__(self) -> None:
        self.wall -= time.perf_counter()
        self.cpu -= time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.cpu += time.process_time()


def _search(catalogue: Catalogue, queries: list[str]) -> dict[str, float]:
    spent: list[float] = []
    for query in queries:
        begun = time.perf_counter()
        catalogue.search(query)
        spent.append((time.perf_counter() - begun) * 1000)
    return {"median": round(statistics.median(spent), 1), "most": round(max(spent), 1)}


def _clips(chance: random.Random, words: list[str], weights: list[float], count: int) -> Iterator[Clip]:
    for number in range(count):
        slug = (
            "".join(word.title() for word in chance.choices(words, k=3))
            + f"-{chance.getrandbits(92):023x}"[:17]
        )
        creator = int(chance.paretovariate(0.5)) % 20_000
        yield Clip(
            id=slug,
            created_at=FIRST + timedelta(seconds=300 * (count - number)),
            url=f"https://www.twitch.tv/someone/clip/{slug}",
            embed_url=f"https://clips.twitch.tv/embed?clip={slug}",
            broadcaster_id="12345",
            broadcaster_name="Someone",
            creator_id=str(creator),
            creator_name=f"creator{creator}",
            video_id="1234567890",
            vod_offset=number % 10_000,
            game_id=str(int(chance.paretovariate(0.5)) % 300),
            language="en",
            title=" ".join(chance.choices(words, cum_weights=weights, k=chance.randint(1, 7))),
            view_count=int(chance.paretovariate(0.6)),
            thumbnail_url=f"https://static-cdn.jtvnw.net/twitch-clips-thumbnails-prod/{slug}/x/preview-480x272.jpg",
            duration=30.0,
            is_featured=False,
        )
