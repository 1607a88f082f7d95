"""`twitchkit clip`: from an address to the link, the facts, the file."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from twitchkit.cli.voice import answer, answer_json, report_error, tell, voice_options
from twitchkit.errors import TwitchkitError

if TYPE_CHECKING:
    from twitchkit.client.twitch import Twitch
    from twitchkit.clips import Rendition
    from twitchkit.helix import Clip

F = TypeVar("F", bound=Callable[..., Any])

SOURCES = ("downloads", "gql", "thumbnail")


def address_options(command: F) -> F:
    """Adds ADDRESS… and `--from`."""
    command = click.option(
        "--from",
        "list_file",
        type=click.File("rb"),
        help="Read addresses from FILE, one a line; - for stdin. Blank lines and # comments are skipped.",
        metavar="FILE",
    )(command)
    return click.argument("addresses", nargs=-1, metavar="ADDRESS…")(command)


def choice_options(command: F) -> F:
    """Adds the options that choose among a clip's files and ways to them."""
    options = (
        click.option(
            "--quality",
            default="best",
            show_default=True,
            metavar="best|1080|720p60|…|worst",
            help="A number is not exceeded; where all files exceed it, the lowest one is taken.",
        ),
        click.option("--portrait", is_flag=True, help="The upright version; half of the clips have one."),
        click.option("--codec", metavar="avc|hevc", help="Only this codec.  [default: any]"),
        click.option("--source", type=click.Choice(SOURCES), help="One way only.  [default: each in order]"),
        click.option(
            "--editor",
            "editor_id",
            metavar="ID",
            envvar="TWITCHKIT_EDITOR_ID",
            help="User id of a channel owner or editor who granted the app channel:manage:clips or "
            "editor:manage:clips: opens the official source for that channel.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _rate(_ctx: click.Context, _param: click.Parameter, text: str | None) -> int | None:
    if text is None:
        return None
    units = {"K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
    number, unit = (text[:-1], text[-1:].upper()) if text[-1:].upper() in units else (text, "")
    try:
        rate = int(float(number) * units.get(unit, 1))
    except ValueError:
        rate = 0
    if rate <= 0:
        raise click.BadParameter(f"{text!r} is no rate; write 500K or 5M.")
    return rate


def file_options(command: F) -> F:
    """Adds the options that say how clips become files."""
    options = (
        click.option(
            "--jobs", type=click.IntRange(1, 64), default=8, show_default=True, help="Files at once."
        ),
        click.option(
            "--name",
            "template",
            metavar="TEMPLATE",
            help='File names, such as "{channel}/{title} [{slug}]".',
        ),
        click.option(
            "--limit-rate",
            "rate_bps",
            callback=_rate,
            metavar="RATE",
            help="Bytes a second for all files together: 500K, 5M, …",
        ),
        click.option("--thumbnails", is_flag=True, help="Save each clip's thumbnail beside it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group("clip")
def command() -> None:
    """From a clip's address to its link, its facts and its file.

    An ADDRESS is a clip's link in any spelling (clips.twitch.tv, twitch.tv, with or without channel,
    embeds) or its slug.
    """


@command.command()
@address_options
@choice_options
@voice_options
def link(*, addresses: tuple[str, ...], list_file: Any, as_json: bool, quiet: bool, **choice: Any) -> int:
    """The link of the clip's MP4, and nothing else, on stdout.

    The link is signed: it works for about 20 hours, for whoever has it.  It was tried before it is shown.

    \b
    Examples:
      twitchkit clip link https://clips.twitch.tv/SLUG
      mpv "$(twitchkit clip link SLUG)"
      twitchkit clip link --from list.txt --quality 720 --json
    """
    from twitchkit.client.twitch import Twitch

    with Twitch() as twitch:

        def one(address: str) -> None:
            found = twitch.clips.locate(address, **choice)
            if not quiet:
                for note in found.notes:
                    tell(f"{found.slug}: {note}")
            if as_json:
                answer_json(found)
            else:
                answer(found.url.reveal())

        return _each(_given(addresses, list_file), one, as_json=as_json)


@command.command()
@address_options
@voice_options
def info(*, addresses: tuple[str, ...], list_file: Any, as_json: bool, quiet: bool) -> int:
    """Title, channel, length, views and date of a clip, and the files there are of it.

    \b
    Examples:
      twitchkit clip info https://clips.twitch.tv/SLUG
      twitchkit clip info SLUG --json | jq .title
    """
    from twitchkit.client.twitch import Twitch

    with Twitch() as twitch:

        def one(address: str) -> None:
            clip = twitch.clips.find(address)
            offered = _offered(twitch, clip)
            if as_json:
                answer_json({**msgspec.to_builtins(clip), "renditions": offered})
                return
            rows = {
                "title": clip.title,
                "slug": clip.id,
                "channel": clip.broadcaster_name or "(gone)",
                "created by": clip.creator_name or "(gone)",
                "created at": f"{clip.created_at:%Y-%m-%d %H:%M:%S} UTC",
                "length": f"{clip.duration:g} s",
                "views": f"{clip.view_count:,}",
                "language": clip.language,
                "game id": clip.game_id or "",
                "video": f"{clip.video_id} at {clip.vod_offset} s" if clip.video_id else "",
                "files": ", ".join(rendition.label for rendition in offered),
                "page": clip.url,
            }
            answer("\n".join(f"{name + ':':<12} {printable(text)}" for name, text in rows.items() if text))

        return _each(_given(addresses, list_file), one, as_json=as_json)


@command.command()
@address_options
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Folder for the files; made when it is not there.  [default: this folder]",
)
@file_options
@choice_options
@voice_options
def download(
    *,
    addresses: tuple[str, ...],
    list_file: Any,
    to: Path,
    as_json: bool,
    quiet: bool,
    rate_bps: int | None,
    editor_id: str | None,
    **options: Any,
) -> int:
    """Clips as files: fetched many at once, verified to the last byte, resumed after a cut.

    A clip that is there already is not fetched again, whatever its name.  Beside each NAME.mp4 lies
    NAME.json with the clip's facts.  Run the same command again to go on where it stopped.

    \b
    Examples:
      twitchkit clip download https://clips.twitch.tv/SLUG
      twitchkit clip download --from list.txt --to clips/ --jobs 16 --quality 1080
      pbpaste | twitchkit clip download - --to clips/ --name "{created_at:%Y-%m} {title} [{slug}]"
    """
    from twitchkit.cli.download import download_clips

    texts = _given(addresses, list_file)
    return download_clips(
        texts,
        to=to,
        rate_bps=rate_bps,
        editor_id=editor_id,
        as_json=as_json,
        quiet=quiet,
        **options,
    )


def _offered(twitch: Twitch, clip: Clip) -> tuple[Rendition, ...]:
    """The files of the clip; a player that does not answer takes nothing from the clip's facts."""
    try:
        return twitch.clips.renditions(clip)
    except TwitchkitError as error:
        tell(f"{clip.id}: {error.what}")
        return ()


def printable(text: str) -> str:
    """`text` without characters that could steer a terminal; titles are strangers' words."""
    return "".join(character if character.isprintable() else " " for character in text)


def _given(addresses: Sequence[str], list_file: Any) -> list[str]:
    """The addresses, in order; a bad line of a list is told with its number before anything is done."""
    texts: list[str] = []
    for text in addresses:
        texts.extend(_listed(sys.stdin, "stdin") if text == "-" else [text])
    if list_file is not None:
        texts.extend(_listed(_as_text(list_file), list_file.name))
    if not texts:
        raise click.UsageError("Give at least one clip's address, or --from FILE.")
    return texts


def _as_text(file: Any) -> io.TextIOWrapper:
    # PowerShell 5 writes UTF-16, with a mark in front.
    buffered = file if hasattr(file, "peek") else io.BufferedReader(file)
    is_wide = buffered.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return io.TextIOWrapper(buffered, encoding="utf-16" if is_wide else "utf-8-sig")


def _listed(lines: Iterable[str], name: str) -> list[str]:
    from twitchkit.clips import ClipAddress, read_addresses

    found: list[str] = []
    bad: list[str] = []
    try:
        for line in read_addresses(lines):
            if isinstance(line.found, ClipAddress):
                found.append(line.text)
            else:
                bad.append(f"{name}, line {line.number}: {line.found.what} {line.found.why}")
    except UnicodeDecodeError:
        raise click.UsageError(
            f"{name} is no text in UTF-8 or UTF-16, so nothing was done.  Save it as UTF-8 and try again."
        ) from None
    if bad:
        raise click.UsageError(
            "\n".join([*bad, "Nothing was done; mend these lines or put a # in front of them."])
        )
    return found


def _each(texts: Sequence[str], one: Callable[[str], None], *, as_json: bool) -> int:
    """Runs `one` for each; a bad one is told and does not stop the others.  Returns the exit status."""
    codes: set[int] = set()
    for text in texts:
        try:
            one(text)
        except TwitchkitError as error:
            report_error(error, as_json=as_json)
            codes.add(error.exit_code)
    return codes.pop() if len(codes) == 1 else int(bool(codes))
