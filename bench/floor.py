"""The floor: the least a client in Python does for a list of clips.  Not a tool: it checks nothing.

Sixteen threads with one kept-alive connection each.  GraphQL in batches of 35, all at once; then each
thread fetches clip after clip and writes the bytes to a file.  No TLS, no retries, no redirects, no
resuming, no look at what arrives, no flushing, no metadata.
"""

from __future__ import annotations

import json
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import quote, urlsplit

BATCH = 35
BUFFER_BYTES = 1 << 17  # measured: larger writes cost more, smaller ones no less
# The web player's id is public; see docs/clip-sources.md.
CLIENT_ID = "kimne78kx3ncx6brgo4mv6wki5h1ko"
QUERY = (
    "query($slug:ID!){clip(slug:$slug){slug videoQualities{quality sourceURL} "
    'playbackAccessToken(params:{platform:"web",playerType:"site"}){signature value}}}'
)


def connect(base: str) -> socket.socket:
    split = urlsplit(base)
    line = socket.create_connection((split.hostname, split.port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def exchange(line: socket.socket, request: bytes, buffer: memoryview) -> tuple[int, int, int]:
    """Send `request`; returns where the body starts in `buffer`, how much of it is there, and its length."""
    line.sendall(request)
    have = 0
    while (end := bytes(buffer[:have]).find(b"\r\n\r\n")) < 0:
        have += line.recv_into(buffer[have:])
    head = bytes(buffer[:end]).lower()
    assert b" 200 " in head[:20], head
    length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
    return end + 4, have - end - 4, length


def resolve(base: str, slugs: list[str]) -> list[str]:
    body = json.dumps([{"query": QUERY, "variables": {"slug": slug}} for slug in slugs]).encode()
    head = f"POST /gql HTTP/1.1\r\nHost: gql\r\nClient-ID: {CLIENT_ID}\r\nContent-Type: application/json\r\n"
    answer = bytearray(1 << 22)
    with connect(base) as line:
        request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        at, have, length = exchange(line, request, memoryview(answer))
        while have < length:
            have += line.recv_into(memoryview(answer)[at + have :])
    links = []
    for one in json.loads(answer[at : at + length]):
        clip = one["data"]["clip"]
        token = clip["playbackAccessToken"]
        best = clip["videoQualities"][0]["sourceURL"]
        links.append(f"{best}?sig={token['signature']}&token={quote(token['value'], safe='')}")
    return links


def fetch(base: str, links: SimpleQueue[tuple[str, str]], folder: Path) -> None:
    buffer = memoryview(bytearray(BUFFER_BYTES))
    with connect(base) as line:
        while True:
            try:
                slug, link = links.get_nowait()
            except Empty:
                return
            split = urlsplit(link)
            request = f"GET {split.path}?{split.query} HTTP/1.1\r\nHost: media\r\n\r\n".encode()
            at, have, length = exchange(line, request, buffer)
            with (folder / f"{slug}.mp4").open("wb", buffering=0) as file:
                file.write(buffer[at : at + have])
                while have < length:
                    got = line.recv_into(buffer)
                    file.write(buffer[:got])
                    have += got


def main() -> None:
    base, listed, folder, connections = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    slugs = listed.read_text().split()
    links: SimpleQueue[tuple[str, str]] = SimpleQueue()
    with ThreadPoolExecutor(connections) as threads:
        batches = [slugs[at : at + BATCH] for at in range(0, len(slugs), BATCH)]
        for batch, found in zip(batches, threads.map(resolve, [base] * len(batches), batches), strict=True):
            for slug, link in zip(batch, found, strict=True):
                links.put((slug, link))
        for done in [threads.submit(fetch, base, links, folder) for _ in range(connections)]:
            done.result()


if __name__ == "__main__":
    main()
