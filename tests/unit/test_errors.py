"""Every leaf says what, why and what to do, has its own code, an exit status, and tells no secrets."""

from __future__ import annotations

import inspect
import pickle

import pytest

from screenplay import NOON
from twitchkit import errors
from twitchkit.errors import InvalidClipAddress, TwitchkitError, leaves

EXITS = {1, 2, 3, 4, 5, 75}
EXAMPLES = {
    "account": "mybot",
    "existing_id": "f1c2a387-161a-49f9-a165-0f21d7a4e1c4",
    "because": "The user disconnected it.",
    "port": 3000,
    "after_s": 5.0,
    "any_of": ["clips:edit"],
    "asked": "720p",
    "attempts": ["gql: 404"],
    "call": "GET /kraken/user",
    "channel": "twitchdev",
    "expected": 10,
    "extra": "openid",
    "fields": ["title"],
    "fix": "",
    "free": 1,
    "game": "Chess",
    "got": 5,
    "held": ["bits:read"],
    "holder": "process 7 on desk",
    "host": "x.example",
    "known": 1,
    "missing": ["A"],
    "mode": 0o644,
    "modern": "GET /users",
    "needed": 2,
    "offered": ["1080p60"],
    "operation": "get_clips",
    "package": "joserfc",
    "parameter": "id",
    "path": "vault.json",
    "phase": "reading",
    "problem": "p",
    "reason": "r",
    "redirect_uri": "http://localhost:3000",
    "remark": "R.",
    "retry_after_s": 3.0,
    "rule": "r",
    "set_aside": "b",
    "setting": "s",
    "slug": "Slug",
    "status": 500,
    "takes": "a user token",
    "target": "t",
    "template": "{x}",
    "text": "t",
    "by_our_count": False,
    "tries": 2,
    "twitch_says": "no",
    "url": "https://x.example",
    "value": "v",
    "version": 2,
    "waited_s": 2.0,
    "wanted": 0o600,
    "what": "W.",
    "where": "gql",
    "why": "w",
    "windows": [(NOON, NOON, "r")],
}


def example(kind: type[TwitchkitError]) -> TwitchkitError:
    names = inspect.signature(kind.__init__).parameters
    return kind(**{name: EXAMPLES[name] for name in names if name != "self"})


@pytest.mark.parametrize("kind", list(leaves()), ids=lambda kind: kind.code)
def test_a_leaf_says_what_happened_and_what_to_do(kind: type[TwitchkitError]) -> None:
    error = example(kind)

    assert error.what.strip().endswith((".", "?"))
    assert error.fix.strip().endswith((".", ")"))
    assert error.what in str(error)
    assert error.fix in str(error)
    assert kind.__doc__
    assert kind.exit_code in EXITS


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in leaves()]

    assert sorted(set(codes)) == sorted(codes)


def test_the_tree_in_the_docstring_names_every_leaf() -> None:
    drawn = errors.__doc__ or ""

    assert [kind.__name__ for kind in leaves() if kind.__name__ not in drawn] == []


def test_every_error_is_public() -> None:
    assert [kind.__name__ for kind in leaves() if kind.__name__ not in errors.__all__] == []


def test_a_usage_error_is_a_value_error() -> None:
    assert isinstance(InvalidClipAddress(text="x", reason="No."), ValueError)


def test_an_overlong_text_is_cut_in_the_message() -> None:
    assert len(InvalidClipAddress(text="x" * 10_000, reason="No.").what) < 200


def test_errors_of_the_library_are_not_silently_unpicklable() -> None:
    # Worker pools send exceptions between processes; a keyword-built class needs help for that.
    error = example(errors.ClipGone)

    again = pickle.loads(pickle.dumps(error))

    assert (type(again), str(again), again.slug) == (errors.ClipGone, str(error), "Slug")


def test_a_quoted_sentence_ends_once() -> None:
    assert errors.NotFound(twitch_says="No such team.").why == "It answered 404: No such team."
    assert errors.NotFound(twitch_says="Wait...").why == "It answered 404: Wait...."
