"""A simulator in a thread, for tests and for trying things."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec

from twitchkit.clock import Clock
from twitchkit.simulator.app import App
from twitchkit.simulator.control import introduction
from twitchkit.simulator.delivery import Delivery
from twitchkit.simulator.faults import read_fault
from twitchkit.simulator.making import Making
from twitchkit.simulator.people import People
from twitchkit.simulator.quirks import Quirks
from twitchkit.simulator.stage import Stage
from twitchkit.simulator.world import User, World
from twitchkit.simulator.world.snapshot import Snapshot
from twitchkit.simulator.worlds import Worlds, address
from twitchkit.simulator.worlds_control import WorldsControl

if TYPE_CHECKING:
    from twitchkit.simulator.server import Server
    from twitchkit.simulator.tls import Authority

START_TIMEOUT_S = 10


class Simulator(People, Stage, Making):
    """Twitch on a port of this machine, as long as the context lasts.

    Args:
        world: a ready world; else one is grown from `seed`, `clips`, `clip_bytes`, `channel_clips`, `clock`
            and `quirks`, see `World.seeded`.
        media_url: base of media links in answers, `https://` for Twitch's own; the client's way when None.
        latency_s: added to every answer.
        port: 0 takes a free one.
        tls: speak TLS, for this machine and under Twitch's names, by a throw-away authority.
        ca_file: where the authority's certificate goes; a temporary file when None.

    Example:
        >>> with Simulator(seed=7, clips=3) as simulator:
        ...     len(simulator.clips)
        3
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        clips: int = 600,
        clip_bytes: tuple[int, int] | None = None,
        channel_clips: Sequence[int] = (),
        clock: Clock | None = None,
        world: World | None = None,
        quirks: Quirks | None = None,
        media_url: str | None = None,
        latency_s: float = 0,
        port: int = 0,
        tls: bool = False,
        ca_file: Path | None = None,
    ) -> None:
        self.world = world or World.seeded(
            seed,
            clips=clips,
            clip_bytes=clip_bytes,
            channel_clips=channel_clips,
            clock=clock,
            quirks=quirks,
        )
        self.app = App(self.world, media_url=media_url)
        self.worlds = Worlds(self.app)
        self._media_url = media_url
        self.base_url = ""
        self.latency_s = latency_s
        self.ca_file: Path | None = ca_file
        self._port = port
        self._tls = tls
        self._authority: Authority | None = None
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def client_id(self) -> str:
        """Of the confidential app."""
        return self.world.app.client_id

    @property
    def client_secret(self) -> str:
        """Of the confidential app; it opens nothing but this world."""
        assert self.world.app.secret is not None, "the first app of a world is confidential"
        return self.world.app.secret.reveal()

    @property
    def public_client_id(self) -> str:
        """Of the public app."""
        return self.world.public_app.client_id

    @property
    def users(self) -> tuple[User, ...]:
        """The channels, most clipped first; the first one granted the app its clips."""
        return self.world.channels

    @property
    def clips(self) -> tuple[str, ...]:
        """Every slug, but for those of `channel_clips`: `world.histories` knows them."""
        return tuple(self.world.clips)

    @property
    def introduction(self) -> Mapping[str, object]:
        """The JSON of the ready file."""
        told = introduction(self.world, self.base_url)
        return told if self.ca_file is None else {**told, "ca_file": str(self.ca_file)}

    def fault(self, fault: Mapping[str, Any]) -> None:
        """Arm a fault, spelled as for `POST /_simulator/faults`.

        Raises:
            ValueError: it is not spelled so.
        """
        self.app.faults.add(read_fault(msgspec.json.encode(fault)))

    def clear(self) -> None:
        """Disarm all faults and forget the record."""
        self.app.faults.clear()
        self.app.recorder.clear()

    def requests(self) -> list[dict[str, Any]]:
        """Every exchange so far, oldest first; secrets are hidden."""
        return self.app.recorder.entries()

    def snapshot(self) -> Snapshot:
        """The world's state now, for `restore`."""
        return Snapshot.of(self.world)

    def restore(self, snapshot: Snapshot) -> None:
        """Let the world be as it was; faults and the record stay.

        Raises:
            ValueError: it is another world's.
        """
        self.app.restore(snapshot)

    def another(self, name: str, world: World) -> Simulator:
        """The handle of one more world on the same port: below `base_url`/@NAME, or at NAME.localhost.

        It is served as long as this simulator is, and must not be started itself.

        Raises:
            ValueError: the name is taken, or cannot be part of a host name.
            RuntimeError: this simulator does not serve yet.
        """
        if not self.base_url:
            raise RuntimeError("start the simulator first")
        handle = Simulator(world=world, media_url=self._media_url)
        self.worlds.add(name, handle.app)
        handle.base_url = address(self.base_url, name)
        return handle

    def server(self, sock: socket.socket, *, ready: Callable[[], None]) -> Server:
        """The server on a listening socket, not yet running; `base_url` and `ca_file` are known then.

        Raises:
            OSError: the certificate cannot be written.
        """
        from twitchkit.simulator.server import Server

        if self._tls:
            from twitchkit.simulator.tls import Authority

            try:
                self._authority = Authority(self.ca_file)
            except OSError:
                sock.close()
                raise
            self.ca_file = self._authority.ca_file
        scheme = "https" if self._authority else "http"
        self.base_url = f"{scheme}://127.0.0.1:{sock.getsockname()[1]}"
        control = WorldsControl(self.worlds, media_url=self._media_url)
        delivery = Delivery(self.worlds, control, base_url=self.base_url, latency_s=self.latency_s)
        tls = self._authority.context if self._authority else None
        return Server(delivery, sock, ready=ready, tls=tls)

    def start(self) -> Self:
        """Listen and serve in a thread; returns when clients can connect."""
        from twitchkit.simulator.server import listen

        ready = threading.Event()
        self._server = self.server(listen(self._port), ready=ready.set)
        self._thread = threading.Thread(target=self._server.run_here, name="twitchkit-simulator", daemon=True)
        self._thread.start()
        if not ready.wait(START_TIMEOUT_S):
            raise RuntimeError("the simulator did not start")
        return self

    def stop(self) -> None:
        """Stop serving; unfinished answers are cut."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
            self._server = self._thread = None
        if self._authority is not None:
            self._authority.forget()
            self._authority = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
