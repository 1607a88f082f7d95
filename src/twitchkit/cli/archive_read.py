"""`twitchkit archive status`, `list` and `search`: what an archive holds."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from twitchkit.cli.archive import filter_options, folder_argument, read_filter
from twitchkit.cli.clip import printable
from twitchkit.cli.progress import megabytes
from twitchkit.cli.voice import answer, answer_json, voice_options

if TYPE_CHECKING:
    from twitchkit.catalogue import Entry

STATES = ("known", "wanted", "fetching", "kept", "gone", "failed")


@click.command()
@folder_argument
@voice_options
def status(*, folder: Path, as_json: bool, quiet: bool) -> int:
    """What an archive holds, and how its last sync ended.

    \b
    Examples:
      twitchkit archive status archive/
      twitchkit archive status archive/ --json | jq .counts.kept
    """
    from twitchkit.catalogue import Catalogue
    from twitchkit.catalogue.holder import held_by

    with Catalogue.read(folder) as catalogue:
        counts, size, span = catalogue.counts(), catalogue.kept_bytes(), catalogue.span()
        sources, runs = catalogue.sources(), catalogue.runs(1)
        holder = held_by(folder)
    if as_json:
        answer_json(
            {
                "folder": str(folder),
                "counts": counts,
                "kept_bytes": size,
                "first_at": span[0] if span else None,
                "last_at": span[1] if span else None,
                "sources": sources,
                "last_run": runs[0] if runs else None,
                "holder": holder,
            }
        )
        return 0
    answer(", ".join(f"{count:,} {state}" for state, count in counts.items() if count) or "nothing yet")
    answer(f"size:     {megabytes(size)}")
    if span:
        answer(f"clips of: {span[0]:%Y-%m-%d} to {span[1]:%Y-%m-%d}")
    for source in sources:
        until = (
            f"listed up to {source.listed_until:%Y-%m-%d %H:%M} UTC" if source.listed_until else "not listed"
        )
        answer(f"{source.kind + ':':<9} {printable(source.name)}, {until}")
    for run in runs:
        ended = f"ended {run.ended_at:%Y-%m-%d %H:%M} UTC" if run.ended_at else "did not end"
        fetched = f", {run.told['kept']:,} kept, {run.told['failed']:,} failed" if "kept" in run.told else ""
        answer(f"last run: {ended}{fetched}")
    if holder:
        answer(f"in use:   {holder}")
    return 0


@click.command("list")
@folder_argument
@filter_options
@click.option("--state", type=click.Choice(STATES), help="Only clips of that state.  [default: all]")
@click.option(
    "--sort", type=click.Choice(("date", "views")), default="date", show_default=True, help="Highest first."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="So many at most.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV with a header.")
@voice_options
def list_clips(
    *,
    folder: Path,
    state: Any,
    sort: str,
    limit: int | None,
    as_csv: bool,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """The clips of an archive, the newest first.

    \b
    Examples:
      twitchkit archive list archive/ --state kept --limit 20
      twitchkit archive list archive/ --sort views --since 2026-10-01 --csv > october.csv
      twitchkit archive list archive/ --state failed --json | jq -r .why
    """
    from twitchkit.catalogue import Catalogue

    wanted = read_filter(options)
    with Catalogue.read(folder) as catalogue:
        entries = catalogue.entries(state=state, order="view_count" if sort == "views" else "created_at")
        fitting = (entry for entry in entries if wanted.holds(entry.clip, entry.game))
        show(islice(fitting, limit), as_json=as_json, as_csv=as_csv)
    return 0


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.argument("words", nargs=-1, required=True, metavar="WORD…")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="So many at most.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV with a header.")
@voice_options
def search(
    *, folder: Path, words: tuple[str, ...], limit: int, as_csv: bool, as_json: bool, quiet: bool
) -> int:
    """Clips by the words of their title, creator or game; the most viewed first.

    Each WORD has to occur, at the start of a word; case and accents do not count.  creator:WORD, title:WORD
    and game:WORD say where; several words in one pair of quotes stand as they are.

    \b
    Examples:
      twitchkit archive search archive/ win
      twitchkit archive search archive/ creator:bob "late game" --json
    """
    from twitchkit.catalogue import Catalogue

    with Catalogue.read(folder) as catalogue:
        found = catalogue.search(" ".join(map(_phrase, words)), limit=limit)
    show(found, as_json=as_json, as_csv=as_csv)
    return 0 if found else 3


def _phrase(word: str) -> str:
    """An argument of several words stands for a phrase."""
    field, colon, rest = word.rpartition(":") if '"' not in word and ":" in word else ("", "", word)
    return f'{field}{colon}"{rest}"' if " " in rest and '"' not in rest else word


def show(entries: Iterable[Entry], *, as_json: bool, as_csv: bool) -> None:
    """Entries as the answer: a table, CSV, or JSON rows."""
    if as_json:
        for entry in entries:
            answer_json(entry.as_data())
    elif as_csv:
        write_csv(entries, sys.stdout)
    else:
        for line in _lines(entries):
            answer(line)


def write_csv(entries: Iterable[Entry], file: Any) -> None:
    """Entries as CSV with a header; a formula is made text, as spreadsheets would run it."""
    writer = None
    for entry in entries:
        row = {name: _cell(value) for name, value in entry.as_data().items()}
        if writer is None:
            writer = csv.DictWriter(file, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        clip = entry.clip
        title = printable(clip.title)
        shown = title if len(title) <= 50 else title[:49] + "…"
        yield (
            f"{clip.created_at:%Y-%m-%d}  {clip.view_count:>9,}  {clip.duration:>5.1f} s  {entry.state:<8}  "
            f"{shown}  [{clip.id}]"
        )
