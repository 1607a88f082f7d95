"""`twitchkit archive export` and `stats`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from twitchkit.cli.archive import filter_options, folder_argument, read_filter
from twitchkit.cli.archive_read import STATES, write_csv
from twitchkit.cli.clip import printable
from twitchkit.cli.progress import megabytes
from twitchkit.cli.voice import answer, answer_json, tell, voice_options
from twitchkit.media.written import written

if TYPE_CHECKING:
    from twitchkit.catalogue import Entry
    from twitchkit.catalogue.statistics import Share, Statistics

FORMATS = ("jsonl", "csv", "parquet", "m3u")


@click.command()
@folder_argument
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Of the output."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="[default: stdout]",
)
@filter_options
@click.option(
    "--state", type=click.Choice(STATES), help="Only clips of that state.  [default: all; m3u: kept]"
)
@voice_options
def export(
    *,
    folder: Path,
    kind: str,
    output: Path | None,
    state: Any,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """What the catalogue knows, for other programs: JSON lines, CSV, Parquet, or a playlist of the files.

    Parquet needs the extra: pip install "twitchkit[parquet]".

    \b
    Examples:
      twitchkit archive export archive/ > clips.jsonl
      twitchkit archive export archive/ --format m3u --min-views 100 -o best.m3u
      twitchkit archive export archive/ --format parquet -o clips.parquet
    """
    from twitchkit.catalogue import Catalogue

    if kind == "parquet" and output is None:
        raise click.UsageError("Parquet is no text: give -o FILE.")
    wanted = read_filter(options)
    with Catalogue.read(folder) as catalogue:
        entries = catalogue.entries(state="kept" if kind == "m3u" else state)
        fitting = (entry for entry in entries if wanted.holds(entry.clip, entry.game))
        if output is None:
            _writer(kind, folder)(fitting, sys.stdout)
        elif kind == "parquet":
            from twitchkit.cli.archive_parquet import write_parquet

            with written(output) as path:
                write_parquet(fitting, path)
        else:
            with written(output) as path, path.open("w", encoding="utf-8", newline="") as file:
                _writer(kind, output.parent if kind == "m3u" else folder, folder)(fitting, file)
    if output and not quiet:
        tell(f"{output} is written.")
    return 0


@click.command()
@folder_argument
@click.option(
    "--top", type=click.IntRange(1), default=10, show_default=True, help="So many creators and games."
)
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help='Also as a picture, .png or .svg; needs: pip install "twitchkit[plots]".',
)
@voice_options
def stats(*, folder: Path, top: int, plot: Path | None, as_json: bool, quiet: bool) -> int:
    """Clips and views by month, and who and what there are the most clips of.

    \b
    Examples:
      twitchkit archive stats archive/
      twitchkit archive stats archive/ --plot clips.svg
    """
    from twitchkit.catalogue import Catalogue

    if plot and plot.suffix.lower() not in (".png", ".svg"):
        raise click.BadParameter("a picture's name ends in .png or .svg", param_hint="--plot")
    with Catalogue.read(folder) as catalogue:
        figures = catalogue.statistics(top=top)
    if as_json:
        answer_json(figures)
    else:
        _show(figures)
    if plot:
        from twitchkit.cli.archive_plot import draw

        with written(plot) as path:
            draw(figures, path, plot.suffix.lower()[1:])
        if not quiet:
            tell(f"{plot} is written.")
    return 0


def _writer(kind: str, base: Path, folder: Path | None = None) -> Callable[[Iterator[Entry], IO[str]], None]:
    if kind == "csv":
        return write_csv
    if kind == "m3u":
        return lambda entries, file: _write_m3u(entries, file, folder or base, base)
    return _write_jsonl


def _write_jsonl(entries: Iterator[Entry], file: IO[str]) -> None:
    import msgspec

    for entry in entries:
        file.write(msgspec.json.encode(entry.as_data()).decode() + "\n")


def _write_m3u(entries: Iterator[Entry], file: IO[str], folder: Path, base: Path) -> None:
    file.write("#EXTM3U\n")
    for entry in entries:
        path = Path(os.path.relpath(folder / (entry.path or ""), base)).as_posix()
        # A name that begins with # would be a comment.
        file.write(f"#EXTINF:{round(entry.clip.duration)},{printable(entry.clip.title)}\n")
        file.write(f"{'./' if path.startswith('#') else ''}{path}\n")


def _show(figures: Statistics) -> None:
    answer(f"{figures.clips:,} clips, {figures.views:,} views, {figures.duration / 3600:,.1f} hours")
    answer("")
    answer(f"{'month':<8}{'clips':>10}{'kept':>10}{'views':>14}{'size':>14}")
    for month in figures.months:
        size = megabytes(month.size_bytes)
        answer(f"{month.month:<8}{month.clips:>10,}{month.kept:>10,}{month.views:>14,}{size:>14}")
    for title, shares in (("creators", figures.creators), ("games", figures.games)):
        answer("")
        answer(f"{title:<32}{'clips':>10}{'views':>14}")
        for share in shares:
            answer(f"{short(share):<32}{share.clips:>10,}{share.views:>14,}")


def short(share: Share) -> str:
    """The share's name, cut for a table."""
    name = printable(share.name) or "(none)"
    return name if len(name) <= 30 else name[:29] + "…"
