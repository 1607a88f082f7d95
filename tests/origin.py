"""A media host on the loopback, on raw sockets, so that its faults are exact."""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self, TypeAlias

End: TypeAlias = Literal["keep", "close", "reset", "stall"]


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Told:
    """An answer as it goes: raw bytes, then what happens to the connection."""

    raw: bytes
    end: End = "keep"


Answer: TypeAlias = Callable[[Asked], Told]


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def make_mp4(size: int, *, seed: int = 1) -> bytes:
    """An MP4 of exactly `size` bytes, as its boxes tell it; nobody can play it."""
    start = box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41") + box(b"moov", b"m" * 100)
    rest = size - len(start) - 8
    content = bytes((at * seed + at // 251) % 256 for at in range(1024)) * (rest // 1024 + 1)
    return start + box(b"mdat", content[:rest])


def plain(status: int, body: bytes = b"", *, end: End = "keep", **headers: str) -> Answer:
    """Always the same."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(_: Asked) -> Told:
        return Told(head(status, {"content-length": str(len(body)), **named}) + body, end)

    return answer


def serve(
    body: bytes,
    *,
    etag: str | None = '"v1"',
    last_modified: str | None = None,
    ranges: bool = True,
    cut_after: int | None = None,
    end: End = "close",
    length: int | None = None,
) -> Answer:
    """A file, with Range and If-Range.

    Args:
        cut_after: so many bytes of this answer's body are sent, then comes `end`.
        length: what Content-Length says in place of the truth.
    """

    def answer(asked: Asked) -> Told:
        headers = {"content-type": "binary/octet-stream"}
        if etag:
            headers["etag"] = etag
        if last_modified:
            headers["last-modified"] = last_modified
        start, status = 0, 200
        wanted = re.fullmatch(r"bytes=(\d+)-", asked.headers.get("range", ""))
        if ranges and wanted and asked.headers.get("if-range") in (None, etag, last_modified):
            start, status = int(wanted[1]), 206
            if start >= len(body):
                return Told(
                    head(416, {"content-range": f"bytes */{len(body)}", "content-length": "0"}), "keep"
                )
            headers["content-range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        sent = body[start:]
        headers["content-length"] = str(len(sent) if length is None else length - start)
        whole = cut_after is None and length is None
        return Told(head(status, headers) + sent[:cut_after], "keep" if whole else end)

    return answer


def head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Text", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@dataclass
class Origin:
    """Answers each path from its list, one after the other; the last one for ever.

    Use it as a context manager.
    """

    paths: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    watcher: Callable[[int], None] | None = None
    """Is told after every 64 KB how much has been sent in all."""

    def on(self, path: str, *answers: Answer) -> str:
        """The URL at which `answers` are given."""
        self.paths[path] = list(answers)
        return f"{self.base}{path}"

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    @property
    def ranges(self) -> list[str | None]:
        """The Range header of each request."""
        return [one.headers.get("range") for one in self.asked]

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._open: set[socket.socket] = set()
        self.connections = 0
        self.sent = 0
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for one in list(self._open):
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(client)
            threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _send(self, client: socket.socket, raw: bytes) -> None:
        for at in range(0, len(raw), 65536):
            client.sendall(raw[at : at + 65536])
            self.sent += len(raw[at : at + 65536])
            if self.watcher:
                self.watcher(self.sent)

    def _talk(self, client: socket.socket) -> None:
        try:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while asked := _read(client):
                self.asked.append(asked)
                answers = self.paths.get(asked.target.partition("?")[0], [plain(404)])
                told = (answers.pop(0) if len(answers) > 1 else answers[0])(asked)
                self._send(client, told.raw)
                if told.end == "stall":
                    client.recv(1)
                if told.end == "reset":
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if told.end != "keep":
                    return
        except OSError:
            pass
        finally:
            self._open.discard(client)
            client.close()


def _read(client: socket.socket) -> Asked | None:
    raw = b""
    while b"\r\n\r\n" not in raw:
        more = client.recv(65536)
        if not more:
            return None
        raw += more
    top, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += client.recv(65536)
    return Asked(method, target, headers, body)
