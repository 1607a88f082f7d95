"""From the words of a command to the request they mean."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import click
import msgspec

from twitchkit.errors import InvalidRequest, UnknownOperation
from twitchkit.helix import ENDPOINTS, Endpoint, unlisted
from twitchkit.helix.endpoint import PREFIX
from twitchkit.helix.index import INDEX
from twitchkit.helix.parameters import build
from twitchkit.helix.unlisted import METHODS
from twitchkit.oauth.scopes import operation_id


def read_target(words: Sequence[str], *, raw: bool) -> tuple[str | None, str, str, list[str]]:
    """What is called.

    Args:
        words: a name and pairs, or a method, a path and pairs.
        raw: whether the path may be one that nobody knows.

    Returns:
        Operation (None when it is not known), method, path, and the words that are left: the pairs.

    Raises:
        UnknownOperation: with the nearest names.
    """
    verb = words[0].upper()
    if verb not in METHODS:
        operation = operation_id(words[0])
        return operation, INDEX[operation][0], INDEX[operation][1], list(words[1:])
    if len(words) < 2:
        raise click.UsageError(f"{verb} needs a path: twitchkit api {verb} users")
    path, pairs = _read_path(words[1])
    operation = next((name for name, line in INDEX.items() if line[:2] == (verb, path)), None)
    if operation is None and not raw:
        raise UnknownOperation(operation=f"{verb} {path}", offered=_near_paths(verb, path))
    return operation, verb, path, [*pairs, *words[2:]]


def read_request(words: Sequence[str], body: str | None, *, raw: bool) -> Endpoint[Any, Any]:
    """The request that `words` and `body` mean, checked unless it is raw.

    Args:
        words: as in `read_target`.
        body: JSON, @FILE, or - for stdin.
        raw: sends what was given as it is.

    Raises:
        UnknownOperation: there is no such endpoint.
        InvalidRequest: a parameter breaks a rule, or the body is no JSON object.
    """
    operation, method, path, rest = read_target(words, raw=raw)
    texts = [_pair(word) for word in rest]
    where = operation or f"{method} {path}"
    given = None if body is None else _read_body(where, body)
    if raw or operation is None:
        return unlisted(method, path, texts, given)
    kind = ENDPOINTS[operation]
    content = dict(given or {})
    if kind.wrapped and list(content) == ["data"]:
        content = content["data"]
    for name in content:
        if name not in kind.in_body and name in kind.__struct_fields__:
            rule = f"belongs to the query; write {name}=… instead"
            raise InvalidRequest(operation=operation, parameter=name, rule=rule)
    if given and not kind.in_body:
        raise InvalidRequest(operation=operation, parameter="--body", rule="it takes no body")
    return build(kind, texts, given)


def _read_path(text: str) -> tuple[str, list[str]]:
    """The path below /helix, and the pairs of a query that was pasted with it."""
    parts = urlsplit(text if "://" in text else f"https://api.twitch.tv/{text.lstrip('/')}")
    path = "/" + parts.path.strip("/").removeprefix(PREFIX[1:]).strip("/")
    return path, [f"{name}={value}" for name, value in parse_qsl(parts.query, keep_blank_values=True)]


def _near_paths(verb: str, path: str) -> list[str]:
    known = {f"{line[0]} {line[1]}" for line in INDEX.values()}
    other_verbs = sorted(one for one in known if one.endswith(f" {path}"))
    return other_verbs or get_close_matches(f"{verb} {path}", sorted(known), n=3, cutoff=0.7)


def _pair(word: str) -> tuple[str, str]:
    name, mark, value = word.partition("=")
    if not mark or not name:
        raise click.UsageError(f"{word!r} is no parameter; write name=value, such as login=twitchdev.")
    return name, value


def _read_body(where: str, text: str) -> Mapping[str, Any]:
    if text in ("-", "@-"):
        content: bytes | str = sys.stdin.buffer.read()
    elif text.startswith("@"):
        try:
            content = Path(text[1:]).read_bytes()
        except OSError as error:
            rule = f"{text[1:]} cannot be read: {error.strerror or error}"
            raise InvalidRequest(operation=where, parameter="--body", rule=rule) from None
    else:
        content = text
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        rule = f"a JSON object, @FILE, or - for stdin: {error}"
        raise InvalidRequest(operation=where, parameter="--body", rule=rule) from None
