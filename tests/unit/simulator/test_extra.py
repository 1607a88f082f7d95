from __future__ import annotations

import pickle
import sys
from importlib import import_module

import pytest

from twitchkit.errors import MissingExtra
from twitchkit.simulator.extra import PACKAGES


@pytest.fixture
def not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("twitchkit.simulator")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("not_imported")
@pytest.mark.parametrize("package", PACKAGES)
def test_without_its_extra_it_says_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(ImportError, match=r'Run: pip install "twitchkit\[simulator\]"') as caught:
        import_module("twitchkit.simulator")

    assert isinstance(caught.value, MissingExtra)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
