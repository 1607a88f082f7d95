"""A record of every exchange, with secrets hidden."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from typing import final
from urllib.parse import urlencode

from twitchkit.secret import REDACTED
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.parameters import parameters

SHOWN = frozenset(
    {
        "after", "before", "broadcaster_id", "clip_id", "editor_id", "ended_at", "first", "game_id",
        "force_verify", "grant_type", "id", "igdb_id", "is_featured", "language", "login", "name", "period",
        "response_type", "scope", "scopes", "sort", "started_at", "type", "user_id",
    }
)  # fmt: skip
"""Query parameters whose values are shown; all others may be secrets."""
TOKEN_PATHS = frozenset({"/oauth2/token", "/kraken/oauth2/token"})
MOST_KEPT = 20_000


@dataclass(slots=True)
class Exchange:
    """One request and what became of it.

    Args:
        query: secret values replaced.
        grant_type: of a token request, wherever it was sent; else None.
        range: the `Range` header, or None.
        status: None until an answer began.
        bytes_sent: of the body, handed to the socket.
        faulty: whether a fault struck.
        done: whether the answer was handed over whole.
    """

    method: str
    path: str
    query: str
    range: str | None
    user_agent: str
    body_bytes: int
    grant_type: str | None = None
    status: int | None = None
    bytes_sent: int = 0
    faulty: bool = False
    done: bool = False


@final
class Recorder:
    """The exchanges of one simulator, oldest first; of very many the latest are kept."""

    def __init__(self) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=MOST_KEPT)

    def begin(self, asked: Asked) -> Exchange:
        """A new entry for `asked`, to be filled in."""
        exchange = Exchange(
            method=asked.method,
            path=asked.path,
            query=urlencode([(name, value if name in SHOWN else REDACTED) for name, value in asked.query]),
            range=asked.headers.get("range"),
            user_agent=asked.headers.get("user-agent", ""),
            body_bytes=len(asked.body),
            grant_type=parameters(asked).get("grant_type") if asked.path in TOKEN_PATHS else None,
        )
        self._exchanges.append(exchange)
        return exchange

    def clear(self) -> None:
        """Forget all."""
        self._exchanges.clear()

    def latest(self, count: int) -> list[dict[str, object]]:
        """The latest entries, newest first, ready for JSON."""
        kept = len(self._exchanges)
        return [asdict(self._exchanges[at]) for at in range(kept - 1, max(-1, kept - 1 - count), -1)]

    def entries(self) -> list[dict[str, object]]:
        """All entries, ready for JSON."""
        return [asdict(exchange) for exchange in list(self._exchanges)]
