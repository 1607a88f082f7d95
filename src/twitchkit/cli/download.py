"""`twitchkit clip download`: the run, what is told on the way, the summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from twitchkit.cli.progress import LiveProgress, PlainProgress, megabytes
from twitchkit.cli.voice import answer_json, error_as_data, tell
from twitchkit.client.twitch import Twitch
from twitchkit.media import DownloadReport, Outcome


def download_clips(
    texts: Sequence[str],
    *,
    to: Path,
    rate_bps: int | None,
    editor_id: str | None,
    template: str | None,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Fetches the clips and returns the exit status."""
    live = sys.stderr.isatty() and not quiet
    say = _silent if quiet else tell
    told = teller(answer_json if as_json else None, say)
    progress = LiveProgress(len(texts), told, say=say) if live else PlainProgress(told, say=say)

    with progress, Twitch() as twitch:
        report = twitch.clips.download(
            texts,
            to=to,
            limit_rate_bps=rate_bps,
            editor_id=editor_id,
            name=template,
            progress=progress,
            **options,
        )
    # What to do next is said once for each kind of trouble, not a thousand times.
    for fix in dict.fromkeys(outcome.error.fix for outcome in report if outcome.error):
        tell(f"  {fix}")
    if not quiet:
        tell(summary(report, to))
    return report.exit_code


def outcome_as_data(outcome: Outcome) -> dict[str, Any]:
    """An outcome's fields, named as in the library."""
    return {
        "slug": outcome.slug,
        "state": outcome.state,
        "path": str(outcome.path) if outcome.path else None,
        "size_bytes": outcome.size_bytes,
        "bytes_fetched": outcome.bytes_fetched,
        "source": outcome.source,
        "rendition": outcome.rendition,
        "notes": outcome.notes,
        "error": error_as_data(outcome.error) if outcome.error else None,
    }


def summary(report: DownloadReport, to: Path) -> str:
    """One line: how many of each, how much, and where."""
    fetched = sum(outcome.bytes_fetched or 0 for outcome in report)
    counts = (
        (len(report.kept), "kept"),
        (len(report.skipped), "already there"),
        (len(report.gone), "gone"),
        (len(report.failed), "failed"),
    )
    told = ", ".join(f"{count:,} {word}" for count, word in counts if count) or "nothing to do"
    return f"{told}; {megabytes(fetched)} fetched into {to}"


def teller(said: Callable[[Any], None] | None, say: Callable[[str], None]) -> Callable[[Outcome], None]:
    """Tells each outcome as it comes: as JSON on stdout where that is asked for; troubles always."""

    def told(outcome: Outcome) -> None:
        if said:
            said(outcome_as_data(outcome))
        for note in outcome.notes:
            say(f"{outcome.slug}: {note}")
        if outcome.error:
            tell(f"{outcome.slug}: {outcome.error.what} {outcome.error.why}".rstrip())

    return told


def _silent(text: str) -> None:
    """For `--quiet`."""
