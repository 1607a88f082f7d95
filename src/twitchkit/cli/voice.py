"""How the command line speaks: answers to stdout, the story to stderr."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

import click
import msgspec

from twitchkit.cli.streams import silence
from twitchkit.errors import TwitchkitError
from twitchkit.secret import SignedUrl

F = TypeVar("F", bound=Callable[..., Any])


def voice_options(command: F) -> F:
    """Adds `--json`, `--verbose` and `--quiet`."""
    json = click.option("--json", "as_json", is_flag=True, help="For machines: one JSON object a line.")
    return json(story_options(command))


def story_options(command: F) -> F:
    """Adds `--verbose` and `--quiet`."""
    options = (
        click.option(
            "-v",
            "--verbose",
            count=True,
            callback=_listen,
            expose_value=False,
            help="Tell each step on stderr, with the rate limit's points left; -vv tells each request.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors still show."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _listen(ctx: click.Context, param: click.Parameter, value: int) -> None:
    if not value:
        return
    handler = _Storyteller()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    root = logging.getLogger("twitchkit")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if value > 1 else logging.INFO)


@contextmanager
def heard_or_not() -> Generator[None]:
    """For what is written to stderr: when that fails, nothing else does, since only the story is lost."""
    try:
        yield
    except OSError:
        silence(sys.stderr)


_above_the_bars: Callable[[str], None] | None = None


def speak_above(bars: Callable[[str], None] | None) -> None:
    """Has lines for the terminal written by `bars` while these are on it, until None is given.

    Bars are drawn over what stands where they do: a line that is not written by them is erased by the next
    picture.  It is the process's terminal, so this holds for all that speaks.
    """
    global _above_the_bars  # noqa: PLW0603 - see above
    _above_the_bars = bars


def tell(text: str) -> None:
    """A line of the story."""
    with heard_or_not():
        if _above_the_bars:
            _above_the_bars(text)
        else:
            click.echo(text, err=True)


class _Storyteller(logging.Handler):
    """Tells what the library logs."""

    def emit(self, record: logging.LogRecord) -> None:
        """A line of the story."""
        tell(self.format(record))


def ask(what: str, *, hidden: bool = False, may_be_empty: bool = False) -> str:
    """What a person types, or the next line of stdin where that is no terminal.

    Args:
        what: is asked for.
        hidden: it is not shown while it is typed.
        may_be_empty: no answer is one, too.

    Raises:
        click.UsageError: stdin ended before it.
    """
    if sys.stdin.isatty():
        default = "" if may_be_empty else None
        typed = click.prompt(what, hide_input=hidden, default=default, show_default=False, err=True)
        return str(typed).strip()
    for line in iter(sys.stdin.readline, ""):
        if line.strip() or may_be_empty:
            return line.strip()
    raise click.UsageError(f"stdin ended before this came: {what}")


def answer(text: str) -> None:
    """A line of the answer."""
    if _above_the_bars and _on_one_terminal():
        _above_the_bars(text)
    else:
        click.echo(text)


def answer_json(value: Any) -> None:
    """One object of the answer, on a line of its own.

    `value` may show a `SignedUrl`: who asks for a link gets it.
    """
    answer(msgspec.json.encode(value, enc_hook=_encode).decode())


def error_as_data(error: TwitchkitError) -> dict[str, Any]:
    """An error's fields, named as in the library."""
    return {
        "code": error.code,
        "what": error.what,
        "why": error.why,
        "fix": error.fix,
        "retryable": error.retryable,
    }


def report_error(error: TwitchkitError, *, as_json: bool) -> None:
    """Tells what happened, why, and what to do next."""
    if as_json:
        tell(msgspec.json.encode({"error": error_as_data(error)}).decode())
        return
    tell((click.style("Error: ", fg="red", bold=True) if _may_colour() else "Error: ") + error.what)
    for line in (error.why, error.fix):
        if line:
            tell(f"  {line}")


def _may_colour() -> bool:
    # click leaves colours out where there is no terminal, and knows of nothing else (https://no-color.org).
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _on_one_terminal() -> bool:
    return sys.stdout.isatty() and os.path.sameopenfile(sys.stdout.fileno(), sys.stderr.fileno())


def _encode(value: Any) -> Any:
    if isinstance(value, SignedUrl):
        return value.reveal()
    if isinstance(value, datetime):
        return value.isoformat()
    raise NotImplementedError(f"no JSON for {type(value)}")
