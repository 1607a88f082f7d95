"""`twitchkit doctor`: what is set, from where, and whether it works."""

from __future__ import annotations

import os
import platform
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from twitchkit.cli.voice import answer, answer_json, voice_options
from twitchkit.errors import TwitchkitError
from twitchkit.version import __version__

if TYPE_CHECKING:
    from twitchkit.client.settings import Settings


@click.command("doctor")
@voice_options
def doctor(*, as_json: bool, quiet: bool) -> int:
    """What is set, from where, and whether it works.  Shows no secret.

    \b
    Example:
      twitchkit doctor
    """
    del quiet
    worst = 0
    for name, good, text in _findings():
        if as_json:
            answer_json({"name": name, "ok": good, "text": text})
        else:
            mark = {True: "ok  ", False: "BAD ", None: "-   "}[good]
            answer(f"{mark}{name + ':':<16} {text}")
        worst = worst or int(good is False)
    return worst


def _findings() -> Iterator[tuple[str, bool | None, str]]:
    from twitchkit.client.settings import NAMES, Settings
    from twitchkit.client.twitch import Twitch

    yield "twitchkit", True, f"{__version__}, Python {platform.python_version()}, {ssl.OPENSSL_VERSION}"
    try:
        settings = Settings.load()
    except TwitchkitError as error:
        yield "settings", False, str(error)
        return
    for name in ("id_url", "api_url", "gql_url"):
        url = getattr(settings, name)
        yield name, None, url + ("" if url == NAMES[name][1] else "  (not Twitch)")
    yield _vault_finding(settings)
    for variable in ("HTTPS_PROXY", "SSL_CERT_FILE"):
        if os.environ.get(variable):
            yield variable, None, "is set"
    try:
        with Twitch(account="app") as twitch:
            yield from _app_findings(twitch)
    except TwitchkitError as error:
        yield "accounts", False, str(error)


def _vault_finding(settings: Settings) -> tuple[str, bool | None, str]:
    """Which vault is used, why, and whether it opens."""
    from twitchkit.client.system import SystemClock
    from twitchkit.vault.choice import choose, open_vault
    from twitchkit.vault.seal import PLAIN, SEALED

    choice = choose(settings.vault, settings.vault_folder)
    where = {
        "file": f"file {settings.vault_folder / PLAIN}",
        "keyring": f"OS keyring, which holds the key of {settings.vault_folder / SEALED}",
        "memory": "memory, which ends with each command",
    }[choice.kind]
    told = f"{where}  (TWITCHKIT_VAULT={settings.vault}: {choice.why})"
    try:
        # Reading is what proves it: permissions, format, the keyring and the key in it.
        open_vault(settings.vault, settings.vault_folder, clock=SystemClock()).apps()
    except TwitchkitError as error:
        return "vault", False, f"{told}. {error}"
    return "vault", True, told


def _app_findings(twitch: Any) -> Iterator[tuple[str, bool | None, str]]:
    app = twitch.app
    if app is None:
        yield "app", None, "none known; run: twitchkit setup"
        return
    kind = "public, without a secret" if app.is_public else "confidential"
    yield "app", True, f"{app.client_id}, {kind}"
    if not app.is_public:
        yield _tried("app token", twitch)
    from twitchkit.client.twitch import Twitch

    for name, login in twitch.logins.accounts().items():
        if name != "app":
            with Twitch(account=name) as other:
                yield _tried(f"account {name}", other, login.token.login or "")


def _tried(name: str, twitch: Any, who: str = "") -> tuple[str, bool | None, str]:
    try:
        token = twitch.token()
    except TwitchkitError as error:
        return name, False, str(error)
    until = f"good until {token.expires_at:%Y-%m-%d %H:%M} UTC" if token.expires_at else "good"
    return name, True, f"{who}, {until}" if who else until
