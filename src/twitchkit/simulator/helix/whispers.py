"""Send Whisper."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Limit, Route, Routes
from twitchkit.simulator.world.blocks import Blocks
from twitchkit.simulator.world.whispers import Whisper, Whispers

LONGEST_FIRST, LONGEST = 500, 10_000
RECIPIENTS_A_DAY = 40


class _Query(msgspec.Struct):
    from_user_id: str
    to_user_id: str


class _Body(msgspec.Struct):
    message: Annotated[str, Meta(min_length=1)]


def send_whisper(call: Call) -> Answer:
    """POST /helix/whispers: longer texts are cut."""
    asked, text = call.query(_Query), call.body(_Body).message
    if asked.from_user_id == asked.to_user_id:
        raise Refused(400, "A user cannot whisper themself")
    if call.world.user_with(asked.to_user_id) is None:
        raise Refused(404, "The ID in to_user_id was not found.")
    book = call.book(Whispers)
    recipients = book.strangers_of(call.person.id, call.now)
    if asked.to_user_id not in recipients and len(recipients) >= RECIPIENTS_A_DAY:
        raise Refused(429, "The sending user has whispered to too many recipients.")
    if call.book(Blocks).blocks(asked.to_user_id, call.person.id):
        raise Refused(403, "The recipient's settings prevent this sender from whispering them")
    longest = LONGEST if book.are_known(call.person.id, asked.to_user_id) else LONGEST_FIRST
    whisper = Whisper(from_id=call.person.id, to_id=asked.to_user_id, text=text[:longest], at=call.now)
    book.deliver(whisper)
    return NO_CONTENT


def _sender(call: Call) -> str | None:
    return call.named("from_user_id")


ROUTES: Routes = {
    ("POST", "/helix/whispers"): Route(
        answer=send_whisper,
        tokens=USER,
        scopes=("user:manage:whispers",),
        owner="from_user_id",
        limits=(Limit(points=3, per_s=1, key=_sender), Limit(points=100, per_s=60, key=_sender)),
    )
}
