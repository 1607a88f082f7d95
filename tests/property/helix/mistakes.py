"""Requests that break the facts in one place, as they look on the wire."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from property.helix.facts_reader import spelled
from vectors.helix.reading import FACTS, OPERATIONS, body_of, query_of

Pairs = list[tuple[str, str]]
WORD = "no such word"


def in_query(operation: str, call: dict[str, Any]) -> Iterator[tuple[str, Pairs]]:
    """What is wrong, and a query that has it."""
    good = _pairs(operation, call)
    for one in query_of(operation):
        name = one["name"]
        rest = [pair for pair in good if pair[0] != name]
        if one["required"]:
            yield f"no {name}", rest
        for value in _wrong_texts(one):
            yield f"{name}={value[:40]}", [*rest, (name, value)]
        if one["repeated"] and one.get("max_items"):
            words = one.get("enum") or [f"1{n}" for n in range(one["max_items"] + 1)]
            many = [words[n % len(words)] for n in range(one["max_items"] + 1)]
            yield f"{len(many)} times {name}", [*rest, *((name, value) for value in many)]
    for names in OPERATIONS[operation]["exclusive"]:
        rest = [pair for pair in good if pair[0] not in names]
        yield " with ".join(names[:2]), [*rest, *((name, "1") for name in names[:2])]


def in_body(operation: str, call: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """What is wrong, and a body that has it."""
    facts = (OPERATIONS[operation]["body"] or {"fields": {}})["fields"]
    if not facts:
        return
    fields, wrapped = body_of(operation)
    content = {name: spelled(call[name]) for name in fields if name in call}
    whole = {"data": content} if wrapped else content
    for path, value in _wrong_places(facts, whole):
        wrong = copy.deepcopy(whole)
        at: Any = wrong
        for step in path[:-1]:
            at = at[step]
        if value is _ABSENT:
            del at[path[-1]]
        else:
            at[path[-1]] = value
        told = "absent" if value is _ABSENT else json.dumps(value)[:40]
        yield f"{'.'.join(map(str, path))}: {told}", json.dumps(wrong).encode()


def encoded(pairs: Pairs) -> str:
    """A query string."""
    return urlencode(pairs)


_ABSENT = object()


def _pairs(operation: str, call: dict[str, Any]) -> Pairs:
    pairs: Pairs = []
    for one in query_of(operation):
        value = spelled(call.get(one["name"]))
        for single in value if isinstance(value, list) else [value]:
            if single is not None:
                pairs.append((one["name"], json.dumps(single) if isinstance(single, bool) else str(single)))
    return pairs


def _wrong_texts(fact: dict[str, Any]) -> Iterator[str]:
    match fact["type"]:
        case "integer" | "number":
            yield "many"
            yield from (str(fact["min"] - 1),) if "min" in fact else ()
            yield from (str(fact["max"] + 1),) if "max" in fact else ()
            yield from (str(max(fact["enum"]) + 1),) if "enum" in fact else ()
        case "boolean":
            yield "maybe"
        case _ if fact.get("format") == "rfc3339":
            yield from ("yesterday", "2026-02-30T00:00:00Z")
        case _:
            if "enum" in fact and not fact.get("open_enum"):
                yield WORD
            if fact.get("max_length"):
                yield "x" * (fact["max_length"] + 1)


def _wrong_places(
    facts: dict[str, Any], given: dict[str, Any], *path: Any
) -> Iterator[tuple[list[Any], Any]]:
    for name, fact in facts.items():
        if name not in given:
            continue
        if fact.get("required"):
            yield [*path, name], _ABSENT
        for value in _wrong_values(fact, given[name]):
            yield [*path, name], value
        yield from _inside(fact, given[name], *path, name)


def _inside(fact: dict[str, Any], value: Any, *path: Any) -> Iterator[tuple[list[Any], Any]]:
    if "ref" in fact:
        fact = {**FACTS["models"][fact["ref"]], **fact}
    if isinstance(value, dict) and fact.get("fields"):
        yield from _wrong_places(fact["fields"], value, *path)
    elif isinstance(value, dict) and "map_of" in fact and value:
        key = next(iter(value))
        yield from _inside(fact["map_of"], value[key], *path, key)
    elif isinstance(value, list) and value:
        yield from (([*path, 0], wrong) for wrong in _wrong_values(fact["items"], value[0]))
        yield from _inside(fact["items"], value[0], *path, 0)


def _wrong_values(fact: dict[str, Any], value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield "x"
        if fact.get("max_items"):
            yield [value[0]] * (fact["max_items"] + 1)
        if fact.get("min_items"):
            yield value[: fact["min_items"] - 1]
        return
    if isinstance(value, dict):
        yield from ("x", [])
        return
    match fact["type"]:
        case "boolean":
            yield from ("true", 1)
        case "integer" | "number":
            yield from ("1", True)
            yield from (fact["min"] - 1,) if "min" in fact else ()
            yield from (fact["max"] + 1,) if "max" in fact else ()
        case _:
            yield from (7, ["x"])
            if fact.get("format") == "rfc3339":
                yield "yesterday"
            if fact.get("format") == "#RRGGBB":
                yield "red"
            if "enum" in fact and not fact.get("open_enum"):
                yield WORD
            if fact.get("max_length"):
                yield "x" * (fact["max_length"] + 1)
            if fact.get("min_length"):
                yield "x" * (fact["min_length"] - 1)
