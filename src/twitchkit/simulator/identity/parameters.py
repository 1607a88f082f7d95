"""Reading what clients send to `/oauth2/`: strangers use every way there is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from email.parser import BytesParser
from urllib.parse import unquote_plus

import msgspec

from twitchkit.simulator.asked import Asked, pairs


def parameters(asked: Asked) -> Mapping[str, str]:
    """The parameters of a request: of its body (form, multipart, JSON), else its query, else Basic.

    Whether Basic alone works at Twitch is not known; here it fills gaps.
    """
    found = dict(_basic(asked.headers.get("authorization", "")))
    found.update(asked.query)
    found.update(_body(asked))
    return found


def _body(asked: Asked) -> Mapping[str, str]:
    content_type = asked.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
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
