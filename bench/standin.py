"""A stand-in for Twitch's GraphQL and CDN that answers every request after the same wait.

Why not nginx: Debian's has no module that can hold an answer back, and the kernel's netem needs root.  Why
not the simulator: it makes each film while it sends it, which would measure the simulator.  So: one asyncio
process which holds every answer for the wait asked for, counted from the last byte of the request, and then
sends the file with `sendfile`.  Its CPU time is recorded with every run, which shows that it is not what
the clients wait for.

GraphQL answers are the simulator's own.  Each operation is asked of the simulator once, by the warm-up that
precedes the measured runs, and remembered; so the simulator takes no CPU while a client is measured, and
every client gets its answers equally fast, one at a time or thirty-five in a list.

The one answer the simulator does not give is a channel's list of clips, which twitch-dl's `clips
--download` begins with; it is put together here from the simulator's answers for single clips.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import urllib.request
from pathlib import Path
from urllib.parse import unquote

LISTED = (
    "query($slug:ID!){clip(slug:$slug){id slug title createdAt viewCount durationSeconds url "
    "videoQualities{frameRate quality sourceURL} game{id name} broadcaster{displayName login}}}"
)
PAGE = re.compile(r'user\(login.*clips\(\s*first:\s*(\d+),\s*after:\s*"(\d*)"', re.DOTALL)


class StandIn:
    """Its answers, and a count of what was asked of it."""

    def __init__(self, root: Path, upstream: str, wait_s: float, listing: list[str]) -> None:
        self.root = root
        self.upstream = upstream
        self.wait_s = wait_s
        self.listing = listing
        self.answers: dict[str, object] = {}
        self.open = 0
        self.counted = {"connections": 0, "most_open": 0, "graphql": 0, "media": 0, "refused": 0}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.counted["connections"] += 1
        self.counted["most_open"] = max(self.counted["most_open"], self.open)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = re.search(r"(?i)\r\ncontent-length:\s*(\d+)", head)
                body = await reader.readexactly(int(length[1])) if length else b""
                held = asyncio.get_running_loop().time() + self.wait_s
                method, target, _ = head.split(" ", 2)
                path = unquote(target.partition("?")[0])
                if path == "/_counted":
                    await self.send(writer, 200, json.dumps(self.counted).encode(), 0)
                    self.counted = dict.fromkeys(self.counted, 0)
                elif method == "POST" and path == "/gql":
                    self.counted["graphql"] += 1
                    client = re.search(r"(?i)\r\nclient-id:\s*(\S+)", head)
                    answer = await asyncio.to_thread(
                        self.graphql, json.loads(body), client[1] if client else ""
                    )
                    await self.send(writer, 200, json.dumps(answer).encode(), held)
                else:
                    await self.media(writer, path, held)
                if re.search(r"(?i)\r\nconnection:\s*close", head):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.open -= 1
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def send(self, writer: asyncio.StreamWriter, status: int, body: bytes, held: float) -> None:
        await self.hold(held)
        writer.write(_head(status, "application/json", len(body)) + body)
        await writer.drain()

    async def media(self, writer: asyncio.StreamWriter, path: str, held: float) -> None:
        file = (self.root / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.root) or not file.is_file():
            self.counted["refused"] += 1
            await self.send(writer, 404, b"", held)
            return
        self.counted["media"] += 1
        await self.hold(held)
        with file.open("rb") as film:
            writer.write(_head(200, "binary/octet-stream", file.stat().st_size))
            await asyncio.get_running_loop().sendfile(writer.transport, film)

    async def hold(self, until: float) -> None:
        await asyncio.sleep(max(0.0, until - asyncio.get_running_loop().time()))

    def graphql(self, body: object, client_id: str) -> object:
        operations = body if isinstance(body, list) else [body]
        unknown = [one for one in operations if _key(one) not in self.answers]
        pages = [one for one in unknown if PAGE.search(one.get("query") or "")]
        asked = [one for one in unknown if one not in pages]
        if asked:
            for one, answer in zip(asked, self.ask(asked, client_id), strict=True):
                self.answers[_key(one)] = answer
        for one in pages:
            self.answers[_key(one)] = self.page(one["query"], client_id)
        found = [self.answers[_key(one)] for one in operations]
        return found if isinstance(body, list) else found[0]

    def page(self, query: str, client_id: str) -> object:
        shown = PAGE.search(query)
        assert shown
        start = int(shown[2] or 0)
        stop = start + int(shown[1])
        edges: list[object] = []
        for at in range(start, min(stop, len(self.listing)), 35):
            slugs = self.listing[at : min(at + 35, stop)]
            answers = self.ask([{"query": LISTED, "variables": {"slug": slug}} for slug in slugs], client_id)
            edges += [
                {"cursor": str(at + step + 1), "node": one["data"]["clip"]}
                for step, one in enumerate(answers)
            ]
        info = {"hasNextPage": stop < len(self.listing), "hasPreviousPage": start > 0}
        return {"data": {"user": {"clips": {"pageInfo": info, "edges": edges}}}}

    def ask(self, operations: list[dict[str, object]], client_id: str) -> list[dict[str, dict[str, object]]]:
        request = urllib.request.Request(
            f"{self.upstream}/gql",
            json.dumps(operations).encode(),
            {"Client-ID": client_id, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def _head(status: int, kind: str, length: int) -> bytes:
    reason = {200: "OK", 404: "Not Found"}[status]
    return (
        f"HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n"
        "Accept-Ranges: none\r\n\r\n"
    ).encode()


def _key(operation: object) -> str:
    return json.dumps(operation, sort_keys=True)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--wait", type=float, required=True, help="seconds")
    parser.add_argument("--listing", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ready-file", type=Path, required=True)
    args = parser.parse_args()
    standin = StandIn(args.root.resolve(), args.upstream, args.wait, args.listing.read_text().split())
    server = await asyncio.start_server(standin.serve, "127.0.0.1", args.port, backlog=512)
    port = server.sockets[0].getsockname()[1]
    args.ready_file.write_text(json.dumps({"base_url": f"http://127.0.0.1:{port}"}))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
