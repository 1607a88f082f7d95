"""`twitchkit kraken`: Twitch's API until February 2022."""

from __future__ import annotations

import click

from twitchkit.cli.face import face
from twitchkit.cli.token import secret_from
from twitchkit.cli.voice import answer, answer_json, tell, voice_options


@click.group("kraken")
def kraken() -> None:
    """Twitch's API until February 2022: its logins, its calls, and today's for each.

    Twitch answers none of it any more; a simulator does.  What you run against Twitch itself ends with the
    call of today.

    \b
    Examples:
      twitchkit kraken today GET https://api.twitch.tv/kraken/channel
      twitchkit kraken today "https://api.twitch.tv/kraken/oauth2/authorize?client_id=…&scope=user_read"
      twitchkit scopes migrate user_read channel_editor
    """


@kraken.command()
@click.argument("words", nargs=-1, required=True, metavar="[METHOD] URL")
@voice_options
def today(*, words: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """What an old call, or an old authorize address, is today.

    \b
    Examples:
      twitchkit kraken today GET /kraken/user
      twitchkit kraken today PUT https://api.twitch.tv/kraken/channels/CHANNEL
    """
    from twitchkit.oauth.kraken import migrate, modern_authorize_url, modern_call
    from twitchkit.oauth.kraken.authorize import AUTHORIZE_PATH

    if len(words) > 2:
        raise click.UsageError("Give one call: its method and its address.")
    method, url = ("GET", *words)[-2:]
    found = modern_call(method, url)
    helix = [modern_authorize_url(url)] if AUTHORIZE_PATH in url and "?" in url else list(found.helix)
    if as_json:
        scopes = migrate(found.scopes).scopes
        answer_json({"call": found.call, "helix": helix, "scopes": scopes, "remark": found.remark})
        return
    for line in helix:
        answer(line)
    if quiet:
        return
    if not helix:
        tell(f"Nothing replaces {found.call}.")
    elif found.scopes:
        tell(f"Scopes, as far as they are used: {' '.join(migrate(found.scopes).scopes) or 'none'}")
    if helix and "oauth2" not in found.call:
        tell("Send it to https://api.twitch.tv/helix with Authorization: Bearer and Client-Id.")
    if found.remark:
        tell(found.remark)


@kraken.command()
@click.option("--scopes", default="", metavar="'A B'", help="Kraken's own, such as user_read.")
@click.option("--implicit", is_flag=True, help="The token in the fragment, in place of a code.")
@click.option("--force-verify", is_flag=True, help="Show the page even if nothing is new.")
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
    implicit: bool,
    force_verify: bool,
    no_browser: bool,
    port: int,
    timeout_s: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """A token as Kraken gave it, on stdout.  It is not kept.

    \b
    Example:
      twitchkit kraken login --scopes "user_read channel_editor"
    """
    from twitchkit.cli.browser import ask_in_browser

    del quiet  # the story is needed here: it holds the address
    with face(None) as twitch:
        pending = twitch.kraken.start(
            scopes=scopes,
            redirect_uri=f"http://localhost:{port}",
            response_type="token" if implicit else "code",
            force_verify=force_verify,
        )
        token = ask_in_browser(
            pending,
            lambda text: twitch.kraken.finish(pending, text),
            done=lambda _: "The terminal has the token.",
            open_browser=not no_browser,
            timeout_s=timeout_s,
        )
    if as_json:
        refresh_token = token.refresh_token.reveal() if token.refresh_token else None
        answer_json(
            {
                "access_token": token.access_token.reveal(),
                "refresh_token": refresh_token,
                "scopes": sorted(token.scopes),
            }
        )
    else:
        answer(token.access_token.reveal())


@kraken.command()
@click.argument("method")
@click.argument("path")
@click.argument("fields", nargs=-1, metavar="[NAME=VALUE…]")
@click.option(
    "--by",
    type=click.Choice(["header", "query", "body"]),
    default="header",
    show_default=True,
    help="Where the token travels: Authorization: OAuth, or oauth_token.",
)
@click.option("--v5", "newer", is_flag=True, help="Version 5, with ids in place of names.")
@voice_options
def call(
    *, method: str, path: str, fields: tuple[str, ...], by: str, newer: bool, as_json: bool, quiet: bool
) -> None:
    """What Kraken answers, as JSON.  The token is read from stdin.

    \b
    Example:
      twitchkit kraken login --scopes user_read | twitchkit kraken call GET /kraken/user --by query
    """
    from twitchkit.oauth.kraken import Carriage

    del as_json, quiet  # it is JSON anyway, and there is no story
    given: dict[str, str] = {}
    for text in fields:
        name, mark, value = text.partition("=")
        if not mark:
            raise click.BadParameter(f"{text!r} is not NAME=VALUE.", param_hint="NAME=VALUE")
        given[name] = value
    with face(None) as twitch:
        # Before the token is asked for: against Twitch itself none is needed to learn that Kraken is gone.
        twitch.kraken.expect(method, path)
        token = secret_from("-", "Access token")
        told = twitch.kraken.call(
            method, path, token, by=Carriage(by), fields=given, version=5 if newer else 3
        )
    if told is not None:
        answer_json(told)
