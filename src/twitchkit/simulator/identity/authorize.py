"""`/oauth2/authorize`: an app sends a person here, and the person's word back to the app."""

from __future__ import annotations

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.authorization import Authorization, RedirectMismatch, read_authorization
from twitchkit.simulator.identity.consent_page import consent_page
from twitchkit.simulator.identity.landing import allowed, denied, mismatch
from twitchkit.simulator.identity.parameters import body_parameters
from twitchkit.simulator.identity.session import logged_in, person
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World


def ask_person(world: World, asked: Asked, links: Links, *, kraken: bool = False) -> Answer:
    """GET: the consent page, or the way back at once when this person has consented to the same before.

    Raises:
        Refused: the request is broken; nobody is redirected.
    """
    try:
        asks = read_authorization(world, asked, kraken=kraken)
    except RedirectMismatch as wrong:
        return mismatch(wrong.app, wrong.state)
    user = person(world, asked)
    known = user and world.ledger.has_consented(asks.app.client_id, user.id, asks.scopes)
    if user and known and not asks.force_verify:
        return allowed(world, asks, user, links)
    return _page(world, asked, asks, user.login if user else world.channels[0].login)


def hear_person(world: World, asked: Asked, links: Links, *, kraken: bool = False) -> Answer:
    """POST: the form, with the page's query.

    Raises:
        Refused: the request is broken; nobody is redirected.
    """
    try:
        asks = read_authorization(world, asked, kraken=kraken)
    except RedirectMismatch as wrong:
        return mismatch(wrong.app, wrong.state)
    given = body_parameters(asked)
    if given.get("decision") == "deny":
        return denied(asks)
    login = given.get("login", "")
    user = world.user_called(login.strip())
    if user is None or given.get("decision") != "allow":
        return _page(world, asked, asks, login, unknown=None if user else login)
    answer = allowed(world, asks, user, links)
    return Answer(status=answer.status, headers={**answer.headers, **logged_in(user)})


def _page(
    world: World, asked: Asked, asks: Authorization, login: str, *, unknown: str | None = None
) -> Answer:
    return consent_page(
        world,
        app_name=asks.app.name,
        scopes=asks.scopes,
        action=f"{asked.raw_path}?{asked.query_string}",
        login=login,
        unknown=unknown,
    )
