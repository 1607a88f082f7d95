"""Whatever comes to the identity service, what goes out is an answer of its own and never a 500."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from twitchkit.simulator import World
from twitchkit.simulator.acting import DOORS as ACTS
from twitchkit.simulator.app import App
from twitchkit.simulator.identity.doors import DOORS
from twitchkit.simulator.kraken.endpoint import DOORS as KRAKEN_DOORS
from unit.simulator.asking import Client
from unit.simulator.test_fuzz import request

APP = App(World.seeded(7, clips=1))
CLIENT = Client(APP)
USER = APP.world.channels[0]
FORM = {"content-type": "application/x-www-form-urlencoded"}
FEW = settings(max_examples=120, deadline=None)
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
NAMES = st.sampled_from(
    [
        "client_id", "client_secret", "redirect_uri", "response_type", "scope", "scopes", "state", "nonce",
        "claims", "force_verify", "login", "decision", "user_code", "device_code", "device-code",
        "grant_type", "code", "refresh_token", "token", "oauth_token", "callback", "api_version",
    ]
)  # fmt: skip


def living() -> list[str]:
    """Values that open something just now."""
    ledger, app, public = APP.world.ledger, APP.world.app, APP.world.public_app
    begun = ledger.devices.begin(public.client_id, ("clips:edit",), interval_s=5)
    made = ledger.pair(app, USER.id, ("openid", "user:read:email"))
    code = ledger.codes.issue(
        client_id=app.client_id, user_id=USER.id, scopes=("openid",), redirect_uri="http://localhost:1/"
    )
    return [
        app.client_id, public.client_id, CLIENT.own()["client_secret"], begun.device_code, begun.user_code,
        code, made.access_token, made.refresh_token, USER.login, USER.id, "http://localhost:1/",
    ]  # fmt: skip


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *living(), "code", "token", "id_token", "token id_token", "code id_token", "true", "allow",
            "deny", "openid user:read:email", "clips:edit", "user_read", "client_credentials",
            "authorization_code", "refresh_token", DEVICE_GRANT, '{"id_token":{"email":null}}',
            '{"userinfo":[]}', "[" * 9999, "null", "\r\nSet-Cookie: x=y", "<script>", "\ud800",
        ]
    ),
)  # fmt: skip
FIELDS = st.dictionaries(NAMES, VALUES, max_size=10)
PATHS = [
    *sorted({path for _, path in [*DOORS, *KRAKEN_DOORS]}), "/kraken", "/kraken/user", "/kraken/channel",
    f"/kraken/channels/{USER.login}", "/kraken/channels/x/editors",
]  # fmt: skip


def encoded(fields: dict[str, str]) -> str:
    return urlencode(fields, errors="replace")


@FEW
@given(st.sampled_from(PATHS), FIELDS, FIELDS, st.sampled_from(["GET", "POST", "PUT", "DELETE"]), VALUES)
def test_any_fields_get_an_answer(
    path: str, query: dict[str, str], form: dict[str, str], method: str, header: str
):
    headers = {
        **FORM,
        "authorization": f"OAuth {header}",
        "cookie": f"login={header}; {header}",
        "accept": header,
    }
    answer = APP.respond(request(method, path, encoded(query), encoded(form).encode(), **headers))

    assert 200 <= answer.status < 500
    for value in answer.headers.values():
        assert "\r" not in value
        assert "\n" not in value
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert b"<script" not in answer.body


@FEW
@given(
    st.sampled_from(["code", "token", "token id_token", "code id_token"]),
    FIELDS,
    st.sampled_from(["GET", "POST"]),
)
def test_any_request_near_a_right_one_gets_an_answer(kind: str, change: dict[str, str], method: str):
    right = {
        "client_id": APP.world.app.client_id, "redirect_uri": "http://localhost:1/", "response_type": kind,
        "scope": "openid",
    }  # fmt: skip
    form = {"login": USER.login, "decision": "allow"}
    for prefix in ("", "/kraken"):
        asked = request(
            method, f"{prefix}/oauth2/authorize", encoded({**right, **change}), encoded(form).encode(), **FORM
        )
        answer = APP.respond(asked)
        assert answer.status in {200, 302, 400}
        assert answer.headers.get("location", "http://localhost").startswith("http://localhost")


@FEW
@given(
    st.sampled_from(sorted(ACTS)),
    st.binary(max_size=60) | FIELDS.map(lambda fields: json.dumps(fields).encode()),
)
def test_any_act_gets_an_answer(door: tuple[str, str], body: bytes):
    method, name = door

    assert APP.respond(request(method, f"/_simulator/{name}", "", body)).status in {200, 204, 400}
