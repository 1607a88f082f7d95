"""How much a sync will fetch, and how long that may take."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.catalogue import Catalogue
from twitchkit.client.sync_report import Estimate, Listing
from twitchkit.client.wanted import Wanted
from twitchkit.clips.bitrates import usual_bytes_a_second

ENOUGH = 20
"""Kept clips whose sizes tell more than Twitch's usual bit rates."""
RUNS = 10
USUAL_RATE_BPS = 12_500_000
"""100 Mbit/s, where no earlier run tells better."""


def estimate(catalogue: Catalogue, listings: Sequence[Listing], wanted: Wanted) -> Estimate:
    """What is wanted in the catalogue, in bytes and seconds."""
    clips, clip_seconds = catalogue.wanted_total()
    density = catalogue.bytes_a_second(ENOUGH)
    size_basis = "kept clips" if density else "Twitch's usual bit rates"
    size = round(clip_seconds * (density or usual_bytes_a_second(wanted.choice)))
    rate, rate_basis = _rate(catalogue)
    if wanted.limit_rate_bps and wanted.limit_rate_bps < rate:
        rate, rate_basis = wanted.limit_rate_bps, "the limit given"
    return Estimate(
        listings=tuple(listings),
        clips=clips,
        clip_seconds=clip_seconds,
        size_bytes=size,
        seconds=size / rate,
        basis=f"size from {size_basis}, time from {rate_basis}",
    )


def _rate(catalogue: Catalogue) -> tuple[float, str]:
    """Bytes a second of the last run that fetched something worth a measure."""
    for run in catalogue.runs(RUNS):
        fetched, seconds = run.told.get("bytes_fetched", 0), run.told.get("seconds", 0)
        if fetched > 10_000_000 and seconds > 1:
            return fetched / seconds, "the last run"
    return USUAL_RATE_BPS, "a line of 100 Mbit/s"
