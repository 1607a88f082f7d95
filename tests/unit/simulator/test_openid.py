"""OpenID Connect: ID tokens that verify, userinfo, keys, discovery."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet

from twitchkit.simulator import Quirks, World
from twitchkit.simulator.app import App
from unit.simulator.asking import NOON, OWN, REDIRECT, Client

CLIPS = 1

ISSUER = "https://id.twitch.tv/oauth2"
CLAIMS = json.dumps(
    {
        "id_token": {"email": None, "email_verified": None, "preferred_username": None, "nonsense": None},
        "userinfo": {"picture": None, "updated_at": None, "email": None},
    }
)
BOTH = "openid user:read:email"


def keys(client: Client) -> dict[str, Any]:
    return json.loads(client("GET", "/oauth2/keys").body)


def opened(client: Client, token: str) -> jwt.Token:
    return jwt.decode(token, KeySet.import_key_set(keys(client)), algorithms=["RS256"])  # pyright: ignore


def exchanged(client: Client, code: str) -> dict[str, Any]:
    fields = client.own(grant_type="authorization_code", code=code, redirect_uri=REDIRECT)
    return client.form("/oauth2/token", **fields)[1]


def userinfo(client: Client, authorization: str) -> tuple[int, Any]:
    answer = client("GET", "/oauth2/userinfo", headers={"authorization": authorization})
    return answer.status, json.loads(answer.body)


def test_a_code_brings_an_id_token_that_verifies(client: Client):
    code = client.consented(scope=BOTH, nonce="once", claims=CLAIMS)["code"]
    token = opened(client, exchanged(client, code)["id_token"])
    now_s, user = int(NOON.timestamp()), client.world.channels[0]

    assert token.header == {"typ": "JWT", "alg": "RS256", "kid": "1"}
    assert token.claims == {
        "iss": ISSUER,
        "aud": client.world.app.client_id,
        "azp": client.world.app.client_id,
        "sub": user.id,
        "iat": now_s,
        "exp": now_s + 900,
        "nonce": "once",
        "email": user.email,
        "email_verified": True,
        "preferred_username": user.display_name,
    }


def test_without_openid_there_is_none(client: Client):
    assert "id_token" not in exchanged(client, client.consented()["code"])


def test_the_fragment_brings_the_hash_of_its_access_token(client: Client):
    told = client.consented(scope=BOTH, response_type="token id_token", nonce="n")
    claims = opened(client, told["id_token"]).claims
    half = sha256(told["access_token"].encode()).digest()[:16]

    assert {"kept", "access_token", "id_token", "scope", "state", "token_type"} == set(told)
    assert claims["at_hash"] == urlsafe_b64encode(half).rstrip(b"=").decode()
    assert {"iss", "aud", "azp", "sub", "iat", "exp", "nonce", "at_hash"} == set(claims)


def test_an_id_token_alone(client: Client):
    told = client.consented(scope="openid", response_type="id_token")

    assert {"kept", "id_token", "scope", "state"} == set(told)
    assert "at_hash" not in opened(client, told["id_token"]).claims


def test_code_and_id_token_come_in_the_fragment(client: Client):
    answer = client.decide(client.authorize(scope=BOTH, response_type="id_token code"))

    assert "#code=" in answer.headers["location"]
    assert "&id_token=" in answer.headers["location"]


def test_the_scope_of_openid_fragments_is_encoded_twice_unless_switched_off(client: Client):
    twice = client.decide(client.authorize(scope=BOTH, response_type="token id_token"))
    client.world.ledger.quirks = Quirks(double_encoded_scope=False)
    once = client.decide(client.authorize(scope=BOTH, response_type="token id_token"))

    assert "&scope=openid+user%253Aread%253Aemail&" in twice.headers["location"]
    assert "&scope=openid+user%3Aread%3Aemail&" in once.headers["location"]


def test_a_code_may_come_in_the_fragment(client: Client):
    client.world.ledger.quirks = Quirks(code_in_fragment=True, ignore_force_verify_with_openid=True)
    answer = client.decide(client.authorize(scope=BOTH))
    session = {"cookie": answer.headers["set-cookie"].partition(";")[0]}

    assert "#code=" in answer.headers["location"]
    assert client("GET", client.authorize(scope=BOTH, force_verify="true"), headers=session).status == 302


def test_an_email_that_is_not_verified_is_null(client: Client):
    someone = next(user for user in client.world.users.values() if not user.email_verified)
    url = client.authorize(scope=BOTH, response_type="id_token", claims=CLAIMS)
    location = client.decide(url, login=someone.login).headers["location"]
    claims = opened(client, location.partition("id_token=")[2].partition("&")[0]).claims

    assert (claims["email"], claims["email_verified"]) == (None, False)


def test_an_email_needs_its_scope(client: Client):
    told = client.consented(scope="openid", response_type="id_token", claims=CLAIMS)
    claims = opened(client, told["id_token"]).claims

    assert "preferred_username" in claims
    assert "email" not in claims


def test_userinfo_tells_what_was_asked_for_also_after_a_refresh(client: Client):
    body = exchanged(client, client.consented(scope=BOTH, claims=CLAIMS)["code"])
    refresh = client.own(grant_type="refresh_token", refresh_token=body["refresh_token"])
    again = client.form("/oauth2/token", **refresh)[1]["access_token"]

    for token in (body["access_token"], again):
        status, told = userinfo(client, f"Bearer {token}")
        assert status == 200
        assert {"aud", "exp", "iat", "iss", "sub", "picture", "updated_at", "email"} == set(told)
        assert told["sub"] == client.world.channels[0].id


def test_userinfo_refuses(client: Client):
    code = client.consented(scope=BOTH)["code"]
    id_token = exchanged(client, code)["id_token"]
    bare = exchanged(client, client.consented()["code"])["access_token"]

    assert userinfo(client, "")[1] == {"status": 401, "message": "missing authorization token"}
    assert userinfo(client, f"Bearer {id_token}")[1] == {"status": 401, "message": "invalid access token"}
    assert userinfo(client, f"Bearer {client.token()}")[0] == 401
    assert userinfo(client, f"Bearer {bare}")[1] == {"status": 401, "message": "missing openid scope"}


def test_the_keys_hold_no_private_half_and_come_from_the_seed(client: Client):
    [key] = keys(client)["keys"]
    other = Client(App(World.seeded(8, clips=1)))

    assert {"kty", "alg", "use", "kid", "n", "e"} == set(key)
    assert (key["kid"], key["e"]) == ("1", "AQAB")
    assert keys(Client(App(World.seeded(7, clips=1)))) == keys(client)
    with pytest.raises(BadSignatureError):
        opened(other, client.consented(scope="openid", response_type="id_token")["id_token"])


def test_discovery_leads_here_and_names_twitch(client: Client):
    told = json.loads(client("GET", "/oauth2/.well-known/openid-configuration").body)
    host = {"host": "id.twitch.tv"}
    at_home = json.loads(client("GET", "/oauth2/.well-known/openid-configuration", headers=host).body)

    assert told["issuer"] == at_home["issuer"] == ISSUER
    assert told["jwks_uri"] == f"{OWN}/oauth2/keys"
    assert at_home["jwks_uri"] == f"{ISSUER}/keys"
    assert told["token_endpoint_auth_methods_supported"] == ["client_secret_post"]
    assert told["response_types_supported"] == [
        "id_token",
        "code",
        "token",
        "code id_token",
        "token id_token",
    ]
