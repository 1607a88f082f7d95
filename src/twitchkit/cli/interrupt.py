"""Ctrl-C, kept from where Python cannot bear it."""

from __future__ import annotations

import signal
import sys
import threading
import weakref
from _thread import interrupt_main
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

AGAIN_S = 0.01
UNSAFE = frozenset({"<frozen importlib._bootstrap>", weakref.__file__})


@contextmanager
def patient_interrupts() -> Generator[None]:
    """A Ctrl-C that comes while the main thread imports a module or clears an object away is raised after it.

    Raised in an import, it can leave Python's import lock taken for ever: then every thread that imports
    something waits without end, whatever the main thread does (seen in one of a hundred Ctrl-C's while
    modules are loaded).  Raised while an object is cleared away, it is dropped, with a traceback.
    """
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, _interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupted(_number: int, frame: FrameType | None) -> None:
    while frame:
        if frame.f_code.co_filename in UNSAFE:
            timer = threading.Timer(AGAIN_S, _again)
            timer.daemon = True
            timer.start()
            return
        frame = frame.f_back
    raise KeyboardInterrupt


def _again() -> None:
    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        interrupt_main()
    else:
        # A signal of its own, which also ends what the main thread waits for.
        signal.pthread_kill(main, signal.SIGINT)
