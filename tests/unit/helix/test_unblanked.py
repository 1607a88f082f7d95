from __future__ import annotations

import msgspec
import pytest

from twitchkit.helix import ENDPOINTS, Clip, GetClips
from twitchkit.helix.row import TidyRow
from twitchkit.wire import Response

ROWS = sorted({kind.row for kind in ENDPOINTS.values() if issubclass(kind.row, TidyRow)}, key=str)


@pytest.mark.parametrize("title", ['"video_id":""', 'a ","video_id":"', "", '\\"video_id\\":\\"\\"'])
@pytest.mark.parametrize("style", ["compact", "spaced"])
def test_blanks_become_none_and_texts_stay_as_they_are(title: str, style: str) -> None:
    clip = {"id": "Slug", "created_at": "2026-01-01T00:00:00Z", "title": title, "video_id": "", "url": ""}
    body = msgspec.json.encode({"data": [clip]})
    page = GetClips(id="Slug").parse(
        Response(200, {}, msgspec.json.format(body) if style == "spaced" else body)
    )
    assert (page.data[0].title, page.data[0].video_id, page.data[0].url) == (title, None, "")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_null_is_put_only_where_the_field_takes_it(row: type[TidyRow]) -> None:
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(row)}
    for name in row.blank_is_none:
        body = b'{"' + name.encode() + b'":""}'
        if row.unblanked(body) != body:
            assert msgspec.convert(None, fields[name]) is None


def test_most_of_a_page_of_clips_is_done_before_it_is_decoded() -> None:
    assert Clip.unblanked(b'{"video_id":"","title":""}') == b'{"video_id":null,"title":""}'
