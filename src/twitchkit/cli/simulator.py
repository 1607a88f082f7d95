"""`twitchkit simulator`."""

from __future__ import annotations

import errno
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from twitchkit.cli.simulator_do import do
from twitchkit.cli.voice import answer, answer_json, tell

if TYPE_CHECKING:
    from twitchkit.simulator import Simulator

TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL})
"""What is said of a port that is another's, or the system's."""
SIZES = re.compile(r"(\d{1,12}):(\d{1,12})", re.ASCII)


def _sizes(_ctx: click.Context, _param: click.Parameter, text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = SIZES.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]) < 1 << 32:
        raise click.BadParameter("give MIN:MAX in bytes, both below 4 GB, for example 1000000:60000000")
    return int(match[1]), int(match[2])


@click.group("simulator", invoke_without_command=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0 takes a free one."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same world.")
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the JSON of --json here, at once and whole, when the first request can come.",
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON on stdout, instead of export lines.")
@click.option(
    "--clips", type=click.IntRange(1, 200_000), default=600, show_default=True, help="Clips in all."
)
@click.option(
    "--clip-bytes",
    callback=_sizes,
    metavar="MIN:MAX",
    help="Size range of each clip's best file; realistic bit rates when left out.",
)
@click.option(
    "--channel-clips",
    type=click.IntRange(1, 100_000_000),
    multiple=True,
    metavar="N",
    help="A further channel with N clips over ten years, made when asked for; several times for several.",
)
@click.option(
    "--latency", type=click.FloatRange(0, 60), default=0, metavar="SECONDS", help="Added to every answer."
)
@click.option(
    "--media-url",
    metavar="BASE",
    help="Put in front of the media host in links, in place of the simulator's own address.",
)
@click.option("--tls", is_flag=True, help="Speak TLS, under Twitch's own names too.")
@click.option(
    "--ca-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --tls: where the throw-away authority's certificate goes; else a temporary file.",
)
def command(
    *,
    port: int,
    seed: int,
    ready_file: Path | None,
    as_json: bool,
    clips: int,
    clip_bytes: tuple[int, int] | None,
    channel_clips: tuple[int, ...],
    latency: float,
    media_url: str | None,
    tls: bool,
    ca_file: Path | None,
) -> None:
    """Twitch on 127.0.0.1: tokens, Helix, GraphQL and clips that play.  No account, no network.

    Everything in it is made up from the seed.  Ctrl-C ends it.

    \b
    Examples:
      twitchkit simulator                           # prints export lines for another terminal
      twitchkit simulator --port 8080 --seed 7 --json
      twitchkit simulator --ready-file ready.json & # for scripts: wait for the file
      twitchkit simulator --channel-clips 1000000   # a channel of a million clips, at no memory
      twitchkit simulator --tls --ca-file ca.pem    # for clients that insist on https and Twitch's names
      twitchkit simulator --clips 5000 --clip-bytes 1000000:60000000 --latency 0.05
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    if ca_file is not None and not tls:
        raise click.UsageError("--ca-file belongs to --tls.")
    from twitchkit.simulator import Simulator
    from twitchkit.simulator.serving import serve, write_ready_file

    simulator = Simulator(
        seed=seed,
        clips=clips,
        clip_bytes=clip_bytes,
        channel_clips=channel_clips,
        latency_s=latency,
        media_url=media_url,
        port=port,
        tls=tls,
        ca_file=ca_file,
    )

    def ready() -> None:
        if ready_file is not None:
            try:
                write_ready_file(simulator, ready_file)
            except OSError as error:
                raise _unwritable(ready_file, error) from error
        if as_json:
            answer_json(simulator.introduction)
        else:
            for name, value in _exports(simulator):
                answer(f"export {name}={shlex.quote(value)}")
        tell(f"Twitch, made up from seed {seed}, is at {simulator.base_url}.  Ctrl-C ends it.")

    try:
        serve(simulator, port=port, ready=ready)
    except OSError as error:
        if ca_file is not None and error.filename is not None:
            raise _unwritable(ca_file, error) from error
        if error.errno in TAKEN:
            raise _no_start(
                f"port {port} of 127.0.0.1: {error.strerror}",
                "End the program that has it, or give another --port; without one a free one is taken.",
            ) from error
        raise
    tell("The simulator has stopped.")


command.add_command(do)


def _no_start(problem: str, fix: str) -> click.ClickException:
    return click.ClickException(f"The simulator cannot start: {problem}.\n  {fix}")


def _unwritable(path: Path, error: OSError) -> click.ClickException:
    fix = "Name a file in a folder that is there and that you may write."
    return _no_start(f"cannot write {path}: {error.strerror or error}", fix)


def _exports(simulator: Simulator) -> Iterator[tuple[str, str]]:
    yield "TWITCH_CLIENT_ID", simulator.client_id
    yield "TWITCH_CLIENT_SECRET", simulator.client_secret
    for name in ("TWITCHKIT_ID_URL", "TWITCHKIT_API_URL", "TWITCHKIT_GQL_URL"):
        yield name, simulator.base_url
    if simulator.ca_file is not None:
        yield "SSL_CERT_FILE", str(simulator.ca_file)
