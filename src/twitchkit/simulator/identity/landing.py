"""Where the browser goes when a person has decided."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote_plus, urlencode

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.authorization import Authorization
from twitchkit.simulator.identity.openid import id_token
from twitchkit.simulator.identity.tokens import IMPLICIT_LIFETIME_S
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import User, World

DENIED = "The user denied you access"
MISMATCH = "Parameter redirect_uri does not match registered URI"


def allowed(world: World, asks: Authorization, user: User, links: Links) -> Answer:
    """Back to the app with what it asked for: a code in the query, all else in the fragment.

    Raises:
        TooManyTokens: see `Ledger.pair`.
    """
    ledger = world.ledger
    ledger.consent(asks.app.client_id, user.id, asks.scopes)
    given: dict[str, str] = {}
    access_token: str | None = None
    if "code" in asks.wanted:
        given["code"] = ledger.codes.issue(
            client_id=asks.app.client_id,
            user_id=user.id,
            scopes=asks.scopes,
            redirect_uri=asks.redirect_uri,
            nonce=asks.nonce,
            id_claims=asks.id_claims,
            claims=asks.claims,
        )
    if "token" in asks.wanted:
        access_token, _ = ledger.access(
            asks.app, user.id, asks.scopes, lifetime_s=IMPLICIT_LIFETIME_S, claims=asks.claims
        )
        given["access_token"] = access_token
        given["token_type"] = "bearer"  # noqa: S105 - the name of a scheme
    if "id_token" in asks.wanted:
        given["id_token"] = id_token(
            world,
            client_id=asks.app.client_id,
            user=user,
            scopes=asks.scopes,
            nonce=asks.nonce,
            claims=asks.id_claims,
            links=links,
            access_token=access_token,
        )
    given["scope"] = " ".join(asks.scopes)
    in_query = asks.wanted == frozenset({"code"}) and not (
        ledger.quirks.code_in_fragment and "openid" in asks.scopes
    )
    if ledger.quirks.double_encoded_scope and "id_token" in asks.wanted:
        # Twitch: `channel%253Amanage%253Apolls+openid` in the documents' OpenID samples.
        given["scope"] = " ".join(quote_plus(scope) for scope in asks.scopes)
    return _redirect(asks.redirect_uri, given, asks.state, "query" if in_query else "fragment")


def denied(asks: Authorization) -> Answer:
    """Back to the app with the person's no: in the query, whatever it asked for."""
    return _redirect(
        asks.redirect_uri, {"error": "access_denied", "error_description": DENIED}, asks.state, "query"
    )


def mismatch(app: App, state: str | None) -> Answer:
    """To the app's first registered URL, whichever one it meant."""
    given = {"error": "redirect_mismatch", "error_description": MISMATCH}
    return _redirect(app.redirects[0], given, state, "query")


def _redirect(uri: str, given: Mapping[str, str], state: str | None, part: str) -> Answer:
    pairs = dict(given) if state is None else {**given, "state": state}
    text = urlencode(sorted(pairs.items()), errors="replace")
    mark = "#" if part == "fragment" else "&" if "?" in uri else "?"
    return Answer(status=302, headers={"location": f"{uri}{mark}{text}", "cache-control": "no-store"})
