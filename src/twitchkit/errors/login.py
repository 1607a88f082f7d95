"""What can end a login, and the life of a token afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.errors.auth import CONSOLE_URL, AuthError

LOGIN_AGAIN = "Log in again: twitchkit login."


class AuthorizationDenied(AuthError):
    """The person said no on the consent page."""

    code = "authorization-denied"

    def __init__(self, *, twitch_says: str) -> None:
        self.twitch_says = twitch_says
        super().__init__(
            what="The login was refused on Twitch's page.",
            why=f"Twitch answered: {twitch_says or 'access denied'}.",
            fix="Log in again and allow it; with fewer scopes if one of them was the reason.",
        )


class AuthorizationRefused(AuthError):
    """Twitch's authorize page ended with an error other than a refusal by the person."""

    code = "authorization-refused"

    def __init__(self, *, reason: str, twitch_says: str) -> None:
        self.reason, self.twitch_says = reason, twitch_says
        super().__init__(
            what="Twitch did not go on with the login.",
            why=f"It answered {reason}: {twitch_says or 'no text'}.",
            fix="Check the client id, the redirect URL and the scopes, then log in again.",
        )


class RedirectMismatch(AuthError):
    """The redirect URI is not registered; Twitch sent the browser to the app's first registered one."""

    code = "redirect-mismatch"

    def __init__(self, *, redirect_uri: str, twitch_says: str) -> None:
        self.redirect_uri, self.twitch_says = redirect_uri, twitch_says
        super().__init__(
            what=f"The app has no redirect URL {redirect_uri}.",
            why=f"Twitch answered: {twitch_says or 'redirect_mismatch'}. It compares character by character, "
            "a slash at the end, the port and the path included, and sends the browser to the first URL "
            "that is registered instead.",
            fix=f"Open {CONSOLE_URL}, add exactly {redirect_uri} to the app's OAuth Redirect URLs, press Add "
            "and then Save, and log in again.",
        )


class StateMismatch(AuthError):
    """The answer does not carry the state of this login: it belongs to another one, or is forged."""

    code = "state-mismatch"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(
            what="This answer does not belong to the login that was started.",
            why=f"{reason} It is an older browser tab's, or somebody else's.",
            fix="Nothing was accepted. Log in again and finish it in the tab that opens.",
        )


class AuthorizationExpired(AuthError):
    """The login was not finished in time."""

    code = "authorization-expired"

    def __init__(self, *, after_s: float) -> None:
        self.after_s = after_s
        super().__init__(
            what="The login was not finished in time.",
            why=f"It was open for {_span(after_s)}.",
            fix=LOGIN_AGAIN,
        )


class AuthorizationSpent(AuthError):
    """The answer to this login was used before."""

    code = "authorization-spent"

    def __init__(self) -> None:
        super().__init__(
            what="This login was finished before.",
            why="Each answer of Twitch's authorize page counts once; a reloaded page sends it again.",
            fix="Use the account that it made, or log in again.",
        )


class WrongAccount(AuthError):
    """Another person logged in than the one asked for."""

    code = "wrong-account"

    def __init__(self, *, expected: str, got: str) -> None:
        self.expected, self.got = expected, got
        super().__init__(
            what=f"{got or 'Somebody else'} logged in, not {expected}.",
            why="The browser was logged in to Twitch as that user and Twitch did not ask.",
            fix="Log in again with --force-verify and choose the account there; with it, somebody else may "
            "take the account over.",
        )


class CodeRefused(AuthError):
    """Twitch does not take the authorization code: used, old, or made for another redirect URI."""

    code = "code-refused"

    def __init__(self, *, twitch_says: str) -> None:
        self.twitch_says = twitch_says
        super().__init__(
            what="Twitch refused the authorization code.",
            why=f"It answered: {twitch_says or 'no text'}. A code works once, for some minutes, with the "
            "redirect URI it was made for.",
            fix=LOGIN_AGAIN,
        )


class CodeLost(AuthError):
    """The code was sent and no answer came, so it may be spent; it is not sent again."""

    code = "code-lost"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(
            what="The login's last step got no answer.",
            why=f"{reason} The code works only once and may be spent, so it was not sent again.",
            fix="Log in again; nothing else is needed, and Twitch will most likely not ask you anything.",
        )


class DeviceCodeExpired(AuthError):
    """Nobody approved the device code in time."""

    code = "device-code-expired"

    def __init__(self, *, after_s: float) -> None:
        self.after_s = after_s
        super().__init__(
            what="The code was not entered in time.",
            why=f"It was waited for {_span(after_s)}.",
            fix="Start again: twitchkit login --device.",
        )


class DeviceRefused(AuthError):
    """Polling a device code ended with a refusal."""

    code = "device-refused"

    def __init__(self, *, status: int, twitch_says: str, why: str = "") -> None:
        self.status, self.twitch_says = status, twitch_says
        super().__init__(
            what="Twitch ended the login by code.",
            why=f"It answered {status}: {twitch_says or 'no text'}.{' ' + why if why else ''}",
            fix="Start again for a new code: twitchkit login --device.",
        )


class SecretRequired(AuthError):
    """A confidential app has to show its secret here, and none was shown."""

    code = "secret-required"

    def __init__(self, *, operation: str, twitch_says: str = "") -> None:
        self.operation, self.twitch_says = operation, twitch_says
        said = f"Twitch answered: {twitch_says}. " if twitch_says else ""
        super().__init__(
            what=f"The client secret is needed to {operation}.",
            why=f"{said}Twitch asks it of every app registered as Confidential, however its token was "
            "got, and for an authorization code always; it takes no PKCE in its place.",
            fix=f"Set TWITCH_CLIENT_SECRET ({CONSOLE_URL}). An app that can keep no secret is registered "
            "as Public there and logs in with twitchkit login --device.",
        )


class NotRefreshable(AuthError):
    """The token came without a refresh token: an app's, or one by the implicit grant."""

    code = "not-refreshable"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(
            what="This token cannot be refreshed.",
            why=reason,
            fix="Get a new one: an app token is simply asked for again, a user logs in again.",
        )


class RefreshRefused(AuthError):
    """Twitch does not take the refresh token; only a new consent helps."""

    code = "consent-needed"

    def __init__(self, *, status: int, twitch_says: str) -> None:
        self.status, self.twitch_says = status, twitch_says
        super().__init__(
            what="The login has ended: Twitch refused to refresh it.",
            why=f"It answered {status}: {twitch_says or 'no text'}. The user disconnected the app or changed "
            "the password, or the refresh token was used before or is too old (30 days for public apps).",
            fix=LOGIN_AGAIN,
        )


class RefreshLost(AuthError):
    """A public app's one-time refresh token was sent and no answer came, so it may be spent."""

    code = "refresh-lost"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(
            what="The answer to a refresh was lost.",
            why=f"{reason} A public app's refresh token works once and may be spent; using a spent one ends "
            "the whole connection between user and app, so it was not sent again.",
            fix="Try again in half a minute: the old access token then tells whether the refresh happened. "
            "If it did, only a new login helps: twitchkit login.",
        )


class IdTokenRefused(AuthError):
    """An ID token that proves nothing: signature, issuer, audience, time or nonce is wrong."""

    code = "id-token-refused"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(
            what="The ID token does not prove who logged in.",
            why=reason,
            fix="Nobody was logged in. Log in again; if it stays so, check this machine's clock and the "
            "client id.",
        )


class ExtensionTokenRefused(AuthError):
    """An extension's JWT that is not to be trusted, or that Twitch does not take."""

    code = "extension-token-refused"

    def __init__(self, *, reason: str, fix: str = "") -> None:
        self.reason = reason
        super().__init__(
            what="The extension's token is not valid.",
            why=reason,
            fix=fix
            or "Take the newest token of the extension helper, and the active secrets of the extension "
            f"from {CONSOLE_URL}/extensions.",
        )


class ScopesNotGranted(AuthError):
    """The login worked, but with fewer scopes than were asked for."""

    code = "scopes-not-granted"

    def __init__(self, *, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            what="Twitch granted less than was asked for.",
            why=f"Missing: {', '.join(missing)}.",
            fix="Check the spelling (twitchkit scopes) and log in again.",
        )


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} s"
