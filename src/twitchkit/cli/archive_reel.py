"""`twitchkit archive reel`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Generator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from twitchkit.cli.archive import filter_options, folder_argument, read_filter
from twitchkit.cli.progress import megabytes
from twitchkit.cli.voice import answer_json, tell, voice_options
from twitchkit.errors import NothingKept


@click.command()
@folder_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="An .mp4; a file of that name is replaced once the new one is whole.",
)
@click.option(
    "--top", type=click.IntRange(1), metavar="N", help="The N most viewed that fit.  [default: all]"
)
@click.option(
    "--order",
    type=click.Choice(("views", "date")),
    default="views",
    show_default=True,
    help="The most viewed first, or the oldest.",
)
@filter_options
@voice_options
def reel(
    *, folder: Path, output: Path, top: int | None, order: str, as_json: bool, quiet: bool, **options: Any
) -> int:
    """Joins kept clips to one film, with a chapter for each.

    Clips that are coded alike are copied as they are, which takes seconds.  Else all are encoded once, in the
    shape that is played the longest, with bars beside the others.  Needs: pip install "twitchkit[reel]".

    \b
    Examples:
      twitchkit archive reel archive/ --top 20 --month 2026-10 -o best.mp4
      twitchkit archive reel archive/ --creator bob --order date -o bob.mp4
    """
    from twitchkit.catalogue import Catalogue
    from twitchkit.client.reel import make_reel

    if output.suffix.lower() != ".mp4":
        raise click.BadParameter("a reel's name ends in .mp4", param_hint="-o")
    wanted = read_filter(options)
    with Catalogue.read(folder) as catalogue:
        kept = catalogue.entries(state="kept", order="view_count")
        entries = list(islice((entry for entry in kept if wanted.holds(entry.clip, entry.game)), top))
    if not entries:
        raise NothingKept(path=str(folder))
    if order == "date":
        entries.sort(key=lambda entry: entry.clip.created_at)
    with _progress(len(entries), live=sys.stderr.isatty() and not quiet) as on_joined:
        made = make_reel(entries, folder=folder, output=output, on_joined=on_joined)
    if as_json:
        answer_json(made.as_data())
    elif not quiet:
        tell(
            f"{output} has {len(entries):,} clips, {made.seconds:,.1f} s, {made.width}x{made.height}, "
            f"{megabytes(made.size_bytes)}, {made.way}."
        )
    return 0


@contextlib.contextmanager
def _progress(clips: int, *, live: bool) -> Generator[Callable[[float, float], object]]:
    """A bar of the reel's seconds, on a terminal."""
    if not live:
        yield lambda _at, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} s"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=5) as bars:
        bar = bars.add_task(f"{clips:,} clips", total=0)
        yield lambda at, of: bars.update(bar, completed=at, total=of)
