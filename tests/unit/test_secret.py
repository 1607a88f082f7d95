from __future__ import annotations

import copy
import logging
import pickle
import traceback

import pytest

from twitchkit.secret import REDACTED, Secret, SignedUrl, without_query


def test_a_secret_is_redacted_however_it_is_shown() -> None:
    secret = Secret("CANARY-1")

    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>20}",
        "{}".format(secret),  # noqa: UP032
        repr([secret]),
        repr({"a": secret}),
    ]

    assert [text for text in shown if "CANARY" in text] == []
    assert secret.reveal() == "CANARY-1"


def test_a_secret_stays_out_of_logs_and_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret("CANARY-2")
    logging.getLogger("twitchkit.test").warning("token %s", secret)

    try:
        raise ValueError(secret)
    except ValueError:
        shown = traceback.format_exc()

    assert "CANARY" not in caplog.text + shown
    assert REDACTED in caplog.text


def test_a_secret_is_not_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret("CANARY-3"))
    with pytest.raises(TypeError):
        pickle.dumps(SignedUrl("https://x.example/?sig=CANARY"))


def test_secrets_compare_by_their_text() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a")}) == 1
    assert not Secret("")


def test_a_signed_url_is_shown_without_its_signature() -> None:
    url = SignedUrl("https://cdn.example/a.mp4?sig=CANARY&token=CANARY")

    assert f"{url} {url!r}" == "https://cdn.example/a.mp4 https://cdn.example/a.mp4"
    assert url.reveal().endswith("token=CANARY")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b"),
        ("https://user:CANARY@a.example/b", "https://a.example/b"),
        ("/b?c", "/b"),
        ("https://a.example?c", "https://a.example"),
    ],
)
def test_a_url_is_shown_without_what_may_be_secret(url: str, shown: str) -> None:
    assert without_query(url) == shown


def test_a_copy_of_a_secret_is_the_secret() -> None:
    secret = Secret("CANARY-9")

    assert copy.copy(secret) is secret
    assert copy.deepcopy([secret])[0] is secret
