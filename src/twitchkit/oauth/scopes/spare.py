"""What was granted and is not used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from twitchkit.oauth.scopes.events import EVENTS
from twitchkit.oauth.scopes.need import least, operation_id
from twitchkit.oauth.scopes.operations import BEYOND, BOT_CHANNEL, BOT_USER, OPERATIONS
from twitchkit.oauth.scopes.scope import find_scope


class Spare(msgspec.Struct, frozen=True, kw_only=True):
    """Granted scopes against what is done with them.

    Args:
        unused: granted, and not needed for anything that was named; sorted.
        used: scope → the operations and events that it is kept for.
        closed: operations and events that no granted scope opens.
        remarks: what names of endpoints and events cannot tell, one sentence each.
    """

    unused: tuple[str, ...]
    used: Mapping[str, tuple[str, ...]]
    closed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def find_spare(granted: Iterable[str], operations: Iterable[str], *, events: Iterable[str] = ()) -> Spare:
    """The granted scopes that `operations` and `events` can do without.

    Where several granted ones open the same, the fewest are kept.  A scope that only adds to an answer, or
    lets an app token act, counts as used.

    Args:
        granted: of a token.
        operations: all that is called: ids or class names.
        events: all EventSub types that are subscribed to; one that is not known to need a scope needs none.

    Raises:
        UnknownOperation: a name that is none.
    """
    held = frozenset(granted)
    called = dict.fromkeys(operation_id(name) for name in operations)
    needs = {name: OPERATIONS[name] for name in called if OPERATIONS[name]}
    for event in dict.fromkeys(events):
        opening = tuple(name for name, types in EVENTS.items() if event in types)
        if opening:
            needs[event] = opening
    met = {name: tuple(one for one in any_of if one in held) for name, any_of in needs.items()}
    kept = least(any_of for any_of in met.values() if any_of)
    used: dict[str, list[str]] = {}
    for name, any_of in met.items():
        for scope in (one for one in any_of if one in kept):
            used.setdefault(scope, []).append(name)
    for scope, more in {**BEYOND, "user:bot": BOT_USER, "channel:bot": BOT_CHANNEL}.items():
        added = [name for name in called if name in more]
        if scope in held and added:
            used.setdefault(scope, []).extend(name for name in added if name not in used[scope])
    unused = tuple(sorted(held - used.keys()))
    return Spare(
        unused=unused,
        used={scope: tuple(used[scope]) for scope in sorted(used)},
        closed=tuple(name for name, any_of in met.items() if not any_of),
        remarks=tuple(_remarks(unused)),
    )


def _remarks(unused: Iterable[str]) -> Iterator[str]:
    for name in unused:
        scope = find_scope(name)
        if scope.token == "chat":  # noqa: S105 - a kind of token
            yield f"{name} is for chat over IRC, which is no endpoint; keep it if you chat so."
        elif name == "openid":
            yield "openid is for logging people in (OpenID Connect), which is no endpoint."
        elif not scope.is_known:
            yield f"{name} is not known to this twitchkit; it may open something newer."
