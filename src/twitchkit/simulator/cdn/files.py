"""A clip's film as an answer."""

from __future__ import annotations

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.cdn.ranges import Span, is_held, last_modified, still_holds, wanted
from twitchkit.simulator.movie import Shape, film
from twitchkit.simulator.world import Clip

FILM_TYPE = "binary/octet-stream"  # measured 2026-07 on all renditions; not video/mp4
INVALID_RANGE = b"""<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>InvalidRange</Code><Message>The requested range is not satisfiable</Message></Error>"""


def film_answer(clip: Clip, shape: Shape, asked: Asked) -> Answer:
    """The clip's film in `shape`, or the part asked for."""
    reel = film(shape.name, clip.duration_s, clip.sizes[shape.name], f"{clip.slug}/{shape.name}")
    etag, modified = f'"{reel.etag}"', last_modified(clip)
    headers = {
        "content-type": FILM_TYPE,
        "accept-ranges": "bytes",
        "etag": etag,
        "last-modified": modified,
    }
    if is_held(asked.headers, etag, modified):
        return Answer(status=304, headers={"etag": etag, "last-modified": modified})
    span, status = Span(0, reel.size_bytes), 200
    if still_holds(asked.headers.get("if-range"), etag, modified):
        try:
            part = wanted(asked.headers.get("range"), reel.size_bytes)
        except ValueError:
            unmet = {"content-range": f"bytes */{reel.size_bytes}", "content-type": "application/xml"}
            return Answer(status=416, headers=unmet, body=INVALID_RANGE)
        if part is not None:
            span, status = part, 206
            headers["content-range"] = f"bytes {span.start}-{span.stop - 1}/{reel.size_bytes}"
    return Answer(
        status=status,
        headers=headers,
        pieces=lambda: reel.pieces(span.start, span.stop),
        pieces_bytes=span.stop - span.start,
    )
