from __future__ import annotations

import hmac
import json
import sys
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from screenplay import NOON, answer
from twitchkit.errors import IdTokenRefused, MissingExtra, TwitchkitError, UnexpectedAnswer
from twitchkit.oauth.openid import Identity, PublicKeys, Verified, endpoints, userinfo, verify_id_token
from twitchkit.oauth.openid.discovery import ALGORITHM, CLAIMS, ISSUER, RESPONSE_TYPES
from twitchkit.secret import Secret
from twitchkit.wire import Response
from unit.oauth.stage import ID, Stage, response_of, shown, tells_no_secret, written

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors/oauth/openid.json").read_text())
KEY = RSAKey.generate_key(2048, {"kid": "1"})
OTHER = RSAKey.generate_key(2048, {"kid": "2"})
NOW_S = int(NOON.timestamp())
GOOD = {
    "iss": ISSUER, "aud": "abc123", "azp": "abc123", "sub": "713936733", "nonce": "CANARY-nonce",
    "iat": NOW_S, "exp": NOW_S + 900, "preferred_username": "Scarlet",
}  # fmt: skip


def jwks(*keys: RSAKey) -> dict[str, Any]:
    return {"keys": [{**key.as_dict(private=False), "alg": "RS256", "use": "sig"} for key in keys]}


def signed(key: RSAKey = KEY, kid: str | None = "1", **claims: Any) -> Secret:
    header = {"alg": "RS256"} if kid is None else {"alg": "RS256", "kid": kid}
    told = {name: value for name, value in {**GOOD, **claims}.items() if value is not ...}
    return Secret(jwt.encode(header, told, key, algorithms=["RS256"]))


KNOWN = PublicKeys(data=jwks(KEY), fetched_at=NOON)


def verified(token: Secret, stage: Stage | None = None, **more: Any) -> Verified:
    given: dict[str, Any] = {
        "client_id": "abc123", "nonce": Secret("CANARY-nonce"), "now": NOON, "keys": KNOWN, **more,
    }  # fmt: skip
    return (stage or Stage()).run(verify_id_token(token, **given))


def test_the_constants_are_those_of_discovery() -> None:
    found, told = endpoints(ID), VECTORS["discovery"]

    assert told["issuer"] == ISSUER
    assert told["id_token_signing_alg_values_supported"] == [ALGORITHM]
    assert (found.authorization, found.token, found.userinfo, found.keys) == (
        told["authorization_endpoint"],
        told["token_endpoint"],
        told["userinfo_endpoint"],
        told["jwks_uri"],
    )
    assert tuple(told["response_types_supported"]) == RESPONSE_TYPES
    assert tuple(told["claims_supported"]) == CLAIMS


def test_a_good_id_token_tells_who_logged_in() -> None:
    identity = verified(
        signed(email=None, email_verified=False, updated_at="2021-11-11T20:11:11.5Z")
    ).identity

    assert (identity.user_id, identity.name, identity.email, identity.email_verified) == (
        "713936733", "Scarlet", None, False,
    )  # fmt: skip
    assert identity.updated_at is not None
    assert identity.updated_at.isoformat() == "2021-11-11T20:11:11.500000+00:00"
    assert identity.expires_at == NOON + timedelta(seconds=900)
    assert "CANARY" not in repr(identity)


def test_keys_are_fetched_once_and_handed_back() -> None:
    stage = Stage([answer(200, jwks(OTHER, KEY))])

    first = verified(signed(), stage, keys=None)
    again = verified(signed(), Stage(), keys=first.keys)

    assert [shown(request) for request in stage.requests] == [VECTORS["keys"]["request"]]
    assert again.identity == first.identity


def test_an_unknown_key_is_looked_for_once() -> None:
    stage = Stage([answer(200, jwks(OTHER, KEY))])

    found = verified(signed(OTHER, "2"), stage)

    assert len(found.keys.data["keys"]) == 2
    stage = Stage([answer(200, jwks(KEY))])
    with pytest.raises(IdTokenRefused, match="not in the key set"):
        verified(signed(OTHER, "2"), stage)
    assert len(stage.requests) == 1
    with pytest.raises(IdTokenRefused):
        verified(signed(OTHER, "2"), Stage([answer(200, jwks(KEY))]), keys=None)


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (signed(OTHER, "1"), "signature"),
        (signed(iss="https://evil.example"), "iss"),
        (signed(iss=...), "iss"),
        (signed(aud="another"), "aud"),
        (signed(aud=["abc123", "another"]), "aud"),
        (signed(aud=...), "aud"),
        (signed(azp="another"), "aud"),
        (signed(exp=NOW_S - 60), "exp"),
        (signed(exp=...), "exp"),
        (signed(exp="tomorrow"), "exp"),
        (signed(exp=10**30), "exp"),
        (signed(exp=True), "exp"),
        (signed(iat=NOW_S + 61), "iat"),
        (signed(nonce="another"), "nonce"),
        (signed(nonce=...), "nonce"),
        (signed(sub=...), "sub"),
        (signed(sub=713936733), "sub"),
        (Secret(jwt.encode({"alg": "HS256"}, GOOD, OctKey.import_key(b"x" * 32))), "RS256"),
        (Secret("eyJhbGciOiJub25lIn0.e30."), "RS256"),
        (Secret(""), "JWT"),
        (Secret("a.b"), "JWT"),
        (Secret("\ud800"), "JWT"),
        (Secret("CANARY." * 3), "JWT"),
    ],
)
def test_an_id_token_that_proves_nothing_is_refused(token: Secret, reason: str) -> None:
    with pytest.raises(IdTokenRefused, match=reason) as caught:
        verified(token)

    assert tells_no_secret(caught.value)
    assert not token or token.reveal() not in str(caught.value)


def test_the_public_key_is_no_shared_secret() -> None:
    # The classic confusion: an attacker signs HS256 with the public key's text.
    public = KEY.as_pem(private=False)

    def part(data: bytes) -> str:
        return urlsafe_b64encode(data).rstrip(b"=").decode()

    head = f"{part(json.dumps({'alg': 'HS256', 'kid': '1'}).encode())}.{part(json.dumps(GOOD).encode())}"
    forged = Secret(f"{head}.{part(hmac.digest(public, head.encode(), 'sha256'))}")

    with pytest.raises(IdTokenRefused, match="RS256"):
        verified(forged)


def test_clocks_may_differ_a_little() -> None:
    assert verified(signed(exp=NOW_S - 59, iat=NOW_S + 60))
    assert verified(signed(aud=["abc123"], azp=...))


def test_the_hash_ties_it_to_its_access_token() -> None:
    at_hash = urlsafe_b64encode(sha256(b"CANARY-access").digest()[:16]).rstrip(b"=").decode()

    assert verified(signed(at_hash=at_hash), access_token=Secret("CANARY-access"))
    assert verified(signed(), access_token=Secret("CANARY-access"))
    with pytest.raises(IdTokenRefused, match="at_hash"):
        verified(signed(at_hash=at_hash), access_token=Secret("another"))
    with pytest.raises(IdTokenRefused, match="at_hash"):
        verified(signed(at_hash=None), access_token=Secret("CANARY-access"))


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"keys":{}}', b'{"keys":[1]}'])
def test_a_key_set_that_is_none_is_told(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer):
        verified(signed(), Stage([Response(200, {}, body)]), keys=None)


@pytest.mark.parametrize(
    "keys", [[], [{}], [{"kty": "RSA"}], [{"kty": "oct", "k": "eA"}], [{"kty": 5, "n": 1}]]
)
def test_a_key_set_without_a_usable_key_proves_nothing(keys: list[dict[str, Any]]) -> None:
    with pytest.raises(IdTokenRefused):
        verified(signed(), Stage([answer(200, {"keys": keys})]), keys=None)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "joserfc.jwt", None)

    with pytest.raises(MissingExtra) as caught:
        verified(signed_before := Secret("x.y.z"))

    assert 'pip install "twitchkit[openid]"' in caught.value.fix
    assert signed_before.reveal() not in str(caught.value)


@pytest.mark.parametrize("row", VECTORS["userinfo"], ids=lambda row: row["name"])
def test_userinfo_is_as_documented(row: dict[str, Any]) -> None:
    stage = Stage([response_of(row["answer"])])
    flow = userinfo(Secret("CANARY-access"), client_id="abc123", user_id="713936733", id_url=ID)

    if "error" in row:
        with pytest.raises(TwitchkitError) as caught:
            stage.run(flow)
        assert caught.value.code == row["error"]
        assert tells_no_secret(caught.value)
    else:
        identity = stage.run(flow)
        assert isinstance(identity, Identity)
        told = written(identity)
        assert {name: told[name] for name in row["result"]} == row["result"]
        assert ("email" in told) == ("email" in row["result"])
    assert shown(stage.requests[0])["headers"]["Authorization"] == "Bearer CANARY-access"
