"""`twitchkit extension`: an extension's tokens."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from twitchkit.cli.voice import answer, answer_json, ask, voice_options

if TYPE_CHECKING:
    from twitchkit.secret import Secret

VARIABLE = "TWITCH_EXTENSION_SECRET"


@click.group("extension")
def extension() -> None:
    """An extension's tokens: sign them, verify them, call with them.

    The secret is the base64 text of the console's Extension Client Configuration.  It is taken from
    TWITCH_EXTENSION_SECRET, or asked for; several may stand there with blanks between, the newest first.
    """


@extension.command()
@click.option("--user-id", required=True, help="Of the extension's owner.")
@click.option("--role", default="external", show_default=True)
@click.option("--channel-id", default=None, help="For PubSub and chat messages; all for every channel.")
@click.option("--send", multiple=True, metavar="TARGET", help="PubSub target: broadcast, global, whisper-ID.")
@click.option(
    "--lifetime", "lifetime_s", type=click.IntRange(1, 86_400), default=60, show_default=True, metavar="S"
)
@voice_options
def sign(
    *,
    user_id: str,
    role: str,
    channel_id: str | None,
    send: tuple[str, ...],
    lifetime_s: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """A token of the extension's backend (EBS), for the extension endpoints of Helix.

    \b
    Example:
      twitchkit extension sign --user-id 12345 --channel-id 67890 --send broadcast
    """
    from datetime import timedelta

    from twitchkit.client.system import SystemClock
    from twitchkit.oauth.extension import sign_extension_token
    from twitchkit.oauth.jose import require_jose

    del quiet  # there is no story
    require_jose()  # before the secret is asked for
    signed = sign_extension_token(
        _secrets()[0],
        user_id=user_id,
        role=role,
        channel_id=channel_id,
        send=send,
        lifetime=timedelta(seconds=lifetime_s),
        now=SystemClock().now(),
    )
    if as_json:
        answer_json({"token": signed.reveal()})
    else:
        answer(signed.reveal())


@extension.command()
@click.argument("token", default="-", metavar="[TOKEN|-]")
@voice_options
def verify(*, token: str, as_json: bool, quiet: bool) -> None:
    """What a token of the extension helper says, if its signature and times are good.

    \b
    Example:
      echo "$TOKEN" | twitchkit extension verify
    """
    from twitchkit.client.system import SystemClock
    from twitchkit.oauth.extension import verify_extension_token
    from twitchkit.oauth.jose import require_jose
    from twitchkit.secret import Secret

    del quiet
    require_jose()  # before the secret is asked for
    text = sys.stdin.readline().strip() if token == "-" else token  # noqa: S105 - stdin's sign
    claims = verify_extension_token(Secret(text), _secrets(), now=SystemClock().now())
    if as_json:
        answer_json(claims)
        return
    rows = {
        "role": claims.role,
        "channel id": claims.channel_id or "",
        "user": claims.user_id or claims.opaque_user_id,
        "may send": " ".join(claims.send),
        "expires": f"{claims.expires_at:%Y-%m-%d %H:%M:%S} UTC",
    }
    answer("\n".join(f"{name + ':':<12} {text}" for name, text in rows.items() if text))


@extension.command()
@click.argument("operation")
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE…]")
@voice_options
def call(*, operation: str, parameters: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """Calls Helix as the extension's page does; rows as JSON, one a line.

    The newest helixToken of the page is read from stdin.  TWITCH_CLIENT_ID is the extension's.

    \b
    Example:
      twitchkit extension call get_users login=twitchdev < helix-token.txt
    """
    from twitchkit.cli.face import face
    from twitchkit.cli.token import secret_from
    from twitchkit.helix import ENDPOINTS
    from twitchkit.helix.parameters import build
    from twitchkit.oauth.scopes.need import operation_id

    del as_json, quiet  # it is JSON anyway, and there is no story
    pairs = [text.partition("=") for text in parameters]
    request = build(ENDPOINTS[operation_id(operation)], [(name, value) for name, _, value in pairs])
    with face(None) as twitch:
        for row in twitch.send_from_front_end(request, secret_from("-", "helixToken")):
            answer_json(row)


def _secrets() -> list[Secret]:
    from twitchkit.secret import Secret

    text = os.environ.get(VARIABLE) or ask("Extension secret (not shown)", hidden=True)
    return [Secret(one) for one in text.split()]
