"""Processes that share one login, and everything that can happen to them, against the simulator's logic."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum, auto
from urllib.parse import parse_qs, urlsplit

from screenplay import FakeClock
from twitchkit.client.user_keeper import UserKeeper
from twitchkit.errors import ConnectionCut, NetworkError, TimedOut, Unreachable, VaultNotWritable
from twitchkit.oauth import App, Token
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.simulator.app import App as Service
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.world import World
from twitchkit.vault.memory import MemoryVault
from twitchkit.wire import Request, Response, Send, Sleep

ID = "https://id.twitch.tv"
SCOPES = ("clips:edit",)
HOST = "id.twitch.tv"
TIMEOUT_S, LATEST_S = 20, 25


class Fate(StrEnum):
    """What becomes of a request."""

    ANSWERED = auto()
    ANSWER_LOST = auto()
    DROPPED = auto()
    LATE = auto()
    UNREACHABLE = auto()
    OUT_OF_ORDER = auto()
    DONE_BUT_500 = auto()
    DONE_BUT_GARBLED = auto()
    NOT_FOUND_PAGE = auto()
    UNAUTHORIZED_PAGE = auto()
    UNAVAILABLE = auto()
    LIMITED = auto()
    KILLED_BEFORE = auto()
    KILLED_LATE = auto()
    KILLED_AFTER = auto()
    CANCELLED = auto()


class Killed(BaseException):
    """The process is gone."""


class WatchedVault(MemoryVault):
    """Remembers what it was ever given, and fails on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.ever: set[str] = set()
        self.trouble = ""

    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        trouble, self.trouble = self.trouble, ""
        if trouble == "full":
            raise VaultNotWritable(path="vault.db", reason="No space left on device.")
        if trouble == "killed before":
            raise Killed
        super().save(account, login, durable=durable)
        self.ever.add(login.token.access_token.reveal())
        if trouble == "killed after":
            raise Killed


@dataclass
class Process:
    """One that keeps the login, and what it is just doing."""

    keeper: UserKeeper
    flow: Generator[Send | Sleep, Response | None, Token] | None = None
    effect: Send | Sleep | None = None


@dataclass
class Stage:
    """One login of one app, Twitch, and the time.

    Args:
        public: whether the app has no secret.
    """

    public: bool
    world: World = field(init=False)
    now: FakeClock = field(default_factory=FakeClock)
    local: FakeClock = field(default_factory=FakeClock)
    """What the processes take for the time."""
    vault: WatchedVault = field(default_factory=WatchedVault)
    connected: bool = True
    expiries: dict[str, datetime | None] = field(default_factory=dict[str, "datetime | None"])
    revoked: set[str] = field(default_factory=set[str])
    outages: set[str] = field(default_factory=set[str])
    """One-time tokens that were answered with a 500: it tells nothing, and they are tried again when the
    login would be over without."""
    _under_way: list[tuple[datetime, Request]] = field(default_factory=list[tuple[datetime, Request]])

    def __post_init__(self) -> None:
        self.world = World.seeded(3, clips=1, clock=self.now)
        self.service = Service(self.world)
        own = self.world.public_app if self.public else self.world.app
        self.own = own
        self.app = App(own.client_id, Secret(own.secret.reveal()) if own.secret else None)
        self.user = self.world.channels[0]
        self.log_in()

    def log_in(self) -> None:
        """A person consents; as the login flows do, the pair is saved under the lease."""
        lease = self.vault.lease(self.app.client_id, "default")
        if not lease.try_acquire():
            return
        self.world.ledger.consent(self.own.client_id, self.user.id, SCOPES)
        pair = self.world.ledger.pair(self.own, self.user.id, SCOPES)
        self._issued(pair.access_token)
        token = Token(
            access_token=Secret(pair.access_token),
            client_id=self.app.client_id,
            issued_at=self.local.now(),
            expires_at=self.local.now() + timedelta(seconds=pair.grant.expires_in_s(self.now.now())),
            scopes=frozenset(SCOPES),
            refresh_token=Secret(pair.refresh_token),
            grant=Grant.DEVICE_CODE,
        )
        self.vault.save("default", Login(token=token))
        self.connected = True
        lease.release()

    def process(self) -> Process:
        """A new one; it knows nothing but the vault."""
        keeper = UserKeeper(self.app, "default", self.vault, id_url=ID, clock=self.local, dice=lambda: 0.5)
        return Process(keeper)

    def pass_time(self, seconds: float) -> None:
        """For all; what was under way arrives meanwhile."""
        self.now.advance(seconds=seconds)
        self.local.advance(seconds=seconds)
        self.land(until=self.now.now())

    def land(self, until: datetime | None = None) -> None:
        """Carries out requests whose senders did not wait."""
        landed = [one for one in self._under_way if until is None or one[0] <= until]
        self._under_way = [one for one in self._under_way if one not in landed]
        for _, request in landed:
            self._serve(request)

    def meet(self, request: Request, fate: Fate) -> Response | NetworkError:
        """What its sender gets.

        Raises:
            Killed: the sender is gone.
        """
        match fate:
            case Fate.ANSWERED:
                return self._serve(request)
            case Fate.ANSWER_LOST:
                self._serve(request)
                return ConnectionCut(host=HOST, reason="Reset.")
            case Fate.DROPPED:
                return ConnectionCut(host=HOST, reason="Reset.")
            case Fate.LATE:
                self._send_late(request)
                self.pass_time(TIMEOUT_S)
                return TimedOut(host=HOST, phase="answering", after_s=TIMEOUT_S)
            case Fate.UNREACHABLE:
                return Unreachable(host=HOST, reason="Refused.")
            case Fate.OUT_OF_ORDER:
                return Response(500, {}, b"")
            case Fate.DONE_BUT_500:
                self._serve(request)
                self.outages.add(_one_time_token(request))
                return Response(500, {}, b"<html>")
            case Fate.DONE_BUT_GARBLED:
                self._serve(request)
                return Response(200, {}, b'{"access_tok')
            case Fate.NOT_FOUND_PAGE:
                return Response(404, {}, b"<html>")
            case Fate.UNAUTHORIZED_PAGE:
                return Response(401, {"content-type": "text/html"}, b"<html>")
            case Fate.UNAVAILABLE:
                return Response(503, {}, b"")
            case Fate.LIMITED:
                return Response(429, {}, b"")
            case Fate.KILLED_BEFORE | Fate.CANCELLED:
                raise Killed
            case Fate.KILLED_LATE:
                self._send_late(request)
                raise Killed
            case Fate.KILLED_AFTER:
                self._serve(request)
                raise Killed

    def kept(self) -> Login:
        """What the vault holds."""
        login = self.vault.load(self.app.client_id, "default")
        assert login is not None
        return login

    def lives(self, access_token: str) -> bool:
        """Whether Twitch takes it."""
        return self.world.tokens.look_up(access_token) is not None

    def ended_otherwise(self, access_token: str) -> bool:
        """Whether an access token ended by its age or by a revocation, not by a refresh."""
        expires_at = self.expiries[access_token]
        return access_token in self.revoked or (expires_at is not None and expires_at <= self.now.now())

    def _send_late(self, request: Request) -> None:
        self._under_way.append((self.now.now() + timedelta(seconds=LATEST_S), request))

    def _serve(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        headers = {
            name.lower(): value.reveal() if isinstance(value, Secret) else value
            for name, value in request.headers.items()
        }
        body = request.body_bytes or b""
        spent = _one_time_token(request)
        if self.public and spent and spent not in self.outages:
            assert self.world.ledger.refreshes.spent(spent) is None, "a one-time token was sent twice"
        held = headers.get("authorization", "").partition(" ")[2]
        assert not held or held in self.vault.ever, "a token was used before it was kept"
        asked = Asked(
            method=request.method,
            raw_path=parts.path,
            path=parts.path,
            query_string=parts.query,
            headers=headers,
            body=body,
            own_url=ID,
        )
        answer = self.service.respond(asked)
        if spent and answer.status == 200:
            owner = (self.own.client_id, self.user.id)
            self._issued(self.world.tokens.valid_of(*owner)[-1])
        return Response(answer.status, dict(answer.headers), answer.body)

    def _issued(self, access_token: str) -> None:
        grant = self.world.tokens.look_up(access_token)
        assert grant is not None
        self.expiries[access_token] = grant.expires_at


def _one_time_token(request: Request) -> str:
    return parse_qs((request.body_bytes or b"").decode()).get("refresh_token", [""])[0]
