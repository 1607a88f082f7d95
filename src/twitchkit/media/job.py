"""What is to be fetched."""

from __future__ import annotations

import msgspec

from twitchkit.clips.link import Link


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One clip to be kept as a file.

    Args:
        slug: the clip; its identity, whatever its name.
        name: where the file should lie, relative to the folder, without suffix; `/` makes sub-folders.
        sidecar: content of the file `NAME.json` beside it: JSON with `slug` at the top.
        links: ways to its bytes, the best first.
        thumbnail: a JPEG to keep beside it, or None.
        notes: what is already known to be otherwise than asked; goes into the outcome.
    """

    slug: str
    name: str
    sidecar: bytes
    links: tuple[Link, ...]
    thumbnail: Link | None = None
    notes: tuple[str, ...] = ()
