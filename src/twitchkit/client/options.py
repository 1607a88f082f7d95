"""The options that the clip calls of both faces share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from twitchkit.clips.choice import Choice
from twitchkit.clips.rendition import Quality

if TYPE_CHECKING:
    from twitchkit.media import Progress


class LinkOptions(TypedDict, total=False):
    """Which of a clip's files, and how it is found.

    Args:
        quality: "best" (also when left out), "worst", or a step that is not exceeded (1080, "720p60").
        portrait: the upright version.
        codec: "avc" or "hevc"; the best whatever the codec when left out.
        source: "downloads", "gql" or "thumbnail"; each in this order when left out.
        editor_id: user id of a channel's owner or editor who granted the app the right to download.
    """

    quality: Quality
    portrait: bool
    codec: str | None
    source: str | None
    editor_id: str | None


class DownloadOptions(LinkOptions, total=False):
    """How clips become files.

    Args:
        name: template of the file names, see docs/downloads.md.
        jobs: files at once, 8 when left out.
        limit_rate_bps: bytes a second for all together.
        thumbnails: save each clip's thumbnail too.
        progress: is told what happens.
    """

    name: str | None
    jobs: int
    limit_rate_bps: int | None
    thumbnails: bool
    progress: Progress | None


class HistoryOptions(TypedDict, total=False):
    """Which clips of a history, and how it is listed.

    Args:
        game: a category's id or name, in place of a channel.
        started_at, ended_at: aware moments; from the first clips until now when left out.
        state: of an earlier run that was interrupted, in place of all else.
        jobs: windows at once, 8 when left out.
    """

    game: str | None
    started_at: datetime | None
    ended_at: datetime | None
    state: Mapping[str, object] | None
    jobs: int


def choice_of(options: LinkOptions) -> Choice:
    """The file that `options` ask for.

    Raises:
        InvalidSetting: a quality or codec that means nothing.
    """
    return Choice(
        quality=options.get("quality", "best"),
        portrait=options.get("portrait", False),
        codec=options.get("codec"),
    )
