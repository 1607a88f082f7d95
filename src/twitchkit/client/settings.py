"""Settings, from wherever they are given: arguments, environment, `.env`, configuration file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from twitchkit.errors import InvalidBaseUrl, InvalidSetting
from twitchkit.secret import Secret
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set from outside; an empty text counts as not set.

    Args:
        client_id: the app's, or None.
        client_secret: the app's, or None.
        account: the account to act as, or None for the app itself.
        id_url, api_url, gql_url: scheme and host, no slash at the end.
        vault: "auto", "file" or "memory".
        vault_folder: where the file vault lies.
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
            InvalidSetting: an unknown vault, or a configuration file that is no TOML.
        """
        home = environ.get("TWITCHKIT_HOME")
        dotenv = _dotenv((working_directory or Path.cwd()) / ".env")
        config_file = (Path(home) if home else _config_folder()) / "config.toml"
        config = _config(config_file)
        given = arguments or {}

        def setting(name: str) -> str | None:
            variable, default = NAMES[name]
            value = given.get(name)
            if isinstance(value, Secret):
                value = value.reveal()
            return (
                value or environ.get(variable) or dotenv.get(variable) or config.get(name) or default or None
            )

        def base_url(name: str) -> str:
            return check_base_url(NAMES[name][0], setting(name) or "")

        vault = setting("vault") or "auto"
        if vault not in ("auto", "file", "memory"):
            raise InvalidSetting(
                setting="TWITCHKIT_VAULT",
                value=vault.partition("://")[0],
                rule="It is one of auto, file, memory.",
            )
        secret, extension_secret = setting("client_secret"), setting("extension_secret")
        return cls(
            client_id=setting("client_id"),
            client_secret=Secret(secret) if secret else None,
            account=setting("account"),
            id_url=base_url("id_url"),
            api_url=base_url("api_url"),
            gql_url=base_url("gql_url"),
            vault=vault,
            vault_folder=(Path(home) if home else _data_folder()) / "vault",
            extension_secret=Secret(extension_secret) if extension_secret else None,
            extension_owner_id=setting("extension_owner_id"),
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
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSetting(
            setting="config.toml", value=str(path), rule=f"It cannot be read: {error}."
        ) from None
    return {name: value for name, value in content.items() if isinstance(value, str)}


def _config_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("twitchkit", appauthor=False)


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("twitchkit", appauthor=False)
