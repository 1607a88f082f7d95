"""What an extension sells for Bits."""

from __future__ import annotations

from datetime import datetime

from twitchkit.helix.endpoint import Endpoint
from twitchkit.helix.endpoints.extension_transactions import BitsCost
from twitchkit.helix.row import BlankMoment, TidyRow
from twitchkit.helix.rules import Between, Length, OneOf
from twitchkit.helix.values import Part


class ExtensionBitsProduct(TidyRow, frozen=True, kw_only=True):
    """A product.

    Args:
        expiration: None when it does not end.
    """

    moments = ("expiration",)

    cost: BitsCost
    in_development: bool
    expiration: BlankMoment = None
    is_broadcast: bool
    sku: str = ""
    display_name: str = ""


class GetExtensionBitsProducts(Endpoint[ExtensionBitsProduct], frozen=True, kw_only=True):
    """What the app's extension sells for Bits.

    Takes app tokens only.

    Args:
        should_include_all: also what is switched off or expired.

    Source: dev.twitch.tv/docs/api/reference#get-extension-bits-products
    """

    operation = "get_extension_bits_products"
    path = "/bits/extensions"
    tokens = ("app",)
    row = ExtensionBitsProduct

    should_include_all: bool | None = None


class ProductCost(Part, frozen=True, kw_only=True):
    """A price to set.

    Args:
        amount: Bits, 1 to 10,000.
        type: `bits`.
    """

    rules = (
        Between("amount", 1, 10000),
        OneOf("type", ("bits",)),
    )

    amount: int
    type: str


class UpdateExtensionBitsProduct(Endpoint[ExtensionBitsProduct], frozen=True, kw_only=True):
    """Adds a product, or changes the one with the same SKU.

    Takes app tokens only.

    Args:
        sku: the product's own key, at most 255 characters.
        cost: 1 to 10,000 Bits.
        display_name: at most 255 characters.
        in_development: not for the public yet.
        expiration: when it is no longer sold; None for never.
        is_broadcast: whether all viewers are told of a purchase.

    Source: dev.twitch.tv/docs/api/reference#update-extension-bits-product
    """

    operation = "update_extension_bits_product"
    method = "PUT"
    path = "/bits/extensions"
    tokens = ("app",)
    row = ExtensionBitsProduct
    in_body = ("sku", "cost", "display_name", "in_development", "expiration", "is_broadcast")
    rules = (
        Length("sku", 0, 255),
        Length("display_name", 0, 255),
    )

    sku: str
    cost: ProductCost
    display_name: str
    in_development: bool | None = None
    expiration: datetime | None = None
    is_broadcast: bool | None = None
