"""`twitchkit login`, `logout`, `accounts`: people."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import click

from twitchkit.cli.token import account_option, face
from twitchkit.cli.voice import answer, answer_json, tell, voice_options
from twitchkit.errors import AuthorizationExpired

if TYPE_CHECKING:
    from twitchkit.client.redirect_listener import RedirectListener
    from twitchkit.client.twitch import Twitch
    from twitchkit.oauth.login import Login
    from twitchkit.oauth.pending import Pending


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
@account_option
@click.option(
    "--force-verify", is_flag=True, help="Show Twitch's page even if nothing is new; to switch users."
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Of the redirect URL."
)
@click.option(
    "--timeout", "timeout_s", type=click.IntRange(1), default=600, show_default=True, metavar="SECONDS"
)
@voice_options
def login(
    *,
    scopes: str,
    operations: str,
    flow: str | None,
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
    """
    with face(account) as twitch:
        wanted = _scopes(twitch, scopes, operations)
        public = twitch.app is not None and twitch.app.is_public
        how = flow or ("device" if public else "code")
        if how == "device":
            done = _by_device(twitch, wanted)
        else:
            done = _by_browser(
                twitch,
                wanted,
                response_type="code" if how == "code" else "token",
                port=port,
                force_verify=force_verify,
                open_browser=not no_browser,
                timeout_s=timeout_s,
            )
        name = twitch.account
    missing = sorted(set(wanted.split()) - done.token.scopes - {"openid"})
    if missing:
        tell(f"Twitch did not grant: {' '.join(missing)}")
    if as_json:
        answer_json(account_as_data(name, done))
    elif not quiet:
        tell(f"Logged in as {done.token.login}, kept as account {name}.")


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
            state = f"over: {one.over_because}" if one.is_over else " ".join(sorted(one.token.scopes))
            answer(f"{name:<16} {who:<26} {state}".rstrip())
    if not held and not (as_json or quiet):
        tell("Nobody is logged in. Run: twitchkit login")


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


def _by_device(twitch: Twitch, scopes: str) -> Login:
    device = twitch.logins.start_device(scopes=scopes)
    tell(f"Open {device.verification_uri}\nand compare the code: {device.user_code}")
    tell("Waiting for your approval there; this page of Twitch's will not lead back here. Ctrl-C gives up.")
    return twitch.logins.finish_device(device, account=twitch.account)


def _by_browser(
    twitch: Twitch,
    scopes: str,
    *,
    response_type: str,
    port: int,
    force_verify: bool,
    open_browser: bool,
    timeout_s: int,
) -> Login:
    from twitchkit.client.redirect_listener import RedirectListener

    pending = twitch.logins.start(
        scopes=scopes,
        redirect_uri=f"http://localhost:{port}",
        response_type=response_type,
        force_verify=force_verify,
    )
    with RedirectListener(pending) as listener:
        _show(pending, port, open_browser)
        answered = _wait(listener, timeout_s)
    if answered is None:
        raise AuthorizationExpired(after_s=timeout_s)
    return twitch.logins.finish(pending, answered, account=twitch.account)


def _show(pending: Pending, port: int, open_browser: bool) -> None:
    url = pending.url.reveal()
    remote = bool(os.environ.get("SSH_CONNECTION")) and not os.environ.get("DISPLAY")
    opened = False
    if open_browser and not remote:
        import webbrowser

        with contextlib.suppress(webbrowser.Error):
            opened = webbrowser.open(url)
    tell("Your browser shows Twitch's login page; if not, open:" if opened else "Open this in a browser:")
    tell(f"\n  {url}\n")
    if remote:
        tell(f"This is an SSH session: forward the port (ssh -L {port}:localhost:{port} …), use --device, or")
    if sys.stdin.isatty():
        tell("If the browser ends on a page that does not load, paste its whole address here.")


def _wait(listener: RedirectListener, timeout_s: int) -> str | None:
    """The answer, from the browser or pasted, whichever comes first."""
    if sys.stdin.isatty():
        threading.Thread(target=_read_pasted, args=(listener,), daemon=True).start()
    end = time.monotonic() + timeout_s
    while (left := end - time.monotonic()) > 0:
        # Short waits: Ctrl-C is heard in between on every system.
        found = listener.wait(min(left, 0.5))
        if found is not None:
            return found
    return None


def _read_pasted(listener: RedirectListener) -> None:
    for line in sys.stdin:
        if line.strip() and not listener.offer(line.strip()):
            tell("That is not the answer to this login; paste the whole address, from http to its end.")
