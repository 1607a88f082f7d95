"""The documented way: Get Clips Download, for channels that the account owns or edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

import msgspec

from twitchkit.clips.link import Link
from twitchkit.clips.media_url import may_follow
from twitchkit.clips.playback_token import PlaybackToken
from twitchkit.clips.sources.source import Ask, Finding, NotOffered, Outcome
from twitchkit.errors import AuthError, NotPermitted, RateLimited, RequestRefused, TwitchkitError
from twitchkit.helix.endpoints.clips import Clip, ClipDownload, GetClipsDownload
from twitchkit.secret import SignedUrl
from twitchkit.wire.flow import Flow

MOST = 10
"""Ids in one call.  Source: dev.twitch.tv/docs/api/reference#get-clips-download"""


class DownloadsSource(msgspec.Struct, frozen=True):
    """Temporary links from Get Clips Download; one quality, landscape and portrait.

    Args:
        ask: sends requests to Helix.
        editor_id: whose right it is to download.
    """

    ask: Ask
    editor_id: str

    name = "downloads"
    needs_metadata = True
    only_if_needed = False

    def find(self, slugs: Sequence[str], known: Mapping[str, Clip]) -> Flow[dict[str, Outcome]]:
        """Links for each clip; a refusal counts for its channel, a dead token for all, a bad id alone."""
        found: dict[str, Outcome] = {}
        channels: dict[str, list[str]] = {}
        for slug in slugs:
            clip = known.get(slug)
            if clip and clip.broadcaster_id:
                channels.setdefault(clip.broadcaster_id, []).append(slug)
            else:
                found[slug] = NotOffered("its channel is not known")
        out: TwitchkitError | None = None
        for channel, theirs in channels.items():
            refused = out
            for start in range(0, len(theirs), MOST):
                part = theirs[start : start + MOST]
                answered = dict.fromkeys(part, refused) if refused else (yield from self._part(channel, part))
                found.update({slug: outcome for slug, outcome in answered.items() if outcome})
                verdict = next(iter(answered.values()))
                if isinstance(verdict, (AuthError, RateLimited)):
                    refused = verdict
                    out = None if isinstance(verdict, NotPermitted) else verdict
        return found

    def _part(self, channel: str, slugs: Sequence[str]) -> Flow[dict[str, Outcome | None]]:
        request = GetClipsDownload(editor_id=self.editor_id, broadcaster_id=channel, clip_id=slugs)
        try:
            page = yield from self.ask(request)
        except RequestRefused as error:
            if len(slugs) == 1:
                return {slugs[0]: error}
            # Twitch: one bad id, also one of another channel, refuses the whole call.
            half = len(slugs) // 2
            first = yield from self._part(channel, slugs[:half])
            return {**first, **(yield from self._part(channel, slugs[half:]))}
        except TwitchkitError as error:
            return dict.fromkeys(slugs, error)
        rows = {row.clip_id: row for row in page}
        return {slug: self._outcome(rows.get(slug)) for slug in slugs}

    def _outcome(self, row: ClipDownload | None) -> Outcome:
        if row is None:
            return NotOffered("Twitch left it out of its answer")
        urls = ((row.landscape_download_url, False), (row.portrait_download_url, True))
        links = tuple(self._link(url, portrait) for url, portrait in urls if url and may_follow(url))
        return Finding(links=links) if links else NotOffered("Twitch offers no file of it")

    def _link(self, url: str, portrait: bool) -> Link:
        token = PlaybackToken.read(parse_qs(urlsplit(url).query).get("token", [""])[0])
        return Link(
            url=SignedUrl(url),
            source=self.name,
            expires_at=token.expires_at if token else None,
            portrait=portrait,
        )
