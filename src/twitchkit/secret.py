"""Values that must not be shown: secrets, and URLs that carry a signature."""

from __future__ import annotations

from typing import NoReturn, Self, final

REDACTED = "[redacted]"


@final
class Secret:
    """A text that prints as `[redacted]` wherever it is shown.

    Read it with `reveal()`, which is easy to search for and used only where a request is put on the wire,
    a vault is written, or a person asked for the value.  It refuses pickling and has no length.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself."""
        return self._value

    def __repr__(self) -> str:
        return REDACTED

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return REDACTED

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled: pass the vault's account name instead")


@final
class SignedUrl:
    """A URL whose query is a signature: shown without its query, followed with `reveal()`."""

    __slots__ = ("_url",)

    def __init__(self, url: str) -> None:
        self._url = url

    def reveal(self) -> str:
        """The whole URL, good for as long as its signature is."""
        return self._url

    def __repr__(self) -> str:
        return without_query(self._url)

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return format(str(self), format_spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SignedUrl) and other._url == self._url

    def __hash__(self) -> int:
        return hash((SignedUrl, self._url))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a SignedUrl is not pickled: resolve the clip again instead")


def without_query(url: str) -> str:
    """`url` cut before its query and fragment, which may hold secrets; user information is cut too."""
    bare = url.partition("#")[0].partition("?")[0]
    scheme, mark, rest = bare.partition("://")
    if not mark:
        return bare
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"
