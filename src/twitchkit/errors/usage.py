"""Your move: the call cannot be right, and nothing was sent."""

from __future__ import annotations

from collections.abc import Sequence

from twitchkit.errors.base import TwitchkitError


class UsageError(TwitchkitError, ValueError):
    """The call cannot be right; nothing was sent."""

    code = "usage"
    exit_code = 2


class InvalidClipAddress(UsageError):
    """A text that is no clip's address.  `text` is what was given, `reason` what it is instead."""

    code = "invalid-clip-address"

    def __init__(self, *, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        shown = text if len(text) <= 120 else text[:117] + "..."
        super().__init__(
            what=f"Not a clip's address: {shown!r}.",
            why=reason,
            fix="Give a clip's link, such as https://clips.twitch.tv/SLUG or "
            "https://www.twitch.tv/CHANNEL/clip/SLUG, or its slug.",
        )


class InvalidRequest(UsageError):
    """An endpoint's parameter breaks one of its rules."""

    code = "invalid-request"

    def __init__(self, *, operation: str, parameter: str, rule: str) -> None:
        self.operation, self.parameter, self.rule = operation, parameter, rule
        super().__init__(
            what=f"{operation} cannot be sent as it is.",
            why=f"{parameter}: {rule}",
            fix="Change that parameter and call again; nothing was sent.",
        )


class InvalidBaseUrl(UsageError):
    """A base URL that is not https, or http outside the loopback."""

    code = "invalid-base-url"

    def __init__(self, *, setting: str, url: str) -> None:
        super().__init__(
            what=f"{setting} is not usable: {url!r}.",
            why="Tokens travel to it, so it has to be https; plain http is accepted for 127.0.0.1, "
            "::1 and localhost only.",
            fix=f"Correct {setting}, or unset it to use Twitch.",
        )


class InvalidSetting(UsageError):
    """A setting, option or configuration file holds a value outside its range."""

    code = "invalid-setting"

    def __init__(self, *, setting: str, value: str, rule: str) -> None:
        self.setting = setting
        super().__init__(
            what=f"{setting} cannot be {value!r}.", why=rule, fix=f"Give {setting} another value."
        )


class InvalidConfigFile(UsageError):
    """config.toml cannot be used as it is.  `path` says where it lies, `problem` what is wrong with it."""

    code = "invalid-config-file"

    def __init__(self, *, path: str, problem: str, fix: str = "") -> None:
        self.path, self.problem = path, problem
        super().__init__(
            what=f"The configuration file {path} cannot be used.",
            why=problem,
            fix=fix or "Correct it, or remove it.",
        )


class InvalidNameTemplate(UsageError):
    """A file name template with an unknown field or a broken format."""

    code = "invalid-name-template"

    def __init__(self, *, template: str, reason: str, fields: Sequence[str]) -> None:
        super().__init__(
            what=f"The name template {template!r} does not work.",
            why=reason,
            fix=f"Fields are: {', '.join(fields)}.",
        )


class InvalidFilter(UsageError):
    """A condition on clips that means nothing.  `text` is what was given, `reason` what is wrong with it."""

    code = "invalid-filter"

    def __init__(self, *, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        super().__init__(
            what=f"The filter {text[:120]!r} does not work.",
            why=reason,
            fix="See docs/archive.md for what can be asked; nothing was done.",
        )


class NotARedirect(UsageError):
    """A text that is not what Twitch sends to a redirect URI."""

    code = "not-a-redirect"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(
            what="This is not the address that Twitch's login ended on.",
            why=reason,
            fix="Copy the browser's whole address bar after the login, from http to the end.",
        )


class UnknownOperation(UsageError):
    """A name that is no Helix operation.  `offered` holds the nearest ones."""

    code = "unknown-operation"

    def __init__(self, *, operation: str, offered: Sequence[str] = ()) -> None:
        self.operation, self.offered = operation, tuple(offered)
        near = f"Did you mean {' or '.join(offered)}?" if offered else "No name is near it."
        super().__init__(
            what=f"Twitch has no endpoint {operation[:80]!r}.",
            why=near,
            fix="Give a name as in https://dev.twitch.tv/docs/api/reference, such as get_clips."
            + (" A newer path than twitchkit knows is sent with --raw." if "/" in operation else ""),
        )


class MissingExtra(UsageError, ModuleNotFoundError):
    """A part of twitchkit that was not installed with it.

    Also a `ModuleNotFoundError`, which those expect who import what may be missing.
    """

    code = "missing-extra"

    def __init__(self, *, what: str, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(
            what=f"{what} needs a package that is not installed.",
            why=f"{package} cannot be imported.",
            fix=f'Run: pip install "twitchkit[{extra}]".',
        )


class KrakenGone(UsageError):
    """A call of the old API, which Twitch shut down.  `modern` is today's call, empty when there is none."""

    code = "kraken-gone"

    def __init__(self, *, call: str, modern: str = "", remark: str = "") -> None:
        self.call, self.modern = call, modern
        today = f"Today it is {modern}." if modern else "Nothing replaces it."
        super().__init__(
            what=f"Kraken, Twitch's old API, is gone: {call}.",
            why="Twitch shut it down on 28 February 2022, and its tokens with it.",
            fix=f"{today}{' ' + remark if remark else ''} Users have to log in again with today's scopes.",
        )
