"""Whatever happens to processes that share a login: nothing that could be kept is lost."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from property.client.token_life import Fate, Killed, Stage
from twitchkit.errors import LoginOver, NetworkError, TwitchkitError
from twitchkit.oauth import Token
from twitchkit.wire import Flow, Response, Send, Sleep

PROCESSES = 3
WHO = st.integers(0, PROCESSES - 1)
MOST_EFFECTS = 20


class TokenLife(RuleBasedStateMachine):
    """Several processes keep one login of a confidential app."""

    public = False

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage(public=self.public)
        self.processes = [self.stage.process() for _ in range(PROCESSES)]

    @rule(who=WHO, kind=st.sampled_from(["token", "long token", "renew", "renew the kept one"]))
    def begin(self, who: int, kind: str) -> None:
        process = self.processes[who]
        if process.flow is not None:
            return
        if kind == "token":
            process.flow = process.keeper.token()
        elif kind == "long token":
            process.flow = process.keeper.token(min_life=timedelta(hours=1))
        elif kind == "renew":
            process.flow = process.keeper.renew(self.stage.kept().token)
        else:
            process.flow = process.keeper.renew()
        self._resume(who, None)

    @rule(who=WHO, kind=st.sampled_from(["token", "renew"]), fate=st.sampled_from(Fate), sooner=st.booleans())
    def refresh(self, who: int, kind: str, fate: Fate, *, sooner: bool) -> None:
        """It comes as far as sending the refresh token, and then this happens."""
        if self.processes[who].flow is None:
            if kind == "token" and not sooner:
                self.stage.pass_time(60 * 250)
            self.begin(who, kind)
        for _ in range(MOST_EFFECTS):
            effect = self.processes[who].effect
            if effect is None:
                return
            if isinstance(effect, Send) and effect.request.url.endswith("/token"):
                self.go_on(who, fate)
                return
            self.go_on(who, Fate.ANSWERED)

    @rule(who=WHO, fate=st.sampled_from(Fate))
    def go_on(self, who: int, fate: Fate) -> None:
        effect = self.processes[who].effect
        if isinstance(effect, Sleep):
            self.stage.pass_time(effect.seconds)
            self._resume(who, None)
        elif effect is not None:
            try:
                told = self.stage.meet(effect.request, fate)
            except Killed:
                self._end(who, forgets=fate is not Fate.CANCELLED)
            else:
                self._resume(who, told)

    @rule(who=WHO)
    def go_on_undisturbed(self, who: int) -> None:
        for _ in range(MOST_EFFECTS):
            if self.processes[who].effect is None:
                return
            self.go_on(who, Fate.ANSWERED)

    @rule(trouble=st.sampled_from(["full", "killed before", "killed after"]))
    def the_next_save_fails(self, trouble: str) -> None:
        self.stage.vault.trouble = trouble

    @rule(minutes=st.sampled_from([1, 20, 58, 200, 240, 300]))
    def time_passes(self, minutes: int) -> None:
        self.stage.pass_time(60 * minutes)

    @rule(hours=st.sampled_from([-24 * 400, -24, -1, 1, 24, 24 * 400]))
    def the_local_clock_jumps(self, hours: int) -> None:
        self.stage.land()
        self.stage.local.advance(hours=hours)

    @rule()
    def the_access_token_is_revoked(self) -> None:
        held = self.stage.kept().token.access_token.reveal()
        self.stage.world.tokens.revoke(held)
        self.stage.revoked.add(held)

    @rule()
    def the_person_disconnects(self) -> None:
        self.stage.world.ledger.disconnect(self.stage.user.id, self.stage.app.client_id)
        self.stage.connected = False

    @precondition(lambda self: not self.stage.connected or self.stage.kept().is_over)
    @rule()
    def the_person_logs_in_again(self) -> None:
        self.stage.vault.trouble = ""
        self.stage.log_in()

    @rule()
    def in_the_end_somebody_gets_a_token(self) -> None:
        """All die, the weather clears up, and a new process asks."""
        stage = self.stage
        for who in range(PROCESSES):
            self._end(who, forgets=True)
        stage.land()
        stage.vault.trouble = ""
        stage.pass_time(61)
        was_over = stage.kept().is_over
        keeper = self.processes[0].keeper
        try:
            token = self._play(keeper.token())
            if not stage.lives(token.access_token.reveal()):
                # The hourly look was not due; a call would be answered 401 now.
                token = self._play(keeper.renew(token))
        except LoginOver:
            assert was_over or self._may_be_lost()
            return
        assert stage.connected
        assert stage.lives(token.access_token.reveal())

    @invariant()
    def no_login_is_lost(self) -> None:
        login = self.stage.kept()
        if not self.stage.connected:
            return
        if login.is_over:
            assert self._may_be_lost(), login.over_because
        elif login.refreshing_since is None:
            assert login.token.refresh_token is not None
            kept = self.stage.world.ledger.refreshes.look_up(login.token.refresh_token.reveal())
            assert kept is not None, "the vault trusts a pair that is no more"

    def _may_be_lost(self) -> bool:
        return not self.stage.connected

    def _play(self, flow: Flow[Token]) -> Token:
        told: Response | NetworkError | None = None
        try:
            while True:
                effect = flow.throw(told) if isinstance(told, NetworkError) else flow.send(told)
                told = None
                if isinstance(effect, Sleep):
                    self.stage.pass_time(effect.seconds)
                else:
                    told = self.stage.meet(effect.request, Fate.ANSWERED)
        except StopIteration as end:
            return end.value

    def _resume(self, who: int, told: Response | NetworkError | None) -> None:
        process = self.processes[who]
        assert process.flow is not None
        try:
            if isinstance(told, NetworkError):
                process.effect = process.flow.throw(told)
            else:
                process.effect = process.flow.send(told)
        except StopIteration as end:
            process.flow = process.effect = None
            self._check(end.value)
        except TwitchkitError:
            process.flow = process.effect = None
        except Killed:
            self._end(who, forgets=True)

    def _check(self, handed_out: Token) -> None:
        assert handed_out.access_token.reveal() in self.stage.vault.ever, "handed out before it was kept"

    def _end(self, who: int, *, forgets: bool) -> None:
        process = self.processes[who]
        if process.flow is not None:
            process.flow.close()
            process.flow = process.effect = None
        if forgets:
            self.processes[who] = self.stage.process()


class PublicTokenLife(TokenLife):
    """The same for a public app, whose refresh tokens work once."""

    public = True

    def _may_be_lost(self) -> bool:
        """Only if Twitch answered a refresh and nobody kept it, or nobody can tell whether it did."""
        token = self.stage.kept().token
        assert token.refresh_token is not None
        spent = self.stage.world.ledger.refreshes.spent(token.refresh_token.reveal()) is not None
        return not self.stage.connected or spent or self.stage.ended_otherwise(token.access_token.reveal())


HARD = settings(
    max_examples=60, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
TestConfidential = TokenLife.TestCase
TestConfidential.settings = HARD
TestPublic = PublicTokenLife.TestCase
TestPublic.settings = HARD
