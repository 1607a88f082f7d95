"""Reading what clients send to `/oauth2/`: strangers use every way there is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from email.parser import BytesParser
from urllib.parse import unquote_plus

import msgspec

from twitchkit.simulator.asked import Asked, pairs
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.refusal import Refused
from twitchkit.simulator.world import World


def parameters(asked: Asked) -> Mapping[str, str]:
    """The parameters of a request: of its body (form, multipart, JSON), else its query, else Basic.

    Whether Basic alone works at Twitch is not known; here it fills gaps.
    """
    found = dict(_basic(asked.headers.get("authorization", "")))
    found.update(asked.query)
    found.update(body_parameters(asked))
    return found


def client(world: World, given: Mapping[str, str]) -> App:
    """The app that `given` names.

    Raises:
        Refused: none, or one that does not exist.
    """
    if not given.get("client_id"):
        raise Refused(400, "missing client id")
    app = world.app_called(given["client_id"])
    if app is None:
        raise Refused(400, "invalid client")
    return app


def body_kind(asked: Asked) -> str:
    """The media type of the body, without its parameters, in lower case."""
    return asked.headers.get("content-type", "").partition(";")[0].strip().lower()


def body_parameters(asked: Asked) -> Mapping[str, str]:
    """The parameters of the body alone."""
    content_type = asked.headers.get("content-type", "")
    kind = body_kind(asked)
    if kind == "multipart/form-data":
        return _multipart(content_type, asked.body)
    if kind == "application/json":
        return _json(asked.body)
    return dict(pairs(asked.body.decode("utf-8", "replace")))


def _json(body: bytes) -> Mapping[str, str]:
    try:
        decoded = msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {name: value for name, value in decoded.items() if isinstance(value, str)}


def _multipart(content_type: str, body: bytes) -> Mapping[str, str]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser().parsebytes(head + body)
    found: dict[str, str] = {}
    if not message.is_multipart():
        return found
    for part in message.walk():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(payload, bytes):
            found[name] = payload.decode("utf-8", "replace")
    return found


def _basic(authorization: str) -> Mapping[str, str]:
    scheme, _, code = authorization.partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        user, _, password = base64.b64decode(code, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return {}
    return {"client_id": unquote_plus(user), "client_secret": unquote_plus(password)}
