"""The web pages a person sees: plain HTML that needs no script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files

from twitchkit.simulator.answer import Answer
from twitchkit.simulator.world import World

HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    # No `form-action`: Chromium would hold the way back to the app against it.
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
    ),
}
MADE_UP = "This is a simulator on your own machine. Everybody here is made up, and nothing reaches Twitch."
DECISION = (
    '<div class="choices"><button name="decision" value="allow">Authorize</button>\n'
    '<button name="decision" value="deny" formnovalidate>Cancel</button></div>'
)


def page(title: str, content: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """A page around `content`, which is HTML already."""
    text = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)} - simulator</title>\n<style>{_style()}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(title)}</h1>\n{content}\n</main>\n"
        f'<p class="made-up">{MADE_UP}</p>\n</body>\n</html>\n'
    )
    body = text.encode("utf-8", "replace")
    return Answer(status=status, headers={**HEADERS, **(headers or {})}, body=body)


def paragraph(text: str, kind: str = "") -> str:
    """A paragraph of plain text; with `kind` `alarm` it is read out at once."""
    mark = f' class="{kind}"' if kind else ""
    role = ' role="alert"' if kind == "alarm" else ""
    return f"<p{mark}{role}>{escape(text)}</p>"


def login_field(world: World, login: str) -> str:
    """The field that says who decides; any login of the world will do."""
    people = "".join(
        f'<option value="{escape(user.login)}">{escape(user.display_name)}</option>'
        for user in world.users.values()
        if not user.deleted
    )
    return (
        '<label for="login">Log in as</label>\n'
        f'<input id="login" name="login" value="{escape(login)}" list="people" required autocomplete="off" '
        f'autocapitalize="none" spellcheck="false">\n<datalist id="people">{people}</datalist>'
    )


@cache
def _style() -> str:
    return files(__package__ or "").joinpath("page.css").read_text(encoding="utf-8")
