"""The rules that Twitch states for parameters, as data that can check a request before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


def _given(request: object, name: str) -> bool:
    value = getattr(request, name)
    return value is not None and value != ()


class Rule(Protocol):
    """One rule; `broken_by` names the parameter and the rule, or is None."""

    def broken_by(self, request: object) -> tuple[str, str] | None:
        """(parameter, rule) when `request` breaks it."""
        ...


@dataclass(frozen=True, slots=True)
class ExactlyOne:
    """One of `names`, and only one."""

    names: tuple[str, ...]

    def broken_by(self, request: object) -> tuple[str, str] | None:
        given = [name for name in self.names if _given(request, name)]
        if len(given) == 1:
            return None
        together = f"; given: {', '.join(given)}" if given else "; none was given"
        return ", ".join(self.names), f"exactly one of them is needed{together}"


@dataclass(frozen=True, slots=True)
class AtLeastOne:
    """One or more of `names`."""

    names: tuple[str, ...]

    def broken_by(self, request: object) -> tuple[str, str] | None:
        if any(_given(request, name) for name in self.names):
            return None
        return ", ".join(self.names), "at least one of them is needed"


@dataclass(frozen=True, slots=True)
class Needs:
    """`name` makes sense only together with `other`."""

    name: str
    other: str

    def broken_by(self, request: object) -> tuple[str, str] | None:
        if _given(request, self.name) and not _given(request, self.other):
            return self.name, f"needs {self.other} too"
        return None


@dataclass(frozen=True, slots=True)
class Between:
    """`name` is a whole number from `least` to `most`."""

    name: str
    least: int
    most: int

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        if value is None or (isinstance(value, int) and self.least <= value <= self.most):
            return None
        return self.name, f"a whole number from {self.least} to {self.most}, not {value!r}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """`name` is one of a closed set of words."""

    name: str
    words: tuple[str, ...]

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        if value is None or value in self.words:
            return None
        return self.name, f"one of {', '.join(self.words)}, not {value!r}"


@dataclass(frozen=True, slots=True)
class NotEmpty:
    """Every one of `names` that is required holds something."""

    names: tuple[str, ...]

    def broken_by(self, request: object) -> tuple[str, str] | None:
        for name in self.names:
            if getattr(request, name) in ("", (), None):
                return name, "must not be empty"
        return None


@dataclass(frozen=True, slots=True)
class Ordered:
    """The moment `earlier` lies before `later`."""

    earlier: str
    later: str

    def broken_by(self, request: object) -> tuple[str, str] | None:
        first, second = getattr(request, self.earlier), getattr(request, self.later)
        if isinstance(first, datetime) and isinstance(second, datetime) and first >= second:
            return self.later, f"must be after {self.earlier}"
        return None


@dataclass(frozen=True, slots=True)
class AtMost:
    """Together no more than `most` values in `names`; a sender splits what is above."""

    most: int
    names: tuple[str, ...]

    def count(self, request: object) -> int:
        """How many values `request` holds."""
        return sum(len(getattr(request, name)) for name in self.names)
