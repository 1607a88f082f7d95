"""Calling Helix as an extension: from its front end, or from its backend."""

from __future__ import annotations

from collections.abc import Mapping

from twitchkit.errors import ExtensionTokenRefused, RateLimited, TwitchkitError
from twitchkit.oauth.exchange import message_of
from twitchkit.secret import Secret
from twitchkit.wire.request import Request
from twitchkit.wire.response import Response

FRONT_END_LIMIT = "30 requests a minute for each viewer"
LIMITS: Mapping[str, str] = {
    "get_extension_configuration_segment": "20 requests a minute",
    "set_extension_configuration_segment": "20 requests a minute",
    "send_extension_pubsub_message": "100 messages a minute for each extension and channel",
    "send_extension_chat_message": "12 messages a minute for each channel",
}
"""Operation → what it allows beyond the bucket that all calls share."""


def as_front_end(request: Request, helix_token: Secret, *, client_id: str) -> Request:
    """`request` as an extension's page sends it.

    It works for endpoints that take a user's token and need no scope.

    Args:
        request: of Helix.
        helix_token: the newest `helixToken` of `onAuthorized`; it lives about an hour.
        client_id: of the extension.
    """
    return request.with_headers(
        Client_Id=client_id, Authorization=Secret(f"Extension {helix_token.reveal()}")
    )


def as_backend(request: Request, token: Secret, *, client_id: str) -> Request:
    """`request` as an extension's backend sends it to the extension endpoints.

    Args:
        request: of Helix.
        token: from `sign_extension_token`.
        client_id: of the extension.
    """
    return request.with_headers(Client_Id=client_id, Authorization=Secret(f"Bearer {token.reveal()}"))


def explain_extension_answer(
    response: Response, *, front_end: bool, operation: str = "", now_s: float | None = None
) -> TwitchkitError | None:
    """The error that a 401 or 429 stands for when an extension called; None for any other answer.

    Args:
        response: of Helix.
        front_end: true if a `helixToken` was sent, false for a token signed by the backend.
        operation: what was called, for its limit.
        now_s: Unix seconds, for how long to wait; taken from the response when None.
    """
    said = message_of(response)
    if response.status == 401:
        return _refused(said, front_end=front_end)
    if response.status == 429:
        limit = FRONT_END_LIMIT if front_end else LIMITS.get(operation)
        told = " ".join(part for part in (said, f"(allowed: {limit})" if limit else "") if part)
        return RateLimited(twitch_says=told, retry_after_s=_wait_s(response, now_s))
    return None


def _refused(said: str, *, front_end: bool) -> TwitchkitError:
    words = said.lower()
    if front_end:
        return ExtensionTokenRefused(
            reason=f"Twitch answered 401: {said or 'no text'}.",
            fix="Use the helixToken of the newest onAuthorized call: one lives about an hour. The endpoint "
            "has to be one that needs no scope, and Client-Id the extension's.",
        )
    if "missing" in words:
        return ExtensionTokenRefused(
            reason=f"Twitch answered 401: {said}. This endpoint takes only a token signed by the "
            "extension's backend.",
            fix="Sign one (twitchkit extension sign) and send it as Authorization: Bearer.",
        )
    return ExtensionTokenRefused(
        reason=f"Twitch answered 401: {said or 'no text'}.",
        fix="Check that it is signed with an active secret of this extension, that exp is ahead and in "
        "seconds, that user_id is the owner's id as a text, and that role is external.",
    )


def _wait_s(response: Response, now_s: float | None) -> float | None:
    """Seconds until the bucket fills again; Twitch tells it as Unix seconds."""
    now = response.received_at if now_s is None else now_s
    try:
        reset = float(response.header("Ratelimit-Reset") or "")
    except ValueError:
        return None
    return None if now is None else max(1.0, min(reset - now, 60.0))
