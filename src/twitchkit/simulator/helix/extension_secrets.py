"""The keys that sign an extension's JWTs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.extension_gate import admit_extension, own_extension
from twitchkit.simulator.helix.reading import in_nanoseconds
from twitchkit.simulator.helix.route import EXTENSION, Route, Routes
from twitchkit.simulator.world.extensions import Extensions

FORMAT_VERSION = 1


class _Query(msgspec.Struct):
    extension_id: str


class _New(_Query):
    delay: Annotated[int, Meta(ge=300, le=86_400 * 365)] = 300


def get_secrets(call: Call) -> Mapping[str, object]:
    """GET /helix/extensions/jwt/secrets."""
    own_extension(call, call.query(_Query).extension_id)
    return _secrets(call)


def create_secret(call: Call) -> Mapping[str, object]:
    """POST /helix/extensions/jwt/secrets: signs after the delay; those before it end an hour later."""
    asked = call.query(_New)
    own_extension(call, asked.extension_id)
    call.book(Extensions).rotate(call.now, asked.delay)
    return _secrets(call)


def _secrets(call: Call) -> Mapping[str, object]:
    secrets = [
        {
            "content": secret.content,
            "active_at": in_nanoseconds(secret.active_at),
            "expires_at": in_nanoseconds(secret.expires_at),
        }
        for secret in call.book(Extensions).valid_secrets(call.now)
    ]
    return {"data": [{"format_version": FORMAT_VERSION, "secrets": secrets}]}


PATH = "/helix/extensions/jwt/secrets"
ROUTES: Routes = {
    ("GET", PATH): Route(answer=get_secrets, tokens=EXTENSION, admit=admit_extension),
    ("POST", PATH): Route(answer=create_secret, tokens=EXTENSION, admit=admit_extension),
}
