"""What an endpoint's class says of itself in words, for help texts and the docs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

import msgspec

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.facts import Quota
from twitchkit.helix.rules import Between

_ARGUMENTS = re.compile(r"^Args:\n((?:[ ]{4}.*\n|\n)*)", re.MULTILINE)
_ONE = re.compile(r"^    (\w+(?:, \w+)*): +(.*(?:\n {8}.*)*)", re.MULTILINE)
_SOURCE = re.compile(r"^Source: (\S+)$", re.MULTILINE)


class Manual(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint in words.

    Args:
        summary: what it does, in a sentence.
        details: paragraphs of what else has to be known.
        about: parameter → what it is; not all need words.
        rules: each one that is checked before anything is sent.
        source: Twitch's page.
    """

    summary: str
    details: tuple[str, ...]
    about: Mapping[str, str]
    rules: tuple[str, ...]
    source: str


def manual(endpoint: type[Endpoint[Any, Any]]) -> Manual:
    """What the class's docstring and its rules say."""
    text = cleandoc(endpoint.__doc__ or "") + "\n"
    told = _ARGUMENTS.search(text)
    source = _SOURCE.search(text)
    head = text[: min(found.start() for found in (told, source, re.search(r"\Z", text)) if found)]
    summary, *details = [" ".join(one.split()) for one in head.strip().split("\n\n")]
    about = {
        name: " ".join(words.split())
        for names, words in _ONE.findall(told[1] if told else "")
        for name in names.split(", ")
    }
    limit = (endpoint.limit,) if endpoint.limit else ()
    return Manual(
        summary=summary,
        details=tuple(details),
        about=about,
        rules=tuple(one.text for one in (*endpoint.rules, *limit)),
        source=f"https://{source[1]}" if source else "",
    )


def most_rows(endpoint: type[Endpoint[Any, Any]]) -> int | None:
    """The largest page that may be asked for; None when the endpoint has no pages of a settable size."""
    for rule in endpoint.rules:
        if isinstance(rule, Between) and rule.name == "first" and rule.most:
            return int(rule.most)
    return None


def quota_text(quota: Quota) -> str:
    """`10 in 10 minutes, per broadcaster`."""
    for unit, seconds in (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)):
        if quota.seconds % seconds == 0:
            count = quota.seconds // seconds
            span = unit if count == 1 else f"{count} {unit}s"
            each = "an" if unit == "hour" else "a"
            return f"{quota.calls} {each if count == 1 else 'in'} {span}, per {quota.per}"
    raise AssertionError("seconds are whole")
