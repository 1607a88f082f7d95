"""The page on which a person lets an app do things."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.identity.page import DECISION, login_field, page, paragraph
from twitchkit.simulator.identity.scopes import permission
from twitchkit.simulator.world import World


def consent_page(
    world: World, *, app_name: str, scopes: Iterable[str], action: str, login: str, unknown: str | None = None
) -> Answer:
    """The form with fields `login` and `decision`.

    Args:
        action: where it is sent: the page's own address.
        login: who is suggested.
        unknown: the login that was given before and is nobody's.
    """
    title = f"{app_name} wants to use your account"
    parts = [permissions(scopes)]
    if unknown is not None:
        parts.append(nobody(unknown))
    parts.append(
        f'<form method="post" action="{escape(action)}">\n{login_field(world, login)}\n{DECISION}\n</form>'
    )
    return page(title, "\n".join(parts), status=200 if unknown is None else 400)


def permissions(scopes: Iterable[str]) -> str:
    """What is asked for, in words and in Twitch's names."""
    rows = [f"<li>{escape(permission(scope))} <code>{escape(scope)}</code></li>" for scope in scopes]
    if not rows:
        return paragraph("It asks for nothing but to know who you are.")
    return f"{paragraph('It will be able to:')}\n<ul>{''.join(rows)}</ul>"


def nobody(login: str) -> str:
    """The line that says that `login` is nobody's."""
    return paragraph(f"Nobody here is called “{login[:40]}”.", "alarm")
