"""The page that a login ends on."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

import msgspec

BY_HAND = (
    '<p id="by-hand">If this stays so, scripts are off: copy the whole address of this page and paste it '
    "into the terminal.</p>"
)


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says.

    Args:
        title: one short sentence.
        text: what to do now.
        kind: `good`, `bad` or `wait`.
    """

    title: str
    text: str
    kind: str = "good"


ANSWERED = Ending(
    title="Twitch has answered", text="Go back to the terminal; it tells how it went.", kind="wait"
)
HANDING_OVER = Ending(
    title="One moment", text="Twitch's answer is being handed to the terminal.", kind="wait"
)
STRANGE = Ending(
    title="Not this login",
    text="This answer belongs to another login. Finish the one in the tab that the terminal opened.",
    kind="bad",
)


def redirect_page(ending: Ending, *, wants_fragment: bool = False) -> tuple[str, Mapping[str, str]]:
    """The page, and the headers that it needs.

    Args:
        ending: what it says.
        wants_fragment: hand the address's fragment over by POST, and say what that answers.
    """
    nonce = secrets.token_urlsafe(16)
    page = _template().substitute(
        nonce=nonce,
        title=escape(ending.title),
        text=escape(ending.text),
        kind=ending.kind,
        fragment="wanted" if wants_fragment else "not wanted",
        by_hand=BY_HAND if wants_fragment else "",
    )
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "img-src data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return page, {"Content-Security-Policy": policy}


@cache
def _template() -> Template:
    return Template(files("twitchkit.client").joinpath("redirect_page.html").read_text(encoding="utf-8"))
