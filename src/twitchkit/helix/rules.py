"""The rules that Twitch states for parameters, as data that can check a request before it is sent."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Protocol, cast

import msgspec

from twitchkit.secret import Secret


def _given(request: object, name: str, *, empty_counts: bool = False) -> bool:
    value = getattr(request, name)
    return value is not None and (empty_counts or value != ())


class Rule(Protocol):
    """One rule; `broken_by` names the parameter and the rule, or is None."""

    @property
    def text(self) -> str:
        """The rule in words, with the names of the parameters it is about."""
        ...

    def broken_by(self, request: object) -> tuple[str, str] | None:
        """(parameter, rule) when `request` breaks it."""
        ...


class ExactlyOne(msgspec.Struct, frozen=True):
    """One of `names`, and only one."""

    names: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"exactly one of {', '.join(self.names)}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        given = [name for name in self.names if _given(request, name)]
        if len(given) == 1:
            return None
        together = f"; given: {', '.join(given)}" if given else "; none was given"
        return ", ".join(self.names), f"exactly one of them is needed{together}"


class AtLeastOne(msgspec.Struct, frozen=True):
    """One or more of `names`.

    Args:
        empty_counts: an empty list says something too, such as that there are to be no tags.
    """

    names: tuple[str, ...]
    empty_counts: bool = False

    @property
    def text(self) -> str:
        return f"at least one of {', '.join(self.names)}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        if any(_given(request, name, empty_counts=self.empty_counts) for name in self.names):
            return None
        return ", ".join(self.names), "at least one of them is needed"


class NeededUnless(msgspec.Struct, frozen=True):
    """`name` has to be given, unless the flag `other` is set."""

    name: str
    other: str

    @property
    def text(self) -> str:
        return f"{self.name} is needed unless {self.other} is set"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        if _given(request, self.name) or getattr(request, self.other):
            return None
        return self.name, f"is needed unless {self.other} is set"


class Needs(msgspec.Struct, frozen=True):
    """`name` makes sense only together with `other`."""

    name: str
    other: str

    @property
    def text(self) -> str:
        return f"{self.name} needs {self.other} too"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        if _given(request, self.name) and not _given(request, self.other):
            return self.name, f"needs {self.other} too"
        return None


class AtMostOne(msgspec.Struct, frozen=True):
    """None of `names`, or one."""

    names: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"at most one of {', '.join(self.names)}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        given = [name for name in self.names if _given(request, name)]
        if len(given) < 2:
            return None
        return ", ".join(self.names), f"at most one of them; given: {', '.join(given)}"


class NotWith(msgspec.Struct, frozen=True):
    """`name` excludes every one of `others`."""

    name: str
    others: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"{self.name} not together with {', '.join(self.others)}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        # A flag that is not set asks for nothing, so it clashes with nothing.
        value = getattr(request, self.name)
        if value is None or value is False:
            return None
        clashing = [other for other in self.others if _given(request, other)]
        return (self.name, f"not together with {', '.join(clashing)}") if clashing else None


class Between(msgspec.Struct, frozen=True):
    """`name` is a number from `least` to `most`, in steps of `step`; None for no such limit."""

    name: str
    least: float
    most: float | None = None
    step: float | None = None

    @property
    def text(self) -> str:
        return f"{self.name}: {self._span}"

    @property
    def _span(self) -> str:
        span = f"{self.least} or more" if self.most is None else f"from {self.least} to {self.most}"
        return f"{span} in steps of {self.step}" if self.step else span

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        if value is None:
            return None
        fits = self.least <= value and (self.most is None or value <= self.most)
        # In whole steps: 7.3 / 0.1 is 72.99999999999999 in floating point.
        if fits and (self.step is None or abs(value / self.step - round(value / self.step)) < 1e-6):
            return None
        return self.name, f"a number {self._span}, not {value!r}"


class OneOf(msgspec.Struct, frozen=True):
    """`name`, or each of its values, is one of a closed set of words."""

    name: str
    words: tuple[str | int, ...]

    @property
    def text(self) -> str:
        return f"{self.name}: one of {', '.join(map(str, self.words))}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        if value is None:
            return None
        for one in cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,):
            if one not in self.words:
                return self.name, f"one of {', '.join(map(str, self.words))}, not {one!r}"
        return None


class Length(msgspec.Struct, frozen=True):
    """`name`, or each of its values, has from `least` to `most` characters."""

    name: str
    least: int
    most: int

    @property
    def text(self) -> str:
        return f"{self.name}: {self.least} to {self.most} characters"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        if value is None:
            return None
        for one in cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,):
            text = one.reveal() if isinstance(one, Secret) else str(one)
            if not self.least <= len(text) <= self.most:
                return self.name, f"from {self.least} to {self.most} characters, not {len(text)}"
        return None


class Bytes(msgspec.Struct, frozen=True):
    """`name` has at most `most` bytes in UTF-8."""

    name: str
    most: int

    @property
    def text(self) -> str:
        return f"{self.name}: at most {self.most:,} bytes"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        size = len((getattr(request, self.name) or "").encode())
        return (self.name, f"at most {self.most} bytes, not {size}") if size > self.most else None


class Count(msgspec.Struct, frozen=True):
    """`name` holds from `least` to `most` values."""

    name: str
    least: int
    most: int

    @property
    def text(self) -> str:
        return f"{self.name}: {self.least} to {self.most} values"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        # An unset parameter of a query is the empty tuple; those that are required are told elsewhere.
        if not value or self.least <= len(value) <= self.most:
            return None
        return self.name, f"from {self.least} to {self.most} values, not {len(value)}"


class Matches(msgspec.Struct, frozen=True):
    """`name` has the form of a pattern, which `form` tells in words."""

    name: str
    pattern: str
    form: str

    @property
    def text(self) -> str:
        return f"{self.name}: {self.form}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        if value is None or re.fullmatch(self.pattern, value):
            return None
        return self.name, f"{self.form}, not {value!r}"


class NotAbove(msgspec.Struct, frozen=True):
    """The number `name` is at most that of `other`, or `default` when `other` is not given."""

    name: str
    other: str
    default: float

    @property
    def text(self) -> str:
        return f"{self.name} at most {self.other}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        most = getattr(request, self.other)
        least = getattr(request, self.name)
        least = self.default if least is None else least
        if most is None or most >= least:
            return None
        return self.other, f"at least {self.name}, which is {least:g}, not {most!r}"


class Ordered(msgspec.Struct, frozen=True):
    """The moment `earlier` lies before `later`."""

    earlier: str
    later: str

    @property
    def text(self) -> str:
        return f"{self.later} after {self.earlier}"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        first, second = getattr(request, self.earlier), getattr(request, self.later)
        if isinstance(first, datetime) and isinstance(second, datetime) and first >= second:
            return self.later, f"must be after {self.earlier}"
        return None


class AtMost(msgspec.Struct, frozen=True):
    """No more than `most` values in `names` together; a sender splits what is above.

    Args:
        each: the limit holds for every one of `names` by itself.
    """

    most: int
    names: tuple[str, ...]
    each: bool = False

    @property
    def text(self) -> str:
        """The limit in words."""
        together = " each" if self.each else " together" if len(self.names) > 1 else ""
        return f"{', '.join(self.names)}: at most {self.most} values{together} in one request"

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The names that share one limit, for each limit."""
        return tuple((name,) for name in self.names) if self.each else (self.names,)

    def exceeded(self, request: object) -> tuple[str, ...] | None:
        """The group with too many values, or None."""
        # The whole is looked at first, since few requests come near the limit.
        whole = 0
        for name in self.names:
            whole += len(getattr(request, name))
        if whole <= self.most:
            return None
        size = {name: len(getattr(request, name)) for name in self.names}
        over = (group for group in self.groups() if sum(size[name] for name in group) > self.most)
        return next(over, None)


class Minutes(msgspec.Struct, frozen=True):
    """`name` is a whole number from `least` to `most`, as digits in a text."""

    name: str
    least: int
    most: int

    @property
    def text(self) -> str:
        return f"{self.name}: minutes from {self.least} to {self.most} in digits"

    def broken_by(self, request: object) -> tuple[str, str] | None:
        value = getattr(request, self.name)
        if value is None or (re.fullmatch(r"[0-9]{1,9}", value) and self.least <= int(value) <= self.most):
            return None
        return self.name, f"minutes from {self.least} to {self.most} in digits, not {value!r}"


HEX_COLOR = "#[0-9A-Fa-f]{6}"
"""For `Matches`: red, green and blue in hexadecimal."""
