"""The web player's way: one GraphQL request for up to 35 clips.  Undocumented; see `unofficial.py`."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import msgspec

from twitchkit.clips.sources.gql_answer import WHERE, Data, Integrity, Overload, Verdict, read_answer
from twitchkit.clips.sources.gql_clip import read_clip
from twitchkit.clips.sources.source import Outcome
from twitchkit.clips.unofficial import BATCH, CLIENT_IDS, CLIP_OPERATION, CLIP_QUERY, GQL_PATH
from twitchkit.errors import (
    ClipNotReady,
    ClipUnavailable,
    ListingRefused,
    NetworkError,
    RequestRefused,
    ServerTrouble,
    TwitchError,
    TwitchkitError,
)
from twitchkit.helix.endpoints.clips import Clip
from twitchkit.log import Logger
from twitchkit.wire.flow import Flow, send, sleep
from twitchkit.wire.request import JSON, Request
from twitchkit.wire.response import Response
from twitchkit.wire.retry import Backoff

logger = Logger("twitchkit.clips")

BACKOFF = Backoff(tries=4, first_s=0.5, longest_s=8.0)
INTEGRITY_BACKOFF = Backoff(tries=3, first_s=5.0, longest_s=20.0)
"""Rounds through all client ids, and the waits between them."""


def clips_request(base: str, slugs: Sequence[str], *, client_id: str = CLIENT_IDS[0]) -> Request:
    """One request for all of `slugs`, at most 35: a list of operations, each slug a variable.

    Args:
        base: scheme and host, `https://gql.twitch.tv` or a stand-in.
        slugs: as they were written; they are never part of a query's text.
        client_id: one of the public ones.
    """
    operations = [
        {"operationName": CLIP_OPERATION, "query": CLIP_QUERY, "variables": {"slug": slug}} for slug in slugs
    ]
    return Request(
        "POST",
        base.rstrip("/").removesuffix(GQL_PATH) + GQL_PATH,
        {"Client-ID": client_id, "Content-Type": JSON, "Accept": JSON},
        msgspec.json.encode(operations),
    )


class GqlSource(msgspec.Struct, frozen=True):
    """Signed links and metadata of any public clip.

    Args:
        base: scheme and host.
        client_ids: tried in this order when one is refused.
        backoff: for overload and cut lines, for each request.
        integrity_backoff: rounds through all client ids, for each `find`.
        batch: clips in one request.
    """

    base: str
    client_ids: tuple[str, ...] = CLIENT_IDS
    backoff: Backoff = BACKOFF
    integrity_backoff: Backoff = INTEGRITY_BACKOFF
    batch: int = BATCH

    name = WHERE
    needs_metadata = False
    only_if_needed = False

    def find(self, slugs: Sequence[str], known: Mapping[str, Clip]) -> Flow[dict[str, Outcome]]:
        """Links for each clip; `ClipGone` is Twitch's word, everything else that fails is no such word."""
        del known
        found: dict[str, Outcome] = {}
        door = _Door(self)
        waiting = deque(
            tuple(slugs[start : start + self.batch]) for start in range(0, len(slugs), self.batch)
        )
        while waiting:
            part = waiting.popleft()
            answered = yield from door.ask(part)
            if isinstance(answered, TwitchError | NetworkError | ListingRefused):
                if len(part) > 1 and _may_be_one_clip(answered):
                    half = len(part) // 2
                    waiting.extendleft((part[half:], part[:half]))
                else:
                    found.update({slug: _named(answered, slug) for slug in part})
                continue
            again: list[str] = []
            for slug, outcome in zip(part, answered, strict=True):
                if outcome is None:
                    again.append(slug)
                else:
                    found[slug] = outcome
            # One operation's trouble is that clip's alone: it is asked for by itself.
            waiting.extendleft((slug,) for slug in reversed(again))
        return {slug: found[slug] for slug in slugs}


def _named(error: TwitchError | NetworkError | ListingRefused, slug: str) -> TwitchkitError:
    return ListingRefused(slug=slug) if isinstance(error, ListingRefused) else error


def _may_be_one_clip(error: TwitchError | NetworkError | ListingRefused) -> bool:
    return (
        isinstance(error, RequestRefused) and error.status in (400, 413, 422) and not _about_client_id(error)
    )


def _about_client_id(error: RequestRefused) -> bool:
    return error.status in (400, 401, 403) and "client-id" in error.twitch_says.lower().replace(" ", "-")


class _Door(msgspec.Struct):
    """Sends batches; remembers which client id is let in, and how often all were refused."""

    source: GqlSource
    at: int = 0
    rounds: int = 0
    refused_in_row: int = 0

    def ask(
        self, slugs: Sequence[str]
    ) -> Flow[list[Outcome | None] | TwitchError | NetworkError | ListingRefused]:
        """Outcomes in the order of `slugs`, None for one to ask again alone; or what the whole batch met."""
        failed = 0
        self.refused_in_row = 0
        while True:
            client_ids = self.source.client_ids
            request = clips_request(self.source.base, slugs, client_id=client_ids[self.at % len(client_ids)])
            try:
                response = yield from send(request)
            except NetworkError as error:
                failed += 1
                wait_s = self.source.backoff.wait_s(failed) if error.retryable else None
                if wait_s is None:
                    return error
                yield from self._pause(wait_s, error.what)
                continue
            verdict = _whole(_weighed(read_answer(response, len(slugs)), slugs))
            if isinstance(verdict, Integrity) or (
                isinstance(verdict, RequestRefused) and _about_client_id(verdict)
            ):
                refusal = ListingRefused() if isinstance(verdict, Integrity) else verdict
                waits = isinstance(verdict, Integrity)
                if not (yield from self._next_client_id(waits=waits)):
                    return refusal
            elif isinstance(verdict, Overload):
                failed += 1
                wait_s = self.source.backoff.wait_s(failed)
                if wait_s is None:
                    return _after(failed, verdict.error)
                yield from self._pause(wait_s, f"{verdict.error.status} {verdict.error.twitch_says}".strip())
            elif isinstance(verdict, list):
                return [_outcome(one, slug, response) for one, slug in zip(verdict, slugs, strict=True)]
            else:
                assert not isinstance(verdict, Data), "a single answer was not put into a list"
                return verdict

    def _next_client_id(self, *, waits: bool) -> Flow[bool]:
        self.at += 1
        self.refused_in_row += 1
        if self.refused_in_row % len(self.source.client_ids):
            return True
        if not waits:
            return False
        # Rounds are counted over all batches, so that a network that is shut out waits once, not for each.
        self.rounds += 1
        wait_s = self.source.integrity_backoff.wait_s(self.rounds)
        if wait_s is None:
            return False
        yield from sleep(wait_s, jitter=self.source.integrity_backoff.jitter, why="Twitch's integrity check")
        return True

    def _pause(self, wait_s: float, why: str) -> Flow[None]:
        logger.info("gql: another try in %.1f s", wait_s)
        yield from sleep(wait_s, jitter=self.source.backoff.jitter, why=f"another try after: {why}")


def _after(tries: int, error: TwitchError) -> TwitchError:
    if isinstance(error, ServerTrouble):
        return ServerTrouble(status=error.status, twitch_says=error.twitch_says, tries=tries)
    return error


def _whole(verdicts: list[Verdict] | Verdict) -> list[Verdict] | Verdict:
    """One verdict when all operations say the same thing about us rather than about their clips."""
    if isinstance(verdicts, list) and verdicts:
        for kind in (Integrity, Overload):
            if all(isinstance(one, kind) for one in verdicts):
                return verdicts[0]
        if all(isinstance(one, TwitchError) for one in verdicts):
            return verdicts[0]
    return verdicts


def _weighed(verdicts: list[Verdict] | Verdict, slugs: Sequence[str]) -> list[Verdict] | Verdict:
    """`verdicts`, an error in place of a clip whose files or signature are what the error took away."""
    if not isinstance(verdicts, list):
        return verdicts
    return [
        one.trouble
        if isinstance(one, Data)
        and one.trouble
        and isinstance(read_clip(one.clip, slug), ClipNotReady | ClipUnavailable)
        else one
        for one, slug in zip(verdicts, slugs, strict=True)
    ]


def _outcome(verdict: Verdict, slug: str, response: Response) -> Outcome | None:
    if isinstance(verdict, Data):
        return read_clip(verdict.clip, slug, received_at=response.received_at)
    return None
