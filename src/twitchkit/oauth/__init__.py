"""Twitch's tokens, as pure protocol: what is asked, and what the answers mean.

Rules for this folder: no I/O, clock or randomness; the time is handed in.  Secrets travel in form bodies,
never in a URL.  Names are those of RFC 6749.  Grants are imported when first asked for; `authorize`,
`refresh`, `validate` and `revoke` come from the modules of their names, and `scopes`, `openid`, `extension`
and `kraken` are packages of their own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from twitchkit.oauth.app import App
from twitchkit.oauth.client_credentials import request_app_token
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.token import Token
from twitchkit.oauth.vault import Lease, Vault

if TYPE_CHECKING:
    from twitchkit.oauth.authorization_code import exchange_code
    from twitchkit.oauth.authorize import Claims
    from twitchkit.oauth.authorize_page import explain_page
    from twitchkit.oauth.device_code import DeviceCode, await_device, start_device
    from twitchkit.oauth.implicit import adopt_implicit_token
    from twitchkit.oauth.login import Login
    from twitchkit.oauth.pending import Pending
    from twitchkit.oauth.redirect import Granted, Returned, accept, read_redirect
    from twitchkit.oauth.redirect_uri import remarks_on_redirect_uri
    from twitchkit.oauth.revoke import Revocation
    from twitchkit.oauth.validate import Validation

__all__ = [
    "App",
    "Claims",
    "DeviceCode",
    "Grant",
    "Granted",
    "Lease",
    "Login",
    "Pending",
    "Returned",
    "Revocation",
    "Token",
    "Validation",
    "Vault",
    "accept",
    "adopt_implicit_token",
    "await_device",
    "exchange_code",
    "explain_page",
    "read_redirect",
    "remarks_on_redirect_uri",
    "request_app_token",
    "start_device",
]

_HOMES = {
    "Claims": "authorize",
    "DeviceCode": "device_code",
    "Granted": "redirect",
    "Login": "login",
    "Pending": "pending",
    "Returned": "redirect",
    "Revocation": "revoke",
    "Validation": "validate",
    "accept": "redirect",
    "adopt_implicit_token": "implicit",
    "await_device": "device_code",
    "exchange_code": "authorization_code",
    "explain_page": "authorize_page",
    "read_redirect": "redirect",
    "remarks_on_redirect_uri": "redirect_uri",
    "start_device": "device_code",
}
"""Public name → its module."""


def __getattr__(name: str) -> Any:
    try:
        module = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"twitchkit.oauth.{module}"), name)
