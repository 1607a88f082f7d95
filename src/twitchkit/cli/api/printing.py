"""Pages as they come, printed in one of the shapes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import click
import msgspec

from twitchkit.cli.api.rows import columns_of, csv_lines, page_json, row_lines, show_table
from twitchkit.cli.api.shortfall import shortfalls
from twitchkit.cli.voice import answer, tell
from twitchkit.helix import Endpoint, Page
from twitchkit.helix.page import merge

Pages: TypeAlias = Iterable[Page[Any]]


class Printing(msgspec.Struct, frozen=True, kw_only=True):
    """What the printers have to know.

    Args:
        kind: the endpoint.
        quiet: no story on stderr.
        raw: the answer as Twitch sent it, where its shape is JSON.
    """

    kind: type[Endpoint[Any, Any]]
    quiet: bool
    raw: bool


def with_headers(pages: Pages) -> Iterator[Page[Any]]:
    """`pages`; status and headers are printed in front of each."""
    for page in pages:
        if page.response:
            named = (f"{name}: {text}" for name, text in page.response.headers.items())
            answer("\n".join([f"HTTP {page.response.status}", *named, ""]))
        yield page


def counted(pages: Pages, write: Callable[[str], object]) -> Iterator[Page[Any]]:
    """`pages`; while more are to come, one line tells how many rows there are so far."""
    rows = 0
    told = False
    try:
        for page in pages:
            rows += len(page)
            if page.cursor:
                write(f"\r{rows:,} rows so far")
                told = True
            yield page
    finally:
        if told:
            write("\r\x1b[K")


class _Watched:
    """Pages on their way; what they did not do is told as they pass, and makes the exit status."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self.status = 0

    def __iter__(self) -> Iterator[Page[Any]]:
        for page in self._pages:
            for said in shortfalls(page):
                tell(said)
                self.status = 1
            yield page


def print_jsonl(pages: Pages, printing: Printing) -> int:
    """A line for each row, page by page, so that nothing piles up; returns the exit status."""
    del printing
    watched = _Watched(pages)
    for page in watched:
        click.echo(row_lines(page), nl=False)
    return watched.status


def print_csv(pages: Pages, printing: Printing) -> int:
    """A header and a line for each row, page by page."""
    watched = _Watched(pages)
    columns: list[str] | None = None
    for page in watched:
        header = columns is None
        columns = columns_of(page.data, printing.kind.row) if columns is None else columns
        # Not by click, which takes out what in a title looks like a colour.
        sys.stdout.write(csv_lines(page, columns, header=header))
    return watched.status


def print_json(pages: Pages, printing: Printing) -> int:
    """All pages as one object."""
    watched = _Watched(pages)
    held = list(watched)
    [first, *more] = held
    if printing.raw and first.response and not more:
        text = first.response.body.decode(errors="replace")
        click.echo(text, nl=bool(text) and not text.endswith("\n"))
    else:
        # A count stays true for the pages of one request.
        answer(page_json(msgspec.structs.replace(merge(held), total=first.total) if more else first))
    return watched.status


def print_table(pages: Pages, printing: Printing) -> int:
    """A table, and beside it what it does not show."""
    watched = _Watched(pages)
    held = list(watched)
    rows = [row for page in held for row in page]
    left_out = show_table(rows, printing.kind.row) if rows else []
    if printing.quiet:
        return watched.status
    if not rows:
        tell("Nothing found." if printing.kind.method == "GET" else "Done.")
    if left_out:
        tell(f"Not shown for want of room: {', '.join(left_out)}.  --json has them all.")
    if printing.kind.paged and held[-1].cursor:
        tell("There is more: --all, or --limit N.")
    return watched.status


PRINTERS: Mapping[str, Callable[[Pages, Printing], int]] = {
    "table": print_table,
    "json": print_json,
    "jsonl": print_jsonl,
    "csv": print_csv,
}
"""Shape → what prints it."""
