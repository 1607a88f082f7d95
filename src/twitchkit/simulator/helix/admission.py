"""Whether a token may call a route, and for whom it then acts."""

from __future__ import annotations

from dataclasses import replace

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import missing
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import ANY, AppGrant, Route


def admitted(route: Route, call: Call) -> Call:
    """`call` with its actor.

    Raises:
        Refused: 401 with Twitch's words (helix-notes §1 and auth.md §3); the order of the checks is ours.
    """
    if route.tokens.isdisjoint(ANY):
        return call
    if call.grant.user_id is None:
        return _app(route, call)
    if "user" not in route.tokens:
        raise Refused(401, "Must provide valid app token.")
    if route.scopes and set(route.scopes).isdisjoint(call.grant.scopes):
        raise Refused(401, f"Missing scope: {' or '.join(route.scopes)}")
    owner = call.named(route.owner) if route.owner else None
    if owner is not None and owner != call.grant.user_id:
        raise Refused(
            401, f"The ID in {route.owner} must match the user ID found in the request's OAuth token."
        )
    return replace(call, actor=call.world.user_with(call.grant.user_id))


def _app(route: Route, call: Call) -> Call:
    if "app" not in route.tokens:
        raise Refused(401, "Missing User OAUTH Token")
    for needed in route.app_grants:
        _check(needed, call)
    owner = call.named(route.owner) if route.owner and route.app_grants else None
    return replace(call, actor=call.world.user_with(owner)) if owner else call


def _check(needed: AppGrant, call: Call) -> None:
    user_id = call.named(needed.user)
    if user_id is None:
        raise missing(needed.user)
    if needed.unless is not None and needed.unless(call):
        return
    granted = call.granted(user_id) if call.world.user_with(user_id) else frozenset[str]()
    if needed.any_of and granted.isdisjoint(needed.any_of):
        raise Refused(401, f"Missing scope: {' or '.join(needed.any_of)}")
    lacking = [scope for scope in needed.all_of if scope not in granted]
    if lacking:
        raise Refused(401, f"Missing scope: {', '.join(lacking)}")
