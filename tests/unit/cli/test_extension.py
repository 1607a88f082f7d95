from __future__ import annotations

import sys

import pytest

from twitchkit.cli import extension
from twitchkit.cli.main import run


@pytest.mark.parametrize("arguments", [["sign", "--user-id", "42"], ["verify"]])
def test_without_its_extra_no_secret_is_asked_for(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*_: object, **__: object) -> str:
        raise AssertionError("nothing is to be asked for")

    monkeypatch.delenv(extension.VARIABLE, raising=False)
    monkeypatch.setattr(extension, "ask", asked)
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setitem(sys.modules, "joserfc.jwt", None)

    assert run(["extension", *arguments]) == 2
    assert 'pip install "twitchkit[openid]"' in capsys.readouterr().err
