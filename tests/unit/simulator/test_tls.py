"""TLS under Twitch's names, by a throw-away authority."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from twitchkit.simulator import Simulator
from twitchkit.simulator.names import NAMES, SITES

WEB_CLIENT = "kimne78kx3ncx6brgo4mv6wki5h1ko"
LOUD_TIMEOUT_S = 5


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=7, clips=5, clip_bytes=(300_000, 400_000), tls=True) as running:
        yield running


@contextmanager
def connected(simulator: Simulator, name: str) -> Iterator[ssl.SSLSocket]:
    """A connection that was looked up as `name` and led here."""
    port = urlsplit(simulator.base_url).port
    context = ssl.create_default_context(cafile=str(simulator.ca_file))
    with (
        socket.create_connection(("127.0.0.1", port), timeout=LOUD_TIMEOUT_S) as plain,
        context.wrap_socket(plain, server_hostname=name, suppress_ragged_eofs=False) as sock,
    ):
        yield sock


def ask(sock: ssl.SSLSocket, host: str, path: str, body: bytes = b"", *headers: str) -> None:
    lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}"]
    sock.sendall("\r\n".join([*lines, *headers, "", ""]).encode() + body)


def read_all(sock: ssl.SSLSocket) -> bytes:
    parts: list[bytes] = []
    while part := sock.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)


def sources(simulator: Simulator, name: str, host: str) -> list[str]:
    query = f'{{clip(slug:"{simulator.clips[0]}"){{videoQualities{{sourceURL}} thumbnailURL}}}}'
    with connected(simulator, name) as sock:
        body = json.dumps({"query": query}).encode()
        ask(sock, host, "/gql", body, f"Client-ID: {WEB_CLIENT}")
        answer = json.loads(sock.recv(1 << 16).partition(b"\r\n\r\n")[2])["data"]["clip"]
    return [answer["thumbnailURL"], *(quality["sourceURL"] for quality in answer["videoQualities"])]


@pytest.mark.parametrize("name", [*NAMES, "localhost", "127.0.0.1"])
def test_the_certificate_is_good_for_every_name(simulator: Simulator, name: str):
    with connected(simulator, name) as sock:
        ask(sock, name, "/oauth2/validate")
        answer = sock.recv(1 << 16)

    assert answer.startswith(b"HTTP/1.1 4")


def test_who_comes_by_twitchs_names_stays_among_them(simulator: Simulator):
    found = sources(simulator, "gql.twitch.tv", "gql.twitch.tv")

    assert found
    assert {urlsplit(url).scheme for url in found} == {"https"}
    assert {urlsplit(url).netloc for url in found} <= set(NAMES) - set(SITES)


def test_who_comes_by_this_machines_address_keeps_it(simulator: Simulator):
    found = sources(simulator, "127.0.0.1", urlsplit(simulator.base_url).netloc)

    assert all(url.startswith(f"{simulator.base_url}/") for url in found)


def test_a_client_that_does_not_trust_the_authority_harms_nobody(simulator: Simulator):
    port = urlsplit(simulator.base_url).port
    with (
        socket.create_connection(("127.0.0.1", port), timeout=LOUD_TIMEOUT_S) as plain,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        ssl.create_default_context().wrap_socket(plain, server_hostname="id.twitch.tv")
    with connected(simulator, "id.twitch.tv") as sock:
        ask(sock, "id.twitch.tv", "/oauth2/validate")
        assert sock.recv(1 << 16).startswith(b"HTTP/1.1 401 ")


def test_head_and_body_arrive_in_one_read(simulator: Simulator):
    with connected(simulator, "id.twitch.tv") as sock:
        for _ in range(5):
            ask(sock, "id.twitch.tv", "/oauth2/validate")
            assert sock.recv(1 << 16).endswith(b'"missing authorization token"}\n')


def test_a_cut_a_stall_and_a_reset_reach_the_client(simulator: Simulator):
    try:
        simulator.fault({"do": {"body": "x" * 1000, "cut_after": 400}})
        with connected(simulator, "id.twitch.tv") as sock:
            ask(sock, "id.twitch.tv", "/")
            assert len(read_all(sock).partition(b"\r\n\r\n")[2]) == 400
        simulator.fault({"do": {"body": "x" * 1000, "stall_after": 400}})
        with connected(simulator, "id.twitch.tv") as sock:
            ask(sock, "id.twitch.tv", "/")
            received = b""
            while len(received.partition(b"\r\n\r\n")[2]) < 400:
                received += sock.recv(1 << 16)
            sock.settimeout(0.2)
            with pytest.raises(TimeoutError):
                sock.recv(1)
        simulator.fault({"do": {"reset": True}})
        with connected(simulator, "id.twitch.tv") as sock:
            ask(sock, "id.twitch.tv", "/")
            with pytest.raises((ConnectionResetError, ssl.SSLEOFError)):  # OpenSSL may hide the reset
                sock.recv(1)
    finally:
        simulator.clear()


def test_the_authoritys_certificate_is_there_while_the_simulator_is(tmp_path: Path):
    with Simulator(seed=1, clips=1, tls=True) as passing:
        assert passing.ca_file is not None
        assert passing.introduction["ca_file"] == str(passing.ca_file)
        assert b"BEGIN CERTIFICATE" in passing.ca_file.read_bytes()
        assert b"PRIVATE" not in passing.ca_file.read_bytes()
    with Simulator(seed=1, clips=1, tls=True, ca_file=tmp_path / "ca.pem"):
        pass

    assert not passing.ca_file.exists()
    assert (tmp_path / "ca.pem").exists()
