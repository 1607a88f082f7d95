"""Extensions that a user has installed, and those in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Optional, TypeAlias, TypeVar

from msgspec import field
from msgspec.structs import force_setattr

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.page import Single
from twitchkit.helix.row import Row, Several, TidyRow
from twitchkit.helix.values import Part

T = TypeVar("T")


class UserExtension(TidyRow, frozen=True, kw_only=True):
    """An installed extension.

    Args:
        can_activate: whether it is set up.
        type: component, mobile, overlay, panel.
    """

    null_is_empty = ("type",)

    id: str
    can_activate: bool
    version: str = ""
    name: str = ""
    type: Several[str] = ()


class GetUserExtensions(Endpoint[UserExtension], frozen=True, kw_only=True):
    """Extensions that the token's user has installed.

    Those that are not active need scope `user:edit:broadcast`.

    Source: dev.twitch.tv/docs/api/reference#get-user-extensions
    """

    operation = "get_user_extensions"
    path = "/users/extensions/list"
    tokens = ("user",)
    scopes = ("user:read:broadcast", "user:edit:broadcast")
    optional_scopes = ("user:edit:broadcast",)
    row = UserExtension


class ActivePanel(TidyRow, frozen=True, kw_only=True):
    """A slot for panels; all but `active` None when it is free."""

    blank_is_none = ("id", "version", "name")

    active: bool
    id: str | None = None
    version: str | None = None
    name: str | None = None


class ActiveOverlay(TidyRow, frozen=True, kw_only=True):
    """A slot for overlays; all but `active` None when it is free."""

    blank_is_none = ("id", "version", "name")

    active: bool
    id: str | None = None
    version: str | None = None
    name: str | None = None


class ActiveComponent(TidyRow, frozen=True, kw_only=True):
    """A slot for components; all but `active` None when it is free.

    Args:
        x: place on the video, as is `y`.
    """

    blank_is_none = ("id", "version", "name")

    active: bool
    id: str | None = None
    version: str | None = None
    name: str | None = None
    x: int | None = None
    y: int | None = None


if TYPE_CHECKING:
    Slots: TypeAlias = Mapping[str, T]
else:
    # Twitch may write null for "none".
    Slots = Optional[Mapping[str, T]]  # noqa: UP045 - the bar cannot be subscripted later


class ActiveExtensions(Row, frozen=True, kw_only=True):
    """Extensions by their slots, which Twitch numbers from `1`."""

    panel: Slots[ActivePanel] = field(default_factory=dict[str, ActivePanel])
    overlay: Slots[ActiveOverlay] = field(default_factory=dict[str, ActiveOverlay])
    component: Slots[ActiveComponent] = field(default_factory=dict[str, ActiveComponent])

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if getattr(self, name) is None:
                force_setattr(self, name, {})


class GetUserActiveExtensions(
    Endpoint[ActiveExtensions, Single[ActiveExtensions]], frozen=True, kw_only=True
):
    """Extensions in use, by their slots.

    Those in development need a scope of `optional_scopes`.

    Args:
        user_id: the channel; None for the token's user, needed with an app token.

    Source: dev.twitch.tv/docs/api/reference#get-user-active-extensions
    """

    operation = "get_user_active_extensions"
    path = "/users/extensions"
    optional_scopes = ("user:read:broadcast", "user:edit:broadcast")
    row = ActiveExtensions
    page = Single

    user_id: str | None = None


class PanelSlot(Part, frozen=True, kw_only=True):
    """What a slot for panels is to hold.

    Args:
        active: False empties it.
        id: the extension.
        version: its version.
    """

    active: bool
    id: str | None = None
    version: str | None = None


class OverlaySlot(Part, frozen=True, kw_only=True):
    """What a slot for overlays is to hold.

    Args:
        active: False empties it.
        id: the extension.
        version: its version.
    """

    active: bool
    id: str | None = None
    version: str | None = None


class ComponentSlot(Part, frozen=True, kw_only=True):
    """What a slot for components is to hold.

    Args:
        active: False empties it.
        id: the extension.
        version: its version.
        x: place on the video, as is `y`.
    """

    active: bool
    id: str | None = None
    version: str | None = None
    x: int | None = None
    y: int | None = None


class UpdateUserExtensions(Endpoint[ActiveExtensions, Single[ActiveExtensions]], frozen=True, kw_only=True):
    """Activates, moves or switches off installed extensions; slots that are not named stay.

    Args:
        panel: by slot: `1` to `3`.
        overlay: by slot: `1`.
        component: by slot: `1` and `2`.

    Source: dev.twitch.tv/docs/api/reference#update-user-extensions
    """

    operation = "update_user_extensions"
    method = "PUT"
    path = "/users/extensions"
    tokens = ("user",)
    scopes = ("user:edit:broadcast",)
    row = ActiveExtensions
    page = Single
    in_body = ("panel", "overlay", "component")
    wrapped = True

    panel: Mapping[str, PanelSlot] | None = None
    overlay: Mapping[str, OverlaySlot] | None = None
    component: Mapping[str, ComponentSlot] | None = None
