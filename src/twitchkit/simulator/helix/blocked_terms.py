"""Get, Add and Remove Blocked Terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.moderating import Moderating, ModeratingPages, moderators, of_channel
from twitchkit.simulator.helix.reading import page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, Limit, Routes
from twitchkit.simulator.helix.standing import moderated
from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.world.moderation import Moderation, Term

MANAGE = "moderator:manage:blocked_terms"
# Not written down; client authors measured it (twitch4j pull 561).
TERM_LIMIT = Limit(points=60, per_s=60, key=of_channel)


class _Body(msgspec.Struct):
    text: Annotated[str, Meta(min_length=2, max_length=500)]


class _Named(Moderating, kw_only=True):
    id: str


def get_blocked_terms(call: Call) -> Mapping[str, object]:
    """GET /helix/moderation/blocked_terms: newest first."""
    asked = call.query(ModeratingPages)
    channel = moderated(call, asked.broadcaster_id)
    terms = call.book(Moderation).terms.get(channel.id, [])
    rows, pagination = page(terms[::-1], asked)
    return {"data": [_row(channel.id, term) for term in rows], "pagination": pagination}


def add_blocked_term(call: Call) -> Mapping[str, object]:
    """POST /helix/moderation/blocked_terms: one that is there already is dated anew."""
    asked, text = call.query(Moderating), call.body(_Body).text
    channel, book = moderated(call, asked.broadcaster_id), call.book(Moderation)
    terms = book.terms.setdefault(channel.id, [])
    term = next((term for term in terms if term.text.lower() == text.lower()), None)
    if term is None:
        term = Term(
            id=uuid(book.chance),
            moderator_id=call.person.id,
            text=text,
            created_at=call.now,
            updated_at=call.now,
        )
        terms.append(term)
    term.updated_at = call.now
    return {"data": [_row(channel.id, term)]}


def remove_blocked_term(call: Call) -> Answer:
    """DELETE /helix/moderation/blocked_terms."""
    asked = call.query(_Named)
    channel = moderated(call, asked.broadcaster_id)
    terms = call.book(Moderation).terms.get(channel.id, [])
    kept = [term for term in terms if term.id != asked.id]
    if len(kept) == len(terms):
        raise Refused(400, "The blocked term specified in the id parameter was not found")
    call.book(Moderation).terms[channel.id] = kept
    return NO_CONTENT


def _row(broadcaster_id: str, term: Term) -> Mapping[str, object]:
    return {
        "broadcaster_id": broadcaster_id,
        "moderator_id": term.moderator_id,
        "id": term.id,
        "text": term.text,
        "created_at": rfc3339(term.created_at),
        "updated_at": rfc3339(term.updated_at),
        "expires_at": None,
    }


ROUTES: Routes = {
    ("GET", "/helix/moderation/blocked_terms"): moderators(
        get_blocked_terms, "moderator:read:blocked_terms", MANAGE
    ),
    ("POST", "/helix/moderation/blocked_terms"): moderators(add_blocked_term, MANAGE, limits=(TERM_LIMIT,)),
    ("DELETE", "/helix/moderation/blocked_terms"): moderators(remove_blocked_term, MANAGE),
}
