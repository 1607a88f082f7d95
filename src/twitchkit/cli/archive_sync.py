"""`twitchkit archive sync`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twitchkit.cli.archive import filter_options, read_filter
from twitchkit.cli.clip import choice_options, file_options
from twitchkit.cli.voice import answer_json, report_error, tell, voice_options

if TYPE_CHECKING:
    from twitchkit.client.sync_report import Listing, SyncReport


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
@file_options
@choice_options
@voice_options
def sync(
    *,
    channels: tuple[str, ...],
    to: Path,
    top: int | None,
    wait: bool,
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
    report = run_sync(
        order, to=to, quiet=quiet, as_json=as_json, name=template, limit_rate_bps=rate_bps, **options
    )
    return report.exit_code


def run_sync(order: Any, *, to: Path, quiet: bool, as_json: bool, **options: Any) -> SyncReport:
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
    for one in report.listings:
        lines.append(f"{one.name}: {one.listed:,} listed, {one.new:,} new, {one.changed:,} changed")
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
