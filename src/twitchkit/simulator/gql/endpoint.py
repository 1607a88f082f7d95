"""POST /gql, in its three client shapes: a text, one persisted query, a list of either."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import msgspec
from graphql import (
    DocumentNode,
    GraphQLError,
    execute_sync,  # pyright: ignore[reportUnknownVariableType] - its middleware argument is half typed
    parse,
    validate,
)

from twitchkit.shape import ready
from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.gql.nodes import Scene
from twitchkit.simulator.gql.persisted import persisted_text
from twitchkit.simulator.gql.root import root
from twitchkit.simulator.gql.schema import schema
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World

CLIENT_IDS = frozenset(
    {
        "kimne78kx3ncx6brgo4mv6wki5h1ko",  # web player
        "kd1unb4b3q4t58fwlpcbzcbnm76a8fp",  # app
        "ue6666qo983tsx6so1t0vnawi233wa",  # yt-dlp since 2023-06
    }
)
MOST_OPERATIONS = 35
MOST_TOKENS = 20_000
Json: TypeAlias = dict[str, object]


class _Hash(msgspec.Struct):
    sha256Hash: str = ""  # noqa: N815 - as clients send it


class _Extensions(msgspec.Struct):
    persistedQuery: _Hash | None = None  # noqa: N815


class _Operation(msgspec.Struct):
    query: str | None = None
    operationName: str | None = None  # noqa: N815
    variables: Json | None = None
    extensions: _Extensions | None = None


class Gql:
    """gql.twitch.tv over one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._schema = schema()
        self._read = lru_cache(maxsize=256)(self._read_anew)

    def answer(self, asked: Asked, links: Links) -> Answer:
        """The answer to a request of `/gql`."""
        if asked.method != "POST":
            return Answer(status=404)
        client_id = asked.headers.get("client-id")
        if client_id not in CLIENT_IDS:
            told = "invalid" if client_id else "missing"
            return _bad_request(f'The "Client-ID" header is {told}.')
        try:
            operations = msgspec.json.decode(asked.body, type=ready(list[_Operation] | _Operation))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return _bad_request("request body is not a valid operation or list of operations")
        scene = Scene(self._world, links)
        if isinstance(operations, _Operation):
            return json_answer(self._perform(scene, operations))
        if not 1 <= len(operations) <= MOST_OPERATIONS:
            return _bad_request(f"a list must hold 1 to {MOST_OPERATIONS} operations")
        return json_answer([self._perform(scene, operation) for operation in operations])

    def _perform(self, scene: Scene, operation: _Operation) -> Json:
        result, challenge = self._result(scene, operation)
        named = {"operationName": operation.operationName} if operation.operationName else {}
        # Twitch: 20 to 84 ms on the server side in captures.
        took_ms = self._world.entropy.randint(20, 84)
        told = {"durationMilliseconds": took_ms, **named, "requestID": _ulid(self._world)}
        return {**result, "extensions": {**challenge, **told}}

    def _result(self, scene: Scene, operation: _Operation) -> tuple[Json, Json]:
        """`errors` and `data`, and what is told of a challenge."""
        text = operation.query
        if not text:
            known = operation.extensions and operation.extensions.persistedQuery
            text = persisted_text(known.sha256Hash if known else "")
            if text is None or self._world.ledger.quirks.hashes_rotated:
                return {"errors": [{"message": "PersistedQueryNotFound"}]}, {}
        document, errors = self._read(text)
        if document is None:
            return {"errors": [error.formatted for error in errors]}, {}
        try:
            result = execute_sync(
                self._schema,
                document,
                root(scene),
                variable_values=operation.variables or {},
                operation_name=operation.operationName,
            )
        except RecursionError:
            return {"errors": [{"message": "service error"}]}, {}
        found: Json = {}
        challenge: Json = {}
        if result.errors:
            found["errors"] = [_told(error) for error in result.errors]
            for error in result.errors:
                challenge |= error.extensions or {}
        if result.data is not None or not result.errors:
            found["data"] = result.data
        return found, challenge

    def _read_anew(self, text: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        try:
            document = parse(text, max_tokens=MOST_TOKENS)
            errors = validate(self._schema, document, max_errors=5)
        except GraphQLError as error:
            return None, [error]
        except RecursionError:
            return None, [GraphQLError("Syntax Error: too deep")]
        return (None, errors) if errors else (document, [])


def _told(error: GraphQLError) -> Json:
    # Twitch: a field's error has a path and no place in the text; a challenge stands beside `data`.
    return {"message": error.message, "path": error.path} if error.path else {**error.formatted}


def _bad_request(message: str) -> Answer:
    return json_answer({"error": "Bad Request", "status": 400, "message": message}, status=400)


def _ulid(world: World) -> str:
    """A request id: 48 bits of time, then chance (github.com/ulid/spec)."""
    number = int(world.clock.now().timestamp() * 1000) << 80 | world.entropy.getrandbits(80)
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> shift & 31] for shift in range(125, -5, -5))
