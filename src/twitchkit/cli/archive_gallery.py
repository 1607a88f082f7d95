"""`twitchkit archive gallery`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from twitchkit.cli.archive import filter_options, folder_argument, read_filter
from twitchkit.cli.voice import answer_json, tell, voice_options


@click.command()
@folder_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="[default: gallery.html in the archive]",
)
@filter_options
@voice_options
def gallery(*, folder: Path, output: Path | None, as_json: bool, quiet: bool, **options: Any) -> int:
    """A page that shows the clips: search, filter, sort, and play, from the disk and without a network.

    \b
    Examples:
      twitchkit archive gallery archive/
      twitchkit archive gallery archive/ --min-views 100 -o best.html
    """
    from twitchkit.catalogue import Catalogue
    from twitchkit.client.gallery import gallery as render
    from twitchkit.media.written import written

    wanted = read_filter(options)
    page = output or folder / "gallery.html"
    with Catalogue.read(folder) as catalogue:
        entries = [entry for entry in catalogue.entries(state="kept") if wanted.holds(entry.clip, entry.game)]
    with written(page) as path:
        path.write_bytes(render(entries, folder=folder, page=page))
    if as_json:
        answer_json({"path": str(page), "clips": len(entries)})
    elif not quiet:
        tell(f"{page} shows {len(entries):,} clips; open it in a browser.")
    return 0
