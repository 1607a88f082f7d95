"""What comes back to the redirect URI: read from its query and its fragment, believed only with its state.

Source: RFC 6749 §4.1.2 and §4.2.2, dev.twitch.tv/docs/authentication, twitchdev/issues#762
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote_plus

import msgspec

from twitchkit.errors import (
    AuthorizationDenied,
    AuthorizationRefused,
    NotARedirect,
    RedirectMismatch,
    TwitchkitError,
    UnexpectedAnswer,
)
from twitchkit.oauth.exchange import plain
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.scope_set import ScopeDifference, compare_scopes, decode_scopes
from twitchkit.secret import Secret

_KNOWN = frozenset(
    {"code", "access_token", "id_token", "scope", "state", "token_type", "error", "error_description"}
)
_TELLING = frozenset({"code", "access_token", "id_token", "error"})


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A redirect's parameters, read and not yet believed.

    Args:
        state: to be compared with the login's.
        code: to be exchanged.
        access_token: of the implicit grant.
        id_token: signed by Twitch, not verified yet.
        scopes: granted; None when not told.
        error: `access_denied`, `redirect_mismatch` or another name; empty on success.
        error_description: Twitch's words for it.
    """

    state: Secret | None = None
    code: Secret | None = None
    access_token: Secret | None = None
    id_token: Secret | None = None
    scopes: frozenset[str] | None = None
    error: str = ""
    error_description: str = ""


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one login, believed.

    Args:
        code: to be exchanged; None with the implicit grant.
        access_token: of the implicit grant.
        id_token: not verified yet.
        scopes: granted; None when not told.
        difference: from the scopes asked for, false when there is none; None when not told.
        pending: the login, marked as spent; keep it in place of the other.
    """

    code: Secret | None
    access_token: Secret | None
    id_token: Secret | None
    scopes: frozenset[str] | None
    difference: ScopeDifference | None
    pending: Pending


def read_redirect(text: str) -> Returned:
    """The parameters of a redirect: a whole URL, a request's target, or the bare query or fragment.

    Raises:
        NotARedirect: none of Twitch's parameters is in it, or one is there twice with different values.
    """
    fields: dict[str, str] = {}
    for name, raw in _pairs(text.strip()):
        # Decoded once, as a form; of `scope` more layers are taken off later.
        value = unquote_plus(raw, errors="replace")
        # RFC 6749 §3.1: no parameter twice; whoever adds a second one may be trying something.
        if fields.setdefault(name, value) != value:
            raise NotARedirect(reason=f"It holds `{name}` twice, with different values.")
    if not _TELLING & fields.keys():
        raise NotARedirect(reason="It holds neither a code, a token nor an error.")
    scope = fields.get("scope")
    return Returned(
        state=_secret(fields.get("state")),
        code=_secret(fields.get("code")),
        access_token=_secret(fields.get("access_token")),
        id_token=_secret(fields.get("id_token")),
        scopes=None if scope is None else decode_scopes(scope),
        error=plain(fields.get("error", "")),
        error_description=plain(fields.get("error_description", "")),
    )


def accept(pending: Pending, answer: str | Returned, *, now: datetime) -> Granted:
    """What a login brought.

    Args:
        pending: the login that was started.
        answer: what came back, read or not.
        now: the moment; answers count until the login's expiry.

    Raises:
        NotARedirect: not an answer of Twitch's authorize page.
        StateMismatch: another login's answer, or a forged one; nothing may be done with it.
        AuthorizationSpent, AuthorizationExpired: this login is over.
        AuthorizationDenied: the person said no.
        RedirectMismatch: the redirect URI is not registered.
        AuthorizationRefused: another error.
        UnexpectedAnswer: success without what was asked for.
    """
    returned = read_redirect(answer) if isinstance(answer, str) else answer
    spent = pending.spend(returned.state, now=now)
    if returned.error:
        raise _refusal(pending, returned)
    wanted = {"code": returned.code, "token": returned.access_token, "id_token": returned.id_token}
    for kind in pending.response_type.split():
        # Twitch: where "code id_token" puts its ID token is not known, and the exchange brings one anyway.
        if wanted[kind] is None and not (kind == "id_token" and returned.code):
            raise UnexpectedAnswer(where="Twitch's redirect", problem=f"it holds no {kind}")
    return Granted(
        code=returned.code,
        access_token=returned.access_token,
        id_token=returned.id_token,
        scopes=returned.scopes,
        difference=None
        if returned.scopes is None
        else compare_scopes(requested=pending.scopes, granted=returned.scopes),
        pending=spent,
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    before, _, fragment = text.partition("#")
    target, mark, query = before.partition("?")
    if not mark and "=" in target and "/" not in target.partition("=")[0]:
        query = target
    parts = [part.partition("=") for half in (query, fragment.lstrip("?/")) for part in half.split("&")]
    return [(name, value) for name, _, value in parts if name in _KNOWN]


def _secret(value: str | None) -> Secret | None:
    return Secret(value) if value else None


def _refusal(pending: Pending, returned: Returned) -> TwitchkitError:
    said = returned.error_description
    match returned.error:
        case "access_denied":
            return AuthorizationDenied(twitch_says=said)
        case "redirect_mismatch":
            return RedirectMismatch(redirect_uri=pending.redirect_uri, twitch_says=said)
        case reason:
            return AuthorizationRefused(reason=reason, twitch_says=said)
