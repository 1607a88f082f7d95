"""What a world does where Twitch differs from its documents, or these are silent: switch by switch."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from twitchkit.shape import ready


class Quirks(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a world does where more than one behaviour is known or thinkable.

    Args:
        double_encoded_scope: the fragment of an OpenID answer has its `scope` encoded twice, as the
            documents' samples do.
        code_in_fragment: `code` comes in the fragment instead of the query, as one OpenID sample shows.
        ignore_force_verify_with_openid: reported 2017 (justintv/Twitch-API#689).
        app_names_nobody: validate gives `login` and `user_id` of an app token as null (documents) instead of
            leaving them out (recorded).
        no_scopes: how validate says that a token has none.
        limit: what the 51st valid token of one app and user does: end the first one, be refused, or nothing.
        connection_dies_by_reuse: a spent refresh token of a public app, sent again, ends the whole connection
            (twitchdev/issues#903).
        confidential_rotates: a refresh of a confidential app answers a new refresh token; the old one
            still works.
        refresh_hides_expiry: refresh answers leave out `expires_in`, as the documents' sample does.
        odd_refresh_tokens: refresh tokens hold `%`, `/` and `=`, which must be percent-encoded once.
        refused_multipart: public apps cannot refresh with multipart bodies (twitchdev/issues#1037).
        disconnected_status: of a refresh after the user disconnected the app or changed the password.
        secret_kills_tokens: a new client secret ends all tokens of the app.
        eternal_tokens: tokens do not end and validate says `expires_in` 0, as for very old client ids.
        slow_down: polling faster than the interval is answered so, and the interval grows by 5 s (RFC 8628).
        poll_repeats_scopes: a poll that does not repeat the scopes of its device request gets `invalid device
            code` instead of pending (twitchdev/issues#971).
        device_refusal: the message of a poll after the user refused; not documented, so RFC 8628's word.
        device_interval_s: seconds between polls of a device.
        listing_end: what Get Clips does after about 1,000 clips of one query: serve the last ones again under
            ever new cursors (twitchdev/issues#1188, 2026), under the same cursor (#1045, 2025), end (#133,
            2020), or go on to the real end.
        wide_windows_drop: of a week or more with over 100 clips, Get Clips leaves out the less viewed ones
            (#80).  Observed: 7-day windows gave 4,116 clips, 3-day and 1-day windows 13,612.
        floored_times: `started_at` and `ended_at` are cut down to ten minutes (#52).
        views_move: whether clips of large channels overtake others while a listing is paged, so that some
            come twice and some not at all: mostly recent ones, at each page, or none.
        few_views_first: the order of listings with dates, broken so from February to June 2026 (#1147).
        deep_games_fail: a listing of a game with dates and over 1,000 clips answers 500 from the 500th on
            (#360).
        late_videos: a new clip's `video_id` and `vod_offset` are empty for some minutes (#362).
        points_a_minute: of Helix's bucket.
        revoke_forgives: revoking what is no token (any more) is answered 200, as by older servers.
        hashes_rotated: every persisted hash is stale, as on the day of a new build of the web player.
        integrity_check: listings in GraphQL fail their integrity check.
        forbidden: playback tokens carry the refusal flag; nobody has published one that does.
    """

    double_encoded_scope: bool = True
    code_in_fragment: bool = False
    ignore_force_verify_with_openid: bool = False
    app_names_nobody: bool = False
    no_scopes: Literal["null", "empty"] = "null"
    limit: Literal["first-dies", "refused", "none"] = "first-dies"
    connection_dies_by_reuse: bool = True
    confidential_rotates: bool = False
    refresh_hides_expiry: bool = False
    odd_refresh_tokens: bool = False
    refused_multipart: bool = False
    disconnected_status: Literal[400, 401] = 401
    secret_kills_tokens: bool = False
    eternal_tokens: bool = False
    slow_down: bool = False
    poll_repeats_scopes: bool = False
    device_refusal: str = "access_denied"
    device_interval_s: Annotated[int, msgspec.Meta(ge=1, le=600)] = 5
    listing_end: Literal["repeats", "same-cursor", "ends", "none"] = "repeats"
    wide_windows_drop: bool = True
    floored_times: bool = True
    views_move: Literal["recent", "always", "never"] = "recent"
    few_views_first: bool = False
    deep_games_fail: bool = True
    late_videos: bool = True
    points_a_minute: Annotated[int, msgspec.Meta(ge=1)] = 800
    revoke_forgives: bool = False
    hashes_rotated: bool = False
    integrity_check: bool = False
    forbidden: bool = False


def changed_quirks(quirks: Quirks, change: bytes) -> Quirks:
    """`quirks` with what the JSON object `change` names.

    Raises:
        ValueError: a name or a value is unknown.
    """
    try:
        names = msgspec.json.decode(change, type=dict[str, object])
        return msgspec.convert({**msgspec.structs.asdict(quirks), **names}, ready(Quirks))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
