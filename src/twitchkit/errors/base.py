"""The root of the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?=\s|$)")


class TwitchkitError(Exception):
    """Anything twitchkit raises on purpose.

    Attributes:
        what: what happened.
        why: the cause as far as known; may be empty.
        fix: what to do next.
        code: stable name, kebab-case, an anchor in the error catalogue.
        exit_code: the command line's exit status.
        retryable: the same call may succeed later, unchanged.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    retryable: ClassVar[bool] = False

    def __init__(self, *, what: str, why: str = "", fix: str = "") -> None:
        # What is quoted may bring its own full stop.
        self.what, self.why, self.fix = what, _TWO_STOPS.sub(".", why), fix
        super().__init__(" ".join(part for part in (what, why, fix) if part))

    def __reduce__(self) -> tuple[Any, ...]:
        # Leaves are built by keyword, which pickle cannot know; worker pools send them between processes.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[TwitchkitError], args: tuple[Any, ...], state: dict[str, Any]) -> TwitchkitError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


def leaves(base: type[TwitchkitError] = TwitchkitError) -> Iterator[type[TwitchkitError]]:
    """The error classes that are raised, in the order of this file."""
    for kind in base.__subclasses__():
        if kind.__subclasses__():
            yield from leaves(kind)
        else:
            yield kind
