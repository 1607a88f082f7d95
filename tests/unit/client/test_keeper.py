from __future__ import annotations

from datetime import timedelta

import pytest

from screenplay import NOON, FakeClock, Screenplay, answer
from twitchkit.client.keeper import AppKeeper
from twitchkit.errors import ClientRefused, MissingCredentials, ServerTrouble, VaultBusy, VaultNotWritable
from twitchkit.oauth import App, Token
from twitchkit.oauth.login import Login
from twitchkit.secret import Secret
from twitchkit.vault.memory import MemoryVault
from twitchkit.wire import Response

APP = App("abc", Secret("CANARY"))
DAY = 86_400


def minted(text: str, days: int = 60) -> Response:
    return answer(200, {"access_token": text, "expires_in": days * DAY, "token_type": "bearer"})


def keeper(vault: MemoryVault, clock: FakeClock | None = None, app: App | None = APP) -> AppKeeper:
    return AppKeeper(app, vault, id_url="https://id.twitch.tv", clock=clock or FakeClock())


def text(token: Token) -> str:
    return token.access_token.reveal()


def test_the_first_call_gets_a_token_and_keeps_it() -> None:
    vault = MemoryVault()

    token = Screenplay([minted("one")]).run(keeper(vault).token())

    kept = vault.load("abc", "app")
    assert kept is not None
    assert kept.token == token


def test_a_kept_token_is_reused_without_asking_twitch() -> None:
    vault = MemoryVault()
    Screenplay([minted("one")]).run(keeper(vault).token())

    assert text(Screenplay().run(keeper(vault).token())) == "one"


def test_shortly_before_its_end_it_is_replaced() -> None:
    vault, clock = MemoryVault(), FakeClock()
    Screenplay([minted("one")]).run(keeper(vault, clock).token())

    clock.advance(days=60, minutes=-11)
    assert text(Screenplay().run(keeper(vault, clock).token())) == "one"
    clock.advance(minutes=2)
    assert text(Screenplay([minted("two")]).run(keeper(vault, clock).token())) == "two"


def test_a_dead_token_is_replaced_once() -> None:
    vault = MemoryVault()
    first = keeper(vault)
    dead = Screenplay([minted("one")]).run(first.token())

    assert text(Screenplay([minted("two")]).run(first.renew(dead))) == "two"
    # Another holder of the dead token finds the new one in the vault.
    assert text(Screenplay().run(keeper(vault).renew(dead))) == "two"


def test_who_waits_for_the_lease_takes_what_its_holder_got() -> None:
    vault = MemoryVault()
    lease = vault.lease("abc", "app")
    assert lease.try_acquire()
    flow = keeper(vault).token()

    next(flow)
    theirs = Token(access_token=Secret("theirs"), client_id="abc", issued_at=NOON)
    vault.save("app", Login(token=theirs))
    lease.release()

    with pytest.raises(StopIteration) as end:
        flow.send(None)
    assert text(end.value.value) == "theirs"


def test_a_lease_that_is_never_given_back_is_told() -> None:
    vault = MemoryVault()
    vault.lease("abc", "app").try_acquire()

    with pytest.raises(VaultBusy):
        Screenplay().run(keeper(vault).token())


def test_a_refusal_gives_the_lease_back() -> None:
    vault = MemoryVault()

    with pytest.raises(ClientRefused):
        Screenplay([answer(403, {"message": "invalid client secret"})]).run(keeper(vault).token())

    assert vault.lease("abc", "app").try_acquire()


class FullVault(MemoryVault):
    def save(self, account: str, login: Login, *, durable: bool = True) -> None:
        raise VaultNotWritable(path="vault.db", reason="No space left on device")


def test_a_token_that_cannot_be_kept_is_not_used() -> None:
    with pytest.raises(VaultNotWritable):
        Screenplay([minted("one")]).run(keeper(FullVault()).token())


@pytest.mark.parametrize(
    ("app", "missing"),
    [(None, ("TWITCH_CLIENT_ID", "TWITCH_CLIENT_SECRET")), (App("abc"), ("TWITCH_CLIENT_SECRET",))],
)
def test_missing_credentials_say_where_to_get_them(app: App | None, missing: tuple[str, ...]) -> None:
    with pytest.raises(MissingCredentials) as caught:
        Screenplay().run(keeper(MemoryVault(), app=app).token())

    assert caught.value.missing == missing
    assert "https://dev.twitch.tv/console" in caught.value.fix


def test_min_life_asks_for_more() -> None:
    vault = MemoryVault()
    Screenplay([minted("one", days=1)]).run(keeper(vault).token())

    flow = keeper(vault).token(min_life=timedelta(days=2))

    assert text(Screenplay([minted("two")]).run(flow)) == "two"


def test_in_an_outage_the_old_token_is_handed_out_as_long_as_it_lives() -> None:
    vault, clock = MemoryVault(), FakeClock()
    Screenplay([minted("one", days=1)]).run(keeper(vault, clock).token())
    clock.advance(days=1, minutes=-5)
    subject = keeper(vault, clock)

    assert text(Screenplay([answer(500)] * 4).run(subject.token())) == "one"
    assert text(Screenplay().run(subject.token())) == "one"
    refused = answer(403, {"status": 403, "message": "invalid client secret"})
    assert text(Screenplay([refused]).run(keeper(vault, clock).token())) == "one"
    with pytest.raises(ServerTrouble):
        Screenplay([answer(500)] * 4).run(subject.token(min_life=timedelta(hours=1)))
    clock.advance(minutes=6)
    with pytest.raises(ServerTrouble):
        Screenplay([answer(500)] * 4).run(subject.token())
