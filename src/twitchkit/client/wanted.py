"""What is wanted of a download."""

from __future__ import annotations

from pathlib import Path

import msgspec

from twitchkit.client.options import DownloadOptions, choice_of
from twitchkit.clips.choice import BEST, Choice
from twitchkit.clips.naming import DEFAULT, NameTemplate
from twitchkit.errors import InvalidSetting

MOST_JOBS = 64


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a download, the same for all its clips.

    Args:
        to: the folder; made when it is not there.
        choice: which of a clip's files.
        source: one way only, None for each in order.
        editor_id: whose right to download is used.
        template: file names.
        jobs: files at once.
        limit_rate_bps: bytes a second for all together, None for no limit.
        thumbnails: save each clip's thumbnail too.
    """

    to: Path
    choice: Choice = BEST
    source: str | None = None
    editor_id: str | None = None
    template: NameTemplate = NameTemplate.parse(DEFAULT)
    jobs: int = 8
    limit_rate_bps: int | None = None
    thumbnails: bool = False

    @classmethod
    def of(cls, to: Path, options: DownloadOptions) -> Wanted:
        """What `options` ask for.

        Raises:
            InvalidSetting, InvalidNameTemplate: what they say makes no sense.
        """
        jobs, rate = options.get("jobs", 8), options.get("limit_rate_bps")
        if not 1 <= jobs <= MOST_JOBS:
            raise InvalidSetting(setting="jobs", value=str(jobs), rule=f"It is from 1 to {MOST_JOBS}.")
        if rate is not None and rate <= 0:
            raise InvalidSetting(setting="limit_rate_bps", value=str(rate), rule="It is above 0.")
        return cls(
            to=to,
            choice=choice_of(options),
            source=options.get("source"),
            editor_id=options.get("editor_id"),
            template=NameTemplate.parse(options.get("name") or DEFAULT),
            jobs=jobs,
            limit_rate_bps=rate,
            thumbnails=options.get("thumbnails", False),
        )
