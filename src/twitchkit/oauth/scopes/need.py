"""The least scopes for a task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import msgspec

from twitchkit.errors import MissingScope, UnknownOperation
from twitchkit.oauth.scopes.operations import BOT_CHANNEL, BOT_USER, OPERATIONS


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask a user for.

    Args:
        scopes: all that the login has to ask for, those already held included, sorted.
        added: of those, the ones not held yet.
        because: operation → the scope that opens it; None when it needs none.
        choices: operation → the other scopes that would open it too.
        remarks: what has to be known beyond the scopes, one sentence each.
    """

    scopes: tuple[str, ...]
    added: tuple[str, ...]
    because: Mapping[str, str | None]
    choices: Mapping[str, tuple[str, ...]]
    remarks: tuple[str, ...] = ()


def operation_id(name: str) -> str:
    """The operation that `name` stands for: `get_clips`, `GetClips`, `get-clips` or `Get Clips`.

    Raises:
        UnknownOperation: none, with the nearest names.
    """
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    snake = re.sub(r"[\s_-]+", "_", snake).lower()
    if snake in OPERATIONS:
        return snake
    raise UnknownOperation(operation=name, offered=get_close_matches(snake, OPERATIONS, n=3, cutoff=0.6))


def scopes_of(operation: str) -> tuple[str, ...]:
    """The scopes of which a user token needs any one for `operation`; empty when none is needed."""
    return OPERATIONS[operation_id(operation)]


def check_scopes(operation: str, held: Iterable[str]) -> None:
    """Nothing, or the error to raise before the call is sent.

    Raises:
        MissingScope: naming the scope that is least, and a login that keeps those already held.
    """
    any_of, kept = scopes_of(operation), sorted(set(held))
    if any_of and not set(any_of) & set(kept):
        raise MissingScope(any_of=sorted(any_of, key=lambda name: _rank(name, any_of)), held=kept)


def for_endpoints(operations: Iterable[str], *, held: Iterable[str] = ()) -> Need:
    """The least scopes that open all of `operations`, on top of those already held.

    Fewest scopes first; among equals a reading one before one that changes things.

    Args:
        operations: ids or class names.
        held: granted before; they are kept, since a new consent replaces the old one.

    Raises:
        UnknownOperation: a name that is none.
    """
    wanted = list(dict.fromkeys(operation_id(name) for name in operations))
    kept = frozenset(held)
    chosen = least((any_of for name in wanted if (any_of := OPERATIONS[name])), held=kept)
    because = {name: next((one for one in OPERATIONS[name] if one in chosen), None) for name in wanted}
    choices = {
        name: tuple(one for one in OPERATIONS[name] if one != because[name])
        for name in wanted
        if len(OPERATIONS[name]) > 1
    }
    return Need(
        scopes=tuple(sorted(chosen)),
        added=tuple(sorted(chosen - kept)),
        because=because,
        choices=choices,
        remarks=tuple(_remarks(wanted, because, choices)),
    )


def least(needs: Iterable[tuple[str, ...]], *, held: Iterable[str] = ()) -> set[str]:
    """The fewest scopes of which every need has one, those already held included; reading ones first."""
    open_ones, chosen = list(needs), set(held)
    chosen.update(any_of[0] for any_of in open_ones if len(any_of) == 1)
    while left := [any_of for any_of in open_ones if not chosen & set(any_of)]:
        candidates = dict.fromkeys(name for any_of in left for name in any_of)
        chosen.add(
            min(
                candidates,
                key=lambda name: (-sum(name in any_of for any_of in left), _rank(name, tuple(candidates))),
            )
        )
    return chosen


def union(held: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """What a new consent has to ask for so that nothing granted before is lost; sorted."""
    return tuple(sorted({*held, *wanted}))


def _rank(name: str, order: tuple[str, ...]) -> tuple[bool, int]:
    """Least power first, then the order in which Twitch names them."""
    return "read" not in name.split(":"), order.index(name)


def _remarks(
    wanted: list[str], because: Mapping[str, str | None], choices: Mapping[str, tuple[str, ...]]
) -> Iterable[str]:
    for name in wanted:
        chosen, others = because[name] or "", choices.get(name, ())
        if chosen.startswith(("channel:", "editor:")) and any(
            other.startswith(("moderator:", "channel:"))
            and other.partition(":")[0] != chosen.partition(":")[0]
            for other in others
        ):
            yield f"{name}: {chosen} fits one role; for the other it is {' or '.join(others)}."
        if name in BOT_CHANNEL:
            yield (
                f"{name}: an app token can do it too, once the acting user granted user:bot and the "
                "broadcaster channel:bot."
            )
        elif name in BOT_USER:
            yield f"{name}: an app token can do it too, once the acting user granted user:bot."
