"""The catalogue as a Parquet file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from twitchkit.errors import MissingExtra

if TYPE_CHECKING:
    from twitchkit.catalogue import Entry

ROWS_AT_ONCE = 20_000


def write_parquet(entries: Iterator[Entry], path: Path) -> None:
    """Entries as a Parquet file; moments are moments, and what is not told is null.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        # It has no types of its own.
        pa, parquet = cast("Any", import_module("pyarrow")), cast("Any", import_module("pyarrow.parquet"))
    except ModuleNotFoundError as error:
        raise MissingExtra(what="Parquet", package="pyarrow", extra="parquet") from error

    moment = pa.timestamp("s", tz="UTC")
    kinds: dict[str, Any] = {
        "view_count": pa.int64(), "vod_offset": pa.int64(), "size_bytes": pa.int64(), "tries": pa.int64(),
        "duration": pa.float64(), "is_featured": pa.bool_(), "created_at": moment, "first_seen_at": moment,
        "seen_at": moment, "kept_at": moment, "checked_at": moment, "retry_at": moment, "gone_at": moment,
    }  # fmt: skip
    names = list(_columns())
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := [_cells(entry) for entry in islice(entries, ROWS_AT_ONCE)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _columns() -> tuple[str, ...]:
    from twitchkit.catalogue import Entry
    from twitchkit.helix import Clip

    own = tuple(name for name in Entry.__struct_fields__ if name != "clip")
    return ("slug", *Clip.__struct_fields__, *own)


def _cells(entry: Entry) -> dict[str, Any]:
    own = {name: getattr(entry, name) for name in entry.__struct_fields__ if name != "clip"}
    facts = {name: getattr(entry.clip, name) for name in entry.clip.__struct_fields__}
    return {"slug": entry.slug, **facts, **own}
