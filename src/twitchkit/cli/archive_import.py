"""`twitchkit archive import`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from twitchkit.cli.voice import answer_json, tell, voice_options
from twitchkit.errors import TwitchkitError

if TYPE_CHECKING:
    from twitchkit.catalogue import Catalogue
    from twitchkit.client.importing import Candidate, Imported
    from twitchkit.client.twitch import Twitch
    from twitchkit.clips import NameTemplate
    from twitchkit.helix import Clip

T = TypeVar("T")

FILES_AT_ONCE = 50
NUMBERS = "yt-dlp keeps a clip's number, and Twitch finds clips by their slugs alone"


@click.command("import")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="SOURCE…"
)
@click.option("--name", "template", metavar="TEMPLATE", help="Names of files that come from elsewhere.")
@click.option("--move", is_flag=True, help="Files leave their place; else they are linked, or copied.")
@voice_options
def import_clips(
    *,
    folder: Path,
    sources: tuple[Path, ...],
    template: str | None,
    move: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Takes clips of other tools into an archive: folders of videos, and lists of clips.

    A video's clip is told by its sidecar (ours, or yt-dlp's .info.json), by the slug in its name, or by day,
    channel and title, as twitch-dl names files.  A list is a yt-dlp archive file or addresses, one a line;
    its clips are wanted, and the next sync or "verify --repair" fetches them.

    \b
    Examples:
      twitchkit archive import archive/ old-clips/
      twitchkit archive import archive/ list.txt
    """
    from twitchkit.catalogue import Catalogue
    from twitchkit.client.importing import Imported, candidates, listed
    from twitchkit.client.system import SystemClock
    from twitchkit.client.twitch import Twitch
    from twitchkit.clips import NameTemplate
    from twitchkit.clips.naming import DEFAULT

    names = NameTemplate.parse(template or DEFAULT)
    told = Imported()
    with Twitch() as twitch, Catalogue.write(folder, now=SystemClock().now()) as catalogue:
        for source in sources:
            if source.is_dir():
                several: list[Candidate] = []
                for candidate in candidates(source):
                    several.append(candidate)
                    if len(several) == FILES_AT_ONCE:
                        _take(several, twitch, catalogue, names, told, move=move)
                        several.clear()
                _take(several, twitch, catalogue, names, told, move=move)
            else:
                with source.open(encoding="utf-8-sig", errors="replace") as lines:
                    rows = list(listed(lines))
                told.unknown += [
                    f"{text}: {NUMBERS if text[-1:].isdigit() else 'no clip'}"
                    for text, slug in rows
                    if not slug
                ]
                _want([slug for _, slug in rows if slug], twitch, catalogue, told)
    if as_json:
        answer_json(told)
    else:
        for text in told.unknown:
            tell(text)
        if not quiet:
            counts = f"{told.taken:,} taken, {told.already:,} already there, {told.wanted:,} wanted"
            tell(f"{counts}, {len(told.unknown):,} unknown")
    return 1 if told.unknown else 0


def _take(
    several: list[Candidate],
    twitch: Twitch,
    catalogue: Catalogue,
    names: NameTemplate,
    told: Imported,
    *,
    move: bool,
) -> None:
    from twitchkit.client.dated_files import find_dated
    from twitchkit.client.importing import chosen, take
    from twitchkit.client.system import SystemClock

    now = SystemClock().now()
    known = _facts([slug for one in several for slug in one.slugs], twitch, catalogue)
    nameless = [one.path for one in several if chosen(one, known) is None]
    dated = _unless_trouble(lambda: find_dated(nameless, twitch), {})
    for one in several:
        clip = chosen(one, known) or dated.get(one.path)
        if clip is None:
            told.unknown.append(f"{one.path}: no clip of Twitch's is told by its sidecar or its name")
            continue
        entry = catalogue.entry(clip.id)
        if entry and entry.state == "kept":
            told.already += 1
            continue
        if entry is None:
            catalogue.record([clip], now=now, games=_games([clip], twitch, catalogue))
        problem = take(catalogue, one, clip, name=names.render(clip), move=move, now=now)
        if problem:
            told.unknown.append(f"{one.path}: {problem}")
        else:
            told.taken += 1


def _want(slugs: list[str], twitch: Twitch, catalogue: Catalogue, told: Imported) -> None:
    from twitchkit.client.system import SystemClock

    clips = _facts(slugs, twitch, catalogue)
    kept = {slug for slug in clips if (entry := catalogue.entry(slug)) and entry.state == "kept"}
    told.already += len(kept)
    told.unknown += [f"{slug}: Twitch knows no such clip" for slug in slugs if slug not in clips]
    fresh = [clip for slug, clip in clips.items() if catalogue.entry(slug) is None]
    catalogue.record(fresh, now=SystemClock().now(), games=_games(fresh, twitch, catalogue))
    with catalogue.ledger() as ledger:
        told.wanted += ledger.want([slug for slug in clips if slug not in kept])


def _facts(slugs: list[str], twitch: Twitch, catalogue: Catalogue) -> dict[str, Clip]:
    """The facts of those that the archive or Twitch knows."""
    from twitchkit.helix import GetClips

    unique = list(dict.fromkeys(slugs))
    held = {slug: entry.clip for slug in unique if (entry := catalogue.entry(slug))}
    missing = tuple(slug for slug in unique if slug not in held)
    if not missing:
        return held
    return _unless_trouble(lambda: held | {clip.id: clip for clip in twitch.send(GetClips(id=missing))}, held)


def _unless_trouble(ask: Callable[[], T], otherwise: T) -> T:
    """What Twitch answers; what there is without it when it is in trouble, which is told."""
    try:
        return ask()
    except TwitchkitError as error:
        if error.exit_code in (4, 75):
            raise
        tell(f"{error.what} {error.why}")
        return otherwise


def _games(clips: list[Clip], twitch: Twitch, catalogue: Catalogue) -> dict[str, str]:
    from twitchkit.helix import GetGames

    missing = catalogue.missing_games(clips)
    if not missing:
        return {}
    return dict.fromkeys(missing, "") | {
        game.id: game.name for game in twitch.send(GetGames(id=tuple(missing)))
    }
