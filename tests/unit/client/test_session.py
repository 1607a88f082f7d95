"""Whose token a call carries, and that nothing is sent with one that cannot be right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from screenplay import NOON, FakeClock, Screenplay, answer
from twitchkit.client.session import Session
from twitchkit.client.settings import Settings
from twitchkit.errors import (
    ExtensionTokenRefused,
    MissingCredentials,
    MissingExtensionSecret,
    MissingScope,
    NotLoggedIn,
    RequestRefused,
    WrongTokenKind,
)
from twitchkit.helix import (
    CreateClip,
    Endpoint,
    GetChannelIcalendar,
    GetConduits,
    GetExtensionConfigurationSegment,
    GetUsers,
    SendExtensionPubsubMessage,
)
from twitchkit.oauth import Token
from twitchkit.oauth.extension import verify_extension_token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.memory import MemoryVault
from twitchkit.wire import Request, Response

EXTENSION_SECRET = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTEyMzQ="
CLIENT = {"TWITCH_CLIENT_ID": "abc", "TWITCH_CLIENT_SECRET": "CANARY"}
EXTENSION = {"TWITCH_EXTENSION_SECRET": EXTENSION_SECRET, "TWITCH_EXTENSION_OWNER_ID": "7"}
PUBSUB = SendExtensionPubsubMessage(target=["broadcast"], broadcaster_id="42", message="hi")


def token(text: str, *scopes: str, user: bool = True) -> Token:
    return Token(
        access_token=Secret(text),
        client_id="abc",
        issued_at=NOON,
        expires_at=NOON + timedelta(days=1),
        scopes=frozenset(scopes),
        user_id="42" if user else None,
    )


@pytest.fixture
def vault() -> MemoryVault:
    """One with the app's own token, and a person's."""
    vault = MemoryVault()
    vault.save("app", Login(token=token("app-token", user=False), validated_at=NOON))
    vault.save("mybot", Login(token=token("bot-token", "bits:read"), validated_at=NOON))
    return vault


def session(vault: MemoryVault, account: str | None = None, **environ: str) -> Session:
    settings = Settings.load(arguments={"account": account}, environ={**CLIENT, **environ})
    return Session(settings, vault=vault, clock=FakeClock())


def told(status: int = 200, content: Any = None) -> Screenplay:
    return Screenplay([answer(status, {"data": []} if content is None else content)])


def carried(request: Request) -> str | None:
    header = request.headers.get("Authorization")
    return header.reveal() if isinstance(header, Secret) else header


@pytest.mark.parametrize(
    ("account", "request_", "expected"),
    [
        (None, GetUsers(id="1"), "Bearer app-token"),
        ("app", GetUsers(id="1"), "Bearer app-token"),
        ("mybot", GetUsers(id="1"), "Bearer bot-token"),
        ("mybot", GetConduits(), "Bearer app-token"),
        (None, GetConduits(), "Bearer app-token"),
    ],
)
def test_a_call_carries_a_token_of_a_kind_it_takes(
    account: str | None, request_: Endpoint[Any], expected: str, vault: MemoryVault
) -> None:
    play = told()
    play.run(session(vault, account).send(request_))

    assert [carried(one) for one in play.requests] == [expected]


def test_the_app_does_not_stand_in_for_a_person(vault: MemoryVault) -> None:
    with pytest.raises(WrongTokenKind, match=r"create_clip.*takes a user token") as caught:
        Screenplay().run(session(vault, "app").send(CreateClip(broadcaster_id="1")))

    assert caught.value.exit_code == 4


def test_without_a_person_the_default_account_is_asked_for(vault: MemoryVault) -> None:
    with pytest.raises(NotLoggedIn, match="default"):
        Screenplay().run(session(vault).send(CreateClip(broadcaster_id="1")))


def test_a_gateways_401_ends_no_login(vault: MemoryVault) -> None:
    page = Response(401, {"content-type": "text/html"}, b"<html>401 Authorization Required</html>")
    play = Screenplay([page])
    with pytest.raises(RequestRefused, match="text/html"):
        play.run(session(vault, "mybot").send(GetUsers(id="1")))

    assert len(play.requests) == 1
    assert not vault.accounts("abc")["mybot"].is_over


def test_a_scope_that_lacks_is_told_before_anything_is_sent(vault: MemoryVault) -> None:
    with pytest.raises(MissingScope, match="clips:edit"):
        Screenplay().run(session(vault, "mybot").send(CreateClip(broadcaster_id="1")))


@pytest.mark.parametrize("account", [None, "mybot", "app"])
def test_what_needs_no_token_is_sent_without_one(account: str | None, vault: MemoryVault) -> None:
    play = Screenplay([answer(200)])
    play.run(session(vault, account).send(GetChannelIcalendar(broadcaster_id="1")))

    assert [dict(one.headers) for one in play.requests] == [{}]


def test_it_needs_no_app_either() -> None:
    settings = Settings.load(environ={})
    play = Screenplay([answer(200)])
    play.run(Session(settings, vault=MemoryVault()).send(GetChannelIcalendar(broadcaster_id="1")))

    assert len(play.requests) == 1


@pytest.mark.parametrize(
    ("request_", "channel", "sends"),
    [
        (PUBSUB, "42", ("broadcast",)),
        (
            SendExtensionPubsubMessage(target="global", is_global_broadcast=True, message="x"),
            "all",
            ("global",),
        ),
        (GetExtensionConfigurationSegment(extension_id="abc", segment="global"), None, ()),
    ],
)
def test_an_extension_signs_a_token_for_the_one_call(
    request_: Endpoint[Any], channel: str | None, sends: tuple[str, ...], vault: MemoryVault
) -> None:
    play = told()
    play.run(session(vault, "mybot", **EXTENSION).send(request_))

    [sent] = play.requests
    signed = Secret((carried(sent) or "").removeprefix("Bearer "))
    claims = verify_extension_token(signed, [Secret(EXTENSION_SECRET)], now=NOON)
    assert (claims.user_id, claims.role, claims.channel_id, claims.send) == ("7", "external", channel, sends)
    assert sent.headers["Client-Id"] == "abc"


def test_without_the_extensions_secret_nothing_is_sent(vault: MemoryVault) -> None:
    with pytest.raises(MissingExtensionSecret) as caught:
        Screenplay().run(session(vault, TWITCH_EXTENSION_OWNER_ID="7").send(PUBSUB))

    assert caught.value.missing == ("TWITCH_EXTENSION_SECRET",)


def test_an_extension_needs_its_client_id() -> None:
    settings = Settings.load(environ=EXTENSION)

    with pytest.raises(MissingCredentials, match="TWITCH_CLIENT_ID"):
        Screenplay().run(Session(settings, vault=MemoryVault()).send(PUBSUB))


def test_a_refused_extension_token_is_explained(vault: MemoryVault) -> None:
    play = told(401, {"status": 401, "message": "JWT signature is invalid"})

    with pytest.raises(ExtensionTokenRefused, match="active secret"):
        play.run(session(vault, **EXTENSION).send(PUBSUB))


def test_the_newest_of_several_secrets_signs(vault: MemoryVault) -> None:
    play = told()
    several = f"{EXTENSION_SECRET} b2xkZXItb2xkZXItb2xkZXItb2xkZXItb2xkZXIxMjM="
    play.run(session(vault, **{**EXTENSION, "TWITCH_EXTENSION_SECRET": several}).send(PUBSUB))

    signed = Secret((carried(play.requests[0]) or "").removeprefix("Bearer "))
    assert verify_extension_token(signed, [Secret(EXTENSION_SECRET)], now=NOON).user_id == "7"
