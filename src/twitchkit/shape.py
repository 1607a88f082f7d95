"""What JSON is read into."""

from __future__ import annotations

import threading
from typing import Any, TypeVar, overload

import msgspec

T = TypeVar("T")

_ready = set[object]()
_turn = threading.Lock()


@overload
def ready(kind: type[T]) -> type[T]: ...
@overload
def ready(kind: Any) -> Any: ...
def ready(kind: Any) -> Any:
    """`kind`, for msgspec to decode or convert into, in any number of threads.

    msgspec 0.22 looks at a struct's annotations when it is first read into, and shows other threads what it
    has found so far: two that come first at the same time end the process with a segmentation fault.  So one
    after the other has each kind looked at, before anything is read.

    Args:
        kind: a struct, or what holds some.
    """
    if kind not in _ready:
        with _turn:
            msgspec.json.Decoder(kind)
            _ready.add(kind)
    return kind
