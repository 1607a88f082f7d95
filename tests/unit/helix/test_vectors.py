"""Every endpoint by a documented exchange: the request to the letter, the answer to the object."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from twitchkit.helix import ENDPOINTS
from twitchkit.secret import Secret
from twitchkit.wire import Response
from vectors.helix.reading import FOLDER, example, vector


def said(value: object) -> Any:
    if isinstance(value, msgspec.Struct):
        return {name: said(getattr(value, name)) for name in value.__struct_fields__ if name != "response"}
    if isinstance(value, tuple):
        return [said(one) for one in value]
    if isinstance(value, dict):
        return {name: said(one) for name, one in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    return value.reveal() if isinstance(value, Secret) else value


def test_there_is_one_for_each_endpoint() -> None:
    files = {path.stem for path in FOLDER.glob("*.json")} - {"facts"}

    assert files == set(ENDPOINTS)
    assert len(files) == 149


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_the_request_is_the_documented_one(operation: str) -> None:
    expected = vector(operation)["request"]
    request = ENDPOINTS[operation](**example(operation)).request("http://127.0.0.1:1")
    parts = urlsplit(request.url)

    assert (request.method, f"{parts.path}?{parts.query}".rstrip("?")) == (
        expected["method"],
        expected["url"],
    )
    assert (json.loads(request.body_bytes) if request.body_bytes else None) == expected["body"]
    assert request.headers == ({} if expected["body"] is None else {"Content-Type": "application/json"})


@pytest.mark.parametrize("operation", sorted(ENDPOINTS))
def test_the_answer_is_the_documented_object(operation: str) -> None:
    whole = vector(operation)
    sent, expected = whole["response"], dict(whole["page"])
    body = json.dumps(sent["json"]) if "json" in sent else sent["text"]
    request = ENDPOINTS[operation](**example(operation))

    page = request.parse(Response(sent["status"], {"content-type": sent["content_type"]}, body.encode()))

    assert type(page).__name__ == expected.pop("class")
    assert said(page) == expected
    assert page.raw == (sent["json"] if "json" in sent else sent["text"] or None)
