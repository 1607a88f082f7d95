"""A real Chromium before the simulator's pages and our own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from shell import Shell
from twitchkit.simulator import Simulator

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = f"no browser: there is no {CHROMIUM}; run  apt-get install chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has the browser; without one the tests of this folder are skipped, and fail in CI."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    # Not for the session: its event loop would be in the way of other tests of the same worker.
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator(seed=5, clips=5) as simulator:
        simulator.quirk(device_interval_s=1)
        yield simulator


@pytest.fixture
def shell(simulator: Simulator, tmp_path: Path) -> Shell:
    return Shell(simulator, tmp_path)


@pytest.fixture(scope="module")
def context(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    profile = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=ARGUMENTS, headless=True
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()
    shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture
def complaints() -> list[str]:
    """What the console of `page` has complained of."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A tab of somebody whom nobody knows yet; a complaint that the test does not clear fails it."""
    context.clear_cookies()
    page = context.new_page()

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@dataclass
class Running:
    """`twitchkit …` at work, waiting for a browser.

    Args:
        url: the address that it shows.
    """

    process: subprocess.Popen[str]
    url: str
    port: int
    told: str

    def ended(self) -> tuple[int, str, str]:
        """Its status, stdout and stderr, once it has ended."""
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out, self.told + err


def start(shell: Shell, *arguments: str, command: tuple[str, ...] = ("login",)) -> Running:
    port = free_port()
    local = () if "--device" in arguments else ("--no-browser", "--port", str(port))
    process = shell.start(*command, *local, *arguments)
    assert process.stderr is not None
    told = ""
    for line in process.stderr:
        told += line
        if found := re.search(r"https?://\S+", line):
            return Running(process, found[0], port, told)
    raise AssertionError(told)


def decide(page: Page, login: str, button: str) -> None:
    page.get_by_label("Log in as").fill(login)
    page.get_by_role("button", name=button).click()


def picture(page: Page, name: str) -> None:
    """Kept when a person wants to look: TWITCHKIT_PICTURES names a folder."""
    if folder := os.environ.get("TWITCHKIT_PICTURES"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=Path(folder) / f"{name}-{scheme}.png", animations="disabled")
