"""Ways to ask a world things without a socket."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from twitchkit.simulator import World
from twitchkit.simulator.answer import Answer
from twitchkit.simulator.app import App
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.world import Clip

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
REDIRECT = "http://localhost:4545/here?kept=1"
STATE = "a/b c&d"
OWN = "http://127.0.0.1:5000"
WEB_CLIENT = "kimne78kx3ncx6brgo4mv6wki5h1ko"


def landed(answer: Answer) -> dict[str, str]:
    """What a redirect tells the app, wherever it stands."""
    parts = urlsplit(answer.headers["location"])
    return dict(
        parse_qsl(parts.query, keep_blank_values=True) + parse_qsl(parts.fragment, keep_blank_values=True)
    )


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON


def ask(method: str, url: str, *, headers: dict[str, str] | None = None, body: bytes = b"") -> Asked:
    """A request, as the server would hand it over."""
    parts = urlsplit(url)
    return Asked(
        method=method,
        raw_path=parts.path,
        path=unquote(parts.path),
        query_string=parts.query,
        headers={"host": "127.0.0.1:5000", **(headers or {})},
        body=body,
        own_url=OWN,
    )


@dataclass
class Client:
    """Asks one world's app, without a socket."""

    app: App

    @property
    def world(self) -> World:
        return self.app.world

    def __call__(self, method: str, url: str, **more: Any) -> Answer:
        return self.app.respond(ask(method, url.removeprefix(OWN), **more))

    def token(self) -> str:
        return self.world.tokens.issue_app(self.world.app.client_id)[0]

    def helix(self, path: str, *pairs: tuple[str, str], token: str | None = None) -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {token or self.token()}", "client-id": self.world.app.client_id}
        answer = self("GET", f"/helix/{path}?{urlencode(pairs, quote_via=quote)}", headers=headers)
        return answer.status, json.loads(answer.body)

    def form(self, path: str, **fields: str) -> tuple[int, Any]:
        """POST a form; the answer's JSON, None when it is empty."""
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = self("POST", path, headers=headers, body=urlencode(fields).encode())
        return answer.status, json.loads(answer.body) if answer.body else None

    def own(self, **more: str) -> dict[str, str]:
        """The confidential app's id and secret, and more."""
        app = self.world.app
        assert app.secret is not None
        return {"client_id": app.client_id, "client_secret": app.secret.reveal(), **more}

    def public(self, **more: str) -> dict[str, str]:
        """The public app's id, and more."""
        return {"client_id": self.world.public_app.client_id, **more}

    def validate(self, token: str) -> tuple[int, Any]:
        answer = self("GET", "/oauth2/validate", headers={"authorization": f"OAuth {token}"})
        return answer.status, json.loads(answer.body)

    def authorize(self, **query: str) -> str:
        """The address of the consent page of the confidential app."""
        given = {
            "client_id": self.world.app.client_id,
            "redirect_uri": REDIRECT,
            "response_type": "code",
            "scope": "clips:edit user:read:email",
            "state": STATE,
        }
        return f"/oauth2/authorize?{urlencode({**given, **query}, quote_via=quote)}"

    def decide(self, url: str, login: str | None = None, decision: str = "allow") -> Answer:
        """A person fills in the form at `url`."""
        fields = {"login": login or self.world.channels[0].login, "decision": decision}
        return self("POST", url, body=urlencode(fields).encode())

    def consented(self, **query: str) -> dict[str, str]:
        """What the app gets back in query and fragment when the first person allows."""
        return landed(self.decide(self.authorize(**query)))

    def gql(self, operations: object, client_id: str = WEB_CLIENT) -> tuple[int, Any]:
        answer = self("POST", "/gql", headers={"client-id": client_id}, body=json.dumps(operations).encode())
        return answer.status, json.loads(answer.body)

    def signed(self, clip: Clip, quality: int = 0) -> str:
        """The address of one of the clip's files, signed, as a player makes it."""
        text = (
            f'{{clip(slug:"{clip.slug}"){{videoQualities{{sourceURL}}'
            'playbackAccessToken(params:{platform:"web"}){signature value}}}'
        )
        found = self.gql({"query": text})[1]["data"]["clip"]
        token = found["playbackAccessToken"]
        query = urlencode({"sig": token["signature"], "token": token["value"]})
        return f"{found['videoQualities'][quality]['sourceURL']}?{query}"
