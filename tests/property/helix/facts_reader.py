"""A second reading of the facts: which calls are right, and what each is on the wire.

It shares nothing with the classes but the table, so that a misreading shows.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from vectors.helix.reading import FACTS, OPERATIONS, body_of, query_of

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
# What the facts tell in words only; `repair` keeps to it.
MINUTES = {
    "create_channel_stream_schedule_segment": "duration",
    "update_channel_stream_schedule_segment": "duration",
}


def values(fact: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Right values of one parameter."""
    if "ref" in fact:
        return values(FACTS["models"][fact["ref"]])
    if fact.get("repeated") or fact["type"] == "array":
        inner = fact.get("items") or {name: one for name, one in fact.items() if name != "repeated"}
        most = min(fact.get("max_items", 6), 6)
        unique = None if "fields" in inner else str
        return st.lists(
            values(inner), min_size=max(1, fact.get("min_items", 1)), max_size=most, unique_by=unique
        )
    if fact.get("any"):
        return st.dictionaries(TEXTS, TEXTS, max_size=3)
    if "map_of" in fact:
        return st.dictionaries(st.sampled_from("123"), values(fact["map_of"]), min_size=1)
    if "enum" in fact and not fact.get("open_enum"):
        return st.sampled_from(fact["enum"])
    match fact["type"]:
        case "object":
            return objects(fact["fields"])
        case "boolean":
            return st.booleans()
        case "integer":
            least = fact.get("min", 0)
            return st.integers(least, fact.get("max", least + 10**6))
        case "number":
            return st.integers(fact["min"] * 10, fact["max"] * 10).map(lambda tenths: tenths / 10)
        case _ if fact.get("format") == "rfc3339":
            return MOMENTS
        case _ if fact.get("format") == "#RRGGBB":
            return st.from_regex(r"#[0-9A-F]{6}", fullmatch=True)
        case _:
            least = max(1, fact.get("min_length", 1))
            return st.text(st.characters(codec="utf-8"), min_size=least, max_size=max(least, 12))


def objects(fields: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    required = {name: values(one) for name, one in fields.items() if one.get("required")}
    optional = {name: values(one) for name, one in fields.items() if not one.get("required")}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def right_calls(draw: st.DrawFn, operation: str) -> dict[str, Any]:
    """Parameters that the facts allow together."""
    fact = OPERATIONS[operation]
    everything = {one["name"]: one for one in query_of(operation)} | body_of(operation)[0]
    call = draw(objects(everything))
    for names in fact["exclusive"]:
        given = [name for name in names if name in call]
        wanted = given or (list(names) if fact["one_required"] else [])
        keep = draw(st.sampled_from(wanted)) if wanted else None
        for name in names:
            if name != keep:
                call.pop(name, None)
        if keep and keep not in call:
            call[keep] = draw(values(everything[keep]))
    if fact["at_least_one"] and not any(name in call for name in fact["at_least_one"]):
        name = draw(st.sampled_from(fact["at_least_one"]))
        call[name] = draw(values(everything[name]))
    return repair(operation, call, draw)


def repair(operation: str, call: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    """The rules that stand beside the table, in the words of Twitch's pages."""
    if operation in MINUTES and MINUTES[operation] in call:
        call[MINUTES[operation]] = str(draw(st.integers(30, 1380)))
    match operation:
        case "get_clips":
            if "started_at" not in call or call["started_at"] >= call.get("ended_at", MAX):
                call.pop("ended_at", None)
        case "modify_channel_information" if len(call) == 1:
            call["delay"] = 900
        case "get_custom_reward_redemption" if not {"id", "status"} & call.keys():
            call["status"] = "FULFILLED"
        case "send_chat_message" if call.get("pin"):
            call.pop("reply_parent_message_id", None)
            call.pop("for_source_only", None)
        case "update_automod_settings" if "overall_level" in call:
            call = {name: call[name] for name in ("broadcaster_id", "moderator_id", "overall_level")}
        case "create_clip_from_vod":
            call["vod_offset"] = draw(st.integers(60, 10**5))
        case "send_extension_pubsub_message" if not call.get("is_global_broadcast"):
            call.setdefault("broadcaster_id", "1")
    return call


MAX = datetime(9999, 1, 1, tzinfo=UTC)


def spelled(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, dict):
        return {name: spelled(one) for name, one in value.items()}
    return [spelled(one) for one in value] if isinstance(value, list) else value


def query_string(operation: str, call: dict[str, Any]) -> str:
    """The query that the facts ask for."""
    pairs: list[str] = []
    for one in query_of(operation):
        name = one["name"]
        given = call.get(name)
        for value in given if one["repeated"] and given is not None else [given]:
            if value is not None:
                text = json.dumps(value) if isinstance(value, bool) else str(spelled(value))
                text = text.removesuffix(".0") if isinstance(value, float) else text
                pairs.append(f"{name}={quote(text, safe='')}")
    return "&".join(pairs)


def body(operation: str, call: dict[str, Any]) -> Any:
    """The body that the facts ask for, None for none."""
    fields, wrapped = body_of(operation)
    if not fields:
        return None
    content = {name: spelled(call[name]) for name in fields if name in call}
    return {"data": content} if wrapped else content


def wrong_values(fact: dict[str, Any]) -> list[Any]:
    """Values that break what the facts say of one parameter."""
    wrong: list[Any] = []
    if fact.get("repeated") or fact["type"] == "array":
        inner = fact.get("items", {"type": "string"})
        if inner.get("type") == "string":
            wrong += [[1], [""], 7]
            if inner.get("max_length"):
                wrong.append(["x" * (inner["max_length"] + 1)])
        else:
            wrong += ["x", [7], [{"no_such_field": 1}]]
        enum = inner.get("enum") or fact.get("enum")
        if enum and not inner.get("open_enum"):
            wrong.append(["no such word"])
        return wrong
    if fact.get("any") or "map_of" in fact:
        return ["x", 7]
    match fact["type"]:
        case "boolean":
            return ["true", 1]
        case "object":
            return ["x", {"no_such_field": 1}]
        case "integer" | "number":
            wrong = ["1", True]
            wrong += [fact["min"] - 1] if "min" in fact else []
            wrong += [fact["max"] + 1] if "max" in fact else []
            wrong += [fact["min"] + fact["step"] / 2] if "step" in fact else []
            return wrong + ([max(fact["enum"]) + 1] if "enum" in fact else [])
        case _ if fact.get("format") == "rfc3339":
            return ["2026-01-01T00:00:00Z", datetime(2026, 1, 1)]  # noqa: DTZ001
        case _:
            wrong = [7, True]
            wrong += ["no such word"] if "enum" in fact and not fact.get("open_enum") else []
            wrong += ["x" * (fact["max_length"] + 1)] if "max_length" in fact else []
            wrong += ["x" * (fact["min_length"] - 1)] if "min_length" in fact else []
            return wrong + (["red"] if fact.get("format") == "#RRGGBB" else [])


def edge_values(fact: dict[str, Any]) -> list[Any]:
    """Values at the very edge of what the facts allow of one parameter."""
    if fact.get("repeated") or fact["type"] == "array":
        inner = fact.get("items", {})
        counts = {fact[key] for key in ("min_items", "max_items") if key in fact}
        if inner.get("fields") == {"title": inner.get("fields", {}).get("title")}:
            return [["x" * 25] * count for count in counts]
        if "enum" in fact or inner.get("type") == "object":
            return []
        longest = ["x" * inner["max_length"]] if inner.get("max_length") else []
        return [[str(number) for number in range(count)] for count in counts] + ([longest] if longest else [])
    match fact["type"]:
        case "integer" | "number":
            return [fact[key] for key in ("min", "max") if key in fact] + fact.get("enum", [])
        case "string" if fact.get("format") is None:
            words = [] if fact.get("open_enum") else fact.get("enum", [])
            return words + ["x" * fact[key] for key in ("min_length", "max_length") if fact.get(key)]
        case _:
            return []
