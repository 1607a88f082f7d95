"""OpenID Connect, and Kraken's old login, with a real browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import decide, picture, start
from shell import Shell
from twitchkit.simulator import Simulator


@pytest.mark.parametrize("flow", ["code", "implicit"])
def test_who_logged_in_is_told(page: Page, shell: Shell, simulator: Simulator, flow: str) -> None:
    person = simulator.users[0]
    running = start(shell, "--openid", "--claims", "email,preferred_username", "--flow", flow, "--json")

    page.goto(running.url)
    expect(page.get_by_text("user:read:email")).to_be_visible()
    picture(page, "consent-openid")
    decide(page, person.login, "Authorize")

    expect(page.get_by_role("heading")).to_have_text("You are logged in")
    assert page.url == f"http://localhost:{running.port}/"
    status, out, err = running.ended()
    assert status == 0, err
    told = json.loads(out)
    assert told["identity"]["email"] == person.email
    assert (told["identity"]["user_id"], told["user_id"]) == (person.id, person.id)
    assert told["grant"] == {"code": "authorization_code", "implicit": "implicit"}[flow]


def test_an_old_fragment_reaches_the_terminal(page: Page, shell: Shell, simulator: Simulator) -> None:
    running = start(shell, "--scopes", "user_read", "--implicit", command=("kraken", "login"))

    page.goto(running.url)
    decide(page, simulator.users[0].login, "Authorize")

    expect(page.get_by_role("heading")).to_have_text("You are logged in")
    status, out, _ = running.ended()
    assert status == 0
    assert len(out.strip()) == 30
