from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from twitchkit.media.index import Index, Names, folded


@given(st.lists(st.tuples(st.text(max_size=4), st.text(alphabet=st.characters(exclude_characters="\0")))))
def test_everything_added_is_found_under_its_key(pairs: list[tuple[str, str]]) -> None:
    index, late = Index(), Index()
    for key, text in pairs:
        index.add(key, text)
        late.add_late(key, text)
    for one in (index, late):
        for key, _ in pairs:
            assert sorted(one.find(key)) == sorted(text for other, text in pairs if other == key)
    assert "not there at all" not in index


def test_names_that_some_systems_take_for_one_are_one() -> None:
    assert folded("Ärger.mp4") == folded(unicodedata.normalize("NFD", "ÄRGER.MP4"))
    assert folded("Straße") == folded("STRASSE")
    assert folded("a") != folded("b")


@given(st.lists(st.text(max_size=3)), st.text(max_size=3))
def test_names_are_known(names: list[str], other: str) -> None:
    known = Names(names)
    assert all(name in known for name in names)
    assert (other in known) == (other in names)
