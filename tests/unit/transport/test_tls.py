from __future__ import annotations

import ssl
import threading
from pathlib import Path

import pytest

from twitchkit.errors import InvalidSetting
from twitchkit.transport.tls import Trust, make_tls_context


def test_the_platforms_store_is_trusted_and_names_are_checked() -> None:
    context = make_tls_context({})
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_missing_file_of_authorities_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match="SSL_CERT_FILE"):
        make_tls_context({"SSL_CERT_FILE": str(tmp_path / "none.pem")})


def test_a_file_without_certificates_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.pem").write_text("nothing")
    with pytest.raises(InvalidSetting, match="no PEM certificates"):
        make_tls_context({"SSL_CERT_FILE": str(tmp_path / "odd.pem")})


def test_a_missing_folder_of_authorities_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match="SSL_CERT_DIR"):
        make_tls_context({"SSL_CERT_DIR": str(tmp_path / "none")})


def test_only_the_named_authorities_are_trusted(tmp_path: Path) -> None:
    (tmp_path / "certs").mkdir()
    context = make_tls_context({"SSL_CERT_DIR": str(tmp_path / "certs")})
    assert context.get_ca_certs() == []


def test_a_context_that_was_prepared_is_made_once() -> None:
    made: list[ssl.SSLContext] = []
    begun, go_on = threading.Event(), threading.Event()

    def make() -> ssl.SSLContext:
        begun.set()
        assert go_on.wait(10)
        made.append(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        return made[-1]

    trust = Trust(make)
    trust.prepare()
    assert begun.wait(10)
    trust.prepare()
    go_on.set()
    assert trust.context() is trust.context()
    assert len(made) == 1


def test_what_fails_while_it_is_prepared_is_told_to_who_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lost.append)
    tried = threading.Semaphore(0)

    def make() -> ssl.SSLContext:
        tried.release()
        raise InvalidSetting(setting="SSL_CERT_FILE", value="", rule="")

    trust = Trust(make)
    trust.prepare()
    assert tried.acquire(timeout=10)
    with pytest.raises(InvalidSetting):
        trust.context()
    for thread in threading.enumerate():
        if thread.name == "twitchkit-tls":
            thread.join()
    assert not lost
