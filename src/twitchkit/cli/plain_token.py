"""`twitchkit token` as scripts spell it, before every call they make: answered without click.

Measured: click takes as long to import as all that is needed to read a kept token.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from twitchkit.cli.face import face
from twitchkit.client.keeper import ACCOUNT


def plain_token(options: Sequence[str]) -> int | None:
    """Does what `twitchkit token` does with `options`, and gives the exit status.

    Args:
        options: what follows the command's name.

    Returns:
        None, with nothing done, unless the options are none, `--app` alone, or `--account NAME` alone.
    """
    match options:
        case []:
            account = None
        case ["--app"]:
            account = ACCOUNT
        case ["--account", name] if name and not name.startswith("-"):
            account = name
        case _:
            return None
    try:
        with face(account) as twitch:
            held = twitch.token()
        sys.stdout.write(f"{held.access_token.reveal()}\n")
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - `told` raises again what it does not know
        from twitchkit.cli.main import told

        return told(error)
    return 0
