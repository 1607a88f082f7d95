"""Helix's endpoints, and the way a request takes to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from twitchkit.simulator.answer import Answer, json_answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.helix import (
    ads,
    analytics,
    announcements,
    authorizations,
    automod,
    badges,
    bans,
    bits,
    blocked_terms,
    blocks,
    channels,
    chat_colors,
    chat_messages,
    chat_settings,
    chatters,
    clipping,
    clips,
    conduit_shards,
    conduits,
    custom_rewards,
    downloads,
    drops,
    emotes,
    eventsub,
    extension_configuration,
    extension_messages,
    extension_sales,
    extension_secrets,
    extensions,
    follows,
    games,
    guest_star,
    guest_star_slots,
    icalendar,
    labels,
    markers,
    moderators,
    pins,
    polls,
    predictions,
    raids,
    redemptions,
    schedule,
    schedule_segments,
    search,
    shared_chat,
    shield_mode,
    streams,
    subscriptions,
    support,
    suspicious_users,
    teams,
    unban_requests,
    user_extensions,
    users,
    videos,
    vips,
    warnings,
    whispers,
)
from twitchkit.simulator.helix.admission import admitted
from twitchkit.simulator.helix.bucket import Buckets
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.front_end_gate import CALLS_A_MINUTE, SCHEME
from twitchkit.simulator.helix.gate import bucket_key
from twitchkit.simulator.helix.refusal import Refused, refusal
from twitchkit.simulator.helix.removed import REMOVED, WORDS
from twitchkit.simulator.helix.route import Limit, Route, Routes
from twitchkit.simulator.links import Links
from twitchkit.simulator.world import World


def merged(tables: Iterable[Routes]) -> dict[tuple[str, str], Route]:
    """All routes in one table.

    Raises:
        ValueError: two tables have the same one.
    """
    routes: dict[tuple[str, str], Route] = {}
    for table in tables:
        if twice := routes.keys() & table.keys():
            raise ValueError(f"routed twice: {sorted(twice)}")
        routes.update(table)
    return routes


ROUTES: Routes = merged(
    (
        ads.ROUTES,
        analytics.ROUTES,
        announcements.ROUTES,
        authorizations.ROUTES,
        automod.ROUTES,
        badges.ROUTES,
        bans.ROUTES,
        bits.ROUTES,
        blocked_terms.ROUTES,
        blocks.ROUTES,
        channels.ROUTES,
        chat_colors.ROUTES,
        chat_messages.ROUTES,
        chat_settings.ROUTES,
        chatters.ROUTES,
        clipping.ROUTES,
        clips.ROUTES,
        conduit_shards.ROUTES,
        conduits.ROUTES,
        custom_rewards.ROUTES,
        downloads.ROUTES,
        drops.ROUTES,
        emotes.ROUTES,
        eventsub.ROUTES,
        extension_configuration.ROUTES,
        extension_messages.ROUTES,
        extension_sales.ROUTES,
        extension_secrets.ROUTES,
        extensions.ROUTES,
        follows.ROUTES,
        games.ROUTES,
        guest_star.ROUTES,
        guest_star_slots.ROUTES,
        icalendar.ROUTES,
        labels.ROUTES,
        markers.ROUTES,
        moderators.ROUTES,
        pins.ROUTES,
        polls.ROUTES,
        predictions.ROUTES,
        raids.ROUTES,
        redemptions.ROUTES,
        schedule.ROUTES,
        schedule_segments.ROUTES,
        search.ROUTES,
        shared_chat.ROUTES,
        shield_mode.ROUTES,
        streams.ROUTES,
        subscriptions.ROUTES,
        support.ROUTES,
        suspicious_users.ROUTES,
        teams.ROUTES,
        unban_requests.ROUTES,
        user_extensions.ROUTES,
        users.ROUTES,
        videos.ROUTES,
        vips.ROUTES,
        warnings.ROUTES,
        whispers.ROUTES,
    )
)


def _viewers() -> Buckets:
    return Buckets(CALLS_A_MINUTE)


@dataclass(slots=True)
class Helix:
    """api.twitch.tv/helix over one world.

    Args:
        points: the common buckets; `viewers` are those of extensions' pages.
        limits: whether the endpoints' own limits count.
    """

    world: World
    points: Buckets
    viewers: Buckets = field(default_factory=_viewers)
    limits: bool = True
    _own: dict[Limit, Buckets] = field(default_factory=dict[Limit, Buckets])

    def answer(self, asked: Asked, links: Links) -> Answer:
        """The answer to a request below `/helix`."""
        # A slash at the end is what many clients write, and does no harm at Twitch.
        place = asked.method, asked.path.rstrip("/")
        route = ROUTES.get(place)
        if place in REMOVED:
            return refusal(410, WORDS)
        if route is None:
            return refusal(404, "")  # Twitch: a known path with another method is not found either
        try:
            grant = route.admit(self.world, asked)
        except Refused as refused:
            return refusal(refused.status, refused.message)  # 401 answers carry no rate headers
        call = Call(world=self.world, asked=asked, grant=grant, links=links)
        from_page = asked.headers.get("authorization", "").startswith(SCHEME)
        buckets = self.viewers if from_page else self.points
        allowed, headers = buckets.take(bucket_key(grant), call.now)
        if not allowed:
            return refusal(429, "Request limit exceeded", headers)
        try:
            reply = self._reply(route, admitted(route, call))
        except Refused as refused:
            told = None if refused.status == 401 else {**headers, **refused.headers}
            return refusal(refused.status, refused.message, told)
        if isinstance(reply, Answer):
            return Answer(status=reply.status, headers={**headers, **reply.headers}, body=reply.body)
        return json_answer(reply, headers=headers)

    def _reply(self, route: Route, call: Call) -> Mapping[str, object] | Answer:
        """What the endpoint says, if its own limits let the call pass; one that is refused does not count."""
        if not self.limits:
            return route.answer(call)
        taken: list[tuple[Buckets, str]] = []
        try:
            for limit in route.limits:
                key = limit.key(call)
                if key is None:
                    continue
                buckets = self._own.setdefault(limit, Buckets(limit.points, limit.per_s))
                allowed, headers = buckets.take(key, call.now)
                if not allowed:
                    raise Refused(429, "Request limit exceeded", headers)
                taken.append((buckets, key))
            return route.answer(call)
        except Refused:
            for buckets, key in taken:
                buckets.give_back(key)
            raise
