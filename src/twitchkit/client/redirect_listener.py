"""Waits on this machine for what Twitch's login page sends back."""

from __future__ import annotations

import contextlib
import logging
import queue
import secrets
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from twitchkit.errors import InvalidSetting, NotARedirect, PortInUse
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.redirect import read_redirect
from twitchkit.wire.loopback import LOOPBACK

logger = logging.getLogger("twitchkit.client")

LARGEST_FRAGMENT = 16_384
DONE = ("Twitch has answered", "You can close this page; the terminal tells how it went.")
WAITING = ("One moment", "The answer is being handed to the terminal.")
STRANGE = ("Not this login", "This answer belongs to another login. Go back to the terminal and start again.")


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

    def __enter__(self) -> Self:
        # Browsers resolve localhost to either; a machine without IPv6 has the first alone.
        self._listen("127.0.0.1", socket.AF_INET)
        with contextlib.suppress(OSError):
            self._listen("::1", socket.AF_INET6)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

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

    def hosts(self) -> frozenset[str]:
        """What a `Host` header may say."""
        names = (f"[{name}]" if ":" in name else name for name in LOOPBACK)
        return frozenset(f"{name}:{self._port}" for name in names)

    @property
    def path(self) -> str:
        """The path of the redirect URI."""
        return self._path

    def _listen(self, address: str, family: socket.AddressFamily) -> None:
        listener = self

        class Server(ThreadingHTTPServer):
            address_family = family
            daemon_threads = True
            # A second listener on the same port would steal the answer on some systems.
            allow_reuse_address = False
            allow_reuse_port = False

        class Handler(_Handler):
            owner = listener

        try:
            server = Server((address, self._port), Handler)
        except OSError as error:
            raise PortInUse(port=self._port, reason=error.strerror or str(error)) from error
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    owner: RedirectListener
    server_version = "twitchkit"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        """The redirect itself, or the page that hands over a fragment."""
        target = urlsplit(self.path)
        if not self._is_ours() or target.path != self.owner.path:
            return self._nothing()
        if not target.query:
            return self._page(*WAITING, wants_fragment=True)
        if self.owner.offer(f"?{target.query}"):
            return self._page(*DONE)
        return self._page(*STRANGE, status=HTTPStatus.BAD_REQUEST)

    def do_POST(self) -> None:
        """A fragment, moved here by our own page."""
        origin = self.headers.get("Origin", "").removeprefix("http://")
        length = self.headers.get("Content-Length", "")
        if not self._is_ours() or origin not in self.owner.hosts() or self.path != self.owner.path:
            return self._nothing()
        if not length.isdigit() or int(length) > LARGEST_FRAGMENT:
            return self._nothing()
        taken = self.owner.offer(self.rfile.read(int(length)).decode(errors="replace"))
        self._answer(HTTPStatus.OK, "text/plain; charset=utf-8", "\n".join(DONE if taken else STRANGE))
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing: the request line holds the code."""

    def _is_ours(self) -> bool:
        return self.headers.get("Host", "") in self.owner.hosts()

    def _nothing(self) -> None:
        self._answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", "")

    def _page(
        self, title: str, text: str, *, status: HTTPStatus = HTTPStatus.OK, wants_fragment: bool = False
    ) -> None:
        nonce = secrets.token_urlsafe(16)
        page = files("twitchkit.client").joinpath("redirect_page.html").read_text(encoding="utf-8")
        page = page.replace("NONCE", nonce).replace("TITLE", title).replace("TEXT", text)
        page = page.replace("FRAGMENT", "wanted" if wants_fragment else "not wanted")
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'"
        )
        self._answer(status, "text/html; charset=utf-8", page, **{"Content-Security-Policy": policy})

    def _answer(self, status: HTTPStatus, media_type: str, text: str, **headers: str) -> None:
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
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
