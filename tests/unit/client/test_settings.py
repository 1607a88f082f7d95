from __future__ import annotations

from pathlib import Path

import pytest

from twitchkit.client.settings import Settings, check_base_url
from twitchkit.errors import InvalidBaseUrl, InvalidConfigFile, InvalidSetting
from twitchkit.secret import Secret


def load(tmp_path: Path, environ: dict[str, str] | None = None, **arguments: str | Secret | None) -> Settings:
    home = {"TWITCHKIT_HOME": str(tmp_path / "home")}
    return Settings.load(arguments=arguments, environ={**home, **(environ or {})}, working_directory=tmp_path)


def test_nothing_set_means_twitch_and_no_app(tmp_path: Path) -> None:
    settings = load(tmp_path)

    assert (settings.client_id, settings.client_secret) == (None, None)
    assert (settings.id_url, settings.api_url, settings.gql_url) == (
        "https://id.twitch.tv",
        "https://api.twitch.tv",
        "https://gql.twitch.tv",
    )
    assert settings.vault_folder == tmp_path / "home/vault"


def test_arguments_go_before_environment_before_dotenv_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/config.toml").write_text('client_id = "file"\n')
    seen = [load(tmp_path).client_id]
    (tmp_path / ".env").write_text("TWITCH_CLIENT_ID=dotenv\n")
    seen.append(load(tmp_path).client_id)
    seen.append(load(tmp_path, {"TWITCH_CLIENT_ID": "environment"}).client_id)
    seen.append(load(tmp_path, {"TWITCH_CLIENT_ID": "environment"}, client_id="argument").client_id)

    assert seen == ["file", "dotenv", "environment", "argument"]


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TWITCH_CLIENT_SECRET='s$ecret'\n")

    assert load(tmp_path, {"TWITCH_CLIENT_SECRET": ""}).client_secret == Secret("s$ecret")


def test_settings_show_no_secret(tmp_path: Path) -> None:
    assert "CANARY" not in repr(load(tmp_path, client_id="a", client_secret="CANARY"))


@pytest.mark.parametrize(
    "url",
    [
        "https://id.twitch.tv",
        "http://127.0.0.1:8080",
        "http://localhost:1",
        "http://[::1]:9",
        "https://x.example/",
    ],
)
def test_https_and_the_loopback_are_accepted(url: str) -> None:
    assert check_base_url("X", url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://id.twitch.tv",
        "http://127.0.0.1.evil.example",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "id.twitch.tv",
        "https://",
        "https://x.example?a=b",
        "https://user:CANARY@x.example",
        "http://[::1",
        "https://x.example:port",
    ],
)
def test_tokens_do_not_travel_elsewhere(url: str) -> None:
    with pytest.raises(InvalidBaseUrl) as caught:
        check_base_url("TWITCHKIT_ID_URL", url)

    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize("vault", ["cloud", "postgresql://user:CANARY@db/x"])
def test_a_vault_we_do_not_have_is_told_without_its_password(tmp_path: Path, vault: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        load(tmp_path, {"TWITCHKIT_VAULT": vault})

    assert "CANARY" not in str(caught.value)


def with_config(tmp_path: Path, content: str | bytes, mode: int = 0o600) -> Path:
    file = tmp_path / "home/config.toml"
    file.parent.mkdir()
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    file.chmod(mode)
    return file


def test_everything_can_be_set_in_the_configuration_file(tmp_path: Path) -> None:
    with_config(
        tmp_path,
        """
        client_id = "a"
        client_secret = "CANARY"
        account = "mybot"
        id_url = "http://127.0.0.1:1"
        api_url = "http://127.0.0.1:2"
        gql_url = "http://127.0.0.1:3"
        vault = "memory"
        """,
    )

    settings = load(tmp_path)

    assert (settings.client_id, settings.client_secret) == ("a", Secret("CANARY"))
    assert (settings.account, settings.vault) == ("mybot", "memory")
    assert [settings.id_url[-1], settings.api_url[-1], settings.gql_url[-1]] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"client_id = ", "cannot be read"),
        (b"\xff", "cannot be read"),
        ('clientid = "a"', "Did you mean client_id"),
        ('colour = "blue"', "It may hold client_id"),
        ('[twitch]\nclient_id = "a"', "'twitch'"),
        ("client_id = 5", 'client_id = "'),
        ("vault = true", "quotation marks"),
    ],
)
def test_a_configuration_file_that_cannot_be_meant_is_told(
    tmp_path: Path, content: str | bytes, told: str
) -> None:
    file = with_config(tmp_path, content)

    with pytest.raises(InvalidConfigFile, match=told) as caught:
        load(tmp_path)

    assert str(file) in str(caught.value)


def test_a_configuration_file_with_a_secret_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = with_config(tmp_path, 'client_secret = "CANARY"', mode=0o644)

    with pytest.raises(InvalidConfigFile, match="chmod 600") as caught:
        load(tmp_path)

    assert "CANARY" not in str(caught.value)
    file.write_text('client_id = "a"')
    assert load(tmp_path).client_id == "a"


def test_a_wrong_value_is_told_with_the_place_it_is_from(tmp_path: Path) -> None:
    file = with_config(tmp_path, 'vault = "cloud"')
    with pytest.raises(InvalidSetting, match=f"^vault in {file} cannot be 'cloud'"):
        load(tmp_path)

    (tmp_path / ".env").write_text("TWITCHKIT_VAULT=dropbox\n")
    with pytest.raises(InvalidSetting, match=r"^TWITCHKIT_VAULT in .*\.env cannot be 'dropbox'"):
        load(tmp_path)

    with pytest.raises(InvalidSetting, match=r"^TWITCHKIT_VAULT cannot be 'floppy'"):
        load(tmp_path, {"TWITCHKIT_VAULT": "floppy"})
