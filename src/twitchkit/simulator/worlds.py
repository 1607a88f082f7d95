"""Several worlds behind one port: the first one, and others by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import final
from urllib.parse import urlsplit

from twitchkit.simulator.app import App
from twitchkit.simulator.asked import Asked

NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
PREFIXED = re.compile(rf"/@({NAME.pattern})(?=/|$)", re.ASCII)
HOSTED = re.compile(rf"({NAME.pattern})\.localhost", re.ASCII)


@final
class Worlds:
    """Who answers what: `/@NAME/…` and the host `NAME.localhost` lead to the world of that name.

    Requests that name no world, or none that there is, are the first one's.
    """

    def __init__(self, first: App) -> None:
        self.first = first
        self._named: dict[str, App] = {}

    def __iter__(self) -> Iterator[App]:
        yield self.first
        yield from self._named.values()

    @property
    def named(self) -> Mapping[str, App]:
        """The other worlds, by name."""
        return self._named

    def add(self, name: str, app: App) -> None:
        """Let `app` answer to `name`.

        Raises:
            ValueError: the name is taken, or no label of a host name in lower case (RFC 1123 §2.1).
        """
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name: use 1 to 63 of a-z, 0-9 and -, none of these at an end")
        if name in self._named:
            raise ValueError(f"there is a world {name!r} already")
        self._named[name] = app

    def remove(self, name: str) -> None:
        """Forget the world of that name.

        Raises:
            ValueError: there is none.
        """
        if self._named.pop(name, None) is None:
            raise ValueError(f"there is no world {name!r}")

    def place(self, asked: Asked) -> tuple[App, Asked]:
        """Whose request it is, and what is asked of that world: without the prefix that named it."""
        if not self._named:
            return self.first, asked
        if (prefix := PREFIXED.match(asked.path)) and (app := self._named.get(prefix[1])):
            length = len(prefix[0])
            inner = replace(
                asked,
                raw_path=asked.raw_path[length:] or "/",
                path=asked.path[length:] or "/",
                own_url=asked.own_url + prefix[0],
            )
            return app, inner
        if (host := HOSTED.fullmatch(asked.host)) and (app := self._named.get(host[1])):
            return app, asked
        return self.first, asked


def address(base_url: str, name: str) -> str:
    """The base URL of the world of that name, where `base_url` is the first one's."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}/@{name}"
