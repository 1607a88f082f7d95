"""A login in a person's browser, from the command line: opened, awaited, or pasted."""

from __future__ import annotations

import contextlib
import os
import platform
import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from twitchkit.cli.voice import tell
from twitchkit.errors import AuthorizationDenied, AuthorizationExpired, TwitchkitError

if TYPE_CHECKING:
    from twitchkit.client.redirect_listener import RedirectListener
    from twitchkit.client.redirect_page import Ending
    from twitchkit.oauth.pending import Pending

T = TypeVar("T")

STRANGE = "That is not the answer to this login; paste the whole address, from http to its end."
LARGEST_PASTE = 65_536


def ask_in_browser(
    pending: Pending,
    finish: Callable[[str], T],
    *,
    done: Callable[[T], str],
    open_browser: bool,
    timeout_s: int,
) -> T:
    """What `finish` makes of Twitch's answer.

    Args:
        pending: the login; its redirect URI is on this machine.
        finish: believes the answer and gets the token.
        done: one sentence for the browser's last page.
        open_browser: false only prints the address.
        timeout_s: how long the person may take.

    Raises:
        PortInUse: the answer could not come back.
        AuthorizationExpired: none came in time.
        TwitchkitError: what `finish` raises, and what a pasted error page means.
    """
    from twitchkit.client.redirect_listener import RedirectListener
    from twitchkit.client.redirect_page import Ending

    with RedirectListener(pending) as listener:
        _show(pending, listener, open_browser=open_browser)
        try:
            ended = finish(_await(pending, listener, timeout_s))
        except TwitchkitError as error:
            listener.tell(_no(error))
            raise
        listener.tell(Ending(title="You are logged in", text=f"{done(ended)} You can close this page."))
        return ended


def _no(error: TwitchkitError) -> Ending:
    from twitchkit.client.redirect_page import Ending

    if isinstance(error, AuthorizationDenied):
        text = "Nothing was granted, and nothing was kept. You can close this page."
        return Ending(title="You said no", text=text, kind="bad")
    return Ending(title=error.what, text=f"{error.why} Go back to the terminal.".lstrip(), kind="bad")


def _show(pending: Pending, listener: RedirectListener, *, open_browser: bool) -> None:
    url = pending.url.reveal()
    opened = open_browser and _has_browser() and _open(listener.start_url)
    tell("Your browser shows Twitch's login page; if not, open:" if opened else "Open this in a browser:")
    tell(f"\n  {url}\n")
    for line in _advice(pending, opened=opened):
        tell(line)


def _advice(pending: Pending, *, opened: bool) -> list[str]:
    port = pending.redirect_uri.rpartition(":")[2].partition("/")[0]
    lines: list[str] = []
    if os.environ.get("SSH_CONNECTION"):
        lines.append(
            "This is an SSH session. Open the address on your own machine; its last page will not load, so "
            f"paste that page's address here. Or connect with ssh -L {port}:localhost:{port}, or use "
            "--device."
        )
    elif _is_wsl():
        lines.append("This is WSL. Open the address in Windows' browser.")
    elif not opened:
        lines.append(
            "A browser on another machine does too: paste the address that it ends on. Or use --device."
        )
    lines.append(
        "If the browser ends on a page that does not load, paste its whole address here. If it shows a short "
        "text in braces instead of Twitch's login, paste that text."
    )
    return lines


def _has_browser() -> bool:
    """False where Python would open a browser in the terminal itself, or one on a screen far away."""
    if os.environ.get("BROWSER") or sys.platform in ("win32", "darwin"):
        return not os.environ.get("SSH_CONNECTION") or bool(os.environ.get("BROWSER"))
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_screen or (_is_wsl() and not os.environ.get("SSH_CONNECTION"))


def _is_wsl() -> bool:
    return bool(os.environ.get("WSL_DISTRO_NAME")) or "microsoft" in platform.release().lower()


def _open(url: str) -> bool:
    import webbrowser

    with contextlib.suppress(webbrowser.Error, OSError):
        return webbrowser.open(url)
    return False


def _await(pending: Pending, listener: RedirectListener, timeout_s: int) -> str:
    """The answer, from the browser or pasted, whichever comes first."""
    pasted: queue.Queue[str] = queue.Queue()
    if (descriptor := _stdin()) is not None:
        threading.Thread(target=_read_lines, args=(descriptor, pasted), daemon=True).start()
    end = time.monotonic() + timeout_s
    while (left := end - time.monotonic()) > 0:
        # Short waits: what is pasted, and Ctrl-C, are heard in between on every system.
        found = listener.wait(min(left, 0.2))
        if found is not None:
            return found
        with contextlib.suppress(queue.Empty):
            _take(pending, listener, pasted.get_nowait())
    raise AuthorizationExpired(after_s=timeout_s)


def _take(pending: Pending, listener: RedirectListener, text: str) -> None:
    from twitchkit.oauth import explain_page

    if text.startswith("{"):
        raise explain_page(text, redirect_uri=pending.redirect_uri)
    if not listener.offer(text):
        tell(STRANGE)


def _stdin() -> int | None:
    """Where pastes come from; None for a job in the background, which reading would stop."""
    try:
        descriptor = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return None
    if sys.platform != "win32" and os.isatty(descriptor):
        with contextlib.suppress(OSError):  # a terminal that has no jobs
            if os.tcgetpgrp(descriptor) != os.getpgrp():
                return None
    return descriptor


def _read_lines(descriptor: int, lines: queue.Queue[str]) -> None:
    # Not through `sys.stdin`: its lock, held by a thread that waits, would stop the interpreter's end.
    held = b""
    with contextlib.suppress(OSError):
        while piece := os.read(descriptor, 4096):
            *whole, held = (held + piece).split(b"\n")
            for line in whole:
                _put(line, lines)
            held = held[-LARGEST_PASTE:]
        _put(held, lines)


def _put(line: bytes, lines: queue.Queue[str]) -> None:
    if text := line.decode(errors="replace").strip():
        lines.put(text)
