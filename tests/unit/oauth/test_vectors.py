"""Every documented exchange: what is asked, byte for byte, and what its answer means."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from screenplay import NOON
from twitchkit.errors import TwitchkitError
from twitchkit.oauth import (
    Claims,
    Grant,
    Token,
    accept,
    await_device,
    exchange_code,
    request_app_token,
    start_device,
)
from twitchkit.oauth.authorize import authorize
from twitchkit.oauth.device_code import DeviceCode
from twitchkit.oauth.refresh import refresh
from twitchkit.oauth.revoke import revoke
from twitchkit.oauth.validate import validate
from twitchkit.secret import Secret
from twitchkit.wire import Flow
from unit.oauth.stage import APP, ID, PUBLIC, STATE, Stage, response_of, shown, tells_no_secret, written

VECTORS = Path(__file__).parents[2] / "vectors/oauth"


def rows(file: str, key: str = "exchanges") -> list[Any]:
    return [pytest.param(row, id=row["name"]) for row in json.loads((VECTORS / file).read_text())[key]]


EXCHANGES = [
    *rows("token.json"), *rows("refresh.json"), *rows("validate_revoke.json"), *rows("device.json"),
]  # fmt: skip


def flow_of(do: dict[str, Any], stage: Stage) -> Flow[Any]:
    common: dict[str, Any] = {"id_url": ID, "now": NOON}
    access_token = Secret("CANARY-access")
    match do["flow"]:
        case "request_app_token":
            return request_app_token(APP, **common)
        case "exchange_code":
            code = Secret("CANARY-code-30-characters-long")
            return exchange_code(APP, code, redirect_uri="http://localhost:3000", **common)
        case "refresh":
            app = PUBLIC if do["app"] == "public" else APP
            old = Token(
                access_token=access_token,
                client_id=app.client_id,
                issued_at=NOON,
                refresh_token=Secret("CANARY-old/refresh%=1"),
                user_id="141981764",
                login="twitchdev",
                grant=Grant.DEVICE_CODE,
            )
            return refresh(app, old, **common)
        case "validate":
            return validate(access_token, **common)
        case "revoke":
            return revoke(access_token, client_id="abc123", id_url=ID)
        case "start_device":
            return start_device(PUBLIC, scopes=["bits:read", "clips:edit"], **common)
        case "await_device":
            device = DeviceCode(
                user_code="ABCDEFGH",
                verification_uri="https://www.twitch.tv/activate",
                device_code=Secret("CANARY-device-code"),
                interval_s=5,
                issued_at=NOON,
                expires_at=NOON + timedelta(minutes=30),
                scopes="bits:read clips:edit",
            )
            return await_device(PUBLIC, device, id_url=ID, clock=stage.clock)
    raise AssertionError(do)


def kept(told: dict[str, Any]) -> dict[str, Any]:
    """A result without what every one of its kind has."""
    if "validation" in told:
        told["validation"] = {
            name: value
            for name, value in told["validation"].items()
            if name not in ("checked_after_s", "expires_after_s")
        } | {"scopes": told["validation"].get("scopes", [])}
    told.get("device", {}).pop("issued_after_s", None)
    return told


@pytest.mark.parametrize("row", EXCHANGES)
def test_an_exchange_is_as_documented(row: dict[str, Any]) -> None:
    stage = Stage([response_of(row["answer"])])
    result: Any = None
    error: TwitchkitError | None = None

    try:
        result = stage.run(flow_of(row["do"], stage))
    except TwitchkitError as caught:
        error = caught

    assert [row["request"]] == [shown(request) for request in stage.requests]
    if error is not None:
        assert (row.get("error"), error.retryable) == (error.code, False)
        assert tells_no_secret(error)
        said = row["answer"].get("json", {}).get("message", "")
        assert said in str(error) or error.code == "device-code-expired"
        return
    [(kind, expected)] = row["result"].items()
    assert {kind: expected} == kept({kind: written(result)})
    assert "CANARY" not in repr(result)


@pytest.mark.parametrize("row", rows("authorize.json", "urls"))
def test_an_authorize_url_is_as_documented(row: dict[str, Any]) -> None:
    give = dict(row["give"])
    if claims := give.pop("claims", None):
        give["claims"] = Claims(**{half: tuple(names) for half, names in claims.items()})

    pending = authorize(APP, redirect_uri="http://localhost:3000", state=STATE, now=NOON, **give)

    assert row["url"] == pending.url.reveal()
    assert "CANARY" not in repr(pending)
    assert APP.client_secret.reveal() not in pending.url.reveal()


@pytest.mark.parametrize("row", rows("redirect.json", "redirects"))
def test_a_redirect_means_what_is_documented(row: dict[str, Any]) -> None:
    pending = authorize(
        APP,
        redirect_uri="http://localhost:3000",
        scopes="bits:read clips:edit",
        state=STATE,
        nonce="CANARY-nonce",
        now=NOON,
        response_type=row["response_type"],
    )

    if "error" in row:
        with pytest.raises(TwitchkitError) as caught:
            accept(pending, row["text"], now=NOON)
        assert row["error"] == caught.value.code
        assert tells_no_secret(caught.value)
        return
    granted = accept(pending, row["text"], now=NOON)

    told = written(granted)
    told.pop("pending")
    told.pop("difference", None)
    assert row["result"] == told | ({} if granted.scopes is None else {"scopes": sorted(granted.scopes)})
    assert "CANARY" not in repr(granted)
