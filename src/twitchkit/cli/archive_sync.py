"""`twitchkit archive sync`."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from twitchkit.cli.archive import filter_options, read_filter
from twitchkit.cli.clip import choice_options, file_options
from twitchkit.cli.voice import answer, answer_json, report_error, tell, voice_options
from twitchkit.errors import DownloadError, NetworkError, TwitchError, TwitchkitError

if TYPE_CHECKING:
    from twitchkit.client.archiver import Order
    from twitchkit.client.sync_report import Listing, SyncReport


def every(_ctx: click.Context, _param: click.Parameter, text: str | None) -> float | None:
    """Seconds of 30m, 6h or 1d."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,6})([smhd])", text.strip().lower())
    if not found or not int(found[1]):
        raise click.BadParameter(f"{text!r} is no span of time; write 30m, 6h or 1d.")
    return int(found[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[found[2]]


@click.command()
@click.argument("channels", nargs=-1, metavar="CHANNEL…")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The archive's folder; made when it is not there.  [default: this folder]",
)
@filter_options
@click.option("--top", type=click.IntRange(1), metavar="N", help="Of each, the N most viewed that fit.")
@click.option("--wait", is_flag=True, help="Wait for another sync of this archive, in place of leaving.")
@click.option("--dry-run", is_flag=True, help="List, and say how much there is to fetch; nothing is written.")
@click.option("--watch", callback=every, metavar="EVERY", help="Again and again: every 30m, 6h or 1d.")
@file_options
@choice_options
@voice_options
def sync(
    *,
    channels: tuple[str, ...],
    to: Path,
    top: int | None,
    wait: bool,
    dry_run: bool,
    watch: float | None,
    as_json: bool,
    quiet: bool,
    rate_bps: int | None,
    template: str | None,
    **options: Any,
) -> int:
    """Fetches all clips of the channels, or of the games when no channel is named; later only what is new.

    Clips are listed and fetched at the same time, the newest first.  Stopped in any way, it goes on where it
    was when it is run again.  With channels, --game chooses among their clips.

    \b
    Examples:
      twitchkit archive sync CHANNEL --to archive/
      twitchkit archive sync CHANNEL --to best/ --top 100 --min-views 50
      twitchkit archive sync CHANNEL --to archive/ --dry-run
      twitchkit archive sync --game Chess --since 2026-10-01 --until 2026-11-01 --to chess/
      twitchkit archive sync CHANNEL --to short/ --where "duration <= 20 and not is_featured"
    """
    import msgspec

    from twitchkit.client.archiver import Order

    wanted = read_filter(options)
    games: tuple[str, ...] = ()
    if not channels:
        games, wanted = wanted.games, msgspec.structs.replace(wanted, games=())
    if not channels and not games:
        raise click.UsageError("Give at least one channel, or --game NAME.")
    order = Order(channels=channels, games=games, filter=wanted, top=top, wait=wait)
    options |= {"name": template, "limit_rate_bps": rate_bps}
    if dry_run:
        return _estimate(order, to=to, as_json=as_json, **options)

    def once() -> int:
        return run_sync(order, to=to, quiet=quiet, as_json=as_json, **options).exit_code

    return repeat(once, watch, quiet=quiet)


def repeat(
    once: Callable[[], int],
    watch: float | None,
    *,
    quiet: bool,
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> int:
    """Does `once`, and with `watch` again every so many seconds; trouble that may pass does not end it."""
    if watch is None:
        return once()
    interrupts: list[int] = []

    def interrupted(number: int, frame: FrameType | None) -> None:
        interrupts.append(number)
        if callable(before):
            # It knows when not to raise.
            before(number, frame)
        else:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        while True:
            begun = monotonic()
            try:
                once()
            except TwitchkitError as error:
                if not error.retryable and not isinstance(error, DownloadError | NetworkError | TwitchError):
                    raise
                report_error(error, as_json=False)
            rest = max(0.0, watch - (monotonic() - begun))
            if not quiet:
                at = datetime.now(UTC) + timedelta(seconds=rest)
                tell(f"Next at {at:%Y-%m-%d %H:%M} UTC; Ctrl-C ends it.")
            if interrupts:
                # Python drops what is raised while it finalizes an object.
                raise KeyboardInterrupt
            sleep(rest)
    finally:
        signal.signal(signal.SIGINT, before)


def _estimate(order: Order, *, to: Path, as_json: bool, **options: Any) -> int:
    from twitchkit.cli.progress import megabytes
    from twitchkit.client.twitch import Twitch

    with Twitch() as twitch:
        told = twitch.clips.estimate(order, to=to, **options)
    if as_json:
        answer_json(told.as_data())
        return 0
    for one in told.listings:
        if one.error:
            report_error(one.error, as_json=False)
        else:
            answer(_listed(one))
    answer(f"to fetch: {told.clips:,} clips, about {megabytes(told.size_bytes)}, about {_span(told.seconds)}")
    answer(f"({told.basis})")
    return max((one.error.exit_code for one in told.listings if one.error), default=0)


def _listed(listing: Listing) -> str:
    name = f"{listing.name} (now {listing.now_called})" if listing.now_called else listing.name
    return f"{name}: {listing.listed:,} listed, {listing.new:,} new, {listing.changed:,} changed"


def _span(seconds: float) -> str:
    minutes, hours = seconds / 60, seconds / 3600
    return (
        f"{hours:,.1f} hours"
        if hours >= 2
        else f"{minutes:,.0f} minutes"
        if minutes >= 2
        else f"{seconds:,.0f} s"
    )


def run_sync(order: Order, *, to: Path, quiet: bool, as_json: bool, **options: Any) -> SyncReport:
    """Syncs, telling the story; JSON rows of clips and of the report where asked for."""
    from twitchkit.cli.download import teller
    from twitchkit.cli.progress import LiveProgress, PlainProgress
    from twitchkit.client.twitch import Twitch

    def silent(text: str) -> None:
        """For `--quiet`."""

    say = silent if quiet else tell

    told = teller(answer_json if as_json else None, say)
    live = sys.stderr.isatty() and not quiet
    progress = LiveProgress(0, told, say=say) if live else PlainProgress(told, say=say)
    listings: dict[str, Listing] = {}

    def listed(listing: Listing) -> None:
        listings[f"{listing.kind} {listing.name}"] = listing
        progress.expect(
            sum(one.wanted for one in listings.values()), sum(one.listed for one in listings.values())
        )

    with progress, Twitch() as twitch:
        report = twitch.clips.archive(order, to=to, progress=progress, on_listed=listed, **options)
    for listing in report.listings:
        if listing.error:
            report_error(listing.error, as_json=as_json)
    if report.full:
        report_error(report.full, as_json=as_json)
    if as_json:
        answer_json({"report": report.as_data()})
    elif not quiet:
        tell(summary(report, to))
    return report


def summary(report: SyncReport, to: Path) -> str:
    """What came of it, in a few lines."""
    from twitchkit.cli.progress import megabytes

    lines: list[str] = []
    if report.rebuilt:
        lines.append(f"{report.rebuilt} A new one was made from the clips in the folder.")
    if report.clock_off_s:
        off = "behind" if report.clock_off_s > 0 else "ahead of"
        lines.append(
            f"This machine's clock is {_span(abs(report.clock_off_s))} {off} Twitch's, which was used."
        )
    for one in report.listings:
        if one.error is None or one.listed:
            lines.append(_listed(one))
    counts = (
        (report.adopted, "found in the folder"),
        (report.kept, "kept"),
        (report.skipped, "already there"),
        (report.gone, "gone"),
        (report.failed, "failed"),
    )
    told = ", ".join(f"{count:,} {word}" for count, word in counts if count) or "nothing to fetch"
    lines.append(f"{told}; {megabytes(report.bytes_fetched)} fetched into {to} in {report.seconds:,.1f} s")
    return "\n".join(lines)
