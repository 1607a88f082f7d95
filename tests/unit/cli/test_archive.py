"""What the archive's commands say before they do anything."""

from __future__ import annotations

import pytest

from twitchkit.cli.main import run


@pytest.mark.parametrize(
    "command",
    [
        ["sync", "--game", "Chess", "--from", "2026-10-01", "--to", "2026-11-01"],
        ["list", "--from", "2026-10-01"],
    ],
)
def test_a_span_by_the_words_of_other_tools_is_told_the_right_ones(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["archive", *command]) == 2
    assert "--since DATE and --until DATE" in capsys.readouterr().err
