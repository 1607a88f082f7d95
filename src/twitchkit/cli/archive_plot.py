"""An archive's figures as a picture."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from twitchkit.cli.archive_export import short
from twitchkit.errors import MissingExtra

if TYPE_CHECKING:
    from twitchkit.catalogue.statistics import Month, Statistics


def draw(figures: Statistics, path: Path, kind: str) -> None:
    """Clips by month, and the creators and games with the most.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    try:
        # Its types are too loose to be of use.
        matplotlib = cast("Any", import_module("matplotlib"))
        figure = cast("Any", import_module("matplotlib.figure")).Figure(figsize=(11, 8), layout="constrained")
    except ModuleNotFoundError as error:
        raise MissingExtra(what="A plot", package="matplotlib", extra="plots") from error

    # Text as text in an SVG, so that names in any script need no font here.
    matplotlib.rcParams["svg.fonttype"] = "none"
    parts = figure.subplot_mosaic([["months", "months"], ["creators", "games"]])
    months, creators, games = parts["months"], parts["creators"], parts["games"]
    every = _every_month(figures.months)
    step = max(1, len(every) // 12)
    months.bar(range(len(every)), list(every.values()), color="#9146ff")
    months.set_xticks(range(0, len(every), step), list(every)[::step])
    months.yaxis.get_major_locator().set_params(integer=True)
    months.set_title(f"{figures.clips:,} clips by month", parse_math=False)
    for axes, title, shares in ((creators, "Creators", figures.creators), (games, "Games", figures.games)):
        several = list(reversed(shares))
        axes.barh(range(len(several)), [share.clips for share in several], color="#9146ff")
        axes.set_yticks(range(len(several)), [short(share) for share in several], fontsize=8)
        for label in axes.get_yticklabels():
            label.set_parse_math(False)
        axes.set_title(f"{title} with the most clips")
    with warnings.catch_warnings():
        # Of signs that the font lacks; they are shown as boxes in a PNG.
        warnings.simplefilter("ignore")
        figure.savefig(path, format=kind)


def _every_month(months: Sequence[Month]) -> dict[str, int]:
    """The clips of each month from the first to the last, those without any too."""
    counts = {month.month: month.clips for month in months}
    if not counts:
        return {}
    (first, start), (last, end) = (map(int, month.split("-")) for month in (min(counts), max(counts)))
    numbers = range(first * 12 + start - 1, last * 12 + end)
    names = (f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)
    return {name: counts.get(name, 0) for name in names}
