"""`twitchkit archive verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from twitchkit.cli.archive import folder_argument
from twitchkit.cli.clip import choice_options, file_options
from twitchkit.cli.voice import answer, answer_json, tell, voice_options


@click.command()
@folder_argument
@click.option("--quick", is_flag=True, help="Look at sizes alone; else each file is read to its end.")
@click.option(
    "--repair",
    "mend",
    is_flag=True,
    help="Take over files that were moved or added, write sidecars, fetch what is missing or damaged.",
)
@file_options
@choice_options
@voice_options
def verify(
    *,
    folder: Path,
    quick: bool,
    mend: bool,
    as_json: bool,
    rate_bps: int | None,
    template: str | None,
    **options: Any,
) -> int:
    """Files against the catalogue: what is missing, damaged, moved, new, or without its sidecar.

    With --repair, a damaged file is put aside as NAME.mp4.damaged and fetched again.

    \b
    Examples:
      twitchkit archive verify archive/
      twitchkit archive verify archive/ --quick --json
      twitchkit archive verify archive/ --repair
    """
    from twitchkit.catalogue import Catalogue
    from twitchkit.cli.archive_sync import run_sync
    from twitchkit.client.archiver import Order
    from twitchkit.client.system import SystemClock
    from twitchkit.client.verifying import repair
    from twitchkit.client.verifying import verify as look
    from twitchkit.errors import NoArchive

    clock = SystemClock()
    if mend:
        if not folder.is_dir():
            raise NoArchive(path=str(folder))
        with Catalogue.write(folder, now=clock.now()) as catalogue:
            told = look(catalogue, quick=quick)
            repair(catalogue, told, now=clock.now())
    else:
        with Catalogue.read(folder) as catalogue:
            told = look(catalogue, quick=quick)
    for finding in told.findings:
        if as_json:
            answer_json(finding)
        else:
            answer(f"{finding.problem:<8} {finding.path}{': ' + finding.detail if finding.detail else ''}")
    if not options["quiet"]:
        tell(f"{told.sound:,} as they should be, {len(told.findings):,} not")
    if not mend:
        return 1 if told.findings else 0
    report = run_sync(Order(), to=folder, as_json=as_json, name=template, limit_rate_bps=rate_bps, **options)
    return report.exit_code
