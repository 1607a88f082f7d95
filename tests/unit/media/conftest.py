from __future__ import annotations

from collections.abc import Iterator

import pytest

from origin import Origin


@pytest.fixture
def origin() -> Iterator[Origin]:
    with Origin() as origin:
        yield origin
