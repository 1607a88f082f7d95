"""`twitchkit scopes`: what can be asked for, and what a task needs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from twitchkit.cli.face import face
from twitchkit.cli.token import account_option
from twitchkit.cli.voice import answer, answer_json, tell, voice_options
from twitchkit.errors import NotLoggedIn

if TYPE_CHECKING:
    from twitchkit.oauth.scopes import Spare


class _SearchGroup(click.Group):
    """A group whose first word may also be a search."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A first word that is no command becomes the search, and so does nothing at all."""
        words = [one for one in args if not one.startswith("-")]
        asks_help = bool({"--help", "-h"} & set(args))
        if not asks_help and (not words or words[0] not in self.commands):
            args = ["search", *args]
        return super().parse_args(ctx, args)


@click.group("scopes", cls=_SearchGroup)
def scopes() -> None:
    """What can be asked for, and what a task needs.

    \b
    Examples:
      twitchkit scopes                       every scope
      twitchkit scopes clip                  those about clips
      twitchkit scopes for create_clip       the least for an endpoint
      twitchkit scopes can --app             what a token opens
      twitchkit scopes unused --for get_clips  what was granted for nothing
      twitchkit scopes migrate user_read     today's for one of Kraken's
    """


@scopes.command("search", hidden=True)
@click.argument("words", nargs=-1)
@voice_options
def search(*, words: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """Scopes by name, area or what they permit."""
    from twitchkit.oauth.scopes import all_scopes, nearest_scopes, search_scopes

    text = " ".join(words)
    found = search_scopes(text) if text else all_scopes()
    for one in found:
        if as_json:
            answer_json(one)
        else:
            answer(f"{one.name:<38} {one.permits}")
    if not found and not quiet:
        near = nearest_scopes(text)
        tell(f"No scope is about {text!r}." + (f" Near: {', '.join(near)}" if near else ""))


@scopes.command("for")
@click.argument("operations", nargs=-1, required=True, metavar="ENDPOINT…")
@voice_options
def for_(*, operations: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """The least scopes for endpoints, such as `create_clip` or `GetClips`."""
    from twitchkit.oauth.scopes import for_endpoints

    need = for_endpoints([name for text in operations for name in text.replace(",", " ").split()])
    if as_json:
        answer_json(need)
        return
    if need.scopes:
        answer(" ".join(need.scopes))
    elif not quiet:
        tell("No scope is needed: an app token will do.")
    if not quiet:
        for remark in need.remarks:
            tell(remark)


@scopes.command("can")
@click.argument("given", metavar="[-]", required=False, type=click.Choice(["-"]))
@click.option("--app", "as_app", is_flag=True, help="The app's own token.")
@account_option
@voice_options
def can(*, given: str | None, as_app: bool, account: str | None, as_json: bool, quiet: bool) -> None:
    """The endpoints that a token opens, by its kind and its scopes.

    The account's token by default; - reads one from stdin and asks Twitch what it is.  Roles, such as being
    a moderator of the channel, are another matter.  --json lists those that stay closed too.

    \b
    Examples:
      twitchkit scopes can --app
      twitchkit scopes can --account mybot --json
      echo "$TOKEN" | twitchkit scopes can -
    """
    from twitchkit.helix.permission import permissions

    told = list(permissions(_held(given, account, as_app=as_app)))
    for one in told:
        if as_json:
            answer_json({**asdict(one), "why": one.why})
        elif one.allowed:
            answer(f"{one.operation:<40} {one.why or ' '.join(one.scopes)}".rstrip())
    if not as_json and not quiet:
        tell(f"{sum(one.allowed for one in told)} of {len(told)} endpoints.")


@scopes.command("unused")
@click.option(
    "--for", "operations", multiple=True, required=True, metavar="ENDPOINT,…", help="All that you call."
)
@click.option("--event", "events", multiple=True, metavar="TYPE", help="An EventSub type you subscribe to.")
@click.option("--account", default=None, metavar="NAME", help="One account.  [default: all]")
@voice_options
def unused(
    *, operations: tuple[str, ...], events: tuple[str, ...], account: str | None, as_json: bool, quiet: bool
) -> None:
    """Scopes that accounts have granted and what you do needs not.

    \b
    Examples:
      twitchkit scopes unused --for get_clips,create_clip
      twitchkit scopes unused --account mybot --for send_chat_message --event channel.follow
    """
    from twitchkit.oauth.scopes import find_scope, find_spare

    names = [name for text in operations for name in text.replace(",", " ").split()]
    with face(account) as twitch:
        logins = {name: one for name, one in twitch.logins.accounts().items() if name != "app"}
    if account and account not in logins:
        raise NotLoggedIn(account=account)
    for name, login in logins.items():
        if account not in (None, name):
            continue
        spare = find_spare(login.token.scopes, names, events=events)
        if as_json:
            answer_json({"account": name, **asdict(spare)})
            continue
        for scope in spare.unused:
            answer(f"{name:<12} {scope:<38} {find_scope(scope).permits}".rstrip())
        if not quiet:
            _tell_spare(name, spare)
    if not logins and not quiet:
        tell("Nobody is logged in.")


def _tell_spare(account: str, spare: Spare) -> None:
    for closed in spare.closed:
        tell(f"{closed} is not opened by any scope of {account}.")
    for remark in spare.remarks:
        tell(remark)
    if spare.unused:
        least = " ".join(spare.used)
        tell(f'For {account} this would do: twitchkit login --account {account} --scopes "{least}"')
    else:
        tell(f"{account}: every scope is used.")


def _held(given: str | None, account: str | None, *, as_app: bool) -> frozenset[str] | None:
    """The scopes of the token that is meant; None for an app token."""
    if given == "-":
        with face(account) as twitch:
            told = twitch.logins.validate(sys.stdin.readline().strip())
        return None if told.is_app else told.scopes
    if as_app:
        return None
    with face(account) as twitch:
        login = twitch.logins.accounts().get(twitch.account)
    if login is None:
        raise NotLoggedIn(account=twitch.account)
    return None if twitch.account == "app" else login.token.scopes


@scopes.command("migrate")
@click.argument("old", nargs=-1, required=True, metavar="OLD_SCOPE…")
@voice_options
def migrate(*, old: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """Today's scopes for those of Kraken, and which have no successor."""
    from twitchkit.oauth.kraken import migrate as migrated

    done = migrated([name for text in old for name in text.replace(",", " ").split()])
    if as_json:
        answer_json(done)
        return
    answer(" ".join(done.scopes))
    if not quiet:
        for row in done.rows:
            successors = " ".join(row.successors) or "no successor"
            tell(f"{row.name} → {successors}" + (f"  ({row.remark})" if row.remark else ""))
