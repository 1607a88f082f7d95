from __future__ import annotations

import sys
from urllib.parse import parse_qsl, urlsplit

import pytest

from twitchkit.client.openid import OpenIdFlows
from twitchkit.client.session import Session
from twitchkit.errors import MissingExtra
from twitchkit.oauth import Claims


def test_without_its_extra_nobody_is_sent_to_consent(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "joserfc.jwt", None)

    with pytest.raises(MissingExtra, match=r'pip install "twitchkit\[openid\]"'):
        OpenIdFlows(session).start(
            scopes=(),
            claims=(),
            redirect_uri="http://localhost:3000",
            response_type="code",
            force_verify=False,
        )


@pytest.mark.parametrize("claims", ["email picture", "email,picture", ["email", "picture"]])
def test_claims_are_names_in_a_text_or_one_by_one(session: Session, claims: str | list[str]) -> None:
    both = ("email", "picture")
    started = [
        OpenIdFlows(session).start(
            scopes=(),
            claims=given,
            redirect_uri="http://localhost:3000",
            response_type="code",
            force_verify=False,
        )
        for given in (claims, Claims(id_token=both, userinfo=both))
    ]

    named, asked = [dict(parse_qsl(urlsplit(one.url.reveal()).query))["claims"] for one in started]
    assert named == asked
