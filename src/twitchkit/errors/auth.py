"""The app or the account may not do this as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.errors.base import TwitchkitError

CONSOLE_URL = "https://dev.twitch.tv/console"


class AuthError(TwitchkitError):
    """The app or the account may not do this as it stands."""

    code = "auth"
    exit_code = 4


class MissingCredentials(AuthError):
    """No client id, or no secret where one is needed."""

    code = "missing-credentials"

    def __init__(self, *, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            what="No app credentials to ask Twitch for a token with.",
            why=f"Not set: {', '.join(missing)} (looked in the arguments, the environment and .env).",
            fix=f"Register an app at {CONSOLE_URL} (free; category and name are up to you), then set "
            "TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET in the environment or in a .env file.",
        )


class ClientRefused(AuthError):
    """Twitch does not accept the client id or the secret."""

    code = "client-refused"

    def __init__(self, *, status: int, twitch_says: str) -> None:
        self.status, self.twitch_says = status, twitch_says
        super().__init__(
            what="Twitch refused the app's credentials.",
            why=f"It answered {status}: {twitch_says or 'no text'}.",
            fix=f"Compare TWITCH_CLIENT_ID and TWITCH_CLIENT_SECRET with {CONSOLE_URL}; making a new secret "
            "there ends the old one at once.",
        )


class TokenRefused(AuthError):
    """Twitch calls the access token invalid, and a new one did not help or could not be had."""

    code = "token-refused"

    def __init__(self, *, status: int, twitch_says: str) -> None:
        self.status, self.twitch_says = status, twitch_says
        super().__init__(
            what="Twitch refused the access token.",
            why=f"It answered {status}: {twitch_says or 'no text'}.",
            fix="Try once more; if it stays so, check that the app still exists and the account is "
            "still connected.",
        )


class MissingScope(AuthError):
    """The token lacks a scope that the endpoint needs.

    Args:
        twitch_says: Twitch's own words; empty when it was seen before anything was sent.
        any_of: scopes of which any one would do.
        held: scopes the token has; the login that is proposed keeps them.
    """

    code = "missing-scope"

    def __init__(
        self, *, twitch_says: str = "", any_of: Sequence[str] = (), held: Sequence[str] = ()
    ) -> None:
        self.twitch_says, self.any_of, self.held = twitch_says, tuple(any_of), tuple(held)
        said = f"Twitch answered: {twitch_says}." if twitch_says else f"It needs {' or '.join(any_of)}."
        wanted = " ".join(dict.fromkeys([*held, *any_of[:1]]))
        super().__init__(
            what="The access token may not do this.",
            why=said,
            fix=f'Log in again: twitchkit login --scopes "{wanted}". A refresh cannot add scopes.'
            if any_of
            else "Log in again with the scope it names; a refresh cannot add scopes.",
        )


class WrongTokenKind(AuthError):
    """The endpoint wants another kind of token: of an app, of a user, of another user, or an extension's.

    Args:
        twitch_says: Twitch's own words; empty when it was seen before anything was sent.
        operation: the endpoint, when nothing was sent.
        takes: in words, what it takes.
    """

    code = "wrong-token-kind"

    def __init__(self, *, twitch_says: str = "", operation: str = "", takes: str = "") -> None:
        self.twitch_says, self.operation, self.takes = twitch_says, operation, takes
        super().__init__(
            what=f"{operation or 'This endpoint'} wants another token.",
            why=f"Twitch answered: {twitch_says}." if twitch_says else f"It takes {takes}.",
            fix="Use the token of the user it names, or an app token where it asks for one."
            if twitch_says
            else "Act as an account of that kind; twitchkit accounts lists those there are.",
        )


class MissingExtensionSecret(AuthError):
    """No secret, or no owner, to sign an extension's token with."""

    code = "missing-extension-secret"

    def __init__(self, *, operation: str, missing: Sequence[str]) -> None:
        self.operation, self.missing = operation, tuple(missing)
        super().__init__(
            what=f"{operation} takes a token that an extension's backend signs, and there is nothing to sign "
            "it with.",
            why=f"Not set: {', '.join(missing)} (looked in the environment, .env and config.toml).",
            fix="Take the secret from Extension Client Configuration of the extension's settings at "
            f"{CONSOLE_URL}; the owner's id is that of the account that made the extension.",
        )


class ClientMismatch(AuthError):
    """The token was issued to another client id."""

    code = "client-mismatch"

    def __init__(self, *, twitch_says: str) -> None:
        self.twitch_says = twitch_says
        super().__init__(
            what="The access token belongs to another app.",
            why=f"Twitch answered: {twitch_says}.",
            fix="Use the client id that the token was issued to.",
        )


class NotPermitted(AuthError):
    """The token is good, but this user may not do it (not an editor, moderator, affiliate, …)."""

    code = "not-permitted"

    def __init__(self, *, twitch_says: str) -> None:
        self.twitch_says = twitch_says
        super().__init__(
            what="Twitch does not permit this.",
            why=f"It answered 403: {twitch_says or 'no text'}.",
            fix="Ask the channel's owner for the role that is needed, or use that owner's account.",
        )
