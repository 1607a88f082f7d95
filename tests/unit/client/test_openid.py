from __future__ import annotations

import sys

import pytest

from twitchkit.client.openid import OpenIdFlows
from twitchkit.client.session import Session
from twitchkit.errors import MissingExtra


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
