"""Clips whose links and facts are asked for together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self, TypeAlias

import msgspec

from twitchkit.client.clip_flows import AnyClip, ClipFlows, slug_of
from twitchkit.client.wanted import Wanted
from twitchkit.clips.resolve import Resolution
from twitchkit.errors import TwitchkitError
from twitchkit.helix import Clip
from twitchkit.wire import Flow

Metadata: TypeAlias = dict[str, Clip | TwitchkitError]
Answers: TypeAlias = tuple[dict[str, Resolution], Metadata]


class Batch(msgspec.Struct, frozen=True):
    """What is asked about some clips; its two flows may run at the same time.

    Args:
        slugs: of all.
        known: the metadata that is known already, by slug.
    """

    slugs: tuple[str, ...]
    known: Mapping[str, Clip] = {}

    @classmethod
    def of(cls, clips: Iterable[AnyClip]) -> Self:
        """The batch of `clips`, in their order."""
        clips = tuple(clips)
        known = {clip.id: clip for clip in clips if isinstance(clip, Clip)}
        return cls(tuple(map(slug_of, clips)), known)

    def resolution(self, flows: ClipFlows, wanted: Wanted) -> Flow[dict[str, Resolution]]:
        """The links of each, or what is wrong with it."""
        return flows.resolve(
            self.slugs,
            choice=wanted.choice,
            source=wanted.source,
            editor_id=wanted.editor_id,
            known=dict(self.known),
        )

    def metadata(self, flows: ClipFlows) -> Flow[Metadata]:
        """What Helix knows of those whose metadata is not known."""
        return flows.metadata([slug for slug in self.slugs if slug not in self.known])
