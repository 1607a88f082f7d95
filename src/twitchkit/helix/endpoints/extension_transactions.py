"""What viewers bought in an extension."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import field

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.row import Moment, Row, TidyRow
from twitchkit.helix.rules import AtMost, Between


class BitsCost(Row, frozen=True, kw_only=True):
    """A price.

    Args:
        amount: Bits.
        type: `bits`.
    """

    amount: int = 0
    type: str = ""


class BoughtProduct(TidyRow, frozen=True, kw_only=True):
    """What was bought.

    Args:
        domain: `twitch.ext.` and the extension's id.
        in_development: `inDevelopment` in Twitch's answer.
        display_name: `displayName` in Twitch's answer.
        expiration: None, always: Twitch leaves it empty.
        broadcast: whether all viewers were told.
    """

    blank_is_none = ("expiration",)

    cost: BitsCost
    broadcast: bool
    sku: str = ""
    domain: str = ""
    in_development: bool = field(name="inDevelopment")
    display_name: str = field(name="displayName", default="")
    expiration: str | None = None


class ExtensionTransaction(Row, frozen=True, kw_only=True):
    """A purchase.

    Args:
        product_type: `BITS_IN_EXTENSION`.
    """

    id: str
    timestamp: Moment
    product_data: BoughtProduct
    broadcaster_id: str = ""
    broadcaster_login: str = ""
    broadcaster_name: str = ""
    user_id: str = ""
    user_login: str = ""
    user_name: str = ""
    product_type: str = ""


class GetExtensionTransactions(Endpoint[ExtensionTransaction], frozen=True, kw_only=True):
    """Bits purchases made in one of the app's extensions.

    Takes app tokens only.

    Args:
        extension_id: the extension; the token's client owns it.
        id: only these.  More than 100 are split.
        first: rows a page, 1 to 100, Twitch's default is 20.
        after: cursor of the page before.

    Source: dev.twitch.tv/docs/api/reference#get-extension-transactions
    """

    operation = "get_extension_transactions"
    path = "/extensions/transactions"
    tokens = ("app",)
    row = ExtensionTransaction
    repeated = ("id",)
    limit = AtMost(100, ("id",))
    rules = (Between("first", 1, 100),)
    paged = True

    extension_id: str
    id: Sequence[str] | str = ()
    first: int | None = None
    after: str | None = None
