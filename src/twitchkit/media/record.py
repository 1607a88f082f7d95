"""What has to be known of a part to go on with it: the file `NAME.part.json`."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from twitchkit.shape import ready

T = TypeVar("T")

MOST_BYTES = 1024 * 1024


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part's identity.

    Args:
        slug: the clip.
        label: which of its files.
        length: the whole file, bytes; None when the server did not tell.
        etag: strong, as it was sent; None when there was none.
        last_modified: as it was sent; used where there is no strong ETag.
    """

    slug: str
    label: str = ""
    length: int | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def validator(self) -> str | None:
        """The value for If-Range (RFC 9110 §13.1.5), None when the part cannot be continued safely."""
        return self.etag or self.last_modified

    def encode(self) -> bytes:
        """The file's content."""
        return msgspec.json.encode(self) + b"\n"


class _Sidecar(msgspec.Struct):
    slug: str = ""
    id: str = ""


def read_record(path: str) -> Record | None:
    """The record in `path`, None when there is none that can be read."""
    return _read(path, Record)


def is_beginning(content: bytes, slug: str) -> bool:
    """True if `content` is the beginning of a record of `slug`, with zeros where the rest was to be."""
    begun = content.rstrip(b"\0 \n")
    identity = Record(slug=slug).encode().rstrip(b"}\n")
    return identity.startswith(begun) or begun.startswith(identity + b",")


def read_slug(sidecar: str) -> str | None:
    """The clip that `sidecar` describes, None when it does not say or is not ours."""
    found = _read(sidecar, _Sidecar)
    return (found.slug or found.id or None) if found else None


def _read(path: str, kind: type[T]) -> T | None:
    try:
        with open(path, "rb") as file:
            return msgspec.json.decode(file.read(MOST_BYTES), type=ready(kind))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
