"""A clip's picture; nice to have, never a reason to fail."""

from __future__ import annotations

from twitchkit.clips.link import Link
from twitchkit.errors import NetworkError
from twitchkit.media.probe import PHRASES, sniff
from twitchkit.wire import OpenStream, Request

MOST_BYTES = 8 * 1024 * 1024


async def fetch_thumbnail(link: Link, open_stream: OpenStream) -> bytes | str:
    """The picture, or in words why there is none."""
    picture = bytearray()
    try:
        async with open_stream(Request("GET", link.url.reveal())) as stream:
            if stream.status != 200:
                return f"No thumbnail: {link.host} answered {stream.status}."
            async for chunk in stream.chunks():
                picture += chunk
                if len(picture) > MOST_BYTES:
                    return f"No thumbnail: it is larger than {MOST_BYTES >> 20} MB."
    except NetworkError as error:
        return f"No thumbnail: {error.what}"
    kind = sniff(bytes(picture[:16]))
    if kind != "jpeg":
        return f"No thumbnail: it looks like {PHRASES.get(kind, 'a video')}."
    return bytes(picture)
