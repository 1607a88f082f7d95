"""Where a URL leads, without looking at the rest of it: thousands of addresses lie on a handful of hosts."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import SplitResult, urlsplit


def origin_of(url: str) -> str:
    """The start of `url` that holds its whole scheme and authority (RFC 3986 §3), and no path."""
    end = url.find("/", len("https://"))
    return url if end < 0 else url[:end]


@lru_cache(maxsize=256)
def split_origin(origin: str) -> SplitResult:
    """Scheme and authority in parts; remembered.

    Args:
        origin: from `origin_of`.

    Raises:
        ValueError: it is no URL.
    """
    return urlsplit(origin)
