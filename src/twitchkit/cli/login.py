"""`twitchkit login`, `logout`, `accounts`: people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click
import msgspec
from click.core import ParameterSource
from msgspec.structs import replace

from twitchkit.cli.face import face
from twitchkit.cli.token import account_option
from twitchkit.cli.userinfo import identity_as_data, identity_as_text
from twitchkit.cli.voice import answer, answer_json, tell, voice_options

if TYPE_CHECKING:
    from twitchkit.client.twitch import Twitch
    from twitchkit.oauth.login import Login
    from twitchkit.oauth.openid import Identity


@click.command("login")
@click.option("--scopes", default="", metavar="'A B'", help="What the app shall be allowed to do.")
@click.option(
    "--for",
    "operations",
    default="",
    metavar="get_clips,create_clip",
    help="Works out the least scopes for these endpoints, keeping those the account has.",
)
@click.option(
    "--flow",
    type=click.Choice(["code", "implicit", "device"]),
    help="[default: code for an app with a secret, else device]",
)
@click.option("--device", "flow", flag_value="device", help="By code, for machines without a browser.")
@click.option("--openid", is_flag=True, help="By OpenID Connect: who logged in is verified, and shown.")
@click.option(
    "--claims",
    default="",
    metavar="email,picture",
    help="What --openid shall tell: email, email_verified, picture, preferred_username, updated_at.",
)
@account_option
@click.option(
    "--force-verify",
    is_flag=True,
    help="Show Twitch's page even if nothing is new, and let somebody else take the account.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Of the redirect URL."
)
@click.option(
    "--timeout",
    "timeout_s",
    type=click.IntRange(1),
    default=600,
    metavar="SECONDS",
    help="How long you may take.  [default: 600; with --device as long as the code lives]",
)
@voice_options
def login(
    *,
    scopes: str,
    operations: str,
    flow: str | None,
    openid: bool,
    claims: str,
    account: str | None,
    force_verify: bool,
    no_browser: bool,
    port: int,
    timeout_s: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Logs a person in and keeps the token under the account's name.

    The redirect URL http://localhost:PORT has to be registered, exactly so, at dev.twitch.tv/console.
    Over SSH use --device, or forward the port, or paste the address that the browser ends on.

    \b
    Examples:
      twitchkit login --scopes clips:edit
      twitchkit login --for create_clip,get_clips_download --account mybot
      twitchkit login --device
      twitchkit login --openid --claims email,picture
    """
    if claims and not openid:
        raise click.UsageError("--claims belongs to --openid.")
    if openid and flow == "device":
        raise click.UsageError(
            "Twitch gives a login by code no ID token. Use --openid --no-browser and paste the address that "
            "a browser elsewhere ends on; or log in with --device, and twitchkit validate tells who it was."
        )
    from twitchkit.client.login_flows import check_account

    with face(account) as twitch:
        check_account(twitch.account)
        wanted = _scopes(twitch, scopes, operations)
        public = twitch.app is not None and twitch.app.is_public
        how = flow or ("device" if public and not openid else "implicit" if public else "code")
        asks = _Asks(
            scopes=wanted,
            account=twitch.account,
            user=None if force_verify else _holder(twitch),
            redirect_uri=f"http://localhost:{port}",
            force_verify=force_verify,
            open_browser=not no_browser,
            timeout_s=timeout_s,
            is_timed=click.get_current_context().get_parameter_source("timeout_s")
            is not ParameterSource.DEFAULT,
        )
        identity = None
        if how == "device":
            done = _by_device(twitch, asks)
        elif openid:
            names = claims.replace(",", " ").split()
            done, identity = _by_openid(twitch, asks, names, "code" if how == "code" else "token id_token")
        else:
            done = _by_browser(twitch, asks, "code" if how == "code" else "token")
        name = twitch.account
    missing = sorted(set(wanted.split()) - done.token.scopes - {"openid"})
    if missing:
        tell(f"Twitch did not grant: {' '.join(missing)}")
    if as_json:
        shown = {"identity": identity_as_data(identity)} if identity else {}
        answer_json({**account_as_data(name, done), **shown})
        return
    if not quiet:
        tell(_said(done, name))
    if identity:
        answer(identity_as_text(identity))


@click.command("logout")
@account_option
@voice_options
def logout(*, account: str | None, as_json: bool, quiet: bool) -> None:
    """Ends the account's token at Twitch and forgets it here, its refresh token with it.

    \b
    Example:
      twitchkit logout --account mybot
    """
    with face(account) as twitch:
        done = twitch.logins.logout(twitch.account)
        name = twitch.account
    if as_json:
        answer_json({"account": name, "revocation": str(done)})
    elif not quiet:
        tell(
            f"Account {name} is logged out. To disconnect the app wholly: https://www.twitch.tv/settings/connections"
        )


@click.command("accounts")
@voice_options
def accounts(*, as_json: bool, quiet: bool) -> None:
    """The accounts there are, whose they are, and how they stand.

    \b
    Example:
      twitchkit accounts
    """
    with face(None) as twitch:
        held = twitch.logins.accounts()
    for name, one in held.items():
        if as_json:
            answer_json(account_as_data(name, one))
        else:
            who = one.token.login or "the app itself"
            answer(f"{name:<16} {who:<26} {_state(one)}")
    if not held and not (as_json or quiet):
        tell("Nobody is logged in. Run: twitchkit login")


def _state(login: Login) -> str:
    token = login.token
    if login.is_over:
        return f"over: {login.over_because}"
    ends = token.refresh_token is None and token.user_id and token.expires_at
    until = f"  (until {token.expires_at:%Y-%m-%d}, then log in again)" if ends else ""
    return (" ".join(sorted(token.scopes)) or "no scopes") + until


def account_as_data(name: str, login: Login) -> dict[str, object]:
    """An account's fields, without its secrets."""
    token = login.token
    return {
        "account": name,
        "user_id": token.user_id,
        "login": token.login,
        "client_id": token.client_id,
        "scopes": sorted(token.scopes),
        "grant": token.grant,
        "expires_at": token.expires_at,
        "validated_at": login.validated_at,
        "over_because": login.over_because,
    }


class _Asks(msgspec.Struct, frozen=True, kw_only=True):
    """One login, as the command line asks for it.

    Args:
        user: id of who it has to be; None lets anybody in.
        is_timed: `timeout_s` was said, and is no default.
    """

    scopes: str
    account: str
    user: str | None
    redirect_uri: str
    force_verify: bool
    open_browser: bool
    timeout_s: int
    is_timed: bool


def _scopes(twitch: Twitch, scopes: str, operations: str) -> str:
    from twitchkit.oauth.scopes import for_endpoints, join_scopes

    wanted = join_scopes(scopes)
    names = [name for name in operations.replace(",", " ").split() if name]
    if not names:
        return wanted
    held = twitch.logins.accounts().get(twitch.account)
    need = for_endpoints(names, held=[*wanted.split(), *(held.token.scopes if held else ())])
    for remark in need.remarks:
        tell(remark)
    return " ".join(need.scopes)


def _holder(twitch: Twitch) -> str | None:
    """Id of the person whose account it is already."""
    held = twitch.logins.accounts().get(twitch.account)
    return held.token.user_id if held else None


def _by_device(twitch: Twitch, asks: _Asks) -> Login:
    device = twitch.logins.start_device(scopes=asks.scopes)
    if asks.is_timed:
        ends = device.issued_at + timedelta(seconds=asks.timeout_s)
        device = replace(device, expires_at=min(device.expires_at, ends))
    tell(f"Open {device.verification_uri}\nand compare the code: {device.user_code}")
    tell("Waiting for your approval there; this page of Twitch's will not lead back here. Ctrl-C gives up.")
    return twitch.logins.finish_device(device, account=asks.account, user=asks.user)


def _by_browser(twitch: Twitch, asks: _Asks, response_type: str) -> Login:
    from twitchkit.cli.browser import ask_in_browser

    pending = twitch.logins.start(
        scopes=asks.scopes,
        redirect_uri=asks.redirect_uri,
        response_type=response_type,
        force_verify=asks.force_verify,
    )
    return ask_in_browser(
        pending,
        lambda text: twitch.logins.finish(pending, text, account=asks.account, user=asks.user),
        done=lambda ended: _said(ended, asks.account),
        open_browser=asks.open_browser,
        timeout_s=asks.timeout_s,
    )


def _by_openid(twitch: Twitch, asks: _Asks, claims: list[str], response_type: str) -> tuple[Login, Identity]:
    from twitchkit.cli.browser import ask_in_browser

    pending = twitch.openid.start(
        scopes=asks.scopes,
        claims=claims,
        redirect_uri=asks.redirect_uri,
        response_type=response_type,
        force_verify=asks.force_verify,
    )

    def finish(text: str) -> tuple[Login, Identity]:
        ended = twitch.openid.finish(pending, text, account=asks.account, user=asks.user)
        assert ended.login is not None, "an access token was asked for"
        return ended.login, ended.identity

    return ask_in_browser(
        pending,
        finish,
        done=lambda ended: _said(ended[0], asks.account),
        open_browser=asks.open_browser,
        timeout_s=asks.timeout_s,
    )


def _said(ended: Login, account: str) -> str:
    return f"Logged in as {ended.token.login}, kept as account {account}."
