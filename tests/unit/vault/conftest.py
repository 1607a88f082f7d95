from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from keyring_backend import NAME, FileKeyring


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileKeyring]:
    """The system's keyring for one test, in its processes too."""
    monkeypatch.setenv("TEST_KEYRING", str(tmp_path / "keyring.json"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", NAME)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    before = keyring.get_keyring()
    own = FileKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)
