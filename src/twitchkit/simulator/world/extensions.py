"""Extensions: what there are, what the app's own one keeps, and where channels show them."""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, final

from twitchkit.simulator.identity.chance import code, uuid

if TYPE_CHECKING:
    from twitchkit.simulator.world.world import World

Place: TypeAlias = Literal["panel", "overlay", "component"]
SLOTS: dict[Place, tuple[str, ...]] = {"panel": ("1", "2", "3"), "overlay": ("1",), "component": ("1", "2")}
SECRET_BYTES = 32
FOREVER = timedelta(days=365 * 100)
BEGAN_AT = datetime(2026, 9, 1, tzinfo=UTC)
TRANSACTIONS = 60
MOST_SENT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A released extension.

    Args:
        owner_id: of the user it belongs to.
        places: where it can be shown.
    """

    id: str
    owner_id: str
    name: str
    version: str
    summary: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionSecret:
    """A key that signs JWTs; `content` is base64."""

    content: str
    active_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The text an extension keeps in a segment."""

    content: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something an extension sells for Bits.

    Args:
        ends_at: None is never.
        told_to_all: whether everybody in the channel hears of a purchase.
    """

    sku: str
    bits: int
    name: str
    in_development: bool = False
    ends_at: datetime | None = None
    told_to_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A purchase."""

    id: str
    at: datetime
    broadcaster_id: str
    viewer_id: str
    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An extension in a slot of a channel; `x` and `y` are those of a component."""

    extension_id: str
    x: int = 0
    y: int = 0


@final
@dataclass(slots=True)
class Extensions:
    """A world's extensions.  The first one is the confidential app's, and its owner the first channel.

    Args:
        secrets: of the app's extension, the oldest first.
        segments: by segment and channel; None where there is no channel.
        required: the configuration that a channel has been marked with.
        sent: bodies of the last messages to viewers and to chats, the oldest first.
        products: by SKU.
        shown: by channel, place and slot.
    """

    chance: Random
    all: Sequence[Extension]
    installed: Sequence[str]
    secrets: list[ExtensionSecret]
    products: dict[str, Product]
    transactions: Sequence[Transaction]
    segments: dict[tuple[str, str | None], Configuration] = field(
        default_factory=dict[tuple[str, "str | None"], Configuration]
    )
    required: dict[str, str] = field(default_factory=dict[str, str])
    sent: deque[bytes] = field(default_factory=lambda: deque[bytes](maxlen=MOST_SENT))
    shown: dict[str, dict[tuple[Place, str], Shown]] = field(
        default_factory=dict[str, dict[tuple[Place, str], Shown]]
    )

    @classmethod
    def begun(cls, world: World, chance: Random) -> Self:
        """Three extensions; every channel has the app's, and shows it as its first panel."""
        own = Extension(
            id=world.app.client_id,
            owner_id=world.channels[0].id,
            name=world.app.name,
            version="0.0.1",
            summary="Tells viewers when the tide comes in",
            places=("panel", "overlay", "component"),
        )
        others = [
            Extension(
                id=code(chance, 30),
                owner_id=world.channels[1].id,
                name=name,
                version=version,
                summary=summary,
                places=places,
            )
            for name, version, summary, places in OTHERS
        ]
        products = [
            Product(sku="lamp", bits=50, name="Light the lamp"),
            Product(sku="foghorn", bits=300, name="Sound the foghorn", told_to_all=True),
            Product(sku="kraken", bits=5_000, name="Wake the kraken", in_development=True),
        ]
        viewers = [user.id for user in world.users.values() if not user.deleted]
        ages = sorted(chance.randrange(60 * 86_400) for _ in range(TRANSACTIONS))
        first = ExtensionSecret(
            content=base64.b64encode(chance.randbytes(SECRET_BYTES)).decode(),
            active_at=BEGAN_AT,
            expires_at=BEGAN_AT + FOREVER,
        )
        return cls(
            chance,
            all=(own, *others),
            installed=[channel.id for channel in world.channels],
            secrets=[first],
            products={product.sku: product for product in products},
            transactions=[
                Transaction(
                    id=uuid(chance),
                    at=BEGAN_AT + timedelta(seconds=age_s),
                    broadcaster_id=chance.choice(world.channels).id,
                    viewer_id=chance.choice(viewers),
                    product=chance.choice(products[:2]),
                )
                for age_s in reversed(ages)
            ],
            shown={channel.id: {("panel", "1"): Shown(extension_id=own.id)} for channel in world.channels},
        )

    @property
    def own(self) -> Extension:
        """The confidential app's."""
        return self.all[0]

    def called(self, extension_id: str) -> Extension | None:
        """The extension of that id."""
        return next((extension for extension in self.all if extension.id == extension_id), None)

    def valid_secrets(self, now: datetime) -> list[ExtensionSecret]:
        """The secrets that have not ended, whether they sign yet or not."""
        return [secret for secret in self.secrets if secret.expires_at > now]

    def signing_secret(self, now: datetime) -> ExtensionSecret:
        """The newest secret that signs by now."""
        return next(secret for secret in reversed(self.secrets) if secret.active_at <= now)

    def rotate(self, now: datetime, delay_s: int) -> None:
        """A new secret, which signs after `delay_s`; those before it end a while later."""
        active_at = now + timedelta(seconds=delay_s)
        self.secrets = [
            ExtensionSecret(
                content=secret.content,
                active_at=secret.active_at,
                expires_at=min(secret.expires_at, active_at + OVERLAP),
            )
            for secret in self.valid_secrets(now)
        ]
        content = base64.b64encode(self.chance.randbytes(SECRET_BYTES)).decode()
        self.secrets.append(
            ExtensionSecret(content=content, active_at=active_at, expires_at=active_at + FOREVER)
        )


OVERLAP = timedelta(hours=1)
"""Front-end tokens live that long, so a retired secret does too."""
OTHERS: Sequence[tuple[str, str, str, tuple[Place, ...]]] = (
    ("Signal Flags", "0.9.1", "Spells the chat's words in flags", ("overlay", "component")),
    ("Ship's Log", "3.0.0", "What happened so far, below the video", ("panel",)),
)
