"""What fetching a file needs from outside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

import msgspec

from twitchkit.clips.link import Link
from twitchkit.media.bucket import Bucket
from twitchkit.media.disk import Disk
from twitchkit.media.progress import Progress
from twitchkit.media.room import Room
from twitchkit.wire import Backoff, OpenStream

Renew: TypeAlias = Callable[[str], Awaitable[Sequence[Link]]]
"""Fresh links for a slug; raises `TwitchkitError` when there are none."""


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What all files of one download share.

    Args:
        open_stream: performs requests.
        open_file: as that, for files: as many of them may come in at once as were asked for.
        backoff: waits between attempts.
        renew: gives fresh links, None when nobody can.
        progress: is told what happens.
        bucket: the shared rate, None for no limit.
        room: the shared disk.
        disk: the way to it.
        sleep: waits, seconds.
        monotonic: seconds.
        dice: a number from 0 to 1, for jitter.
    """

    open_stream: OpenStream
    open_file: OpenStream
    backoff: Backoff
    renew: Renew | None
    progress: Progress
    bucket: Bucket | None
    room: Room
    disk: Disk
    sleep: Callable[[float], Awaitable[object]]
    monotonic: Callable[[], float]
    dice: Callable[[], float]
