from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from origin import Origin, plain
from twitchkit.errors import InvalidSetting
from twitchkit.transport.blocking import BlockingTransport
from twitchkit.transport.proxies import Proxies
from twitchkit.wire import Request


def test_threads_share_it(origin: Origin) -> None:
    url = origin.on("/a", plain(200, b"x"))
    with BlockingTransport() as transport, ThreadPoolExecutor(8) as threads:
        bodies = list(threads.map(lambda _: transport.send(Request("GET", url)).body, range(40)))
    assert bodies == [b"x"] * 40
    assert origin.connections <= 8


def test_a_forked_child_opens_connections_of_its_own(origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    url = origin.on("/a", plain(200))
    with BlockingTransport() as transport:
        transport.send(Request("GET", url))
        monkeypatch.setattr(os, "getpid", lambda: 1)
        transport.send(Request("GET", url))
    assert origin.connections == 2


def test_a_closed_transport_opens_anew(origin: Origin) -> None:
    url = origin.on("/a", plain(200))
    transport = BlockingTransport()
    transport.send(Request("GET", url))
    transport.close()
    assert transport.send(Request("GET", url)).status == 200
    transport.close()


def test_a_proxy_is_asked_with_its_password(origin: Origin) -> None:
    origin.on("http://api.example/a", plain(200, b"by proxy"))
    environ = {"HTTP_PROXY": origin.base.replace("http://", "http://me:word@")}
    with BlockingTransport(proxies=Proxies.from_environment(environ)) as transport:
        assert transport.send(Request("GET", "http://api.example/a")).body == b"by proxy"
    assert origin.asked[0].headers["proxy-authorization"] == "Basic bWU6d29yZA=="


def test_authorities_are_read_for_https_only(origin: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/authorities.pem")
    url = origin.on("/a", plain(200))
    with BlockingTransport() as transport:
        assert transport.send(Request("GET", url)).status == 200
        with pytest.raises(InvalidSetting, match="SSL_CERT_FILE"):
            transport.send(Request("GET", url.replace("http:", "HTTPS:")))
    assert origin.connections == 1
