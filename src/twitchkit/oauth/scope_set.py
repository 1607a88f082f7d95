"""Scopes as a set: read from every spelling they come in, compared, and joined for a request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

import msgspec

_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_BETWEEN = re.compile(r"[\s,+]+")


class ScopeDifference(msgspec.Struct, frozen=True, kw_only=True):
    """What was granted against what was asked for; both sorted.

    Args:
        missing: asked for and not granted.
        added: granted and not asked for.
    """

    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.added)


def read_scopes(value: str | Iterable[str] | None) -> frozenset[str]:
    """The scopes of a JSON answer, a configuration or a command line; unknown ones stay as they are.

    Args:
        value: None, one text with blanks, commas or plus signs between, or several such texts.
    """
    texts = (value,) if isinstance(value, str) else value or ()
    # Twitch: an array, where RFC 6749 wants a text; absent, null, [] and [""] have all been seen.
    return frozenset(scope for text in texts for scope in _BETWEEN.split(text) if scope)


def decode_scopes(text: str) -> frozenset[str]:
    """The scopes of a redirect, whose value arrives encoded once or several times over."""
    # Twitch: `%253A` in OpenID Connect examples, `%3A` in implicit answers.  No scope holds a percent sign.
    while _ENCODED.search(text):
        text = unquote(text, errors="replace")
    return read_scopes(text)


def join_scopes(scopes: str | Iterable[str]) -> str:
    """The scopes with a blank between, each once: in the order given, sorted if they come as a set."""
    if isinstance(scopes, str):
        return " ".join(dict.fromkeys(scope for scope in _BETWEEN.split(scopes) if scope))
    ordered = sorted(scopes) if isinstance(scopes, set | frozenset) else scopes
    return " ".join(dict.fromkeys(scope for text in ordered for scope in _BETWEEN.split(text) if scope))


def compare_scopes(*, requested: Iterable[str], granted: Iterable[str]) -> ScopeDifference:
    """Where they differ; false when they do not."""
    asked, got = frozenset(requested), frozenset(granted)
    # Twitch: `openid` is asked for as a scope and not always listed among those of the answer.
    return ScopeDifference(
        missing=tuple(sorted(asked - got - {"openid"})), added=tuple(sorted(got - asked - {"openid"}))
    )
