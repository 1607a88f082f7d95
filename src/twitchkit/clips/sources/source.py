"""What a way to links looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias, TypeVar

import msgspec

from twitchkit.clips.link import Link
from twitchkit.errors import TwitchkitError
from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.endpoints.clips import Clip
from twitchkit.helix.page import Page
from twitchkit.wire.flow import Flow

R = TypeVar("R")


class Ask(Protocol):
    """Sends a request to Helix with a valid token; the client's session has one."""

    def __call__(self, endpoint: Endpoint[R], /) -> Flow[Page[R]]:
        """The typed answer; raises what Helix and the network raise."""
        ...


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a source found for one clip.

    Args:
        links: at least one, of any shape and quality, in the source's own order.
        clip: metadata, where the source gives it too.
    """

    links: tuple[Link, ...]
    clip: Clip | None = None


class NotOffered(msgspec.Struct, frozen=True):
    """The source has nothing for this clip, and that is no trouble.  `reason` is half a sentence."""

    reason: str


Outcome: TypeAlias = Finding | NotOffered | TwitchkitError
"""What a source says of one slug."""


class Source(Protocol):
    """A way from slugs to links."""

    @property
    def name(self) -> str:
        """Its name in links, notes and options."""
        ...

    @property
    def needs_metadata(self) -> bool:
        """True if it can only work on clips whose metadata is known."""
        ...

    @property
    def only_if_needed(self) -> bool:
        """True if it is not worth its requests for clips that have a link already."""
        ...

    def find(self, slugs: Sequence[str], known: Mapping[str, Clip]) -> Flow[dict[str, Outcome]]:
        """What it has for each of `slugs`, all of them, once each; `known` is the metadata so far."""
        ...
