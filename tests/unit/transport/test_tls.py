from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from twitchkit.errors import InvalidSetting
from twitchkit.transport.tls import make_tls_context


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
