"""`twitchkit archive`: the group, and the options that its commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from twitchkit.cli.main import LazyGroup

if TYPE_CHECKING:
    from twitchkit.clips.filters import ClipFilter

F = TypeVar("F", bound=Callable[..., Any])


def _moment(_ctx: click.Context, _param: click.Parameter, text: str | None) -> datetime | None:
    from twitchkit.clips.where import read_moment

    if text is None:
        return None
    try:
        return read_moment(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no date; write 2026-10-01 or 2026-10-01T18:30Z.") from None


def _month(
    _ctx: click.Context, _param: click.Parameter, text: str | None
) -> tuple[datetime, datetime] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})-(\d{2})", text)
    if not found or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[1]) <= 9998:
        raise click.BadParameter(f"{text!r} is no month; write 2026-10.")
    year, month = int(found[1]), int(found[2])
    return (
        datetime(year, month, 1, tzinfo=UTC),
        datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC),
    )


def _not_from(_ctx: click.Context, _param: click.Parameter, text: str | None) -> None:
    if text is not None:
        raise click.UsageError("A span of time is --since DATE and --until DATE here; --to is a folder.")


def filter_options(command: F) -> F:
    """Adds the options that choose among clips; `read_filter` takes them."""
    options = (
        click.option(
            "--since", callback=_moment, metavar="DATE", help="Made on that day or later; UTC, as 2026-10-01."
        ),
        click.option("--until", callback=_moment, metavar="DATE", help="Made before that day."),
        click.option("--from", callback=_not_from, expose_value=False, hidden=True),
        click.option(
            "--month",
            callback=_month,
            metavar="MONTH",
            help="Made in that month; as 2026-10, in place of both.",
        ),
        click.option("--min-views", type=click.IntRange(0), metavar="N", help="Views at least."),
        click.option("--title", metavar="REGEX", help="Found in the title; case does not count."),
        click.option(
            "--creator", "creators", multiple=True, metavar="NAME", help="Made by NAME; may come repeatedly."
        ),
        click.option(
            "--game", "games", multiple=True, metavar="NAME", help="Of that game; may come repeatedly."
        ),
        click.option(
            "--language", "languages", multiple=True, metavar="CODE", help="As en; may come repeatedly."
        ),
        click.option("--duration", metavar="MIN-MAX", help="Seconds: 20-40, 30-, or -15."),
        click.option("--featured/--not-featured", default=None, help="Only featured ones, or only others."),
        click.option(
            "--where", metavar="EXPR", help="A condition, such as 'view_count > 9 and title ~ win'."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def read_filter(options: dict[str, Any]) -> ClipFilter:
    """Takes the options of `filter_options` out of `options`.

    Raises:
        InvalidFilter: one of them means nothing.
    """
    from twitchkit.clips.filters import ClipFilter

    if month := options.pop("month"):
        if options["since"] or options["until"]:
            raise click.UsageError("--month stands in place of --since and --until.")
        options["since"], options["until"] = month
    names = ("since", "until", "min_views", "title", "creators", "games", "languages", "duration", "featured")
    return ClipFilter(**{name: options.pop(name) for name in (*names, "where")}).check()


def folder_argument(command: F) -> F:
    """Adds `[DIR]`, the archive's folder."""
    return click.argument(
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        metavar="[DIR]",
    )(command)


@click.group(
    "archive",
    cls=LazyGroup,
    commands_in={
        "sync": ("archive_sync:sync", "Fetch what is new of channels or games."),
        "status": ("archive_read:status", "What an archive holds, and how its last sync ended."),
        "list": ("archive_read:list_clips", "The clips of an archive."),
        "search": ("archive_read:search", "Clips by the words of their title, creator or game."),
        "verify": ("archive_verify:verify", "Files against the catalogue; --repair mends."),
        "export": ("archive_export:export", "JSON lines, CSV, Parquet, or a playlist."),
        "stats": ("archive_export:stats", "Clips and views by month, creators, games."),
        "gallery": ("archive_gallery:gallery", "A page that shows and plays the clips."),
        "reel": ("archive_reel:reel", "Clips joined to one film, with chapters."),
        "import": ("archive_import:import_clips", "Clips that other tools fetched."),
        "run": ("archive_run:run", "Several archives from one file."),
    },
)
def command() -> None:
    """A channel's clips, kept: complete, up to date, found again.

    An archive is a folder of clips with a catalogue.  DIR is that folder, this one when left out.

    \b
    Examples:
      twitchkit archive sync CHANNEL --to archive/
      twitchkit archive status archive/
      twitchkit archive search archive/ "big win"
    """
