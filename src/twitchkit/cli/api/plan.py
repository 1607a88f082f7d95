"""What a call would be: `--dry-run`."""

from __future__ import annotations

from typing import Any

import msgspec

from twitchkit.client.acting import EXTENSION
from twitchkit.client.keeper import ACCOUNT
from twitchkit.client.session import Session
from twitchkit.helix import Endpoint
from twitchkit.helix.manual import most_rows, quota_text
from twitchkit.helix.permission import KINDS, grant_text, permission
from twitchkit.secret import REDACTED

BUCKET = "1 point of the 800 that refill each minute"


class PlannedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One HTTP request; secrets are hidden in it."""

    method: str
    url: str
    headers: dict[str, str]
    body: dict[str, Any] | None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A call that is not sent.

    Args:
        operation: empty for a path that is not in the table.
        requests: one, or several when there are more values than one may hold.
        tokens: kinds that the endpoint takes.
        account: whose token it would carry; None when it carries none of the vault.
        scopes: any one of these is needed on a user token.
        optional_scopes: add to what it does or answers.
        app_grants: what users must have granted the app, for an app token.
        hindrance: why it would be refused, as far as the vault knows; empty when nothing is known against it.
        cost: what each request uses up.
        limits: those of the endpoint's own.
        rows_a_page: the most there can be; None when that cannot be set.
        paged: whether there may be more pages.
    """

    operation: str
    requests: tuple[PlannedRequest, ...]
    tokens: tuple[str, ...]
    account: str | None
    scopes: tuple[str, ...]
    optional_scopes: tuple[str, ...]
    app_grants: tuple[str, ...]
    hindrance: str
    cost: str = BUCKET
    limits: tuple[str, ...] = ()
    rows_a_page: int | None = None
    paged: bool = False


def plan(request: Endpoint[Any, Any], session: Session, account: str | None) -> Plan:
    """The plan for `request` as `account`; asks nobody."""
    kind = type(request)
    return Plan(
        operation="" if kind.operation.startswith(kind.method) else kind.operation,
        requests=tuple(_planned(one, session) for one in request.split()),
        tokens=kind.tokens,
        account=account,
        scopes=kind.scopes,
        optional_scopes=kind.optional_scopes,
        app_grants=tuple(map(grant_text, kind.app_grants)),
        hindrance=_hindrance(kind, session, account),
        limits=tuple(map(quota_text, kind.rate_limits)),
        rows_a_page=most_rows(kind),
        paged=kind.paged,
    )


def text_of(plan: Plan, name: str) -> str:
    """The plan for people; `name` is the class's."""
    blocks = [_request_text(one) for one in plan.requests]
    takes = " or ".join(KINDS[kind] for kind in plan.tokens) or "none"
    rows = {
        "endpoint": f"{plan.operation} ({name})"
        if plan.operation
        else "not in twitchkit's table, sent unchecked",
        "token": takes + (f"; this call carries that of account {plan.account}" if plan.account else ""),
        "scopes": " or ".join(plan.scopes) or "none",
        "more with": " or ".join(plan.optional_scopes),
        "app token": "; ".join(plan.app_grants),
        "cost": f"{len(plan.requests)} requests, each {plan.cost}" if len(plan.requests) > 1 else plan.cost,
        "limits": "; ".join(plan.limits),
        "pages": f"up to {plan.rows_a_page} rows each" if plan.rows_a_page else "yes" if plan.paged else "",
        "hindrance": plan.hindrance,
    }
    facts = "\n".join(f"{label + ':':<11} {text}" for label, text in rows.items() if text)
    return "\n\n".join([*blocks, facts])


def _planned(request: Endpoint[Any, Any], session: Session) -> PlannedRequest:
    sent = request.request(session.settings.api_url)
    headers = {name: str(value) for name, value in sent.headers.items()}
    if request.tokens:
        client_id = session.app.client_id if session.app else "(no app is set up)"
        headers = {"Authorization": f"Bearer {REDACTED}", "Client-Id": client_id, **headers}
    body = None if sent.body is None else request.spelled_body(reveal=False)
    return PlannedRequest(method=sent.method, url=sent.url, headers=headers, body=body)


def _hindrance(kind: type[Endpoint[Any, Any]], session: Session, account: str | None) -> str:
    if not kind.tokens:
        return ""
    if session.app is None:
        return "no app is set up; run: twitchkit setup"
    if EXTENSION in kind.tokens:
        signs = session.settings.extension_secret and session.settings.extension_owner_id
        return "" if signs else "TWITCH_EXTENSION_SECRET and TWITCH_EXTENSION_OWNER_ID are not both set"
    if account == ACCOUNT:
        return "a public app has no token of its own" if session.app.is_public else ""
    held = session.vault.load(session.app.client_id, account or "")
    if held is None:
        return f"nobody is logged in as account {account}"
    stands = permission(kind, held.token.scopes)
    return held.over_because or ("" if stands.allowed else stands.why)


def _request_text(one: PlannedRequest) -> str:
    head = [f"{one.method} {one.url}", *(f"{name}: {value}" for name, value in one.headers.items())]
    if one.body is None:
        return "\n".join(head)
    return "\n".join([*head, "", msgspec.json.format(msgspec.json.encode(one.body)).decode()])
