from __future__ import annotations

from pathlib import Path

from origin import make_mp4
from twitchkit.catalogue import Catalogue
from twitchkit.client.importing import Candidate, take
from unit.catalogue.stock import NOON, clip


def test_a_name_has_only_what_the_file_system_can_write(tmp_path: Path) -> None:
    source = tmp_path / "old.mp4"
    source.write_bytes(make_mp4(5000))
    one = clip(title="Größe 🎉")

    with Catalogue.write(tmp_path / "archive", now=NOON) as catalogue:
        catalogue.record([one], now=NOON)
        problem = take(
            catalogue,
            Candidate(path=source, slugs=(one.id,), clip=one),
            one,
            name="Größe 🎉",
            move=False,
            now=NOON,
            encoding="iso8859-1",
        )
        entry = catalogue.entry(one.id)

    assert problem is None
    assert entry is not None
    assert entry.path == "Größe _.mp4"
