"""One file: its links, its attempts, until it is whole."""

from __future__ import annotations

from collections import deque

from twitchkit.clips.link import Link
from twitchkit.errors import (
    ClipUnavailable,
    ConnectionCut,
    LinkRefused,
    NotVideo,
    TlsTrouble,
    Truncated,
    TwitchkitError,
    Unreachable,
)
from twitchkit.log import Logger
from twitchkit.media.attempt import Attempt, Setback
from twitchkit.media.job import Job
from twitchkit.media.means import Means
from twitchkit.media.part import Part

logger = Logger("twitchkit.media")

MOST_ATTEMPTS = 100
"""At one link, however much progress each of them makes."""

NOT_HERE = frozenset({404, 410})
REFUSED = frozenset({401, 403})


class Fetch:
    """Gets one clip's bytes into its part.

    Args:
        job: what is wanted.
        part: where the bytes go; may hold some already.
        means: what all files share.
    """

    def __init__(self, job: Job, part: Part, means: Means) -> None:
        self._job = job
        self._part = part
        self._means = means
        self._links: deque[Link] = deque(job.links)
        self._bytes_when_renewed = -1
        self.notes: list[str] = list(job.notes)
        self.bytes_fetched = 0

    async def run(self) -> Link:
        """The link that gave the file, which is now whole in the part.

        Raises:
            TwitchkitError: no link gave it; "not found" is told only when nothing worse happened.
        """
        failures: list[TwitchkitError] = []
        while self._links:
            link = self._links[0]
            try:
                await self._try(link)
            except (LinkRefused, NotVideo) as error:
                if _has_ended(error, link) and await self._renew(link):
                    continue
                failures.append(error)
                self._links.popleft()
            except (Unreachable, TlsTrouble) as error:
                failures.append(error)
                self._links = deque(other for other in self._links if other.host != link.host)
            else:
                return link
            self._note(link, failures[-1])
        failures = failures or [ClipUnavailable(slug=self._job.slug, attempts=["it has no link"])]
        raise next((error for error in failures if not _is_not_here(error)), failures[-1])

    async def _try(self, link: Link) -> None:
        """Raises why `link` does not give the file, after every try that is worth making."""
        failed, highest = 0, self._part.size_bytes
        for attempts in range(1, MOST_ATTEMPTS + 1):
            attempt = Attempt(self._job, link, self._part, self._means)
            try:
                setback = await attempt.run()
            finally:
                self.bytes_fetched += attempt.bytes_fetched
            if setback is None:
                return
            # Who makes progress may go on: a bad line brings a file home in many pieces.
            failed = 1 if self._part.size_bytes > highest else failed + 1
            highest = max(highest, self._part.size_bytes)
            wait_s = self._means.backoff.wait_s(failed)
            if wait_s is None or attempts == MOST_ATTEMPTS:
                raise self._final(setback.error)
            await self._wait(setback, wait_s)

    async def _wait(self, setback: Setback, wait_s: float) -> None:
        wait_s = max(wait_s, setback.after_s) * (1 + self._means.backoff.jitter * self._means.dice())
        logger.info("%s: %s, trying again in %.1f s", self._job.slug, setback.error.code, wait_s)
        await self._means.sleep(wait_s)

    async def _renew(self, refused: Link) -> bool:
        """True if there are fresh links, which are now the ones to try; once, and again after progress."""
        if self._means.renew is None or self._part.size_bytes <= self._bytes_when_renewed:
            return False
        self._bytes_when_renewed = self._part.size_bytes
        fresh = list(await self._means.renew(self._job.slug))
        same = [at for at, link in enumerate(fresh) if _kind(link) == _kind(refused)]
        # Links before the refused one were tried and lead nowhere.
        self._links = deque(fresh[same[0] :] if same else fresh) or self._links
        return bool(fresh)

    def _final(self, error: TwitchkitError) -> TwitchkitError:
        if isinstance(error, ConnectionCut) and self._part.size_bytes:
            return Truncated(
                expected=self._part.record.length,
                got=self._part.size_bytes,
                problem=f"{error.what.rstrip('.')}, every time",
            )
        return error

    def _note(self, link: Link, error: TwitchkitError) -> None:
        if self._links:
            text = f"{link.label}: {error.why} Trying {self._links[0].label}."
            self.notes.append(text)
            self._means.progress.note(self._job, text)


def _kind(link: Link) -> tuple[str, str]:
    return link.source, link.label


def _has_ended(error: TwitchkitError, link: Link) -> bool:
    # Twitch: the temporary links of Get Clips Download name a host that says 404 where another says 401.
    ends = REFUSED | NOT_HERE if link.source == "downloads" else REFUSED
    return isinstance(error, LinkRefused) and error.status in ends


def _is_not_here(error: TwitchkitError) -> bool:
    return isinstance(error, LinkRefused) and error.status in NOT_HERE
