"""Our client against oidc-provider: what the standards say about rotation, reuse, devices and refusal."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import pytest

from twitchkit import Twitch
from twitchkit.client.login_flows import LoginFlows
from twitchkit.client.session import open_session
from twitchkit.errors import AuthorizationDenied, LoginOver, TokenRefused
from twitchkit.oauth.login import Login
from twitchkit.transport.blocking import BlockingTransport

pytestmark = pytest.mark.xdist_group("strangers-node")
SECRET = "a-secret-of-thirty-characters-or-more"
FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
INPUT = re.compile(r"<input[^>]*>")
ABORT = re.compile(r'href="([^"]*/abort)"')
APP = "http://localhost:3000"
MOST_PAGES = 8
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')


@pytest.fixture(scope="module")
def issuer(node_folder: Path) -> Iterator[str]:
    """The base URL of an oidc-provider of its own."""
    with subprocess.Popen(
        ["node", "provider.mjs"],
        cwd=node_folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        yield json.loads(process.stdout.readline())["issuer"]
        process.kill()


class _Stay(HTTPRedirectHandler):
    """Follows redirects as long as they stay with the provider."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if newurl.startswith(APP):
            raise HTTPError(newurl, code, msg, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Browser:
    """A person with cookies, who fills in one form after the other."""

    def __init__(self) -> None:
        jar = CookieJar(DefaultCookiePolicy(strict_domain=False))
        self._opener = build_opener(HTTPCookieProcessor(jar), _Stay())

    def go(self, url: str, *, refuses: bool = False) -> str:
        """Where it ends: the redirect to the app, or the address of the last page."""
        page, at = self._open(Request(url))
        for _ in range(MOST_PAGES):
            form = FORM.search(page)
            if at.startswith(APP) or form is None:
                return at
            abort = ABORT.search(page)
            if refuses and abort:
                return self._open(Request(urljoin(at, abort[1])))[1]
            fields = {"login": "anna", "password": "any"}
            for tag in INPUT.findall(form[2]):
                named = dict(ATTRIBUTE.findall(tag))
                if "name" in named:
                    fields.setdefault(named["name"], html.unescape(named.get("value", "")))
            page, at = self._open(Request(urljoin(at, html.unescape(form[1])), urlencode(fields).encode()))
        raise AssertionError(f"the pages do not end: {at}")

    def _open(self, request: Request) -> tuple[str, str]:
        try:
            with self._opener.open(request, timeout=10) as answer:
                return answer.read().decode(), answer.url
        except HTTPError as error:
            if error.code not in {302, 303}:
                raise
            return "", error.url


Session = Callable[[], Twitch]


@pytest.fixture
def session(issuer: str) -> Iterator[Session]:
    """Makes our client, with the provider's confidential app and a vault of its own."""
    opened: list[Twitch] = []

    def make() -> Twitch:
        twitch = Twitch(
            client_id="confidential", client_secret=SECRET, vault="memory", id_url=issuer, account="default"
        )
        opened.append(twitch)
        return twitch

    yield make
    for twitch in opened:
        twitch.close()


def logged_in(twitch: Twitch) -> Login:
    """A login by code, by somebody who allows everything."""
    pending = twitch.logins.start(scopes="openid offline_access")
    return twitch.logins.finish(pending, Browser().go(pending.url.reveal()))


def test_a_login_by_code_and_each_refresh_rotates(session: Session):
    twitch = session()
    login = logged_in(twitch)
    first = login.token
    second = twitch.renew()
    third = twitch.renew()

    assert login.token.login == "anna"
    assert len({token.access_token for token in (first, second, third)}) == 3
    assert len({token.refresh_token for token in (first, second, third)}) == 3
    assert twitch.logins.validate(third.access_token).login == "anna"


def test_a_spent_refresh_token_ends_everything_and_is_said_to_be_over(session: Session):
    twitch = session()
    login = logged_in(twitch)
    twitch.renew()
    newest = twitch.renew()
    # A backup of the vault comes back: its refresh token was spent long ago.
    other = session()
    other.logins.adopt(newest.access_token, refresh_token=login.token.refresh_token)
    with pytest.raises(LoginOver):
        other.renew()

    with pytest.raises(TokenRefused):
        twitch.logins.validate(newest.access_token)
    with pytest.raises(LoginOver):
        twitch.renew()
    with pytest.raises(LoginOver):
        twitch.renew()


def test_refused_consent_is_a_denial(session: Session):
    twitch = session()
    pending = twitch.logins.start(scopes="openid offline_access")
    landed = Browser().go(pending.url.reveal(), refuses=True)

    with pytest.raises(AuthorizationDenied):
        twitch.logins.finish(pending, landed)


class Device:
    """A login by code whose waits are not waited for; in the third one a person decides."""

    def __init__(self, issuer: str, *, refuses: bool) -> None:
        self.waits_s: list[float] = []
        self._refuses = refuses
        self._transport = BlockingTransport(sleep=self._sleep)
        self._flows = LoginFlows(open_session("memory", client_id="public", id_url=issuer, account="default"))

    def log_in(self) -> Login:
        try:
            self.code = self._transport.run(self._flows.start_device(scopes="openid"))
            return self._transport.run(self._flows.finish_device(self.code))
        finally:
            self._transport.close()

    def _sleep(self, seconds: float) -> None:
        self.waits_s.append(seconds)
        assert len(self.waits_s) < 5, "the decision does not reach the device"
        if len(self.waits_s) == 3:
            query = urlencode({"user_code": self.code.user_code})
            Browser().go(f"{self.code.verification_uri}?{query}", refuses=self._refuses)


def test_a_device_slows_down_and_then_logs_in(issuer: str):
    device = Device(issuer, refuses=False)
    login = device.log_in()

    assert login.token.login == "anna"
    assert device.waits_s == [5, 10, 10]


def test_a_refused_device_is_a_denial(issuer: str):
    device = Device(issuer, refuses=True)

    with pytest.raises(AuthorizationDenied):
        device.log_in()
