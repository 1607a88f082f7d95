"""The command `twitchkit` and its exits."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from twitchkit.cli.streams import silence
from twitchkit.cli.voice import heard_or_not, report_error, tell
from twitchkit.errors import TwitchkitError
from twitchkit.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called.

    Args:
        commands_in: command name → (module and name in it, one line of help).
    """

    def __init__(self, *args: Any, commands_in: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table: it follows what people do first."""
        return list(self._commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in self._commands_in:
            return None
        module, _, name = self._commands_in[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"twitchkit.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without importing the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._commands_in.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options, without importing the commands."""
        from click.shell_completion import CompletionItem

        named = [
            CompletionItem(name, help=line)
            for name, (_, line) in self._commands_in.items()
            if name.startswith(incomplete)
        ]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named by the first argument; a typo gets the nearest names."""
        if args and args[0] not in self._commands_in and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], list(self._commands_in), n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    commands_in={
        "setup": ("setup:setup", "Register an app at Twitch, guided, and keep its credentials."),
        "login": ("login:login", "Log a person in: browser, or by code with --device."),
        "logout": ("login:logout", "End an account's token and forget it."),
        "accounts": ("login:accounts", "The accounts there are, and how they stand."),
        "userinfo": ("userinfo:userinfo", "Who an account's person is, by OpenID Connect."),
        "token": ("token:token", "A token that is valid now."),
        "keep": ("keep:command", "Keep all logins alive: validated hourly, refreshed ahead."),
        "validate": ("token:validate", "What Twitch says of a token."),
        "refresh": ("token:refresh", "Get the account's next token now."),
        "revoke": ("token:revoke", "End a token at Twitch."),
        "scopes": ("scopes:scopes", "What can be asked for, and what a task needs."),
        "extension": ("extension:extension", "An extension's tokens: sign, verify, call with them."),
        "kraken": ("kraken:kraken", "Twitch's old API: its logins, its calls, and today's for each."),
        "completion": ("completion:completion", "The script that completes commands in your shell."),
        "doctor": ("doctor:doctor", "What is set, from where, and whether it works."),
        "api": ("api.command:api", "Any of Twitch's API endpoints, by name or by path."),
        "clip": ("clip:command", "From a clip's address to its link, its facts and its file."),
        "archive": ("archive:command", "A channel's clips, kept: complete, up to date, found again."),
        "simulator": ("simulator:command", "Twitch on 127.0.0.1, for tests and for trying things."),
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Docs: docs/ in the project.  Exit status: 0 done, 1 something failed, 2 wrong usage, 3 not found "
    "or gone, 4 not authorised, 5 Twitch or the network, 75 try again later, 130 interrupted.",
)
@click.version_option(__version__, "-V", "--version", message="twitchkit %(version)s")
def twitchkit() -> None:
    """Twitch tokens, the Twitch API and Twitch clips.

    \b
    Examples:
      twitchkit clip link https://clips.twitch.tv/SLUG
      twitchkit clip download URL URL --to clips/
      twitchkit login --scopes clips:edit
      twitchkit token --format header
    """


def run(arguments: Sequence[str]) -> int:
    """Runs `arguments` and returns the exit status; no foreseeable error leaves a traceback."""
    if "_TWITCHKIT_COMPLETE" in os.environ:
        from twitchkit.cli.completion import prepare

        prepare()
    try:
        status = twitchkit.main(list(arguments), prog_name="twitchkit", standalone_mode=False)
    except BaseException as error:  # noqa: BLE001 - `told` raises again what it does not know
        return told(error, as_json=bool({"--json", "--jsonl"} & set(arguments)))
    return status if isinstance(status, int) else 0


def told(error: BaseException, *, as_json: bool = False) -> int:
    """Tells of what ended a command, and gives the exit status; raises again what nobody could foresee."""
    match error:
        case click.ClickException():
            with heard_or_not():
                error.show()
            return error.exit_code
        case TwitchkitError():
            report_error(error, as_json=as_json)
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            tell("Interrupted; run the same command again to go on.")
            return INTERRUPTED
        case BrokenPipeError():
            # The reader left (`| head`): nothing more to say, and nowhere to say it.
            silence(sys.stdout)
            return 1
        case OSError(filename=None) if error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            tell(f"The answer could not be written: {error.strerror}.")
            silence(sys.stdout)
            return 1
        case _:
            raise error
