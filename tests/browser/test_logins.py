"""A person logs in with a real browser: Twitch's pages are the simulator's, the last one is ours."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Playwright, expect

from browser.conftest import ARGUMENTS, CHROMIUM, decide, picture, start
from person import decide as decide_unseen
from shell import Shell
from twitchkit.simulator import Simulator


def held(shell: Shell) -> dict[str, object]:
    [account] = [json.loads(line) for line in shell("accounts", "--json").out.splitlines()]
    return account


def test_by_code(page: Page, shell: Shell, simulator: Simulator) -> None:
    person = simulator.users[0].login
    running = start(shell, "--scopes", "clips:edit user:read:email")

    page.goto(running.url)
    expect(page.get_by_role("heading")).to_contain_text("wants to use your account")
    expect(page.get_by_text("clips:edit")).to_be_visible()
    picture(page, "consent")
    decide(page, person, "Authorize")

    expect(page.get_by_role("heading")).to_have_text("You are logged in")
    expect(page.get_by_role("status")).to_contain_text(f"Logged in as {person}, kept as account default.")
    picture(page, "landing-success")
    assert page.url == f"http://localhost:{running.port}/"
    assert running.ended()[0] == 0
    assert (held(shell)["login"], held(shell)["grant"]) == (person, "authorization_code")


def test_the_implicit_token_leaves_the_address_bar_and_reaches_the_terminal(
    page: Page, shell: Shell, simulator: Simulator
) -> None:
    person = simulator.users[1].login
    running = start(shell, "--flow", "implicit", "--scopes", "user:read:email")

    page.goto(running.url)
    decide(page, person, "Authorize")

    expect(page.get_by_role("heading")).to_have_text("You are logged in")
    picture(page, "landing-implicit")
    assert page.url == f"http://localhost:{running.port}/"
    assert page.evaluate("location.hash + history.state") in ("null", "")
    assert running.ended()[0] == 0
    assert (held(shell)["login"], held(shell)["grant"]) == (person, "implicit")


def test_by_device(page: Page, shell: Shell, simulator: Simulator) -> None:
    person = simulator.users[0].login
    running = start(shell, "--device", "--scopes", "user:read:email")

    page.goto(running.url)
    code = parse_qs(urlsplit(running.url).query)["device-code"][0]
    expect(page.get_by_label("Code on your device")).to_have_value(code)
    picture(page, "device")
    decide(page, person, "Authorize")

    expect(page.get_by_role("heading")).to_have_text("Your device is connected")
    picture(page, "device-connected")
    assert running.ended()[0] == 0
    assert (held(shell)["login"], held(shell)["grant"]) == (person, "device_code")


def test_a_code_is_typed_in_by_hand(page: Page, shell: Shell, simulator: Simulator) -> None:
    running = start(shell, "--device")
    parts = urlsplit(running.url)
    code = parse_qs(parts.query)["device-code"][0]

    page.goto(f"{parts.scheme}://{parts.netloc}/activate")
    picture(page, "device-empty")
    page.get_by_label("Code on your device").fill(code.lower())
    decide(page, simulator.users[0].login, "Authorize")

    expect(page.get_by_role("heading")).to_have_text("Your device is connected")
    assert running.ended()[0] == 0


def test_a_no_is_told_on_the_page_and_in_the_terminal(page: Page, shell: Shell, simulator: Simulator) -> None:
    running = start(shell)

    page.goto(running.url)
    decide(page, simulator.users[0].login, "Cancel")

    expect(page.get_by_role("heading")).to_have_text("You said no")
    picture(page, "landing-denied")
    status, _, err = running.ended()
    assert status == 4
    assert "refused on Twitch's page" in err
    assert "Log in again" in err


def test_a_no_to_a_device_ends_its_wait(page: Page, shell: Shell, simulator: Simulator) -> None:
    running = start(shell, "--device")

    page.goto(running.url)
    decide(page, simulator.users[0].login, "Cancel")

    expect(page.get_by_role("heading")).to_have_text("You refused")
    picture(page, "device-denied")
    assert running.ended()[0] == 4


def test_an_answer_with_another_state_logs_nobody_in(
    page: Page, complaints: list[str], shell: Shell, simulator: Simulator
) -> None:
    person = simulator.users[0].login
    running = start(shell)
    back = decide_unseen(running.url, person)

    page.goto(re.sub(r"state=[^&]*", "state=forged-forged-forged", back))
    expect(page.get_by_role("heading")).to_have_text("Not this login")
    picture(page, "landing-strange")
    assert running.process.poll() is None
    assert "400" in complaints.pop()
    page.goto(back)

    expect(page.get_by_role("heading")).to_have_text("You are logged in")
    assert running.ended()[0] == 0


def test_a_closed_tab_ends_in_time_and_can_be_opened_again(
    page: Page, shell: Shell, simulator: Simulator
) -> None:
    running = start(shell)
    tab = page.context.new_page()
    tab.goto(running.url)
    tab.close()
    page.goto(running.url)
    decide(page, simulator.users[0].login, "Authorize")
    expect(page.get_by_role("heading")).to_have_text("You are logged in")
    assert running.ended()[0] == 0

    closed = start(shell, "--timeout", "1", "--force-verify")
    tab = page.context.new_page()
    tab.goto(closed.url)
    tab.close()
    status, _, err = closed.ended()
    assert status == 4
    assert "not finished in time" in err
    assert "twitchkit login" in err


def test_the_page_of_another_site_gets_nothing(
    page: Page, complaints: list[str], shell: Shell, simulator: Simulator
) -> None:
    running = start(shell, "--flow", "implicit")
    back = decide_unseen(running.url, simulator.users[0].login)
    page.goto(simulator.base_url + "/activate")

    # The page may send, but not as one of ours, nor read what comes back.
    seen = page.evaluate(
        "([url, body]) => fetch(url, {method: 'POST', mode: 'no-cors', body}).then((r) => r.type, String)",
        [f"http://localhost:{running.port}/", "#" + urlsplit(back).fragment],
    )

    assert seen == "opaque" or "TypeError" in seen
    complaints.clear()
    assert running.process.poll() is None
    running.process.terminate()
    running.process.communicate()


def test_without_scripts_the_page_says_what_to_paste(
    playwright: Playwright, shell: Shell, simulator: Simulator
) -> None:
    running = start(shell, "--flow", "implicit")
    with playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS) as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(running.url)
        decide(page, simulator.users[0].login, "Authorize")

        expect(page.get_by_text("copy the whole address")).to_be_visible()
        picture(page, "landing-without-scripts")
        assert "#access_token=" in page.url
    running.process.terminate()
    running.process.communicate()
