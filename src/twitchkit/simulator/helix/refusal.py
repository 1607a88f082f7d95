"""How Helix says no."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from twitchkit.simulator.answer import Answer, json_answer


class Refused(Exception):
    """An endpoint's or the gate's no."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message
        self.headers = headers or {}


def refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    """`{"error", "status", "message"}`."""
    error = HTTPStatus(status).phrase
    return json_answer({"error": error, "status": status, "message": message}, status=status, headers=headers)
