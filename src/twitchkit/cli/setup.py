"""`twitchkit setup`: from nothing to an app whose credentials work."""

from __future__ import annotations

import click

from twitchkit.cli.voice import answer_json, ask, tell, voice_options

STEPS = """\
Twitch lets apps in, so you register one. It is free and takes two minutes.

  1. Open https://dev.twitch.tv/console/apps/create and log in. Your account needs a verified
     e-mail address and two-factor authentication.
  2. Name: any that is not taken. Category: as you like.
  3. OAuth Redirect URLs: {redirect_uri}   exactly so; press Add.
  4. Client Type: Confidential for this machine alone; Public for a program you give to others.
  5. Create, then Manage. Copy the Client ID. With Confidential also press New Secret and copy it:
     it is shown only once.
"""


@click.command("setup")
@click.option("--client-id", default=None, help="[default: asked for]")
@click.option("--public", is_flag=True, help="The app is public: it has no secret.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Of the redirect URL."
)
@voice_options
def setup(*, client_id: str | None, public: bool, port: int, as_json: bool, quiet: bool) -> None:
    """Register an app at Twitch, guided, and keep its credentials.

    The secret is asked for without showing it, tried at once, and kept in a file that only you can read.

    \b
    Example:
      twitchkit setup
    """
    from twitchkit.client.twitch import Twitch
    from twitchkit.oauth import App
    from twitchkit.secret import Secret

    if not quiet:
        tell(STEPS.format(redirect_uri=f"http://localhost:{port}"))
    named = (client_id or ask("Client ID")).strip()
    secret = None if public else _secret()
    app = App(named, Secret(secret) if secret else None)
    with Twitch(client_id=named, client_secret=app.client_secret, account="app") as twitch:
        twitch.logins.keep_app(app)
    if as_json:
        answer_json({"client_id": named, "public": app.is_public})
    elif not quiet:
        next_step = "twitchkit login --device" if app.is_public else "twitchkit login"
        tell(f"{'Kept' if app.is_public else 'It works, and is kept'}. Next: {next_step}")


def _secret() -> str:
    while True:
        text = ask("Client Secret (not shown; empty for a public app)", hidden=True, may_be_empty=True)
        if not text or len(text) >= 20:
            return text
        tell("A secret is 30 characters long; this looks cut. Once more:")
