"""How id.twitch.tv says no."""

from __future__ import annotations

from twitchkit.simulator.answer import Answer, json_answer


def refusal(status: int, message: str) -> Answer:
    """`{"status", "message"}`, without the `error` that Helix has."""
    return json_answer({"status": status, "message": message}, status=status, newline=True)
