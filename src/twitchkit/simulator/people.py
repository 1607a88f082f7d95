"""People of a simulated world, and an app's owner, at the hands of a test."""

from __future__ import annotations

from typing import Any

import msgspec

from twitchkit.simulator.acting import app_called, decide_device, pending_devices, real_scopes, user_called
from twitchkit.simulator.helix.front_end_gate import helix_token
from twitchkit.simulator.identity.app import App
from twitchkit.simulator.identity.ledger import Pair
from twitchkit.simulator.quirks import changed_quirks
from twitchkit.simulator.world import World
from twitchkit.simulator.world.extensions import Extensions


class People:
    """What people do that concerns tokens.  The confidential app is meant, unless `public` says the other.

    All raise ValueError for a login, a scope or a code that does not exist.
    """

    world: World

    def user_token(self, login: str, *scopes: str, public: bool = False) -> str:
        """A new access token, as if that person had just consented."""
        return self.user_tokens(login, *scopes, public=public).access_token

    def user_tokens(self, login: str, *scopes: str, public: bool = False) -> Pair:
        """A new access token and its refresh token, as if that person had just consented."""
        user = user_called(self.world, login)
        self.consent(login, *scopes, public=public)
        return self.world.ledger.pair(self._app(public=public), user.id, real_scopes(scopes))

    def consent(self, login: str, *scopes: str, public: bool = False) -> None:
        """That person has allowed these very scopes, and is not asked for them again."""
        user = user_called(self.world, login)
        self.world.ledger.consent(self._app(public=public).client_id, user.id, real_scopes(scopes))

    @property
    def extension_secret(self) -> str:
        """Of the app's extension, base64, as the console shows it; its owner is the first channel."""
        return self.world.book(Extensions).signing_secret(self.world.clock.now()).content

    def helix_token(self, login: str, channel: str | None = None) -> str:
        """What Twitch's helper hands to the page of the app's extension for that viewer, now.

        Args:
            channel: login of the channel that is watched; the first one when None.
        """
        watched = self.world.channels[0] if channel is None else user_called(self.world, channel)
        return helix_token(self.world, user_called(self.world, login), watched)

    def seat(self, login: str | None) -> None:
        """Put that person before every browser nobody has logged in with; None leaves it empty."""
        self.world.seated = None if login is None else user_called(self.world, login).id

    def pending_devices(self) -> list[dict[str, Any]]:
        """Devices that wait for a person, oldest first: user_code, client_id, scopes, expires_at."""
        return pending_devices(self.world)

    def approve_device(self, user_code: str, login: str) -> None:
        """That person enters the code and allows what the device asks for."""
        decide_device(self.world, user_code, login, allow=True)

    def deny_device(self, user_code: str, login: str) -> None:
        """That person enters the code and refuses."""
        decide_device(self.world, user_code, login, allow=False)

    def disconnect(self, login: str, *, public: bool = False) -> None:
        """That person removes the app from the page of connections: every token of the two ends."""
        user = user_called(self.world, login)
        self.world.ledger.disconnect(user.id, self._app(public=public).client_id)

    def change_password(self, login: str) -> None:
        """That person changes the password: every token of theirs ends."""
        self.world.ledger.change_password(user_called(self.world, login).id)

    def expire(self, login: str | None = None) -> None:
        """Let access tokens end before their time: that person's, or all; refresh tokens live on."""
        user_id = None if login is None else user_called(self.world, login).id
        self.world.tokens.revoke_of(user_id=user_id)

    def new_secret(self) -> str:
        """Give the confidential app another secret; the old one is worthless at once."""
        return self.world.new_secret()

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self.world.clock.advance(seconds)

    def quirk(self, **changes: object) -> None:
        """Change what the world does where Twitch is odd or silent; the names are those of `Quirks`."""
        self.world.ledger.quirks = changed_quirks(self.world.ledger.quirks, msgspec.json.encode(changes))

    def _app(self, *, public: bool) -> App:
        return self.world.public_app if public else app_called(self.world, None)
