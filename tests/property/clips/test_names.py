from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from twitchkit.clips.naming import DEFAULT, FIELDS, NameTemplate
from twitchkit.errors import InvalidNameTemplate
from twitchkit.helix.endpoints.clips import Clip

SLUGS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", fullmatch=True)
NASTY = st.sampled_from(
    [
        "/", "\\", "..", ".", " ", "\x00", "\n", "\u202e", "\u200d", "\u0301", "CON", "nul",
        "COM1", ":", "*", "$",
        "\ud800", "\udc00", "日", "🎉", "👨‍👩‍👧", "🇩🇪", "\u1100\u1161", "\u0958", "x" * 300, "\u3000",
        "\x85", "~", "-",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(NASTY, max_size=40).map("".join))
CLIPS = st.builds(
    Clip,
    id=st.one_of(SLUGS, TEXTS),
    created_at=st.datetimes(timezones=st.just(UTC)),
    url=TEXTS,
    broadcaster_id=TEXTS,
    broadcaster_name=TEXTS,
    creator_name=st.none() | TEXTS,
    title=TEXTS,
    language=TEXTS,
    view_count=st.integers(),
    duration=st.floats(),
    vod_offset=st.none() | st.integers(-(2**63), 2**63),
)
FIELD = st.sampled_from(FIELDS).map(lambda name: f"{{{name}}}")
FORMATTED = st.sampled_from(
    [
        "{created_at:%Y/%m-%d}",
        "{created_at:%c}",
        "{view_count:05d}",
        "{duration:.1f}",
        "{title:.40}",
        "{title:/<9}",
    ]
)
LITERALS = st.one_of(st.text(max_size=12), NASTY)
TEMPLATES = st.lists(st.one_of(FIELD, FORMATTED, LITERALS, st.just("/")), min_size=1, max_size=8).map("".join)
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)


def assert_safe(name: str) -> None:
    assert name == unicodedata.normalize("NFC", name)
    for component in name.split("/"):
        assert component
        assert len(component.encode()) <= 200
        assert component.strip(" .") == component
        assert not re.search(r'[<>:"\\|?*]', component)
        assert not DEVICE.fullmatch(component)
        assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(one) for one in component}


@given(CLIPS, TEMPLATES, TEXTS)
@settings(max_examples=400)
@example(Clip(id="A", created_at=datetime(2024, 1, 1, tzinfo=UTC), title="\u0301"), "e{title}", "")
def test_a_name_is_safe_on_three_systems_or_its_template_is_refused(
    clip: Clip, template: str, quality: str
) -> None:
    try:
        parsed = NameTemplate.parse(template)
    except InvalidNameTemplate:
        return
    name = parsed.render(clip, quality=quality)

    assert_safe(name)
    assert name == parsed.render(clip, quality=quality)


@given(SLUGS, TEXTS)
def test_the_slug_survives_every_title(slug: str, title: str) -> None:
    clip = Clip(id=slug, created_at=datetime(2024, 1, 1, tzinfo=UTC), title=title)

    name = NameTemplate.parse(DEFAULT).render(clip)

    assert_safe(name)
    assert "/" not in name
    assert name.endswith(f"[{slug}]")
