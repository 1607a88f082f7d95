"""`twitchkit token`, `validate`, `refresh`, `revoke`: access tokens."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from twitchkit.cli.face import face
from twitchkit.cli.voice import answer, answer_json, ask, tell, voice_options

if TYPE_CHECKING:
    from twitchkit.client.twitch import Twitch
    from twitchkit.oauth import Token
    from twitchkit.oauth.login import Login
    from twitchkit.secret import Secret

SPANS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

account_option = click.option(
    "--account", default=None, metavar="NAME", help="The account.  [default: TWITCHKIT_ACCOUNT, or default]"
)


@click.command("token")
@click.option("--app", "as_app", is_flag=True, help="The app's own token (client credentials).")
@account_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["raw", "header", "env", "json", "irc"]),
    default="raw",
    show_default=True,
    help="The bare token, an Authorization header, an export line, JSON, or IRC's password.",
)
@click.option(
    "--min-life",
    default=None,
    metavar="SPAN",
    help="It lives at least so long, such as 30m or 2h.  [default: "
    "10m, or less while Twitch is out of order]",
)
@voice_options
def token(
    *, as_app: bool, account: str | None, shape: str, min_life: str | None, as_json: bool, quiet: bool
) -> None:
    """A token that is valid now: the kept one, refreshed or replaced when it has to be.

    \b
    Examples:
      twitchkit token --app
      twitchkit token --account mybot --format irc
      twitchkit token --app --format header | curl -H @- -H "Client-Id: $TWITCH_CLIENT_ID" \\
        "https://api.twitch.tv/helix/users?login=twitchdev"
    """
    wanted = _span(min_life) if min_life else None
    with face("app" if as_app else account) as twitch:
        held = twitch.token(min_life=wanted)
    if wanted and not quiet and not held.is_fresh(datetime.now(UTC), for_at_least=wanted):
        tell(f"Twitch gives no token that lives so long; this one ends at {_until(held.expires_at)}.")
    revealed = held.access_token.reveal()
    if as_json or shape == "json":
        answer_json(_as_data(held))
    elif shape == "header":
        answer(f"Authorization: Bearer {revealed}")
    elif shape == "env":
        answer(f"export TWITCH_ACCESS_TOKEN={revealed}")
    elif shape == "irc":
        answer(f"oauth:{revealed}")
    else:
        answer(revealed)


@click.command("validate")
@click.argument("given", metavar="[TOKEN|-]", required=False)
@account_option
@voice_options
def validate(*, given: str | None, account: str | None, as_json: bool, quiet: bool) -> None:
    """What Twitch says of a token: whose it is, its scopes, how long it lives.

    Without TOKEN: the account's.  A token on the command line can be seen by others on this machine; - reads
    it from stdin.

    \b
    Examples:
      twitchkit validate
      echo "$TOKEN" | twitchkit validate -
    """
    del quiet
    with face(account) as twitch:
        held = twitch.token().access_token if given is None else secret_from(given, "Access token")
        told = twitch.logins.validate(held)
    if as_json:
        answer_json(told)
        return
    rows = {
        "kind": "an app's" if told.is_app else "a user's",
        "user": f"{told.login} ({told.user_id})" if told.user_id else "",
        "client id": told.client_id,
        "expires": _until(told.expires_at),
        "scopes": " ".join(sorted(told.scopes)) or "none",
    }
    answer("\n".join(f"{name + ':':<11} {text}" for name, text in rows.items() if text))


@click.command("refresh")
@click.argument("given", metavar="[REFRESH_TOKEN|-]", required=False)
@account_option
@voice_options
def refresh(*, given: str | None, account: str | None, as_json: bool, quiet: bool) -> None:
    """Gets the account's next token now, though the old one may still live.

    With REFRESH_TOKEN, of a login that is kept elsewhere: shows the new pair and keeps nothing.

    \b
    Examples:
      twitchkit refresh --account mybot
      twitchkit refresh - < refresh-token.txt
    """
    if given is not None:
        with face(account) as twitch:
            pair = twitch.logins.refresh(secret_from(given, "Refresh token"))
        _show_pair(pair, as_json=as_json)
        return
    with face(account) as twitch:
        held = twitch.renew()
    if as_json:
        answer_json({**_as_data(held), "access_token": None})
    elif not quiet:
        tell(f"Refreshed; good until {_until(held.expires_at)}.")


@click.command("revoke")
@click.argument("given", metavar="[TOKEN|-]", required=False)
@account_option
@click.option("--client-id", default=None, help="Whom the token was issued to.  [default: Twitch is asked]")
@voice_options
def revoke(
    *, given: str | None, account: str | None, client_id: str | None, as_json: bool, quiet: bool
) -> None:
    """Ends a token at Twitch.  Without TOKEN: the account's, which is then logged out.

    \b
    Examples:
      twitchkit revoke --account mybot
      echo "$TOKEN" | twitchkit revoke -
    """
    holders: list[tuple[str, Login]] = []
    with face(account) as twitch:
        if given is None:
            done = twitch.logins.logout(twitch.account)
        else:
            token = secret_from(given, "Access token")
            done = twitch.logins.revoke(token, client_id=client_id)
            holders = _holders(twitch, token)
    if as_json:
        answer_json({"revocation": str(done)})
    elif not quiet:
        # What else a sign-out has to tell: twitchdev/issues#943.
        over = (
            ""
            if given
            else "  Its login is forgotten here; the app stays connected until the user ends that."
        )
        tell(f"The token is {done}.{over}")
        for name, login in holders:
            what = "that now has none" if login.is_over else "whose refresh token lives on"
            remedy = "login" if login.is_over else "logout"
            tell(f"It was account {name}'s, {what}: twitchkit {remedy} --account {name}")


def _show_pair(pair: Token, *, as_json: bool) -> None:
    assert pair.refresh_token is not None, "a refresh keeps the old one when no other came"
    if as_json:
        answer_json({**_as_data(pair), "refresh_token": pair.refresh_token.reveal()})
        return
    answer(f"access token:  {pair.access_token.reveal()}")
    answer(f"refresh token: {pair.refresh_token.reveal()}")
    answer(f"expires:       {_until(pair.expires_at)}")


def _holders(twitch: Twitch, token: Secret) -> list[tuple[str, Login]]:
    """The accounts whose token it is."""
    if twitch.app is None:
        return []
    return [(name, one) for name, one in twitch.logins.accounts().items() if one.token.access_token == token]


def secret_from(text: str, what: str) -> Secret:
    """A secret as given, or with `-` from stdin; a person at a terminal is asked for it, unseen.

    Raises:
        click.BadParameter: there is nothing in it.
    """
    from twitchkit.oauth.token import bare_token

    if text == "-" and sys.stdin.isatty():
        text = ask(f"{what} (not shown)", hidden=True)
    found = bare_token(sys.stdin.readline() if text == "-" else text)
    if not found:
        raise click.BadParameter("it is empty.", param_hint=what)
    return found


def _as_data(held: Token) -> dict[str, Any]:
    """A token's fields, named as in the library; the refresh token stays in the vault."""
    return {
        "access_token": held.access_token.reveal(),
        "client_id": held.client_id,
        "issued_at": held.issued_at,
        "expires_at": held.expires_at,
        "scopes": sorted(held.scopes),
        "user_id": held.user_id,
        "login": held.login,
        "grant": held.grant,
    }


def _until(moment: datetime | None) -> str:
    if moment is None:
        return "never"
    left = moment - datetime.now(UTC)
    days, seconds = left.days, left.seconds
    span = f"{days} days" if days > 1 else f"{days * 24 + seconds // 3600} h {seconds % 3600 // 60} min"
    return f"{moment:%Y-%m-%d %H:%M} UTC, in {span}"


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,9})([smhd]?)", text)
    if not found:
        raise click.BadParameter(f"{text!r} is no span; write 90s, 10m, 2h or 1d.", param_hint="--min-life")
    return timedelta(seconds=int(found[1]) * SPANS[found[2] or "s"])
