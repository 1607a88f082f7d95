"""Get Content Classification Labels, and the legacy stream tags that are dead since 2023."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import Paged, malformed, page
from twitchkit.simulator.helix.route import Route, Routes
from twitchkit.simulator.helix.standing import known

LABELS: Final = {
    "DebatedSocialIssuesAndPolitics": (
        "Politics and Sensitive Social Issues",
        "Talk of politics and of issues that people debate.",
    ),
    "DrugsIntoxication": (
        "Drugs, Intoxication, or Excessive Tobacco Use",
        "Much use of alcohol, tobacco or drugs.",
    ),
    "Gambling": ("Gambling", "Games of chance for money."),
    "MatureGame": ("Mature-rated game", "Games that are rated for adults."),
    "ProfanityVulgarity": ("Significant Profanity or Vulgarity", "Much foul language."),
    "SexualThemes": ("Sexual Themes", "Talk or pictures of sexual topics."),
    "ViolentGraphic": ("Violent and Graphic Depictions", "Realistic violence, gore or death."),
}
EUROPEAN = (
    "bg-BG cs-CZ da-DK de-DE el-GR en-GB es-ES fi-FI fr-FR hu-HU it-IT nl-NL no-NO pl-PL pt-PT ro-RO ru-RU "
    "sk-SK sv-SE tr-TR"
)
OTHERS = "en-US es-MX ja-JP ko-KR pt-BR pt-BT th-TH vi-VN zh-CN zh-TW"
LOCALES: Final = frozenset(f"{EUROPEAN} {OTHERS}".split())
"""The reference's list, misprint included, and the locale that it means."""
TAGS: Final = {
    "6ea6bca4-4712-4ab9-a906-e3336a9d8039": "English",
    "621fb5bf-5498-4d8f-b4ac-db4d40d401bf": "1 Credit Clear",
    "7b49f69a-5d95-4c94-b7e3-66e2c0c6f6c6": "Design",
}


class _Locale(msgspec.Struct):
    locale: str = "en-US"


class _Tags(Paged, kw_only=True):
    tag_id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()


class _Channel(msgspec.Struct):
    broadcaster_id: str


def get_content_classification_labels(call: Call) -> Mapping[str, object]:
    """GET /helix/content_classification_labels: in English, whatever the locale."""
    if call.query(_Locale).locale not in LOCALES:
        raise malformed("locale", "the locale is not supported")
    rows = [{"id": name, "name": told[0], "description": told[1]} for name, told in LABELS.items()]
    return {"data": rows}


def get_all_stream_tags(call: Call) -> Mapping[str, object]:
    """GET /helix/tags/streams: the list as it was when tags died."""
    asked = call.query(_Tags)
    rows, pagination = page([tag for tag in TAGS if not asked.tag_id or tag in asked.tag_id], asked)
    return {"data": [_tag(tag_id) for tag_id in rows], "pagination": pagination}


def get_stream_tags(call: Call) -> Mapping[str, object]:
    """GET /helix/streams/tags: no channel has any."""
    known(call, call.query(_Channel).broadcaster_id)
    return {"data": []}


def _tag(tag_id: str) -> Mapping[str, object]:
    return {
        "tag_id": tag_id,
        "is_auto": False,
        "localization_names": {"en-us": TAGS[tag_id]},
        "localization_descriptions": {"en-us": f"For streams of {TAGS[tag_id]}"},
    }


ROUTES: Routes = {
    ("GET", "/helix/content_classification_labels"): Route(
        answer=get_content_classification_labels, stateful=False
    ),
    ("GET", "/helix/tags/streams"): Route(answer=get_all_stream_tags, stateful=False),
    ("GET", "/helix/streams/tags"): Route(answer=get_stream_tags, stateful=False),
}
