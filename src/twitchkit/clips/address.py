"""Any spelling of a clip → its slug."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from twitchkit.clips import spelling
from twitchkit.errors import InvalidClipAddress
from twitchkit.ids import Slug
from twitchkit.secret import without_query

_LONGEST = 8192
_ENDS = " \t\r\n\v\f\ufeff\u200b\u2060\u200e\u200f\xa0"
_WRAPPERS = ("<>", '""', "''", "``", "“”", "\u2018\u2019", "«»", "()", "[]")
_OPENERS = "(<[{“\u2018«*"
_TAILS = ".,;:!?…)>]}”\u2019»*|\u3002\u3001\uff0c\uff01\uff1f\uff09\u300d"
"""What people write around an address in a sentence; no slug begins or ends so."""
_MARKDOWN = re.compile(r"!?\[[^\]]*\]\((\S+)")
_COMMENT = re.compile(r"(^|\s)#.*$", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class ClipAddress(msgspec.Struct, frozen=True):
    """A clip, as somebody wrote it down.

    Args:
        slug: Twitch's id of the clip; case counts.
        channel: the login in the address, in lower case, or None; it may be the channel's name of back then.
    """

    slug: Slug
    channel: str | None = None


class AddressLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list of addresses.

    Args:
        number: the line's number, from 1.
        text: the line, without blanks and comment.
        found: the clip, or what is wrong with the line.
    """

    number: int
    text: str
    found: ClipAddress | InvalidClipAddress


def parse_address(text: str) -> ClipAddress:
    """The clip that `text` names: a link in any form Twitch has used since 2016, or a bare slug.

    Blanks, quotes, brackets and a sentence's end around it are cut off, a Markdown link is read; the scheme
    may be missing; query, fragment and slashes at the end do not matter.

    Raises:
        InvalidClipAddress: anything else, with what it is instead.  Nothing else is raised.

    Example:
        >>> parse_address("https://www.twitch.tv/twitchdev/clip/AbcDef-1234567890abcdef?filter=clips")
        ClipAddress(slug='AbcDef-1234567890abcdef', channel='twitchdev')
    """
    bare = _unwrapped(text)
    reason = _unfit(bare)
    if reason is None:
        found = spelling.read(bare)
        if not isinstance(found, str):
            slug, channel = found
            return ClipAddress(Slug(slug), channel.lower() if channel else None)
        reason = found
    raise InvalidClipAddress(text=_showable(bare), reason=reason)


def read_addresses(lines: Iterable[str]) -> Iterator[AddressLine]:
    """The addresses in a list, one a line; a bad line is told in its place and ends nothing.

    Blank lines are skipped, and comments: `#` at the start of a line or behind a blank.  A byte order mark
    is cut off.
    """
    for number, line in enumerate(lines, start=1):
        text = _COMMENT.sub("", line.lstrip("\ufeff")).strip(_ENDS)
        if not text:
            continue
        try:
            found = parse_address(text)
        except InvalidClipAddress as error:
            yield AddressLine(number=number, text=error.text or text, found=error)
        else:
            yield AddressLine(number=number, text=text, found=found)


def _unwrapped(text: str) -> str:
    bare = text.strip(_ENDS)
    for _ in range(3):
        if len(bare) > 1 and bare[0] + bare[-1] in _WRAPPERS:
            bare = bare[1:-1].strip(_ENDS)
    if found := _MARKDOWN.match(bare):
        bare = found[1]
    return bare.rstrip(_TAILS + _ENDS).lstrip(_OPENERS)


def _unfit(bare: str) -> str | None:
    if not bare:
        return "It is empty."
    if len(bare) > _LONGEST:
        return f"It is longer than {_LONGEST} characters."
    if re.search(r"\s", bare):
        return "It has blanks inside; give one address at a time."
    if _CONTROL.search(bare):
        return "It has control characters inside."
    if not bare.isascii():
        return "It has characters outside ASCII; Twitch's addresses have none."
    return None


def _showable(bare: str) -> str:
    # Media links carry signatures, and any link may carry a password.
    private = re.search(r"[?&;](sig|token|access_token|code)=", bare) or "@" in bare
    return (without_query(bare) or "…") if private else bare
