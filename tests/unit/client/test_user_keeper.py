from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from screenplay import NOON, FakeClock, Screenplay, answer
from twitchkit.client.user_keeper import UserKeeper
from twitchkit.errors import (
    ClientRefused,
    ConnectionCut,
    LoginOver,
    NetworkError,
    NotLoggedIn,
    NotRefreshable,
    RefreshFailedElsewhere,
    RefreshLost,
    RequestRefused,
    SecretRequired,
    ServerTrouble,
    TimedOut,
    TwitchError,
    Unreachable,
    VaultNotWritable,
)
from twitchkit.oauth import App, Token
from twitchkit.oauth.grant import Grant
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.memory import MemoryVault
from twitchkit.wire import Response

CONFIDENTIAL, PUBLIC = App("abc", Secret("CANARY-secret")), App("abc")
SCOPES = frozenset({"clips:edit"})


def pair(number: int) -> Token:
    return Token(
        access_token=Secret(f"access-{number}"),
        client_id="abc",
        issued_at=NOON,
        expires_at=NOON + timedelta(hours=4),
        scopes=SCOPES,
        refresh_token=Secret(f"refresh-{number}"),
        user_id="42",
        login="twitchdev",
        grant=Grant.DEVICE_CODE,
    )


def vault_with(login: Login) -> MemoryVault:
    vault = MemoryVault()
    vault.save("default", login)
    return vault


def keeper(vault: MemoryVault, clock: FakeClock | None = None, app: App = CONFIDENTIAL) -> UserKeeper:
    clock = clock or FakeClock()
    return UserKeeper(app, "default", vault, id_url="https://id.twitch.tv", clock=clock, dice=lambda: 0.0)


def valid(**more: Any) -> Response:
    content = {
        "client_id": "abc",
        "login": "twitchdev",
        "scopes": ["clips:edit"],
        "user_id": "42",
        "expires_in": 14000,
    }
    return answer(200, {**content, **more})


def refreshed(number: int) -> Response:
    return answer(
        200,
        {
            "access_token": f"access-{number}",
            "refresh_token": f"refresh-{number}",
            "expires_in": 14400,
            "scope": ["clips:edit"],
            "token_type": "bearer",
        },
    )


INVALID = answer(401, {"status": 401, "message": "invalid access token"})
REFUSED = answer(400, {"error": "Bad Request", "status": 400, "message": "Invalid refresh token"})


def get(subject: UserKeeper, answers: Iterable[Response | NetworkError] = ()) -> tuple[str, list[str]]:
    """The token, and the paths that were asked on the way."""
    stage = Screenplay(answers)
    token = stage.run(subject.token())
    return token.access_token.reveal(), [request.url.rpartition("/")[2] for request in stage.requests]


def kept(vault: MemoryVault) -> Login:
    login = vault.load("abc", "default")
    assert login is not None
    return login


def test_at_start_it_is_validated_and_then_handed_out_freely() -> None:
    vault = vault_with(Login(token=pair(1)))
    subject = keeper(vault)

    assert get(subject, [valid()]) == ("access-1", ["validate"])
    assert get(subject) == ("access-1", [])
    assert kept(vault).validated_at == NOON


def test_it_is_validated_again_before_the_hour_is_over() -> None:
    clock = FakeClock()
    subject = keeper(vault_with(Login(token=pair(1))), clock)
    get(subject, [valid()])

    clock.advance(minutes=56)
    assert get(subject) == ("access-1", [])
    clock.advance(minutes=2)
    assert get(subject, [valid()]) == ("access-1", ["validate"])


def test_what_another_process_validated_within_the_hour_counts() -> None:
    vault = vault_with(Login(token=pair(1), validated_at=NOON - timedelta(minutes=30)))

    assert get(keeper(vault)) == ("access-1", [])


@pytest.mark.parametrize(
    "trouble", [[answer(503)] * 4, [TimedOut(host="id.twitch.tv", phase="answering", after_s=20)] * 4]
)
def test_an_outage_says_nothing_of_the_token(trouble: list[Response | NetworkError]) -> None:
    vault = vault_with(Login(token=pair(1)))

    token, _ = get(keeper(vault), trouble)

    assert token == "access-1"
    assert kept(vault).token == pair(1)


def test_a_dead_token_is_refreshed_and_the_new_pair_is_kept_before_it_is_handed_out() -> None:
    vault = vault_with(Login(token=pair(1)))

    assert get(keeper(vault), [INVALID, refreshed(2)]) == ("access-2", ["validate", "token"])
    assert kept(vault).token.refresh_token == Secret("refresh-2")
    assert (kept(vault).token.user_id, kept(vault).token.login) == ("42", "twitchdev")


def test_it_is_refreshed_ahead_of_its_end() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=3, minutes=51)

    assert get(keeper(vault, clock), [refreshed(2)]) == ("access-2", ["token"])


def test_after_a_refused_call_the_token_is_refreshed_once_for_all() -> None:
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    first, second = keeper(vault), keeper(vault)
    get(first)
    get(second)

    renewed = Screenplay([refreshed(2)]).run(first.renew(pair(1)))
    found = Screenplay().run(second.renew(pair(1)))

    assert renewed.access_token == found.access_token == Secret("access-2")


def test_a_definite_refusal_ends_the_login_and_is_not_asked_again() -> None:
    vault = vault_with(Login(token=pair(1)))

    with pytest.raises(LoginOver, match="twitchkit login"):
        get(keeper(vault), [INVALID, REFUSED])
    with pytest.raises(LoginOver):
        get(keeper(vault))

    assert kept(vault).is_over
    assert kept(vault).token == pair(1)


def test_a_page_instead_of_twitchs_refusal_ends_no_login() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=4)
    page = Response(401, {"content-type": "text/html"}, b"<html>Log in to the hotel's network</html>")

    with pytest.raises(RequestRefused, match="page"):
        get(keeper(vault, clock), [page])

    assert not kept(vault).is_over
    clock.advance(seconds=11)
    assert get(keeper(vault, clock), [refreshed(2)])[0] == "access-2"


def test_a_passing_failure_reaches_every_waiter_and_is_not_hammered() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    subject = keeper(vault, clock)
    get(subject)
    clock.advance(hours=4)

    with pytest.raises(ServerTrouble):
        get(subject, [answer(500)] * 4)
    with pytest.raises(ServerTrouble):
        get(subject)
    clock.advance(seconds=11)
    assert get(subject, [refreshed(2)])[0] == "access-2"


def test_nobody_logged_in_is_told_with_the_command() -> None:
    with pytest.raises(NotLoggedIn, match="twitchkit login"):
        get(keeper(MemoryVault()))


class Crash(BaseException):
    """The process dies."""


class CrashingVault(MemoryVault):
    """Dies instead of its n-th save."""

    def __init__(self, save: int) -> None:
        super().__init__()
        self.left = save

    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        self.left -= 1
        if self.left < 0:
            raise Crash
        super().save(account, login, durable=durable)


def test_a_public_apps_refresh_is_announced_before_it_is_sent() -> None:
    vault = CrashingVault(save=2)
    MemoryVault.save(vault, "default", Login(token=pair(1), validated_at=NOON))
    vault.left = 0
    clock = FakeClock()
    clock.advance(hours=4)

    stage = Screenplay()
    with pytest.raises(Crash):
        stage.run(keeper(vault, clock, PUBLIC).token())

    assert stage.requests == [], "a one-time token left before anybody could know of it"


def test_after_a_crash_before_the_request_nothing_is_lost() -> None:
    vault = vault_with(Login(token=pair(1), validated_at=NOON, refreshing_since=NOON))

    # The old token lives, so the refresh never happened: its refresh token is good.
    assert get(keeper(vault, app=PUBLIC), [valid()]) == ("access-1", ["validate"])
    assert kept(vault).refreshing_since is None


def test_after_a_crash_behind_the_answer_the_spent_token_is_not_sent() -> None:
    vault = vault_with(Login(token=pair(1), validated_at=NOON, refreshing_since=NOON))

    with pytest.raises(LoginOver, match="cut off"):
        get(keeper(vault, app=PUBLIC), [INVALID])

    assert kept(vault).is_over


def test_a_lost_answer_is_cleared_up_by_a_look_at_the_old_token() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=3, minutes=51)

    with pytest.raises(RefreshLost):
        get(keeper(vault, clock, PUBLIC), [ConnectionCut(host="id.twitch.tv", reason="cut")])

    assert kept(vault).refreshing_since is not None
    # It had not happened: the old token lives, and its refresh token is sent for the first time.
    token, asked = get(keeper(vault, clock, PUBLIC), [valid(expires_in=500), refreshed(2)])
    assert (token, asked) == ("access-2", ["validate", "token"])


def test_a_refresh_that_never_left_can_be_tried_again() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=4)
    down = Unreachable(host="id.twitch.tv", reason="refused")

    with pytest.raises(Unreachable):
        get(keeper(vault, clock, PUBLIC), [down] * 4)

    assert kept(vault).refreshing_since is None
    clock.advance(seconds=11)
    assert get(keeper(vault, clock, PUBLIC), [refreshed(2)])[0] == "access-2"


@pytest.mark.parametrize(
    "trouble",
    [
        answer(503),
        answer(500),
        answer(502, "<html>Bad Gateway"),
        answer(400, "<html>Bad Request"),
        answer(404, ""),
        answer(400, {"status": 400, "message": "something new"}),
    ],
)
def test_an_outage_during_a_public_apps_refresh_ends_no_login(trouble: Response) -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=5)

    with pytest.raises(TwitchError):
        get(keeper(vault, clock, PUBLIC), [trouble] * 4)

    clock.advance(seconds=31)
    told = [INVALID, refreshed(2)] if trouble.status in (500, 502) else [refreshed(2)]
    token, asked = get(keeper(vault, clock, PUBLIC), told)
    assert (token, asked[-1]) == ("access-2", "token")


def test_an_answer_that_is_lost_after_a_500_is_no_answer_though_the_clock_jumps_back() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=5)
    with pytest.raises(ServerTrouble):
        get(keeper(vault, clock, PUBLIC), [answer(500)])
    clock.advance(seconds=31)
    subject = keeper(vault, clock, PUBLIC)
    flow = subject.renew(pair(1))
    next(flow)
    clock.advance(hours=-400)
    flow.send(INVALID)
    with pytest.raises(RefreshLost):
        flow.throw(ConnectionCut(host="id.twitch.tv", reason="cut"))

    clock.advance(hours=1000)
    with pytest.raises(LoginOver, match="nobody can tell"):
        get(keeper(vault, clock, PUBLIC), [INVALID])


def test_behind_a_500_a_token_that_lived_and_is_dead_tells_that_its_refresh_was_done() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=3, minutes=51)
    with pytest.raises(ServerTrouble):
        get(keeper(vault, clock, PUBLIC), [answer(500)])

    clock.advance(seconds=31)
    with pytest.raises(LoginOver, match="lost"):
        get(keeper(vault, clock, PUBLIC), [INVALID])


@pytest.mark.parametrize(
    ("said", "error"),
    [("missing client secret", SecretRequired), ("invalid client", ClientRefused)],
)
def test_what_is_wrong_with_the_app_ends_no_login(said: str, error: type[Exception]) -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=5)

    # Without its secret an app looks like a public one.
    with pytest.raises(error):
        get(keeper(vault, clock, PUBLIC), [answer(400, {"status": 400, "message": said})])

    assert get(keeper(vault, clock), [refreshed(2)]) == ("access-2", ["token"])


def test_a_token_that_lives_is_handed_out_though_the_app_is_refused() -> None:
    clock = FakeClock()
    clock.advance(hours=3, minutes=55)
    vault = vault_with(Login(token=pair(1), validated_at=clock.now()))
    no = answer(403, {"status": 403, "message": "invalid client secret"})

    assert get(keeper(vault, clock), [no]) == ("access-1", ["token"])
    with pytest.raises(ClientRefused):
        Screenplay([no]).run(keeper(vault, clock).token(min_life=timedelta(minutes=30)))


def test_a_newer_pair_from_elsewhere_is_not_marked_as_over() -> None:
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    flow = keeper(vault).renew(pair(1))
    next(flow)
    vault.save("default", Login(token=pair(2), validated_at=NOON))

    with pytest.raises(StopIteration) as done:
        flow.send(REFUSED)

    assert done.value.value == pair(2)
    assert kept(vault) == Login(token=pair(2), validated_at=NOON)
    assert get(keeper(vault))[0] == "access-2"


def test_the_token_of_another_app_is_not_adopted() -> None:
    vault = vault_with(Login(token=pair(1)))

    with pytest.raises(Exception, match="another app"):
        get(keeper(vault), [valid(client_id="other")])

    assert kept(vault).token == replace(pair(1))


def test_a_passing_failure_of_another_process_is_not_hammered_either() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=4)
    with pytest.raises(ServerTrouble):
        get(keeper(vault, clock), [answer(500)] * 4)

    with pytest.raises(RefreshFailedElsewhere, match="Twitch has trouble"):
        get(keeper(vault, clock))

    clock.advance(seconds=11)
    assert get(keeper(vault, clock), [refreshed(2)])[0] == "access-2"
    assert kept(vault).refresh_failed_at is None


def test_ahead_of_its_end_a_token_is_handed_out_while_a_refresh_cannot_be_had() -> None:
    clock = FakeClock()
    clock.advance(hours=3, minutes=51)
    vault = vault_with(Login(token=pair(1), validated_at=clock.now()))

    subject = keeper(vault, clock)
    assert get(subject, [answer(500)] * 4)[0] == "access-1"
    assert get(subject)[0] == "access-1", "it is asked again too soon"
    with pytest.raises(ServerTrouble):
        Screenplay().run(subject.token(min_life=timedelta(minutes=30)))


def test_an_outage_of_validate_is_not_hammered() -> None:
    clock = FakeClock()
    subject = keeper(vault_with(Login(token=pair(1))), clock)
    assert get(subject, [answer(500)] * 4)[0] == "access-1"

    assert get(subject) == ("access-1", [])
    clock.advance(seconds=61)
    assert get(subject, [valid()]) == ("access-1", ["validate"])


@pytest.mark.parametrize("page", [answer(404), Response(200, {}, b"<html>"), answer(403), answer(400)])
def test_a_page_that_is_no_answer_says_nothing_of_the_token(page: Response) -> None:
    vault = vault_with(Login(token=pair(1)))

    assert get(keeper(vault), [page])[0] == "access-1"
    assert not kept(vault).is_over


def test_after_a_clock_went_back_it_is_validated_and_tried_as_usual() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    subject = keeper(vault, clock)
    get(subject)

    clock.advance(days=-30)
    assert get(subject, [valid()]) == ("access-1", ["validate"])
    assert get(keeper(vault_with(Login(token=pair(1), validated_at=NOON)), clock), [valid()])[1] == [
        "validate"
    ]


IMPLICIT = replace(pair(1), refresh_token=None, grant=Grant.IMPLICIT)


def test_a_token_without_a_refresh_token_is_used_to_its_end() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=IMPLICIT, validated_at=NOON + timedelta(hours=3, minutes=30)))
    clock.advance(hours=3, minutes=55)

    assert get(keeper(vault, clock))[0] == "access-1"
    with pytest.raises(NotRefreshable):
        Screenplay().run(keeper(vault, clock).token(min_life=timedelta(minutes=10)))
    assert not kept(vault).is_over


def test_whether_a_token_without_a_refresh_token_is_over_is_for_twitch_to_say() -> None:
    clock = FakeClock()
    clock.advance(days=400)
    vault = vault_with(Login(token=IMPLICIT, validated_at=NOON))

    assert get(keeper(vault, clock), [valid()])[0] == "access-1"
    assert kept(vault).token.expires_at == clock.now() + timedelta(seconds=14000)
    clock.advance(days=1)
    with pytest.raises(LoginOver):
        get(keeper(vault, clock), [INVALID])


def test_a_refresh_that_was_cut_off_is_sent_again_only_when_it_cannot_be_under_way() -> None:
    vault = vault_with(Login(token=pair(1), validated_at=NOON, refreshing_since=NOON))
    clock = FakeClock()
    clock.advance(seconds=12)
    stage = Screenplay([valid(), refreshed(2)])

    assert stage.run(keeper(vault, clock, PUBLIC).renew(pair(1))).access_token == Secret("access-2")
    # The first one may be carried out for half a minute; then the old token tells whether it was.
    assert stage.sleeps == [18.0]
    assert [request.url.rpartition("/")[2] for request in stage.requests] == ["validate", "token"]


def test_a_refused_call_does_not_send_the_token_of_a_cut_off_refresh() -> None:
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    subject = keeper(vault, app=PUBLIC)
    get(subject)
    vault.save("default", kept(vault).refreshing(NOON - timedelta(hours=1)))

    with pytest.raises(LoginOver, match="cut off"):
        Screenplay([INVALID]).run(subject.renew(pair(1)))


class FullVault(MemoryVault):
    """Takes so many changes, then none until there is room."""

    room = 99

    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        if self.room == 0:
            raise VaultNotWritable(path="vault.db", reason="No space left on device.")
        self.room -= 1
        super().save(account, login, durable=durable)


@pytest.mark.parametrize("app", [CONFIDENTIAL, PUBLIC])
def test_a_pair_that_could_not_be_kept_is_not_used_and_not_given_up(app: App) -> None:
    vault, clock = FullVault(), FakeClock()
    vault.save("default", Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=4)
    subject = keeper(vault, clock, app)
    vault.room = 1 if app.is_public else 0

    with pytest.raises(VaultNotWritable):
        get(subject, [refreshed(2)])
    with pytest.raises(VaultNotWritable):
        get(subject)
    vault.room = 99
    assert get(subject) == ("access-2", [])
    assert kept(vault).token.refresh_token == Secret("refresh-2")


def test_the_kept_token_is_renewed_once_however_old_it_is() -> None:
    clock = FakeClock()
    vault = vault_with(Login(token=pair(1), validated_at=NOON))
    clock.advance(hours=4)
    stage = Screenplay([refreshed(2)])

    assert stage.run(keeper(vault, clock).renew()).access_token == Secret("access-2")
