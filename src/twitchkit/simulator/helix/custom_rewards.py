"""Create, read, update and delete rewards for channel points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from twitchkit.simulator.cdn.addresses import PICTURES
from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.reading import missing, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import NO_CONTENT, USER, Reply, Route, Routes
from twitchkit.simulator.helix.standing import partnered
from twitchkit.simulator.identity.chance import uuid
from twitchkit.simulator.world import User
from twitchkit.simulator.world.rewards import MOST_REWARDS, Reward, Rewards

READ = ("channel:read:redemptions", "channel:manage:redemptions")
MANAGE = ("channel:manage:redemptions",)
Cost = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Title = Annotated[str, Meta(min_length=1, max_length=45)]
Color = Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
Most = Annotated[int, Meta(ge=1)]
Cooldown = Annotated[int, Meta(ge=1, le=604_800)]


class _Channel(msgspec.Struct):
    broadcaster_id: str


class _Named(_Channel):
    id: str


class _Query(_Channel):
    id: Annotated[tuple[str, ...], Meta(max_length=50)] = ()
    only_manageable_rewards: bool = False


class _Limits(msgspec.Struct, kw_only=True):
    is_max_per_stream_enabled: bool | None = None
    max_per_stream: Most | None = None
    is_max_per_user_per_stream_enabled: bool | None = None
    max_per_user_per_stream: Most | None = None
    is_global_cooldown_enabled: bool | None = None
    global_cooldown_seconds: Cooldown | None = None


class _New(_Limits, kw_only=True):
    title: Title
    cost: Cost
    prompt: str = ""
    is_enabled: bool = True
    background_color: Color = "#00C7AC"
    is_user_input_required: bool = False
    should_redemptions_skip_request_queue: bool = False


class _Change(_Limits, kw_only=True):
    title: Title | None = None
    prompt: str | None = None
    cost: Cost | None = None
    background_color: Color | None = None
    is_enabled: bool | None = None
    is_user_input_required: bool | None = None
    is_paused: bool | None = None
    should_redemptions_skip_request_queue: bool | None = None


def create_reward(call: Call) -> Mapping[str, object]:
    """POST /helix/channel_points/custom_rewards."""
    call.query(_Channel)
    new, channel, rewards = call.body(_New), partnered(call.person), call.book(Rewards)
    others = rewards.of(channel.id)
    if len(others) >= MOST_REWARDS:
        raise Refused(400, "CREATE_CUSTOM_REWARD_TOO_MANY_REWARDS")
    if any(other.title == new.title for other in others):
        raise Refused(400, "CREATE_CUSTOM_REWARD_DUPLICATE_REWARD")
    reward = Reward(
        id=uuid(rewards.chance),
        client_id=call.grant.client_id,
        broadcaster_id=channel.id,
        title=new.title,
        cost=new.cost,
        prompt=new.prompt,
        background_color=new.background_color.upper(),
        enabled=new.is_enabled,
        needs_input=new.is_user_input_required,
        skips_queue=new.should_redemptions_skip_request_queue,
    )
    _limit(reward, new)
    rewards.rewards[reward.id] = reward
    return {"data": [_encode(reward, channel, call)]}


def get_rewards(call: Call) -> Mapping[str, object]:
    """GET /helix/channel_points/custom_rewards: all, or those of the ids."""
    asked, channel = call.query(_Query), partnered(call.person)
    rewards = call.book(Rewards).of(channel.id)
    if asked.only_manageable_rewards:
        rewards = [reward for reward in rewards if reward.client_id == call.grant.client_id]
    if asked.id:
        rewards = [reward for reward in rewards if reward.id in asked.id]
        if not rewards:
            raise Refused(404, "The custom rewards specified in the id parameter were not found")
    return {"data": [_encode(reward, channel, call) for reward in rewards]}


def update_reward(call: Call) -> Mapping[str, object]:
    """PATCH /helix/channel_points/custom_rewards."""
    asked, change = call.query(_Named), call.body(_Change)
    reward = own_reward(call, asked.id)
    others = call.book(Rewards).of(reward.broadcaster_id)
    if any(other.title == change.title and other is not reward for other in others):
        raise Refused(400, "UPDATE_CUSTOM_REWARD_DUPLICATE_REWARD")
    _limit(reward, change)
    reward.title = change.title or reward.title
    reward.prompt = reward.prompt if change.prompt is None else change.prompt
    reward.cost = change.cost or reward.cost
    reward.background_color = (change.background_color or reward.background_color).upper()
    for name, value in (
        ("enabled", change.is_enabled),
        ("needs_input", change.is_user_input_required),
        ("paused", change.is_paused),
        ("skips_queue", change.should_redemptions_skip_request_queue),
    ):
        if value is not None:
            setattr(reward, name, value)
    return {"data": [_encode(reward, call.person, call)]}


def delete_reward(call: Call) -> Reply:
    """DELETE /helix/channel_points/custom_rewards: with its redemptions, which count as fulfilled."""
    reward = own_reward(call, call.query(_Named).id)
    del call.book(Rewards).rewards[reward.id]
    return NO_CONTENT


def own_reward(call: Call, reward_id: str) -> Reward:
    """The caller's reward of that id, which the token's app made.

    Raises:
        Refused: 404: there is none; 403: another app made it, or the channel may not have rewards.
    """
    channel = partnered(call.person)
    reward = call.book(Rewards).rewards.get(reward_id)
    if reward is None or reward.broadcaster_id != channel.id:
        raise Refused(404, "The custom reward specified in the id parameter was not found")
    if reward.client_id != call.grant.client_id:
        raise Refused(
            403, "The ID in the Client-Id header must match the client ID used to create the custom reward."
        )
    return reward


def _limit(reward: Reward, told: _Limits) -> None:
    """Set those of the three limits that are spoken of; turning one on needs its number."""
    for kept, enabled, number, name in (
        ("most_per_stream", told.is_max_per_stream_enabled, told.max_per_stream, "max_per_stream"),
        (
            "most_per_viewer",
            told.is_max_per_user_per_stream_enabled,
            told.max_per_user_per_stream,
            "max_per_user_per_stream",
        ),
        (
            "cooldown_s",
            told.is_global_cooldown_enabled,
            told.global_cooldown_seconds,
            "global_cooldown_seconds",
        ),
    ):
        if enabled and number is None:
            raise missing(name)
        if enabled is not None:
            setattr(reward, kept, number if enabled else None)


def _encode(reward: Reward, channel: User, call: Call) -> Mapping[str, object]:
    sizes = {"url_1x": 1, "url_2x": 2, "url_4x": 4}
    cools_until = reward.cools_until(call.now)
    return {
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
        "id": reward.id,
        "title": reward.title,
        "prompt": reward.prompt,
        "cost": reward.cost,
        "image": None,
        "default_image": {
            name: call.links.to(PICTURES, f"/custom-reward-images/default-{size}.png")
            for name, size in sizes.items()
        },
        "background_color": reward.background_color,
        "is_enabled": reward.enabled,
        "is_user_input_required": reward.needs_input,
        "max_per_stream_setting": {
            "is_enabled": reward.most_per_stream is not None,
            "max_per_stream": reward.most_per_stream or 0,
        },
        "max_per_user_per_stream_setting": {
            "is_enabled": reward.most_per_viewer is not None,
            "max_per_user_per_stream": reward.most_per_viewer or 0,
        },
        "global_cooldown_setting": {
            "is_enabled": reward.cooldown_s is not None,
            "global_cooldown_seconds": reward.cooldown_s or 0,
        },
        "is_paused": reward.paused,
        "is_in_stock": reward.most_per_stream is None or reward.taken() < reward.most_per_stream,
        "should_redemptions_skip_request_queue": reward.skips_queue,
        "redemptions_redeemed_current_stream": reward.taken() if reward.most_per_stream is not None else None,
        "cooldown_expires_at": rfc3339(cools_until) if cools_until else None,
    }


PATH = "/helix/channel_points/custom_rewards"
ROUTES: Routes = {
    ("POST", PATH): Route(answer=create_reward, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
    ("GET", PATH): Route(answer=get_rewards, tokens=USER, scopes=READ, owner="broadcaster_id"),
    ("PATCH", PATH): Route(answer=update_reward, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
    ("DELETE", PATH): Route(answer=delete_reward, tokens=USER, scopes=MANAGE, owner="broadcaster_id"),
}
