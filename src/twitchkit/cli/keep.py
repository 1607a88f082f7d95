"""`twitchkit keep`: every login of the app, kept alive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from twitchkit.cli.voice import answer, answer_json, tell, voice_options

if TYPE_CHECKING:
    from twitchkit.client.keeping import Kept


@click.command("keep")
@click.option("--once", is_flag=True, help="End when nothing more is due: for cron and timers.")
@voice_options
def command(*, once: bool, as_json: bool, quiet: bool) -> int:
    """Keeps all logins of the app alive: validated every hour as Twitch demands, refreshed before they end.

    Runs until it is ended, and may be ended at any moment.  Other programs that share the vault get the new
    tokens from there.

    \b
    Examples:
      twitchkit keep
      twitchkit keep --once
    """
    from twitchkit.client.keeping import Change
    from twitchkit.client.twitch import Twitch

    failed = 0
    with Twitch() as twitch:
        if not quiet and not once and sys.stderr.isatty():
            tell(f"Keeping {len(twitch.logins.accounts())} accounts; end it with Ctrl-C.")
        for kept in twitch.logins.keep(until_idle=once):
            failed += kept.change in (Change.OVER, Change.TROUBLE)
            if as_json:
                answer_json(_as_data(kept))
            elif not quiet:
                answer(_line(kept))
    return int(failed > 0)


def _as_data(kept: Kept) -> dict[str, object]:
    return {
        "account": kept.account,
        "change": kept.change,
        "expires_at": kept.token.expires_at if kept.token else None,
        "error": str(kept.error) if kept.error else None,
    }


def _line(kept: Kept) -> str:
    if kept.error:
        return f"{kept.account}: {kept.change}. {kept.error}"
    until = kept.token.expires_at if kept.token else None
    return f"{kept.account}: {kept.change}" + (f", good until {until:%Y-%m-%d %H:%M} UTC" if until else "")
