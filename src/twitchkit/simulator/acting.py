"""The doors of the control API that act as people and as an app's owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

import msgspec

from twitchkit.shape import ready
from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.ledger import TooManyTokens
from twitchkit.simulator.identity.scopes import unknown_scope
from twitchkit.simulator.quirks import changed_quirks
from twitchkit.simulator.world import User, World
from twitchkit.simulator.world.extensions import Extensions

Act = TypeVar("Act", bound="_Act")


class _Act(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What is sent to a door."""


class _OfApp(_Act, frozen=True):
    client_id: str | None = None


class _OfUser(_OfApp, frozen=True, kw_only=True):
    login: str


class _Scoped(_OfUser, frozen=True, kw_only=True):
    scopes: tuple[str, ...] = ()


class _Seat(_Act, frozen=True):
    login: str | None = None


class _Password(_Act, frozen=True, kw_only=True):
    login: str


class _Expiry(_OfApp, frozen=True):
    login: str | None = None


class _Decision(_Act, frozen=True, kw_only=True):
    user_code: str
    login: str
    decision: Literal["allow", "deny"] = "allow"


def act(world: World, asked: Asked, name: str) -> Answer | None:
    """The answer of the door `name`, or None when there is none."""
    door = DOORS.get((asked.method, name))
    if door is None:
        return None
    try:
        return door(world, asked)
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        return json_answer({"error": str(error)}, status=400)
    except TooManyTokens:
        return json_answer({"error": "the app has 50 valid tokens of this user"}, status=400)


def _read(asked: Asked, kind: type[Act]) -> Act:
    return msgspec.json.decode(asked.body or b"{}", type=ready(kind))


def user_called(world: World, login: str) -> User:
    """The living user of that login.

    Raises:
        ValueError: nobody is called so.
    """
    user = world.user_called(login)
    if user is None:
        raise ValueError(f"nobody here is called {login!r}")
    return user


def app_called(world: World, client_id: str | None) -> App:
    """The app of that client id, the confidential one when None.

    Raises:
        ValueError: there is no such app.
    """
    app = world.app if client_id is None else world.app_called(client_id)
    if app is None:
        raise ValueError(f"there is no app {client_id!r}")
    return app


def real_scopes(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """`scopes`, each once.

    Raises:
        ValueError: one does not exist.
    """
    if (unknown := unknown_scope(scopes, kraken=True)) is not None:
        raise ValueError(f"there is no scope {unknown!r}")
    return tuple(dict.fromkeys(scopes))


def pending_devices(world: World) -> list[dict[str, object]]:
    """Devices that wait for a person, oldest first."""
    return [
        {
            "user_code": device.user_code,
            "client_id": device.client_id,
            "scopes": device.scopes,
            "expires_at": device.expires_at,
        }
        for device in world.ledger.devices.pending()
    ]


def decide_device(world: World, user_code: str, login: str, *, allow: bool) -> None:
    """A person allows or refuses what a device asks for.

    Raises:
        ValueError: no device waits with that code, or nobody is called so.
    """
    device = world.ledger.devices.shown(user_code)
    if device is None:
        raise ValueError(f"no device waits with the code {user_code!r}")
    world.ledger.decide(device, user_called(world, login).id, allow=allow)


def _decide(world: World, asked: Asked) -> Answer:
    given = _read(asked, _Decision)
    decide_device(world, given.user_code, given.login, allow=given.decision == "allow")
    return Answer(status=204)


def _consent(world: World, asked: Asked) -> Answer:
    given = _read(asked, _Scoped)
    app, user = app_called(world, given.client_id), user_called(world, given.login)
    world.ledger.consent(app.client_id, user.id, real_scopes(given.scopes))
    return Answer(status=204)


def _tokens(world: World, asked: Asked) -> Answer:
    given = _read(asked, _Scoped)
    app, user = app_called(world, given.client_id), user_called(world, given.login)
    scopes = real_scopes(given.scopes)
    world.ledger.consent(app.client_id, user.id, scopes)
    pair = world.ledger.pair(app, user.id, scopes)
    expires_in_s = pair.grant.expires_in_s(world.clock.now())
    told = {
        "access_token": pair.access_token,
        "refresh_token": pair.refresh_token,
        "expires_in": expires_in_s,
    }
    return json_answer(told)


def _seat(world: World, asked: Asked) -> Answer:
    login = _read(asked, _Seat).login
    world.seated = None if login is None else user_called(world, login).id
    return Answer(status=204)


def _disconnect(world: World, asked: Asked) -> Answer:
    given = _read(asked, _OfUser)
    app, user = app_called(world, given.client_id), user_called(world, given.login)
    world.ledger.disconnect(user.id, app.client_id)
    return Answer(status=204)


def _password(world: World, asked: Asked) -> Answer:
    world.ledger.change_password(user_called(world, _read(asked, _Password).login).id)
    return Answer(status=204)


def _expire(world: World, asked: Asked) -> Answer:
    given = _read(asked, _Expiry)
    client_id = None if given.client_id is None else app_called(world, given.client_id).client_id
    user_id = None if given.login is None else user_called(world, given.login).id
    world.tokens.revoke_of(client_id=client_id, user_id=user_id)
    return Answer(status=204)


def _secret(world: World, asked: Asked) -> Answer:
    _read(asked, _Act)
    return json_answer({"client_secret": world.new_secret()})


def _change_quirks(world: World, asked: Asked) -> Answer:
    world.ledger.quirks = changed_quirks(world.ledger.quirks, asked.body)
    return json_answer(world.ledger.quirks)


def _connections(world: World, _asked: Asked) -> Answer:
    return json_answer(
        [
            {"login": user.login, "client_id": client_id, "scopes": sorted(scopes)}
            for user in world.users.values()
            for client_id, scopes in world.ledger.connections_of(user.id).items()
        ]
    )


def _extension(world: World, _asked: Asked) -> Answer:
    extensions = world.book(Extensions)
    own, secret = extensions.own, extensions.signing_secret(world.clock.now())
    told = {
        "extension_id": own.id,
        "owner_id": own.owner_id,
        "version": own.version,
        "secret": secret.content,
    }
    return json_answer(told)


DOORS: Mapping[tuple[str, str], Callable[[World, Asked], Answer]] = {
    ("GET", "devices"): lambda world, _: json_answer(pending_devices(world)),
    ("POST", "devices"): _decide,
    ("GET", "extension"): _extension,
    ("POST", "consent"): _consent,
    ("POST", "tokens"): _tokens,
    ("POST", "browser"): _seat,
    ("GET", "connections"): _connections,
    ("POST", "disconnect"): _disconnect,
    ("POST", "password"): _password,
    ("POST", "expire"): _expire,
    ("POST", "secret"): _secret,
    ("GET", "quirks"): lambda world, _: json_answer(world.ledger.quirks),
    ("POST", "quirks"): _change_quirks,
}
