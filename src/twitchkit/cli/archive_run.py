"""`twitchkit archive run`: several archives from one file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import click
import msgspec

from twitchkit.cli.archive_sync import every, repeat, sync
from twitchkit.cli.voice import report_error, tell, voice_options
from twitchkit.errors import AuthError, InvalidConfigFile, TwitchkitError, VaultError
from twitchkit.shape import ready


@click.command()
@click.argument("config", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--watch", callback=every, metavar="EVERY", help="Again and again: every 30m, 6h or 1d.")
@voice_options
def run(*, config: Path, watch: float | None, as_json: bool, quiet: bool) -> int:
    """Syncs the archives that a TOML file describes, one after the other.

    Each [archive.NAME] holds channels, to (relative to the file), and options of "archive sync" by their long
    names; [defaults] holds options for all.

    \b
    Examples:
      twitchkit archive run archives.toml
      twitchkit archive run archives.toml --watch 6h
    """
    orders = read_orders(config)
    extra = ["--json"] * as_json + ["--quiet"] * quiet

    def once() -> int:
        statuses: set[int] = set()
        for name, arguments in orders.items():
            if not quiet:
                tell(f"{name}:")
            try:
                statuses.add(sync.main([*arguments, *extra], prog_name="archive sync", standalone_mode=False))
            except (AuthError, VaultError):
                raise
            except TwitchkitError as error:
                report_error(error, as_json=as_json)
                statuses.add(error.exit_code)
        statuses.discard(0)
        return statuses.pop() if len(statuses) == 1 else int(bool(statuses))

    return repeat(once, watch, quiet=quiet)


class _Content(msgspec.Struct, forbid_unknown_fields=True):
    archive: dict[str, dict[str, Any]]
    defaults: dict[str, Any] = {}


def read_orders(config: Path) -> dict[str, list[str]]:
    """For each archive, the arguments of `archive sync`.

    Raises:
        InvalidConfigFile: it is no TOML, or sets what there is not.
    """
    try:
        with config.open("rb") as file:
            content = msgspec.convert(tomllib.load(file), ready(_Content))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InvalidConfigFile(path=str(config), problem=f"It cannot be read: {error}.") from None
    for name, own in content.archive.items():
        if not isinstance(own.get("to"), str):
            raise InvalidConfigFile(path=str(config), problem=f"[archive.{name}] does not say to where.")
    return {
        name: _arguments(config, name, {**content.defaults, **own}) for name, own in content.archive.items()
    }


def _arguments(config: Path, name: str, settings: dict[str, Any]) -> list[str]:
    options = {option: given for given in sync.params for option in given.opts + given.secondary_opts}
    channels, to = settings.pop("channels", []), settings.pop("to")
    arguments = ["--to", str(config.parent / Path(to).expanduser())]
    for key, value in settings.items():
        option = f"--{key}"
        if option not in options or key in ("json", "quiet", "verbose", "watch", "dry-run"):
            raise InvalidConfigFile(
                path=str(config), problem=f"[archive.{name}] sets {key!r}, which there is not."
            )
        if isinstance(value, bool):
            arguments += [option] if value else [f"--not-{key}"] * (f"--not-{key}" in options)
        else:
            for one in _several(value):
                # In one word, so that a value that begins with - is not taken for an option.
                arguments.append(f"{option}={one}")
    return [*arguments, "--", *map(str, _several(channels))]


def _several(value: Any) -> Sequence[object]:
    return cast("list[object]", value) if isinstance(value, list) else (value,)
