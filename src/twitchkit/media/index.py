"""Which clips and which names a folder holds, small enough for an archive of a million."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator


def folded(name: str) -> str:
    """`name` as file systems compare names that tell neither case nor composition apart (macOS, Windows)."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class Names:
    """Names that are there, as 64 bits each; filled once.

    Args:
        names: all of them.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._keys = array("q", sorted(array("q", map(hash, names))))

    def __contains__(self, name: str) -> bool:
        wanted = hash(name)
        position = bisect_left(self._keys, wanted)
        return position < len(self._keys) and self._keys[position] == wanted


class Index:
    """Texts under keys, several under one key allowed; about 12 bytes an entry beside the texts.

    Keys are kept as 64 bits that stand for them in this process, so what is found has to be looked at again.
    """

    def __init__(self) -> None:
        self._keys = array("q")
        self._starts = array("Q")
        self._texts = bytearray()
        self._late: dict[int, list[str]] = {}
        self._sorted = True

    def add(self, key: str, text: str = "") -> None:
        """Adds while the index is filled, before anything is looked up."""
        self._keys.append(hash(key))
        self._starts.append(len(self._texts))
        self._texts += text.encode("utf-8", "surrogatepass") + b"\0"
        self._sorted = False

    def add_late(self, key: str, text: str = "") -> None:
        """Adds while the index is in use."""
        self._late.setdefault(hash(key), []).append(text)

    def __contains__(self, key: str) -> bool:
        return next(self.find(key), None) is not None

    def find(self, key: str) -> Iterator[str]:
        """The texts under `key`, the last added first."""
        self._sort()
        wanted = hash(key)
        yield from reversed(self._late.get(wanted, ()))
        position = bisect_left(self._keys, wanted)
        while position < len(self._keys) and self._keys[position] == wanted:
            start = self._starts[position]
            yield self._texts[start : self._texts.index(0, start)].decode("utf-8", "surrogatepass")
            position += 1

    def _sort(self) -> None:
        if self._sorted:
            return
        order = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        self._keys = array("q", (self._keys[position] for position in order))
        self._starts = array("Q", (self._starts[position] for position in order))
        self._sorted = True
