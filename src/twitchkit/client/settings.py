"""Settings, from wherever they are given: arguments, environment, `.env`, configuration file."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self, TypeAlias
from urllib.parse import urlsplit

import msgspec

from twitchkit.errors import InvalidBaseUrl, InvalidConfigFile, InvalidSetting
from twitchkit.secret import Secret
from twitchkit.vault.choice import KINDS
from twitchkit.wire.loopback import LOOPBACK

NAMES: Mapping[str, tuple[str, str]] = {
    "client_id": ("TWITCH_CLIENT_ID", ""),
    "client_secret": ("TWITCH_CLIENT_SECRET", ""),
    "account": ("TWITCHKIT_ACCOUNT", ""),
    "id_url": ("TWITCHKIT_ID_URL", "https://id.twitch.tv"),
    "api_url": ("TWITCHKIT_API_URL", "https://api.twitch.tv"),
    "gql_url": ("TWITCHKIT_GQL_URL", "https://gql.twitch.tv"),
    "vault": ("TWITCHKIT_VAULT", "auto"),
    "extension_secret": ("TWITCH_EXTENSION_SECRET", ""),
    "extension_owner_id": ("TWITCH_EXTENSION_OWNER_ID", ""),
}
"""Setting, also its key in the configuration file → environment variable, default."""
_Place: TypeAlias = tuple[int, str, Mapping[str, str | None]]
"""Whether settings go by their own names (0) or the variables' (1) there, where it is, and what it gives."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be set from outside; an empty text counts as not set.

    Args:
        client_id: the app's, or None.
        client_secret: the app's, or None.
        account: the account to act as, or None for the app itself.
        id_url, api_url, gql_url: scheme and host, no slash at the end.
        vault: "auto", "file", "keyring" or "memory".
        vault_folder: where the files of a vault lie.
        extension_secret: signs tokens of an extension's backend; the newest first, if several stand there.
        extension_owner_id: the user who owns the extension.
    """

    client_id: str | None
    client_secret: Secret | None
    account: str | None
    id_url: str
    api_url: str
    gql_url: str
    vault: str
    vault_folder: Path
    extension_secret: Secret | None = None
    extension_owner_id: str | None = None

    @classmethod
    def load(
        cls,
        *,
        arguments: Mapping[str, str | Secret | None] | None = None,
        environ: Mapping[str, str] = os.environ,
        working_directory: Path | None = None,
    ) -> Self:
        """Each setting from the first place that has it.

        Raises:
            InvalidBaseUrl: a base URL that is neither https nor on the loopback.
            InvalidSetting: an unknown vault, or a `.env` that cannot be read.
            InvalidConfigFile: config.toml is no TOML, sets what there is not, or shows its secret to others.
        """
        home = environ.get("TWITCHKIT_HOME")
        folder = working_directory or Path.cwd()
        config_file = (Path(home) if home else _config_folder()) / "config.toml"
        places: list[_Place] = [
            (0, "", {name: _text(value) for name, value in (arguments or {}).items()}),
            (1, "", _by_name(environ)),
            (1, f" in {folder / '.env'}", _by_name(_dotenv(folder / ".env"))),
            (0, f" in {config_file}", _config(config_file)),
        ]

        def setting(name: str) -> tuple[str, str]:
            """The value, empty when there is none, and what it is called where it is from."""
            variable, default = NAMES[name]
            for called, where, given in places:
                if value := given.get(name):
                    return value, (name, variable)[called] + where
            return default, variable

        def base_url(name: str) -> str:
            url, place = setting(name)
            return check_base_url(place, url)

        vault, place = setting("vault")
        if vault not in KINDS:
            shown = vault.partition("://")[0]
            raise InvalidSetting(setting=place, value=shown, rule=f"It is one of {', '.join(KINDS)}.")
        (secret, _), (extension_secret, _) = setting("client_secret"), setting("extension_secret")
        return cls(
            client_id=setting("client_id")[0] or None,
            client_secret=Secret(secret) if secret else None,
            account=setting("account")[0] or None,
            id_url=base_url("id_url"),
            api_url=base_url("api_url"),
            gql_url=base_url("gql_url"),
            vault=vault,
            vault_folder=(Path(home) if home else _data_folder()) / "vault",
            extension_secret=Secret(extension_secret) if extension_secret else None,
            extension_owner_id=setting("extension_owner_id")[0] or None,
        )


def check_base_url(name: str, url: str) -> str:
    """`url` without a slash at its end.

    Raises:
        InvalidBaseUrl: tokens must not travel there.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise InvalidBaseUrl(setting=name, url=url) from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not safe or not host or parts.query or parts.fragment or parts.username is not None:
        raise InvalidBaseUrl(setting=name, url=url.partition("?")[0].rpartition("@")[2])
    return url.rstrip("/")


def _dotenv(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return {name: value for name, value in dotenv_values(path, interpolate=False).items() if value}
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(setting=".env", value=str(path), rule=f"It cannot be read: {error}.") from error


def _config(path: Path) -> Mapping[str, str]:
    if not path.exists():
        return {}
    import tomllib

    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidConfigFile(path=str(path), problem=f"It cannot be read: {error}.") from None
    if unknown := sorted(content.keys() - NAMES.keys()):
        from difflib import get_close_matches

        near = get_close_matches(unknown[0], NAMES, n=1)
        hint = f" Did you mean {near[0]}?" if near else f" It may hold {', '.join(NAMES)}."
        raise InvalidConfigFile(path=str(path), problem=f"Nothing is called {unknown[0]!r}.{hint}")
    for name, value in content.items():
        if not isinstance(value, str):
            raise InvalidConfigFile(
                path=str(path), problem=f'{name} has to be a text in quotation marks, as in {name} = "…".'
            )
    held = [name for name in ("client_secret", "extension_secret") if content.get(name)]
    if held and sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InvalidConfigFile(
            path=str(path),
            problem=f"It holds {held[0]}, and with mode {mode:04o} others on this machine can read it.",
            fix=f"Run: chmod 600 {path}  (and make a new secret if others use this machine).",
        )
    return content


def _by_name(variables: Mapping[str, str]) -> Mapping[str, str | None]:
    return {name: variables.get(variable) for name, (variable, _) in NAMES.items()}


def _text(value: str | Secret | None) -> str | None:
    return value.reveal() if isinstance(value, Secret) else value


def _config_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("twitchkit", appauthor=False)


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("twitchkit", appauthor=False)
