"""The first clips of a download, asked for while what fetches them is still being loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from itertools import islice
from typing import Self, TypeVar

from twitchkit.client.batch import Answers, Batch
from twitchkit.client.clip_flows import AnyClip, ClipFlows
from twitchkit.client.wanted import Wanted
from twitchkit.clips.unofficial import BATCH
from twitchkit.media import TargetFolder
from twitchkit.transport.blocking import BlockingTransport

T = TypeVar("T")


class HeadStart:
    """Asks about a batch in threads of its own, which nobody waits for at the end.

    Measured: loading asyncio and all that fetches files takes as long as Twitch takes to answer.

    Args:
        batch: the first of the download.
        flows: finds links and metadata.
        transport: performs them.
        wanted: as for the whole download.
    """

    @classmethod
    def of(
        cls,
        clips: Mapping[str, AnyClip],
        folder: TargetFolder,
        flows: ClipFlows,
        transport: BlockingTransport,
        wanted: Wanted,
    ) -> Self | None:
        """With the first of `clips`; None when there are none, or some of them are in the folder already.

        To look for all of them in the folder would cost more than is won.

        Args:
            clips: of the whole download, by slug.
            folder: where to.
            flows, transport, wanted: as above.
        """
        first = dict(islice(clips.items(), BATCH))
        if not first or any(map(folder.kept, first)):
            return None
        transport.prepare(flows.gql_url)
        return cls(Batch.of(first.values()), flows, transport, wanted)

    def __init__(self, batch: Batch, flows: ClipFlows, transport: BlockingTransport, wanted: Wanted) -> None:
        self.batch = batch
        self._resolutions = _begun(lambda: transport.run(batch.resolution(flows, wanted)))
        self._metadata = _begun(lambda: transport.run(batch.metadata(flows)))

    async def answers(self) -> Answers:
        """The links, and the metadata.

        Raises:
            TwitchkitError: what the flows raise.
        """
        import asyncio

        return await asyncio.gather(
            asyncio.wrap_future(self._resolutions), asyncio.wrap_future(self._metadata)
        )


def _begun(work: Callable[[], T]) -> Future[T]:
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
            done.set_exception(error)
        else:
            done.set_result(result)

    threading.Thread(target=run, name="twitchkit-call", daemon=True).start()
    return done
