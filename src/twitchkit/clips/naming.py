"""From a template and a clip to the name of its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from string import Formatter
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from twitchkit.clips.file_text import component, readable, shortened
from twitchkit.errors import InvalidNameTemplate

if TYPE_CHECKING:
    from twitchkit.helix.endpoints.clips import Clip

DEFAULT = "{created_at:%Y-%m-%d} {title} [{slug}]"

MOST_BYTES = 200
"""Of one component in UTF-8: file systems hold 255, and endings such as ` (2).part.json` come behind."""
_MOST_LITERAL_BYTES = 80
_MOST_COMPONENTS = 12

Value: TypeAlias = str | int | float | datetime | None

_FIELDS: Mapping[str, Callable[[Clip, str], Value]] = {
    "broadcaster_id": lambda clip, _: clip.broadcaster_id,
    "broadcaster_name": lambda clip, _: clip.broadcaster_name,
    "channel": lambda clip, _: channel_of(clip),
    "created_at": lambda clip, _: clip.created_at,
    "creator_id": lambda clip, _: clip.creator_id,
    "creator_name": lambda clip, _: clip.creator_name,
    "duration": lambda clip, _: clip.duration,
    "game_id": lambda clip, _: clip.game_id,
    "id": lambda clip, _: clip.id,
    "language": lambda clip, _: clip.language,
    "quality": lambda _, quality: quality,
    "slug": lambda clip, _: clip.id,
    "title": lambda clip, _: clip.title,
    "video_id": lambda clip, _: clip.video_id,
    "view_count": lambda clip, _: clip.view_count,
    "vod_offset": lambda clip, _: clip.vod_offset,
}
FIELDS = tuple(_FIELDS)
"""What may stand in braces."""

_NUMBERS: Mapping[str, Value] = {"duration": 1.5, "view_count": 1, "vod_offset": 1}
_WHOLE = ("id", "slug")
_TEXT_FORMAT = re.compile(r"(?:.?[<>^])?[0-9]{0,2}(?:\.[0-9]{1,3})?s?")
_NUMBER_FORMAT = re.compile(r"(?:.?[<>=^])?[+ -]?#?0?[0-9]{0,2}[,_]?(?:\.[0-9]{1,2})?[defgn%]?")
_MOMENT_FORMAT = re.compile(r"(?:[^%]|%[YymdHMSfjUWVGuwpaAbBZz%])*")


class _Piece(msgspec.Struct, frozen=True):
    """Text as it stands, or a field with its format."""

    text: str
    field: str = ""

    def render(self, clip: Clip, quality: str) -> str:
        if not self.field:
            return self.text
        value = _FIELDS[self.field](clip, quality)
        if isinstance(value, datetime):
            value = value.astimezone(UTC)
        return "" if value is None else format(value, self.text)


class NameTemplate(msgspec.Struct, frozen=True):
    """A template such as `{channel}/{created_at:%Y-%m-%d} {title} [{slug}]`; `parse` makes one.

    Args:
        template: as it was given.
        parts: for each component of the path, its pieces.
    """

    template: str
    parts: tuple[tuple[_Piece, ...], ...]

    @classmethod
    def parse(cls, template: str) -> NameTemplate:
        """The template, checked as a whole.

        `{field}` and `{field:format}`; `created_at` takes the codes of strftime, in UTC.  A `/` in the
        template makes folders.  An ending `.mp4` is cut off, since the suffix is added later.

        Raises:
            InvalidNameTemplate: an unknown field, a format that does not fit, or no relative path.
        """
        try:
            return cls(template, _parts(template))
        except ValueError as error:
            raise InvalidNameTemplate(
                template=template[:200], reason=f"{str(error).rstrip('.')}.", fields=FIELDS
            ) from None

    def render(self, clip: Clip, *, quality: str = "") -> str:
        """A relative POSIX path without suffix, the same for the same clip, whatever its title holds.

        No component is empty, `.` or `..`, or a name that Linux, macOS or Windows forbids; each takes at most
        200 bytes.  Where it has to be cut, titles and names give way, the slug stays whole.

        Args:
            clip: its metadata.
            quality: the label of the rendition, where the template uses it.
        """
        return "/".join(_component(pieces, clip, quality) for pieces in self.parts)


def channel_of(clip: Clip) -> str:
    """The channel's login where the clip's address has it, else its name."""
    found = re.search(r"twitch\.tv/([A-Za-z0-9_]+)/clip/", clip.url)
    return found[1].lower() if found else clip.broadcaster_name


def _parts(template: str) -> tuple[tuple[_Piece, ...], ...]:
    if len(template) > 1000:
        raise ValueError("it is longer than 1000 characters")
    if re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", template):
        raise ValueError("it has characters that no name can have")
    parts: list[list[_Piece]] = [[]]

    def add(text: str, field: str = "") -> None:
        # A moment's format is text of the template too: its slashes make folders as well.
        first, *others = text.split("/") if field in ("", "created_at") else (text,)
        if field and others and "" in (first, *others):
            raise ValueError(f"{{{field}:{text}}}: a slash belongs between two parts of the moment")
        parts[-1].append(_Piece(first, field))
        parts.extend([_Piece(other, field)] for other in others)

    for literal, field, form, conversion in Formatter().parse(re.sub(r"(?i)\.mp4$", "", template)):
        add(literal)
        if field is not None:
            _check(field, form or "", conversion)
            add(form or ("%Y-%m-%d" if field == "created_at" else ""), field)
    for pieces in parts:
        _check_component(pieces)
    if len(parts) > _MOST_COMPONENTS:
        raise ValueError(f"it has more than {_MOST_COMPONENTS} folders")
    return tuple(tuple(piece for piece in pieces if piece.text or piece.field) for pieces in parts)


def _check(field: str, form: str, conversion: str | None) -> None:
    if field not in _FIELDS:
        raise ValueError(f"{{{field}}} is no field of a clip")
    if conversion:
        raise ValueError(f"{{{field}!{conversion}}}: conversions are not for names")
    pattern = (
        _MOMENT_FORMAT if field == "created_at" else _NUMBER_FORMAT if field in _NUMBERS else _TEXT_FORMAT
    )
    if "{" in form or not pattern.fullmatch(form):
        raise ValueError(f"{{{field}:{form}}}: that format does not fit this field")
    if field in _NUMBERS:
        format(_NUMBERS[field], form)


def _check_component(pieces: list[_Piece]) -> None:
    text = "".join(piece.text for piece in pieces if not piece.field)
    if not any(piece.field for piece in pieces):
        if not text:
            raise ValueError("it has to be a relative path, without empty parts")
        if not text.strip(" ."):
            raise ValueError(f"{text!r} is not the name of a folder or a file")
    if len(readable(text).encode()) > _MOST_LITERAL_BYTES:
        raise ValueError(f"the text between two slashes is longer than {_MOST_LITERAL_BYTES} bytes")


def _component(pieces: tuple[_Piece, ...], clip: Clip, quality: str) -> str:
    texts = [_shown(piece, piece.render(clip, quality)) for piece in pieces]
    # One byte is kept back for the mark in front of a device's name.
    spare = MOST_BYTES - 1 - sum(len(text.encode()) for text in texts)
    elastic = [index for index, piece in enumerate(pieces) if piece.field and piece.field not in _WHOLE]
    while spare < 0 and elastic:
        longest = max(elastic, key=lambda index: len(texts[index].encode()))
        elastic.remove(longest)
        size = len(texts[longest].encode())
        texts[longest] = shortened(texts[longest], size + spare)
        spare += size - len(texts[longest].encode())
    joined = re.sub(r" {2,}", " ", unicodedata.normalize("NFC", "".join(texts)))
    return component(shortened(component(joined), MOST_BYTES - 1))


def _shown(piece: _Piece, text: str) -> str:
    if piece.field:
        return readable(text)
    lead, tail = " " * text.startswith(" "), " " * text.endswith(" ")
    return f"{lead}{readable(text)}{tail}" if text.strip() else lead
