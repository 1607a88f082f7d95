"""The forms that a clip's address has had, host by host."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import unquote

from twitchkit.clips.playback_token import PlaybackToken
from twitchkit.clips.unofficial import (
    DEAD_HOST,
    DEAD_HOST_SLUG_FOLDER,
    LEGACY_HOST,
    LEGACY_HOST_FIRST,
    MEDIA_HOST,
    STATIC_HOST,
    STATIC_SLUG_FOLDER,
)

Reading: TypeAlias = tuple[str, str | None] | str
"""Slug and channel, or the reason why it is no clip."""

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
LOGIN = re.compile(r"[A-Za-z0-9_]{1,25}")
RESERVED = frozenset({"embed", "create", "edit", "clips", "clip"})

SITE = frozenset({"twitch.tv", "www.twitch.tv", "m.twitch.tv", "go.twitch.tv"})
_CLIPS = "clips.twitch.tv"
_PORTS = {"https": "443", "http": "80"}
NO_CHANNELS = frozenset({"directory", "videos", "search", "settings", "popout", "moderator", "p", "u"})
_OTHER_TWITCH: Mapping[str, str] = {
    "player.twitch.tv": "The player's address knows channels, videos and collections, no clips.",
    "dashboard.twitch.tv": "It is a page of the dashboard; open the clip and copy its own link.",
    LEGACY_HOST_FIRST: "It is a clip's picture or file, which does not say which clip it is of.",
    LEGACY_HOST: "It is a clip's picture or file, which does not say which clip it is of.",
}
_ENCODED = "It has percent-encoded parts where a clip's address has none."


def read(text: str) -> Reading:
    """The clip in `text`, which is printable ASCII without blanks and not empty."""
    if not re.search(r"[/.:?#@\\]", text):
        return _bare(text)
    if "\\" in text:
        return "It has a backslash, which browsers and programs read differently."
    scheme, mark, rest = text.partition("://")
    if not mark:
        scheme, rest = "https", text.removeprefix("//")
    elif scheme.lower() not in _PORTS:
        return "It is no web address: only https and http are."
    authority, path, query = _parts(rest)
    if "@" in authority:
        return "It has a user name in front of the host, as forged links have."
    host, colon, port = authority.lower().partition(":")
    known = host in SITE or host in (_CLIPS, STATIC_HOST, DEAD_HOST, MEDIA_HOST) or host in _OTHER_TWITCH
    if not known:
        return _foreign(host, text)
    if colon and port != _PORTS[scheme.lower()]:
        return "It names a port that Twitch does not use."
    if host in _OTHER_TWITCH:
        return _OTHER_TWITCH[host]
    segments = [segment for segment in path.split("/") if segment]
    if host in (DEAD_HOST, MEDIA_HOST):
        return _media(host, segments, query)
    if host == STATIC_HOST:
        return _picture(segments)
    if "%" in path:
        return _ENCODED
    return _clips_site(segments, query) if host == _CLIPS else _main_site(segments)


def _parts(rest: str) -> tuple[str, str, str]:
    before, _, _ = rest.partition("#")
    before, _, query = before.partition("?")
    # As "&feature=share" is added by hand.
    before, _, _ = before.partition("&")
    authority, _, path = before.partition("/")
    return authority, path, query


def _foreign(host: str, text: str) -> str:
    if host.endswith(".twitch.tv"):
        return f"{host} has no clips."
    if re.fullmatch(r"[A-Za-z0-9_-]+", host) and "." not in text.partition("/")[0]:
        return "It is neither a link nor a slug."
    return "It points to another host than Twitch's."


def _bare(text: str) -> Reading:
    if text.isdigit():
        return "It is a number, which is the id of a video (VOD), not of a clip."
    if text.lower() in RESERVED:
        return f"{text!r} is a word in Twitch's addresses, not a slug."
    if not SLUG.fullmatch(text):
        return _ENCODED if "%" in text else "It is no slug: those have letters, digits, - and _ only."
    return text, None


def _clip(slug: str, channel: str | None = None) -> Reading:
    if channel is not None and (not LOGIN.fullmatch(channel) or channel.lower() in RESERVED | NO_CHANNELS):
        return "What stands before the slug is no channel's name."
    found = _bare(slug)
    return found if isinstance(found, str) else (slug, channel)


def _clips_site(segments: Sequence[str], query: str) -> Reading:
    match segments:
        case []:
            return "It is the start page of Twitch's clips; the slug is missing."
        case [word] if word.lower() == "embed":
            return _embedded(query)
        case [word, *_] if word.lower() == "embed":
            return "An embed's address names its clip as ?clip=SLUG."
        case [word] if word.lower() in RESERVED:
            return f"clips.twitch.tv/{word} is a page of Twitch's, not a clip."
        case [slug] | [slug, "edit"] | ["edit", slug]:
            return _clip(slug)
        case [word, _] if word.lower() in RESERVED:
            return f"clips.twitch.tv/{word}/… is a page of Twitch's, not a clip."
        case [channel, slug]:
            return _clip(slug, channel)
        case _:
            return "It has more parts than a clip's address."


def _embedded(query: str) -> Reading:
    named = dict.fromkeys(
        unquote(value)
        for name, _, value in (pair.partition("=") for pair in query.replace("&amp;", "&").split("&"))
        if name == "clip"
    )
    match list(named):
        case [] | [""]:
            return "It is an embed's address without ?clip=SLUG."
        case [value]:
            channel, slash, slug = value.rpartition("/")
            return _clip(slug, channel if slash else None)
        case _:
            return "It names more than one clip."


def _main_site(segments: Sequence[str]) -> Reading:
    if len(segments) > 1 and segments[-1] == "edit" and "clip" in segments[:-2]:
        segments = segments[:-1]
    match segments:
        case []:
            return "It is Twitch's start page."
        case ["clip"] | [_, "clip"]:
            return "The slug is missing after /clip/."
        case ["directory", *_]:
            return "It is a page of the directory; open a clip and copy its own link."
        case ["clip", slug]:
            return _clip(slug)
        case [channel, "clip", slug]:
            return _clip(slug, channel)
        case ["videos", *_] | [_, "v" | "video", *_]:
            return "It is a video (VOD), not a clip."
        case [_, "clips" | "videos", *_]:
            return "It is a channel's list; open one clip and copy its own link."
        case [_]:
            return "It is a channel, not a clip."
        case _:
            return "It is a page of Twitch's, but no clip."


def _picture(segments: Sequence[str]) -> Reading:
    match segments:
        case [folder, slug, *_] if folder == STATIC_SLUG_FOLDER:
            return _clip(slug)
        case _:
            return "It is a picture, which does not say which clip it is of."


def _media(host: str, segments: Sequence[str], query: str) -> Reading:
    for name, _, value in (pair.partition("=") for pair in query.split("&")):
        token = PlaybackToken.read(unquote(value)) if name == "token" else None
        if token and token.clip_slug:
            return _clip(token.clip_slug)
    if host == DEAD_HOST and tuple(segments[:2]) == DEAD_HOST_SLUG_FOLDER and len(segments) > 2:
        return _clip(segments[2])
    return "It is a clip's file, which does not say which clip it is of."
