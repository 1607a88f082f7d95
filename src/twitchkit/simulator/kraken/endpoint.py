"""Everything below `/kraken`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import msgspec

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.identity.authorize import ask_person, hear_person
from twitchkit.simulator.identity.doors import TOO_MANY, Door
from twitchkit.simulator.identity.ledger import TooManyTokens
from twitchkit.simulator.identity.refusal import Refused, refusal
from twitchkit.simulator.identity.token_endpoint import tokens
from twitchkit.simulator.kraken import calls, carriage
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World


def token(world: World, asked: Asked, links: Links) -> Answer:
    """POST /kraken/oauth2/token: without `token_type` (justintv/Twitch-API#691)."""
    answer = dict(tokens(world, asked, links))
    answer.pop("token_type")
    return json_answer(answer)


DOORS: Mapping[tuple[str, str], Door] = {
    ("GET", "/kraken/oauth2/authorize"): partial(ask_person, kraken=True),
    ("POST", "/kraken/oauth2/authorize"): partial(hear_person, kraken=True),
    ("POST", "/kraken/oauth2/token"): token,
}


def kraken(world: World, asked: Asked, links: Links) -> Answer:
    """The answer to a request below `/kraken`."""
    door = DOORS.get((asked.method, asked.path))
    try:
        if door is not None:
            return door(world, asked, links)
        answer = _called(world, asked, links)
    except Refused as refused:
        answer = refusal(refused.status, refused.message, named=True)
    except TooManyTokens:
        answer = refusal(400, TOO_MANY, named=True)
    return _padded(answer, asked)


def _called(world: World, asked: Asked, links: Links) -> Answer:
    if asked.method == "GET" and asked.path.rstrip("/") == "/kraken":
        return json_answer(calls.root(world, asked))
    found = calls.call(world, asked, links)
    return Answer(status=204) if found is None else json_answer(found)


def _padded(answer: Answer, asked: Asked) -> Answer:
    """The answer as a script that calls back, with the status in it, when that was asked for."""
    name = carriage.callback(asked)
    if name is None:
        return answer
    told = answer.body or msgspec.json.encode({"status": answer.status})
    script = b"/**/ " + name.encode() + b"(" + told.rstrip() + b");"
    return Answer(headers={"content-type": "application/javascript; charset=utf-8"}, body=script)
