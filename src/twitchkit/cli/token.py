"""`twitchkit token`."""

from __future__ import annotations

import click

from twitchkit.cli.voice import answer, answer_json, voice_options


@click.command("token")
@click.option("--app", "as_app", is_flag=True, help="The app's own token (client credentials).")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["raw", "header", "env"]),
    default="raw",
    show_default=True,
    help="The bare token, an Authorization header, or an export line.",
)
@voice_options
def command(*, as_app: bool, shape: str, as_json: bool, quiet: bool) -> None:
    """A token that is valid now: the kept one, or a new one when it ends soon.

    Needs TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET, from the environment or a .env file.

    \b
    Examples:
      twitchkit token --app
      curl -H "$(twitchkit token --app --format header)" -H "Client-Id: $TWITCH_CLIENT_ID" \\
        "https://api.twitch.tv/helix/users?login=twitchdev"
    """
    if not as_app:
        raise click.UsageError("Say whose: --app for the app's own token.")
    from twitchkit.client.twitch import Twitch

    with Twitch() as twitch:
        token = twitch.token()
    revealed = token.access_token.reveal()
    if as_json:
        answer_json(
            {
                "access_token": revealed,
                "client_id": token.client_id,
                "issued_at": token.issued_at,
                "expires_at": token.expires_at,
                "scopes": sorted(token.scopes),
            }
        )
    elif shape == "header":
        answer(f"Authorization: Bearer {revealed}")
    elif shape == "env":
        answer(f"export TWITCH_ACCESS_TOKEN={revealed}")
    else:
        answer(revealed)
