"""`twitchkit userinfo`: who an account's person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from twitchkit.cli.face import face
from twitchkit.cli.token import account_option
from twitchkit.cli.voice import answer, answer_json, voice_options

if TYPE_CHECKING:
    from twitchkit.oauth.openid import Identity


@click.command("userinfo")
@account_option
@voice_options
def userinfo(*, account: str | None, as_json: bool, quiet: bool) -> None:
    """Who the account's person is: the claims that `login --openid --claims` asked for, as they are now.

    \b
    Example:
      twitchkit userinfo --account mybot
    """
    del quiet  # there is no story
    with face(account) as twitch:
        told = twitch.openid.userinfo()
    if as_json:
        answer_json(identity_as_data(told))
    else:
        answer(identity_as_text(told))


def identity_as_data(told: Identity) -> dict[str, object]:
    """Its fields, named as in the library."""
    return {
        "user_id": told.user_id,
        "client_id": told.client_id,
        "name": told.name,
        "email": told.email,
        "email_verified": told.email_verified,
        "picture": told.picture,
        "updated_at": told.updated_at,
        "issued_at": told.issued_at,
        "expires_at": told.expires_at,
    }


def identity_as_text(told: Identity) -> str:
    """Its fields, one a line; those that were not told are left out."""
    verified = "" if told.email_verified is None else "yes" if told.email_verified else "no"
    rows = {
        "user id": told.user_id,
        "name": told.name,
        "email": told.email,
        "verified": verified,
        "picture": told.picture,
        "updated": f"{told.updated_at:%Y-%m-%d %H:%M} UTC" if told.updated_at else "",
    }
    return "\n".join(f"{name + ':':<10} {text}" for name, text in rows.items() if text)
