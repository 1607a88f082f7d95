from __future__ import annotations

import os
from pathlib import Path

import pytest

from twitchkit.media.small_file import write_small


def test_a_system_that_takes_a_little_at_a_time_gets_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:3]))

    write_small(str(tmp_path / "a.json"), b"0123456789")

    assert (tmp_path / "a.json").read_bytes() == b"0123456789"
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]
