"""`twitch.kraken`: Twitch's API until February 2022, for people who hold old code."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from twitchkit.client.login_flows import REDIRECT_URI, LoginFlows
from twitchkit.client.session import Session
from twitchkit.errors import RequestRefused, UnexpectedAnswer
from twitchkit.oauth import Token
from twitchkit.oauth.exchange import message_of
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.kraken import (
    Carriage,
    authorize_kraken,
    carry,
    exchange_kraken_code,
    migrate,
    modern_call,
    read_kraken_redirect,
)
from twitchkit.oauth.kraken.carriage import ACCEPT_V3, ACCEPT_V5
from twitchkit.oauth.pending import Pending
from twitchkit.secret import Secret
from twitchkit.transport.blocking import BlockingTransport
from twitchkit.wire import Flow, Request, send
from twitchkit.wire.request import FORM, encode_form, encode_query

if TYPE_CHECKING:
    from twitchkit.transport.asynchronous import AsyncTransport

TWITCH = "twitch.tv"


class KrakenFlows:
    """Kraken as a session's app met it.  Nothing is kept: its tokens open nothing of today."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(
        self, *, scopes: str | Iterable[str], redirect_uri: str, response_type: str, force_verify: bool
    ) -> Pending:
        """A login with old scopes."""
        wanted = scopes if isinstance(scopes, str) else " ".join(scopes)
        today = " ".join(migrate(wanted).scopes)
        self.expect("GET", "/kraken/oauth2/authorize", f'Run: twitchkit login --scopes "{today}".')
        return authorize_kraken(
            LoginFlows(self._session).app,
            redirect_uri=redirect_uri,
            scopes=wanted,
            state=secrets.token_urlsafe(32),
            now=self._session.clock.now(),
            response_type=response_type,
            force_verify=force_verify,
            api_url=self._session.settings.api_url,
        )

    def finish(self, pending: Pending, answer: str) -> Flow[Token]:
        """The token of a code, or of a fragment."""
        self.expect("POST", "/kraken/oauth2/token")
        now = self._session.clock.now()
        granted = read_kraken_redirect(pending, answer, now=now)
        if granted.access_token is not None:
            return Token(
                access_token=granted.access_token,
                client_id=pending.client_id,
                issued_at=now,
                scopes=granted.scopes or pending.scopes,
                grant=Grant.IMPLICIT,
            )
        assert granted.code is not None, "an accepted answer holds what was asked for"
        return (
            yield from exchange_kraken_code(
                LoginFlows(self._session).app,
                granted.code,
                redirect_uri=pending.redirect_uri,
                state=pending.state.reveal(),
                api_url=self._session.settings.api_url,
                now=now,
            )
        )

    def call(
        self,
        method: str,
        path: str,
        token: Secret,
        *,
        by: Carriage,
        fields: Mapping[str, str],
        version: int,
    ) -> Flow[Any]:
        """What Kraken answers, None for an answer without content."""
        verb = method.upper()
        path = "/" + path.lstrip("/")
        self.expect(verb, path)
        url = self._session.settings.api_url + path
        headers: dict[str, str | Secret] = {}
        body: Secret | None = None
        if fields and verb in ("GET", "HEAD", "DELETE"):
            url += ("&" if "?" in path else "?") + encode_query(list(fields.items()))
        elif fields:
            headers, body = {"Content-Type": FORM}, encode_form(fields)
        request = carry(
            Request(verb, url, headers, body),
            token,
            by=by,
            client_id=LoginFlows(self._session).app.client_id,
            accept=ACCEPT_V5 if version == 5 else ACCEPT_V3,
        )
        response = yield from send(request)
        if response.status >= 300:
            raise RequestRefused(status=response.status, twitch_says=message_of(response, hide=[token]))
        if not response.body.strip():
            return None
        try:
            return msgspec.json.decode(response.body)
        except msgspec.DecodeError:
            raise UnexpectedAnswer(where="Kraken", problem="its body is no JSON") from None

    def expect(self, method: str, path: str, remark: str = "") -> None:
        """Nothing, or `KrakenGone` when the API is Twitch's own."""
        host = urlsplit(self._session.settings.api_url).hostname or ""
        if host == TWITCH or host.endswith(f".{TWITCH}"):
            raise modern_call(method, path).error(remark)


class _Kraken:
    """What needs no network; the same for both faces."""

    def __init__(self, session: Session) -> None:
        self._flows = KrakenFlows(session)

    def start(
        self,
        *,
        scopes: str | Iterable[str] = (),
        redirect_uri: str = REDIRECT_URI,
        response_type: str = "code",
        force_verify: bool = False,
    ) -> Pending:
        """A login with Kraken's scopes: open `pending.url.reveal()`, bring what came back to `finish`.

        Args: as for `Logins.start`.

        Raises:
            KrakenGone: the API is Twitch's own, of today; the text shows the login of today.
            MissingCredentials: no app is known.
        """
        return self._flows.start(
            scopes=scopes, redirect_uri=redirect_uri, response_type=response_type, force_verify=force_verify
        )

    def expect(self, method: str, path: str) -> None:
        """Nothing, or `KrakenGone` with the call of today when the API is Twitch's own."""
        self._flows.expect(method, path)


class Kraken(_Kraken):
    """What `Twitch` does with Kraken."""

    def __init__(self, session: Session, transport: BlockingTransport) -> None:
        super().__init__(session)
        self._transport = transport

    def finish(self, pending: Pending, answer: str) -> Token:
        """The token of a code or of an `#access_token=` fragment; it is not kept.

        Raises:
            KrakenGone: as for `start`.
            StateMismatch, AuthorizationExpired, AuthorizationDenied, RedirectMismatch, AuthorizationRefused:
                the answer is not this login's, or is no.
            SecretRequired, CodeRefused, CodeLost, ClientRefused: the exchange.
        """
        return self._transport.run(self._flows.finish(pending, answer))

    def call(
        self,
        method: str,
        path: str,
        token: Secret,
        *,
        by: Carriage = Carriage.HEADER,
        fields: Mapping[str, str] | None = None,
        version: int = 3,
    ) -> Any:
        """What Kraken answers: decoded JSON, None for an answer without content.

        Args:
            method: HTTP's.
            path: from `/kraken` on.
            token: an access token with an old scope.
            by: header, query or body.
            fields: of the query for GET and DELETE, else of the form.
            version: 3 or 5.

        Raises:
            KrakenGone: the API is Twitch's own; the text shows the call of today.
            InvalidRequest: the token in the body of GET or DELETE.
            RequestRefused, UnexpectedAnswer, NetworkError: no answer to use.
        """
        flow = self._flows.call(method, path, token, by=by, fields=fields or {}, version=version)
        return self._transport.run(flow)


class AsyncKraken(_Kraken):
    """What `AsyncTwitch` does with Kraken; each method as in `Kraken`."""

    def __init__(self, session: Session, transport: AsyncTransport) -> None:
        super().__init__(session)
        self._transport = transport

    async def finish(self, pending: Pending, answer: str) -> Token:
        """As `Kraken.finish`."""
        return await self._transport.run(self._flows.finish(pending, answer))

    async def call(
        self,
        method: str,
        path: str,
        token: Secret,
        *,
        by: Carriage = Carriage.HEADER,
        fields: Mapping[str, str] | None = None,
        version: int = 3,
    ) -> Any:
        """As `Kraken.call`."""
        flow = self._flows.call(method, path, token, by=by, fields=fields or {}, version=version)
        return await self._transport.run(flow)
