"""The start of a URL says where it leads, whatever follows."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from twitchkit.wire.origin import origin_of, split_origin

PRINTABLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=40)


@example("javascript", "://", "[")
@example("https", "://", "[")
@given(
    st.sampled_from(["https", "http", "ftp", "javascript", "HTTPS", ""]),
    st.sampled_from([":", "://", ":/", "//", ""]),
    PRINTABLE,
)
def test_scheme_and_authority_are_those_of_the_whole(scheme: str, between: str, rest: str) -> None:
    url = scheme + between + rest
    whole, start = _parts(url, urlsplit), _parts(origin_of(url), split_origin)

    if {start[0], whole[0]} & {"http", "https"}:
        assert start == whole


def _parts(url: str, split: Callable[[str], SplitResult]) -> tuple[str, str]:
    try:
        parts = split(url)
    except ValueError as error:
        return "none", type(error).__name__
    return parts.scheme, parts.netloc
