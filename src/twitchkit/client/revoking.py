"""Ending a token, and what the vault then holds of it."""

from __future__ import annotations

from msgspec.structs import replace

from twitchkit.client.keeper import ACCOUNT
from twitchkit.client.lease import acquire
from twitchkit.client.session import Session
from twitchkit.errors import ClientMismatch, TokenRefused
from twitchkit.oauth.login import Login
from twitchkit.oauth.revoke import Revocation, revoke
from twitchkit.oauth.validate import validate
from twitchkit.secret import Secret
from twitchkit.wire import Flow

NO_OTHER = "Its token was revoked or has ended otherwise, and came without a refresh token."


def revoke_token(session: Session, token: Secret, *, client_id: str | None) -> Flow[Revocation]:
    """Ends any access token, and sees to it that nobody is handed it from the vault.

    An app's own token is dropped there; an account's counts as ended, so that its refresh token gets the
    next one; an account without a refresh token is over.

    Args:
        session: whose vault it is.
        token: of a user or an app.
        client_id: whom it was issued to; None asks Twitch.

    Raises:
        ClientMismatch: it was issued to another client id, and lives.
    """
    id_url, named = session.settings.id_url, client_id
    done = Revocation.ALREADY_GONE
    if named is not None:
        done = yield from revoke(token, client_id=named, id_url=id_url)
    if done is Revocation.ALREADY_GONE:
        # Twitch says the same of a dead token and of one that is not the client's.
        try:
            told = yield from validate(token, id_url=id_url, now=session.clock.now())
        except TokenRefused:
            yield from mark_dead(session, token)
            return done
        if named is not None:
            raise ClientMismatch(twitch_says="Invalid token")
        named = told.client_id
        done = yield from revoke(token, client_id=named, id_url=id_url)
    assert named is not None, "told, or asked for"
    yield from _mark(session, token, named)
    return done


def mark_dead(session: Session, token: Secret) -> Flow[None]:
    """Sees to it that nobody is handed this token, which Twitch does not know, from the vault."""
    kept = {app.client_id for app in session.vault.apps()}
    for known in sorted(kept | ({session.app.client_id} if session.app else set())):
        yield from _mark(session, token, known)


def _mark(session: Session, token: Secret, client_id: str) -> Flow[None]:
    for account, login in session.vault.accounts(client_id).items():
        if login.token.access_token == token:
            yield from _mark_one(session, token, client_id, account)


def _mark_one(session: Session, token: Secret, client_id: str, account: str) -> Flow[None]:
    # Under the lease: a refresh that is under way has a newer pair.
    lease = yield from acquire(session.vault, client_id, account)
    try:
        login = session.vault.load(client_id, account)
        if login is None or login.token.access_token != token:
            return
        if account == ACCOUNT:
            session.vault.forget(client_id, account)
        elif not login.is_over:
            session.vault.save(account, _ended(session, login))
    finally:
        lease.release()
    if session.app and session.app.client_id == client_id:
        session.forget_keeper(account)


def _ended(session: Session, login: Login) -> Login:
    if login.token.refresh_token is None:
        return login.over(NO_OTHER)
    return replace(login, token=replace(login.token, expires_at=session.clock.now()))
