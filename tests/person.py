"""Does what a person does on Twitch's pages, without a browser and without scripts."""

from __future__ import annotations

import contextlib
import re
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from html import unescape
from http.client import HTTPResponse
from typing import IO

from twitchkit.simulator import Simulator


def decide(url: str, login: str, decision: str = "allow") -> str:
    """Opens Twitch's page, fills the form, and returns the address that Twitch sends the browser to."""
    with _open(url) as shown:
        page = shown.read().decode()
    action = re.search(r'<form[^>]*action="([^"]*)"', page)
    assert action, page
    body = urllib.parse.urlencode({"login": login, "decision": decision}).encode()
    with _open(urllib.parse.urljoin(url, unescape(action[1])), body) as answer:
        return answer.headers["Location"]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def _open(url: str, body: bytes | None = None, *, cookie: str = "") -> HTTPResponse | urllib.error.HTTPError:
    request = urllib.request.Request(url, body, {"Cookie": cookie} if cookie else {})
    try:
        return urllib.request.build_opener(_Stay()).open(request, timeout=10)
    except urllib.error.HTTPError as answer:
        return answer


class Person:
    """Somebody who reads what a program says and does what it asks for: opens addresses, pastes answers.

    Args:
        simulator: where the addresses lead.
        login: whom to log in as.
        pastes: gives the address that the browser ends on to the program, instead of opening it.
    """

    def __init__(self, simulator: Simulator, login: str, *, pastes: bool = True) -> None:
        self._simulator = simulator
        self._login = login
        self._pastes = pastes

    def attend(self, process: subprocess.Popen[str]) -> tuple[str, str]:
        """Its stdout and stderr, once it has ended."""
        assert process.stdout is not None
        assert process.stderr is not None
        said: tuple[list[str], list[str]] = ([], [])
        readers = [
            threading.Thread(target=self._read, args=(process, stream, lines))
            for stream, lines in zip((process.stdout, process.stderr), said, strict=True)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        return "".join(said[0]), "".join(said[1])

    def _read(self, process: subprocess.Popen[str], stream: IO[str], lines: list[str]) -> None:
        for line in stream:
            lines.append(line)
            for url in re.findall(r"https?://(?:127\.0\.0\.1|localhost):\S+", line):
                self._open(process, url)

    def _open(self, process: subprocess.Popen[str], url: str) -> None:
        parts = urllib.parse.urlsplit(url)
        if "device-code" in parts.query:
            code = urllib.parse.parse_qs(parts.query)["device-code"][0]
            self._simulator.approve_device(code, self._login)
        elif parts.path.endswith("/oauth2/authorize"):
            back = decide(url, self._login)
            if not self._pastes:
                _open(back).close()
            elif process.stdin is not None:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.write(back + "\n")
                    process.stdin.flush()
        elif parts.path == "/login":
            self._visit_site(url)

    def _visit_site(self, url: str) -> None:
        with _open(url) as sent_on:
            cookie = sent_on.headers["Set-Cookie"].partition(";")[0]
            back = decide(sent_on.headers["Location"], self._login)
        with _open(back, cookie=cookie) as page:
            assert self._login in page.read().decode()
