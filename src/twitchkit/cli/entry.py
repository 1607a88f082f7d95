"""The first milliseconds: version, help and a plain token are answered before click is imported."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from twitchkit.cli.streams import prepare, silence

GARBAGE_AFTER = 50_000
"""New objects until garbage is looked for; Python's own 700 is for programs that run for days."""


def command() -> None:
    """Runs the command line as a program of its own, whose process ends with it.

    Python would take each of its objects apart before the system takes all their memory at once: 5 to 15 ms,
    and 70 more to look for garbage first.  What is registered for the end is done, and what was written is
    flushed.
    """
    prepare()
    status = main()
    threading = sys.modules.get("threading")
    to_be_waited_for = [one for one in threading.enumerate() if not one.daemon] if threading else []
    if len(to_be_waited_for) <= 1:  # The main thread is one.
        atexit._run_exitfuncs()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        try:
            sys.stdout.flush()
        except OSError:
            status = status or 1
        try:
            sys.stderr.flush()
        except OSError:
            # The story alone: what was done is done.
            silence(sys.stderr)
        os._exit(status)
    sys.exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit status.

    Args:
        arguments: without the program's name; None takes them from the process.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        # Between two imports; what comes later is told by whoever runs the command.
        try:
            sys.stderr.write("\nInterrupted.\n")
        except OSError:
            silence(sys.stderr)
        return 130
    except OSError as error:
        from twitchkit.cli.main import told

        return told(error)
    return status


def _run(given: list[str]) -> int:
    completing = "_TWITCHKIT_COMPLETE" in os.environ
    if not completing:
        if given in (["--version"], ["-V"]):
            from twitchkit.version import __version__

            sys.stdout.write(f"twitchkit {__version__}\n")
            return 0
        if given in ([], ["--help"], ["-h"]):
            # Written by `make docs` from the commands themselves; click alone takes longer to import
            # than Python to start.
            with open(os.path.join(os.path.dirname(__file__), "help.txt"), encoding="utf-8") as text:  # noqa: PTH118, PTH120, PTH123
                sys.stdout.write(text.read())
            return 0
    # Measured: imports make so many lasting objects that looking for garbage is a fifth of their time.
    gc.set_threshold(GARBAGE_AFTER)
    from twitchkit.cli.interrupt import patient_interrupts

    with patient_interrupts():
        return _loaded(given, completing=completing)


def _loaded(given: list[str], *, completing: bool) -> int:
    _load_msgspec()
    if given[:1] == ["token"] and not completing:
        from twitchkit.cli.plain_token import plain_token

        status = plain_token(given[1:])
        if status is not None:
            return status
    from twitchkit.cli.main import run

    return run(given)


def _load_msgspec() -> None:
    # It prefers typing_extensions, which loads inspect, ast and tokenize, to typing, which has all it wants.
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # pyright: ignore[reportArgumentType]
    try:
        import msgspec  # noqa: F401  # pyright: ignore[reportUnusedImport]
    finally:
        del sys.modules["typing_extensions"]


if __name__ == "__main__":
    command()
