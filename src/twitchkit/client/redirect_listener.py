"""Waits on this machine for what Twitch's login page sends back."""

from __future__ import annotations

import contextlib
import errno
import queue
import secrets
import socket
import sys
import threading
from collections.abc import Generator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import msgspec

from twitchkit.client.redirect_page import ANSWERED, HANDING_OVER, STRANGE, Ending, redirect_page
from twitchkit.errors import InvalidSetting, NotARedirect, PortInUse
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.redirect import read_redirect
from twitchkit.wire.loopback import LOOPBACK

LARGEST_FRAGMENT = 16_384
PATIENCE_S = 20.0
"""How long a page waits for the login's end before it sends its reader back to the terminal."""
PARTING_S = 2.0
"""How long the end of the listener waits for pages that are on their way."""


class RedirectListener:
    """One login's listener: on 127.0.0.1 and ::1 only, for one answer with the right state.

    Others get nothing: neither requests for another host name (which a page on the internet can point at
    this machine), nor answers with another state.

    Args:
        pending: the login; its redirect URI says the port and the path.

    Raises:
        InvalidSetting: the redirect URI is not on this machine.
        PortInUse: somebody else listens there.
    """

    def __init__(self, pending: Pending) -> None:
        parts = urlsplit(pending.redirect_uri)
        if parts.hostname not in LOOPBACK or parts.scheme != "http":
            raise InvalidSetting(
                setting="redirect URL",
                value=pending.redirect_uri,
                rule="Only http://localhost:PORT/… comes back here.",
            )
        self._pending = pending
        self._port = parts.port or 80
        self._path = parts.path or "/"
        self._answers: queue.Queue[str] = queue.Queue()
        self._servers: list[ThreadingHTTPServer] = []
        self._way_out = f"/login/{secrets.token_urlsafe(16)}"
        self._lock = threading.Condition()
        self._ending: Ending | None = None
        self._pages = 0

    def __enter__(self) -> Self:
        # Browsers resolve localhost to either, so whoever else listened on one of them would get the answer.
        for address, family in (("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)):
            try:
                self._listen(address, family)
            except OSError as error:
                if family == socket.AF_INET6 and error.errno != errno.EADDRINUSE:
                    continue  # a machine without IPv6
                self._close()
                raise PortInUse(port=self._port, reason=error.strerror or str(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tell(ANSWERED)
        self._close()

    @property
    def start_url(self) -> str:
        """Leads on to Twitch's page, once.

        A browser is started with an address that every user of the machine can read; Twitch's own holds the
        login's state.
        """
        return f"http://localhost:{self._port}{self._way_out}"

    @property
    def path(self) -> str:
        """The path of the redirect URI."""
        return self._path

    def wait(self, timeout_s: float) -> str | None:
        """What came back, or None when nothing did in time."""
        try:
            return self._answers.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def offer(self, text: str) -> bool:
        """Takes an answer from elsewhere, such as one that was pasted; False when it is not this login's."""
        try:
            returned = read_redirect(text)
        except NotARedirect:
            return False
        if not self._pending.is_answered_by(returned.state):
            return False
        self._answers.put(text)
        return True

    def is_elsewhere(self, query: str) -> bool:
        """True for Twitch's word that the redirect URI is not registered.

        It goes to the first one that is (twitchdev/issues#762), which may be another path of this port.
        """
        try:
            returned = read_redirect(f"?{query}")
        except NotARedirect:
            return False
        return returned.error == "redirect_mismatch" and self._pending.is_answered_by(returned.state)

    def tell(self, ending: Ending) -> None:
        """Says on the page how the login ended; the first word counts."""
        with self._lock:
            self._ending = self._ending or ending
            self._lock.notify_all()
            self._lock.wait_for(lambda: not self._pages, timeout=PARTING_S)

    @contextlib.contextmanager
    def last_page(self) -> Generator[Ending]:
        """The ending, awaited; what is shown inside has left before the listener closes."""
        with self._lock:
            self._pages += 1
            self._lock.wait_for(lambda: self._ending is not None, timeout=PATIENCE_S)
            ending = self._ending or ANSWERED
        try:
            yield ending
        finally:
            with self._lock:
                self._pages -= 1
                self._lock.notify_all()

    def way_out(self, path: str) -> str | None:
        """Where `path` leads on to; the start URL's own path does so once."""
        with self._lock:
            if path != self._way_out:
                return None
            self._way_out = ""
        return self._pending.url.reveal()

    def hosts(self) -> frozenset[str]:
        """What a `Host` header may say."""
        names = {f"[{name}]" if ":" in name else name for name in LOOPBACK}
        # RFC 9110 §4.2.1: 80 is left out.
        bare = names if self._port == 80 else set[str]()
        return frozenset({*bare, *(f"{name}:{self._port}" for name in names)})

    def _listen(self, address: str, family: socket.AddressFamily) -> None:
        listener = self

        class Server(ThreadingHTTPServer):
            address_family = family
            daemon_threads = True
            # Without it a second login within a minute finds the port taken by the ghosts of the first one's
            # connections; on Windows it would let another program take the answer.
            allow_reuse_address = sys.platform != "win32"
            allow_reuse_port = False

            def handle_error(self, request: object, client_address: object) -> None:
                """Nothing: a browser that went away is no trouble of ours."""

        class Handler(_Handler):
            owner = listener

        server = Server((address, self._port), Handler)
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def _close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Handler(BaseHTTPRequestHandler):
    owner: RedirectListener
    server_version = "twitchkit"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        """The way to Twitch, the redirect itself, or the page that hands over a fragment."""
        target = urlsplit(self.path)
        if not self._is_ours():
            return self._nothing()
        if away := self.owner.way_out(self.path):
            return self._answer(HTTPStatus.FOUND, "text/plain; charset=utf-8", "", {"Location": away})
        if target.path != self.owner.path and not self.owner.is_elsewhere(target.query):
            return self._nothing()
        if not target.query:
            return self._page(HANDING_OVER, wants_fragment=True)
        if not self.owner.offer(f"?{target.query}"):
            return self._page(STRANGE, status=HTTPStatus.BAD_REQUEST)
        with self.owner.last_page() as ending:
            self._page(ending)
        return None

    def do_POST(self) -> None:
        """A fragment, moved here by our own page."""
        origin = self.headers.get("Origin", "").removeprefix("http://")
        length = self.headers.get("Content-Length", "")
        if not self._is_ours() or origin not in self.owner.hosts() or self.path != self.owner.path:
            return self._nothing()
        if not (length.isascii() and length.isdigit()) or int(length) > LARGEST_FRAGMENT:
            return self._nothing()
        if not self.owner.offer(self.rfile.read(int(length)).decode(errors="replace")):
            return self._tell(STRANGE)
        with self.owner.last_page() as ending:
            self._tell(ending)
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing: the request line holds the code."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The bare status: strangers get no page."""
        self._answer(HTTPStatus(code), "text/plain; charset=utf-8", "")

    def _is_ours(self) -> bool:
        return self.headers.get("Host", "") in self.owner.hosts()

    def _nothing(self) -> None:
        self._answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", "")

    def _tell(self, ending: Ending) -> None:
        fields = {"kind": ending.kind, "title": ending.title, "text": ending.text}
        self._answer(HTTPStatus.OK, "application/json", msgspec.json.encode(fields).decode())

    def _page(
        self, ending: Ending, *, status: HTTPStatus = HTTPStatus.OK, wants_fragment: bool = False
    ) -> None:
        page, headers = redirect_page(ending, wants_fragment=wants_fragment)
        self._answer(status, "text/html; charset=utf-8", page, headers)

    def _answer(
        self, status: HTTPStatus, media_type: str, text: str, headers: Mapping[str, str] | None = None
    ) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": media_type,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Connection": "close",
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
