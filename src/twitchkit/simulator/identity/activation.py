"""`/oauth2/device`, where a device begins, and `/activate`, where its person decides."""

from __future__ import annotations

from html import escape
from typing import Final

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.consent_page import nobody, permissions
from twitchkit.simulator.identity.devices import DEVICE_LIFETIME_S, Device
from twitchkit.simulator.identity.openid import OWN_HOST
from twitchkit.simulator.identity.page import DECISION, login_field, page, paragraph
from twitchkit.simulator.identity.parameters import body_parameters, client, parameters
from twitchkit.simulator.identity.refusal import Refused
from twitchkit.simulator.identity.scopes import split_scopes, unknown_scope
from twitchkit.simulator.identity.session import logged_in, person
from twitchkit.simulator.world import World

WEB: Final = "https://www.twitch.tv"


def begin_device(world: World, asked: Asked) -> Answer:
    """POST /oauth2/device.

    Raises:
        Refused: no such app, or an unknown scope.
    """
    given = parameters(asked)
    app = client(world, given)
    # Twitch: `scope`, the name used everywhere else, is not read here; the token then has no scopes.
    scopes = split_scopes(given.get("scopes", ""))
    if (unknown := unknown_scope(scopes)) is not None:
        raise Refused(400, f"invalid scope requested: '{unknown}'")
    device = world.ledger.devices.begin(
        app.client_id, scopes, interval_s=world.ledger.quirks.device_interval_s
    )
    base = WEB if asked.host == OWN_HOST else asked.own_url
    return json_answer(
        {
            "device_code": device.device_code,
            "expires_in": DEVICE_LIFETIME_S,
            "interval": device.interval_s,
            "user_code": device.user_code,
            "verification_uri": f"{base}/activate?device-code={device.user_code}",
        },
        newline=True,
    )


def show_device(world: World, asked: Asked) -> Answer:
    """GET /activate: the form with fields `user_code`, `login` and `decision`."""
    user = person(world, asked)
    login = user.login if user else world.channels[0].login
    code = asked.first("device-code")
    if code is None:
        return _page(world, None, login)
    device = world.ledger.devices.shown(code)
    alarm = None if device else _unknown(code)
    return _page(world, device, login, alarm=alarm, status=200 if device else 404)


def hear_device(world: World, asked: Asked) -> Answer:
    """POST /activate: the form."""
    given = body_parameters(asked)
    login = given.get("login", "").strip()
    code = given.get("user_code") or asked.first("device-code") or ""
    device = world.ledger.devices.shown(code)
    if device is None:
        return _page(world, None, login, alarm=_unknown(code), status=404)
    user = world.user_called(login)
    if user is None:
        return _page(world, device, login, alarm=nobody(login), status=400)
    decision = given.get("decision")
    if decision not in {"allow", "deny"}:
        return _page(world, device, login)
    world.ledger.decide(device, user.id, allow=decision == "allow")
    if decision == "deny":
        return page("You refused", paragraph("The device gets nothing."), headers=logged_in(user))
    # Twitch ends on the page of connections and does not say this (twitchdev/issues#954).
    told = paragraph(f"Logged in as {user.display_name} ({user.login}). Go back to your device.")
    return page("Your device is connected", told, headers=logged_in(user))


def _unknown(code: str) -> str:
    return paragraph(f"The code “{code[:20]}” is unknown, used or expired.", "alarm")


def _page(
    world: World, device: Device | None, login: str, *, alarm: str | None = None, status: int = 200
) -> Answer:
    app = world.app_called(device.client_id) if device else None
    title = f"{app.name} wants to use your account" if app else "Activate your device"
    shown = escape(device.user_code) if device else ""
    fields = (
        '<label for="user_code">Code on your device</label>\n'
        f'<input id="user_code" name="user_code" class="code" value="{shown}" required '
        ' autocomplete="off" spellcheck="false">'
    )
    parts = [
        permissions(device.scopes) if device else paragraph("Enter the code that your device shows."),
        alarm or "",
        '<form method="post" action="/activate">',
        fields,
        login_field(world, login),
        DECISION,
        "</form>",
    ]
    return page(title, "\n".join(part for part in parts if part), status=status)
