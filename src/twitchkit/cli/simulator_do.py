"""`twitchkit simulator do`: acts in a simulator that runs, by the doors of its control API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from urllib.parse import quote

import click
import msgspec

from twitchkit.cli.voice import answer_json, tell

READ = frozenset({"world", "history", "requests", "extension"})
"""Doors that are read alone: their values are a query."""
LISTED = frozenset({"clips", "faults", "snapshots", "worlds"})
"""Doors that are read when nothing is told to them."""
VARIABLE = "TWITCHKIT_ID_URL"


@click.command("do")
@click.argument("door")
@click.argument("values", nargs=-1, metavar="[NAME=TEXT|NAME:=JSON]...")
@click.option("--delete", is_flag=True, help="Take away what the door holds, or what the values name.")
@click.option(
    "--at",
    "base_url",
    envvar=VARIABLE,
    metavar="URL",
    help=f"The simulator's address.  [default: {VARIABLE}]",
)
def do(*, door: str, values: tuple[str, ...], delete: bool, base_url: str | None) -> None:
    """Acts in a simulator that runs: people, clips, streams, faults, its clock.

    DOOR is a name below /_simulator/; docs/simulator.md lists them.  NAME=TEXT gives a text, NAME:=JSON a
    number, true, null, a list or an object; a dot in NAME leads into an object.

    \b
    Examples:
      twitchkit simulator do world
      twitchkit simulator do live login=waldkauz_tv title='Late shift'
      twitchkit simulator do clips channel=waldkauz_tv title='Look!'
      twitchkit simulator do clock advance_s:=3600
      twitchkit simulator do faults match.path='/helix/*' times:=2 do.status:=503
      twitchkit simulator do faults --delete
    """
    from twitchkit.transport.blocking import BlockingTransport
    from twitchkit.wire import Request
    from twitchkit.wire.loopback import is_loopback
    from twitchkit.wire.request import JSON, encode_query

    if not base_url:
        raise click.UsageError(f"Where is it? Give --at, or {VARIABLE} as the simulator prints it.")
    if not is_loopback(base_url):
        raise click.UsageError("A simulator is on this machine: --at takes a loopback address.")
    told = _told(values)
    url = f"{base_url.rstrip('/')}/_simulator/{quote(door)}"
    if delete or (told and door not in READ) or door not in READ | LISTED:
        request = Request(
            "DELETE" if delete else "POST", url, {"Content-Type": JSON}, msgspec.json.encode(told)
        )
    else:
        query = encode_query(
            [(name, value if isinstance(value, str) else str(value)) for name, value in told.items()]
        )
        request = Request("GET", f"{url}?{query}" if query else url)
    with BlockingTransport() as transport:
        response = transport.send(request)
    said = _read(response.body)
    if response.status >= 400:
        error = cast("dict[str, object]", said).get("error") if isinstance(said, dict) else None
        raise click.ClickException(f"The simulator says: {error or f'status {response.status}'}.")
    if said is None:
        tell("Done.")
    else:
        answer_json(said)


def _told(values: Sequence[str]) -> dict[str, object]:
    told: dict[str, object] = {}
    for given in values:
        name, mark, text = given.partition("=")
        if not mark or not name.rstrip(":"):
            raise click.UsageError(f"{given!r} is neither NAME=TEXT nor NAME:=JSON.")
        value: object = text
        if name.endswith(":"):
            name = name[:-1]
            try:
                value = msgspec.json.decode(text)
            except msgspec.DecodeError as error:
                raise click.UsageError(f"{text!r} is no JSON: {error}.") from error
        *path, last = name.split(".")
        inner = told
        for part in path:
            found = inner.setdefault(part, {})
            if not isinstance(found, dict):
                raise click.UsageError(f"{name} leads into what is no object.")
            inner = cast("dict[str, object]", found)
        inner[last] = value
    return told


def _read(body: bytes) -> object:
    try:
        return msgspec.json.decode(body) if body else None
    except msgspec.DecodeError:
        return body.decode(errors="replace")
