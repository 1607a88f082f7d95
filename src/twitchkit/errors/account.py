"""What can be wrong with an account of the vault."""

from __future__ import annotations

from twitchkit.errors.auth import CONSOLE_URL, AuthError


class NotLoggedIn(AuthError):
    """The vault holds no login under that account name."""

    code = "not-logged-in"

    def __init__(self, *, account: str) -> None:
        self.account = account
        named = "" if account == "default" else f" --account {account}"
        super().__init__(
            what=f"Nobody is logged in as account {account!r}.",
            why="The vault holds no login of this app under that name.",
            fix=f"Run: twitchkit login{named}  (twitchkit accounts lists those there are).",
        )


class LoginOver(AuthError):
    """The login ended for good: disconnected, password changed, or its refresh token spent."""

    code = "login-over"

    def __init__(self, *, account: str, because: str) -> None:
        self.account, self.because = account, because
        named = "" if account == "default" else f" --account {account}"
        super().__init__(
            what=f"The login of account {account!r} is over.",
            why=because,
            fix=f"Run twitchkit login{named}: only a new consent helps.",
        )


class RefreshFailedElsewhere(AuthError):
    """Another process that shares the vault has just failed to refresh this account; the login stays."""

    code = "refresh-failed-elsewhere"
    exit_code = 75
    retryable = True

    def __init__(self, *, account: str, because: str) -> None:
        self.account, self.because = account, because
        super().__init__(
            what=f"The token of account {account!r} could not be refreshed a moment ago.",
            why=f"Another process tried: {because}",
            fix="Try again in some seconds; the login is not lost.",
        )


class PortInUse(AuthError):
    """The port of the redirect URL is taken, so Twitch's answer could not come back."""

    code = "port-in-use"

    def __init__(self, *, port: int, reason: str) -> None:
        self.port = port
        super().__init__(
            what=f"Port {port} of this machine is not free.",
            why=f"{reason}. Twitch sends its answer there.",
            fix="End the program that uses it, or register another redirect URL, such as "
            f"http://localhost:{port + 1}, at {CONSOLE_URL} and give --port {port + 1}; or log in with "
            "--device, which needs none.",
        )
