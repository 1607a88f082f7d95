"""What an extension sells for Bits, and what was bought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from twitchkit.simulator.helix.call import Call
from twitchkit.simulator.helix.extension_gate import own_extension
from twitchkit.simulator.helix.reading import Paged, page, rfc3339
from twitchkit.simulator.helix.refusal import Refused
from twitchkit.simulator.helix.route import APP, Route, Routes
from twitchkit.simulator.world.extensions import Extensions, Product, Transaction

NEVER = "0001-01-01T00:00:00Z"
Text = Annotated[str, Meta(min_length=1, max_length=255)]


class _Transactions(Paged, kw_only=True):
    extension_id: str
    id: Annotated[tuple[str, ...], Meta(max_length=100)] = ()


class _Products(msgspec.Struct):
    should_include_all: bool = False


class _Cost(msgspec.Struct):
    amount: Annotated[int, Meta(ge=1, le=10_000)]
    type: Literal["bits"]


class _Product(msgspec.Struct):
    sku: Text
    cost: _Cost
    display_name: Text
    in_development: bool = False
    expiration: Annotated[datetime, Meta(tz=True)] | None = None
    is_broadcast: bool = False


def get_transactions(call: Call) -> Mapping[str, object]:
    """GET /helix/extensions/transactions: the newest first."""
    asked = call.query(_Transactions)
    own_extension(call, asked.extension_id)
    every = call.book(Extensions).transactions
    if asked.id:
        every = [one for one in every if one.id in asked.id]
        if len(every) < len(asked.id):
            raise Refused(404, "One or more of the transaction IDs in the id parameter were not found")
    rows, pagination = page(every, asked)
    return {"data": [_transaction(one, call) for one in rows], "pagination": pagination}


def get_products(call: Call) -> Mapping[str, object]:
    """GET /helix/bits/extensions: those on sale, or all."""
    asked = call.query(_Products)
    products = call.book(Extensions).products.values() if _has_extension(call) else ()
    return {
        "data": [
            _product(product)
            for product in products
            if asked.should_include_all or _on_sale(product, call.now)
        ]
    }


def update_product(call: Call) -> Mapping[str, object]:
    """PUT /helix/bits/extensions: a new one, or another of the same SKU."""
    given = call.body(_Product)
    product = Product(
        sku=given.sku,
        bits=given.cost.amount,
        name=given.display_name,
        in_development=given.in_development,
        ends_at=given.expiration,
        told_to_all=given.is_broadcast,
    )
    if not _has_extension(call):
        raise Refused(400, "The client is not an extension")
    call.book(Extensions).products[product.sku] = product
    return {"data": [_product(product)]}


def _has_extension(call: Call) -> bool:
    return call.book(Extensions).called(call.grant.client_id) is not None


def _on_sale(product: Product, now: datetime) -> bool:
    return not product.in_development and (product.ends_at is None or product.ends_at > now)


def _product(product: Product) -> Mapping[str, object]:
    return {
        "sku": product.sku,
        "cost": {"amount": product.bits, "type": "bits"},
        "in_development": product.in_development,
        "display_name": product.name,
        "expiration": rfc3339(product.ends_at) if product.ends_at else NEVER,
        "is_broadcast": product.told_to_all,
    }


def _transaction(one: Transaction, call: Call) -> Mapping[str, object]:
    channel, viewer = call.world.users[one.broadcaster_id], call.world.users[one.viewer_id]
    return {
        "id": one.id,
        "timestamp": rfc3339(one.at),
        "broadcaster_id": channel.id,
        "broadcaster_login": channel.login,
        "broadcaster_name": channel.display_name,
        "user_id": viewer.id,
        "user_login": viewer.login,
        "user_name": viewer.display_name,
        "product_type": "BITS_IN_EXTENSION",
        "product_data": {
            "sku": one.product.sku,
            "domain": f"twitch.ext.{call.grant.client_id}",
            "cost": {"amount": one.product.bits, "type": "bits"},
            "inDevelopment": one.product.in_development,
            "displayName": one.product.name,
            "expiration": "",  # Twitch: always empty
            "broadcast": one.product.told_to_all,
        },
    }


ROUTES: Routes = {
    ("GET", "/helix/extensions/transactions"): Route(answer=get_transactions, tokens=APP, stateful=False),
    ("GET", "/helix/bits/extensions"): Route(answer=get_products, tokens=APP),
    ("PUT", "/helix/bits/extensions"): Route(answer=update_product, tokens=APP),
}
