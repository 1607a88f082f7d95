"""OAuth as Kraken had it: the same steps at `/kraken/oauth2/`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace

from twitchkit.errors import SecretRequired
from twitchkit.oauth.app import App
from twitchkit.oauth.authorization_code import redeem
from twitchkit.oauth.authorize import PATH as MODERN_PATH
from twitchkit.oauth.authorize import authorize
from twitchkit.oauth.exchange import ID_URL, form_request
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.kraken.migration import migrate
from twitchkit.oauth.pending import Pending
from twitchkit.oauth.redirect import Granted, accept
from twitchkit.oauth.token import Token
from twitchkit.oauth.token_endpoint import read_token
from twitchkit.secret import Secret, SignedUrl
from twitchkit.wire.flow import Flow
from twitchkit.wire.request import encode_query

API_URL = "https://api.twitch.tv"
AUTHORIZE_PATH = "/kraken/oauth2/authorize"
TOKEN_PATH = "/kraken/oauth2/token"  # noqa: S105 - a path


def authorize_kraken(
    app: App,
    *,
    redirect_uri: str,
    scopes: str | Iterable[str] = (),
    state: str,
    now: datetime,
    response_type: str = "code",
    force_verify: bool = False,
    api_url: str = API_URL,
) -> Pending:
    """A started login with old scopes, which go out as they are.

    Args and errors are those of `twitchkit.oauth.authorize`.
    """
    pending = authorize(
        app,
        redirect_uri=redirect_uri,
        scopes=scopes,
        state=state,
        now=now,
        response_type=response_type,
        force_verify=force_verify,
        id_url=api_url,
    )
    return replace(pending, url=SignedUrl(pending.url.reveal().replace(MODERN_PATH, AUTHORIZE_PATH, 1)))


def modern_authorize_url(url: str, *, id_url: str = ID_URL) -> str:
    """Today's address of the page that an old one opened: its scopes are today's, all else stays."""
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    moved = [(name, " ".join(migrate(value).scopes) if name == "scope" else value) for name, value in pairs]
    return f"{id_url}{MODERN_PATH}?{encode_query(moved)}"


def read_kraken_redirect(pending: Pending, answer: str, *, now: datetime) -> Granted:
    """What a login brought: `?code=` or `#access_token=`, the same shapes as today."""
    return accept(pending, answer, now=now)


def exchange_kraken_code(
    app: App, code: Secret, *, redirect_uri: str, state: str, api_url: str, now: datetime
) -> Flow[Token]:
    """A user's token as Kraken gave it: without lifetime, at first without refresh token and type.

    Raises:
        SecretRequired, CodeRefused, CodeLost: as `exchange_code`.
        ClientRefused, RequestRefused, TwitchError, NetworkError: as everywhere.
    """
    if app.client_secret is None:
        raise SecretRequired(operation="exchange an authorization code")
    fields = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "code": code,
        "grant_type": "authorization_code",
        "redirect_uri": redirect_uri,
        "state": state,
    }
    hide = [app.client_secret, code]
    response = yield from redeem(form_request(api_url, TOKEN_PATH, fields), hide=hide)
    return read_token(
        response,
        client_id=app.client_id,
        now=now,
        grant=Grant.AUTHORIZATION_CODE,
        hide=hide,
        unstated_life=None,
    )
