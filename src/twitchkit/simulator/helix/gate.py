"""Who may pass: headers, token, rate limit."""

from __future__ import annotations

from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix.front_end_gate import SCHEME, admit_viewer
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.identity.tokens import Grant
from twitchkit.simulator.world import World


def admit(world: World, asked: Asked) -> Grant:
    """What the request's token stands for.

    Raises:
        Refused: 401 with Twitch's words (auth.md §3); the order of the checks is observed only in part.
    """
    authorization = asked.headers.get("authorization", "")
    client_id = asked.headers.get("client-id", "")
    if not authorization and not client_id:
        raise Refused(401, "Must provide a valid Client-ID or OAuth token")
    scheme, _, token = authorization.partition(" ")
    if scheme == SCHEME:
        return admit_viewer(world, asked, token.strip())
    # Twitch: `OAuth` and the lower-case word are refused here (twitchdev/issues#105, #219).
    if scheme != "Bearer" or not token.strip():
        raise Refused(401, "OAuth token is missing")
    if not client_id:
        raise Refused(401, "Client ID is missing")
    grant = world.tokens.look_up(token.strip())
    if grant is None:
        raise Refused(401, "Invalid OAuth token")
    if grant.client_id != client_id:
        raise Refused(401, "Client ID and OAuth token do not match")
    return grant


def bucket_key(grant: Grant) -> str:
    """One bucket per client for app tokens, one per client and user for user tokens."""
    return f"{grant.client_id}/{grant.user_id or ''}"
