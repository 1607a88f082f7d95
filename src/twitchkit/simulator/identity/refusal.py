"""How id.twitch.tv says no."""

from __future__ import annotations

from http import HTTPStatus

from twitchkit.simulator.answer import Answer, json_answer


class Refused(Exception):
    """A door's no.

    Args:
        named: the answer has `error` too, as some of Twitch's samples do.
    """

    def __init__(self, status: int, message: str, *, named: bool = False) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message
        self.named = named


def refusal(status: int, message: str, *, named: bool = False) -> Answer:
    """`{"status", "message"}`; with `error`, which Helix always has, only when `named`."""
    error = {"error": HTTPStatus(status).phrase} if named else {}
    return json_answer({**error, "status": status, "message": message}, status=status, newline=True)
