"""Answers as JSON, as lines, as a table, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import click
import msgspec

from twitchkit.helix import Page
from twitchkit.secret import Secret

GAP = 2
"""Cells between columns."""


def page_json(page: Page[Any]) -> str:
    """A whole page with its rows under the library's names."""
    return _encode({name: getattr(page, name) for name in page.__struct_fields__ if name != "response"})


def row_lines(rows: Iterable[Any]) -> str:
    """A line of JSON for each row."""
    return "".join(f"{_encode(row)}\n" for row in rows)


def csv_lines(rows: Iterable[Any], columns: Sequence[str], *, header: bool) -> str:
    """Lines as RFC 4180 has them, with the system's ends; a value that is no text is JSON, None is empty."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    if header:
        writer.writerow(columns or ["value"])
    for row in rows:
        writer.writerow([_cell(value) for value in values_of(row, columns)])
    return written.getvalue()


def columns_of(rows: Sequence[Any], kind: type[Any]) -> list[str]:
    """The names of a row's fields; none for rows that are one value each."""
    if issubclass(kind, msgspec.Struct):
        return list(kind.__struct_fields__)
    return list(dict.fromkeys(name for row in rows for name in _object(row) or ()))


def values_of(row: Any, columns: Sequence[str]) -> Iterator[Any]:
    """The row's values in the order of `columns`."""
    said = _object(row)
    if isinstance(row, msgspec.Struct):
        yield from (getattr(row, name) for name in columns)
    elif said is not None:
        yield from map(said.get, columns)
    else:
        yield row


def show_table(rows: Sequence[Any], kind: type[Any]) -> list[str]:
    """Prints rows for people: one as a list of its fields, several as a table of what fits.

    Returns:
        The columns that were left out for want of room.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    columns = columns_of(rows, kind)
    if not columns:
        for row in rows:
            click.echo(printable(_shown(row), keep_lines=isinstance(row, str)))
        return []
    if len(rows) == 1:
        table = Table(box=None, show_header=False, padding=(0, GAP, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in zip(columns, values_of(rows[0], columns), strict=True):
            table.add_row(name, Text(printable(_shown(value))))
        console.print(table)
        return []
    texts = {
        name: [printable(_shown(value)) for value in column]
        for name, column in zip(
            columns, zip(*(values_of(row, columns) for row in rows), strict=True), strict=True
        )
    }
    kept = fitting(texts, console.width)
    table = Table(box=None, header_style="bold", padding=(0, GAP, 0, 0))
    for name in kept:
        table.add_column(name, no_wrap=True, overflow="ellipsis", max_width=widest(console.width))
    for at in range(len(rows)):
        table.add_row(*(Text(texts[name][at]) for name in kept))
    console.print(table)
    return [name for name in columns if name not in kept and any(texts[name])]


def fitting(texts: Mapping[str, Sequence[str]], width: int) -> list[str]:
    """The columns that fit into `width`, in their order: no links, nothing that is empty everywhere."""
    from rich.cells import cell_len

    links = {name for name, column in texts.items() if any("://" in text for text in column)}
    told = [name for name, column in texts.items() if any(column) and name not in links]
    room, kept = width, set[str]()
    for name in sorted(told, key=_dullness):
        wide = min(widest(width), max(map(cell_len, (name, *texts[name])))) + GAP
        if wide <= room or not kept:
            room -= wide
            kept.add(name)
    return [name for name in texts if name in kept]


def widest(width: int) -> int:
    """Cells that one column of a table may take on a terminal of so many; longer texts are cut."""
    return max(12, min(48, width // 4))


def _dullness(name: str) -> int:
    """People read names and paste ids."""
    if name == "id":
        return 0
    if name.endswith(("title", "name", "login", "text", "message")):
        return 1
    return 3 if name.endswith("_id") else 2


def printable(text: str, *, keep_lines: bool = False) -> str:
    """`text` without what would move the cursor or change the terminal: titles are written by strangers."""
    kept = "\n" if keep_lines else ""
    return "".join(one if one.isprintable() or one in kept else " " for one in text)


def _object(row: Any) -> Mapping[str, Any] | None:
    return cast("Mapping[str, Any]", row) if isinstance(row, dict) else None


def _shown(value: Any) -> str:
    """A value for people; secrets stay hidden, since screens are shared."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}Z"
    if isinstance(value, str | Secret):
        return str(value)
    if isinstance(value, tuple | list):
        return ", ".join(map(_shown, cast("Sequence[Any]", value)))
    return msgspec.json.encode(value, enc_hook=str).decode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, str):
        return value
    text = _encode(value)
    return msgspec.json.decode(text) if text.startswith('"') else text


def _encode(value: Any) -> str:
    return msgspec.json.encode(value, enc_hook=_reveal).decode()


def _reveal(value: Any) -> Any:
    # Who asks for a stream key gets it.
    if isinstance(value, Secret):
        return value.reveal()
    raise NotImplementedError(f"no JSON for {type(value)}")
