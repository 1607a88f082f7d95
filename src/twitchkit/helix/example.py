"""A right call of any endpoint with nothing but what it needs, for help texts and the docs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.parameters import hint_inside, hints, kind_of
from twitchkit.helix.rules import (
    HEX_COLOR,
    AtLeastOne,
    Between,
    Count,
    ExactlyOne,
    Length,
    Matches,
    Minutes,
    NeededUnless,
    OneOf,
    Rule,
)
from twitchkit.helix.values import Part

R = TypeVar("R", bound=Rule)

_TEXTS: Mapping[str, str] = {
    "login": "twitchdev",
    "user_login": "twitchdev",
    "description": "Hello",
    "method": "webhook",
    "type": "stream.online",
    "version": "1",
    "condition": "broadcaster_user_id",
    "message": "Hello",
    "msg_text": "Hello",
    "text": "Hello",
    "prompt": "Which one?",
    "query": "chess",
    "title": "Where to?",
    "timezone": "Europe/Berlin",
    "color": "#9146FF",
    "callback": "https://example.com/eventsub",
    "slot": "1",
    "extension_version": "1.0.0",
    "required_configuration": "1",
    "display_name": "100 coins",
    "sku": "coins100",
    "segment": "global",
    "target": "broadcast",
    "name": "staff",
    "reason": "Rude words",
    "clip_id": "AwkwardHelplessSalamanderSwiftRage",
}
"""Parameter → an example; others are ids."""
_MORE: Mapping[str, str] = {"get_users": "login", "get_streams": "user_login", "update_user": "description"}
"""Operation → a parameter without which it can be called, but seldom is."""
_ANY_ID = "141981764"
_MOMENT = "2026-01-31T18:00:00Z"


def example(endpoint: type[Endpoint[Any, Any]]) -> list[tuple[str, str]]:
    """Names and texts that `build` makes a request of."""
    pairs: list[tuple[str, str]] = []
    for name in _needed(endpoint):
        pairs += _pairs(name, hints(endpoint)[name], endpoint.rules, name)
    return pairs


def _needed(kind: type[Endpoint[Any, Any]]) -> list[str]:
    fields = msgspec.structs.fields(kind)
    chosen = {field.name for field in fields if field.required}
    for rule in kind.rules:
        if isinstance(rule, ExactlyOne | AtLeastOne) and not chosen & set(rule.names):
            chosen.add(rule.names[0])
        elif isinstance(rule, NeededUnless):
            chosen.add(rule.name)
    chosen.add(_MORE.get(kind.operation, ""))
    return [field.name for field in fields if field.name in chosen]


def _pairs(name: str, hint: Any, rules: tuple[Rule, ...], whole: str) -> list[tuple[str, str]]:
    kind, inside = kind_of(hint)
    if kind == "list":
        count = max((rule.least for rule in _about(name, rules, Count)), default=1)
        held = kind_of(inside.__args__[0])[1]
        return [(whole, _item(held, number)) for number in range(1, count + 1)]
    if kind != "object":
        return [(whole, _text(name, kind, rules))]
    if isinstance(inside, type) and issubclass(inside, Part):
        return list(_fields(inside, whole))
    held = hint_inside(inside, "")
    if held is str:
        return [(f"{whole}.{_TEXTS.get(name, 'id')}", _ANY_ID)]
    return _pairs("1", held, (), f"{whole}.1")


def _fields(part: type[Part], whole: str) -> Iterator[tuple[str, str]]:
    fields = msgspec.structs.fields(part)
    for field in [one for one in fields if one.required or one.name in _TEXTS] or fields[:1]:
        yield from _pairs(field.name, field.type, part.rules, f"{whole}.{field.name}")


def _item(part: type[Part], number: int) -> str:
    needed = [field for field in msgspec.structs.fields(part) if field.required]
    if len(part.__struct_fields__) == 1:
        return f"Choice {number}"
    said: dict[str, Any] = {}
    for field in needed:
        kind, inside = kind_of(field.type)
        if kind == "object":
            said[field.name] = {name.rpartition(".")[2]: text for name, text in _fields(inside, "")}
        else:
            text = _text(field.name, kind, part.rules)
            said[field.name] = text if kind in ("text", "secret") else msgspec.json.decode(text)
    return msgspec.json.encode(said).decode()


def _text(name: str, kind: str, rules: tuple[Rule, ...]) -> str:
    for rule in _about(name, rules, OneOf):
        words = [str(word) for word in rule.words]
        return _TEXTS[name] if _TEXTS.get(name) in words else words[0]
    for rule in _about(name, rules, Minutes):
        return str(max(rule.least, min(60, rule.most)))
    for rule in _about(name, rules, Matches):
        return "#9146FF" if rule.pattern == HEX_COLOR else rule.form
    if kind in ("whole number", "number"):
        for rule in _about(name, rules, Between):
            return f"{max(rule.least, min(60, rule.most or 60)):g}"
        return "60"
    if kind == "flag":
        return "true"
    if kind == "moment":
        return _MOMENT
    text = _TEXTS.get(name, _ANY_ID)
    for rule in _about(name, rules, Length):
        return text[: rule.most].ljust(rule.least, "1")
    return text


def _about(name: str, rules: tuple[Rule, ...], kind: type[R]) -> list[R]:
    return [rule for rule in rules if isinstance(rule, kind) and getattr(rule, "name", None) == name]
