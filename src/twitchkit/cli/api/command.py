"""`twitchkit api`: the call itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from twitchkit.cli.api.completion import complete_words, endpoint_items
from twitchkit.cli.api.listing import list_, show
from twitchkit.cli.token import account_option
from twitchkit.cli.voice import answer, answer_json, story_options

if TYPE_CHECKING:
    from twitchkit.client.session import Session
    from twitchkit.client.twitch import Twitch
    from twitchkit.helix import Endpoint, Page


class _CallGroup(click.Group):
    """A group whose first word is an endpoint unless it is one of its commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Everything but a command's name, and a bare --help, belongs to the call."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["call", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Its commands, and the endpoints."""
        return [
            *super().shell_complete(ctx, incomplete),
            *endpoint_items((), incomplete),
        ]


@click.group("api", cls=_CallGroup, no_args_is_help=True)
def api() -> None:
    """Any of Twitch's API endpoints, checked before it is sent.

    \b
    Give its name (get_users, GetUsers) or its method and path (GET users), then parameters:
      twitchkit api get_users login=twitchdev login=twitch
      twitchkit api GET clips broadcaster_id=141981764 first=5 --csv
      twitchkit api get_clips broadcaster_id=141981764 --all --jsonl > clips.jsonl
      twitchkit api create_poll --body @poll.json --dry-run
    \b
    Options of a call: twitchkit api call --help
    """


@api.command("call", hidden=True)
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="NAME|METHOD PATH [KEY=VALUE]…",
    shell_complete=complete_words,
)
@click.option("--body", metavar="JSON|@FILE|-", help="The JSON body, or a part of it; - is stdin.")
@click.option("--all", "all_pages", is_flag=True, help="All pages; all, or an error.")
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="At most N rows, of as many pages as it takes."
)
@click.option("--table", "shape", flag_value="table", help="For people.  [default on a terminal]")
@click.option("--json", "shape", flag_value="json", help="The answer as one object.  [default elsewhere]")
@click.option("--jsonl", "shape", flag_value="jsonl", help="A line of JSON for each row, as they come.")
@click.option("--csv", "shape", flag_value="csv", help="Comma-separated, with a header, as they come.")
@click.option("-i", "--include-headers", is_flag=True, help="Status and headers in front of each page.")
@click.option("--dry-run", is_flag=True, help="Only show what would be sent, and what it needs.")
@click.option("--raw", is_flag=True, help="Any path, nothing checked, the answer as Twitch sent it.")
@click.option("--app", "as_app", is_flag=True, help="With the app's own token.")
@account_option
@story_options
def call(
    *,
    words: tuple[str, ...],
    body: str | None,
    all_pages: bool,
    limit: int | None,
    shape: str | None,
    include_headers: bool,
    dry_run: bool,
    raw: bool,
    as_app: bool,
    account: str | None,
    quiet: bool,
) -> int:
    """Calls an endpoint.

    Parameters are name=value, under Twitch's names, those of the query and those of the body alike; a dot
    leads into an object (condition.user_id=1), a repeated name makes a list.  The token is that of --account,
    of TWITCHKIT_ACCOUNT, of the account default if somebody is logged in, else the app's.

    \b
    Examples:
      twitchkit api get_users login=twitchdev
      twitchkit api GET "users?login=twitchdev" --json
      twitchkit api get_videos user_id=141981764 --limit 250 --csv
      twitchkit api GET some/new/path id=1 --raw
    """
    from twitchkit.cli.api.target import read_request
    from twitchkit.client.session import open_session

    if all_pages and limit:
        raise click.UsageError("--all and --limit exclude each other.")
    if as_app and account:
        raise click.UsageError("--app and --account exclude each other.")
    request = _sized(read_request(words, body, raw=raw), limit or None, all_pages=all_pages)
    session = open_session(None)
    named = _account(request, session, "app" if as_app else account)
    if dry_run:
        return _show_plan(request, session, named, as_json=shape in ("json", "jsonl"))
    from twitchkit.cli.api.printing import PRINTERS, Printing, counted, with_headers
    from twitchkit.client.twitch import Twitch

    shape = shape or ("table" if sys.stdout.isatty() else "json")
    with Twitch(account=named) as twitch:
        pages = _pages(twitch, request, limit, all_pages=all_pages)
        if include_headers:
            pages = with_headers(pages)
        speaks = shape in ("jsonl", "csv") and sys.stdout.isatty()
        if (all_pages or limit) and sys.stderr.isatty() and not quiet and not speaks:
            pages = counted(pages, lambda text: click.echo(text, err=True, nl=False))
        return PRINTERS[shape](pages, Printing(kind=type(request), quiet=quiet, raw=raw))


api.add_command(list_)
api.add_command(show)


def _sized(request: Endpoint[Any, Any], limit: int | None, *, all_pages: bool) -> Endpoint[Any, Any]:
    """`request` with pages as large as they may be when several are wanted anyway."""
    from msgspec.structs import replace

    from twitchkit.helix.manual import most_rows

    most = most_rows(type(request))
    if most is None or getattr(request, "first", None) is not None or not (all_pages or limit):
        return request
    return replace(request, first=min(most, limit or most))


def _account(request: Endpoint[Any, Any], session: Session, chosen: str | None) -> str | None:
    """The account to act as."""
    from twitchkit.client.acting import DEFAULT_ACCOUNT, account_for

    chosen = chosen or session.settings.account
    if chosen is None and "user" in request.tokens and session.app:
        someone = session.vault.load(session.app.client_id, DEFAULT_ACCOUNT)
        chosen = DEFAULT_ACCOUNT if someone else None
    return account_for(type(request), chosen, session.app)


def _show_plan(request: Endpoint[Any, Any], session: Session, account: str | None, *, as_json: bool) -> int:
    from twitchkit.cli.api.plan import plan, text_of

    planned = plan(request, session, account)
    if as_json:
        answer_json(planned)
    else:
        answer(text_of(planned, type(request).__name__))
    return 0


def _pages(
    twitch: Twitch, request: Endpoint[Any, Any], limit: int | None, *, all_pages: bool
) -> Iterator[Page[Any]]:
    from msgspec.structs import replace

    if not all_pages and not limit:
        for part in request.split():
            yield twitch.send(part)
        return
    left = limit
    for page in twitch.pages(request):
        if left is not None and len(page) >= left:
            yield replace(page, data=page.data[:left])
            return
        left = None if left is None else left - len(page)
        yield page
