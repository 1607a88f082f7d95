"""A keyring as keyring's plug-ins are made, in a file that processes share.

Chosen by `PYTHON_KEYRING_BACKEND=keyring_backend.FileKeyring`; `TEST_KEYRING` names its file, and
`TEST_KEYRING_TROUBLE` what is wrong with it: locked, forgetful, or weak (not recommended).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from filelock import FileLock
from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import KeyringLocked

NAME = "keyring_backend.FileKeyring"


class FileKeyring(KeyringBackend):
    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805
        if "TEST_KEYRING" not in os.environ:
            raise RuntimeError("no file is named")
        return 0.5 if trouble() == "weak" else 5

    def get_password(self, service: str, username: str) -> str | None:
        if trouble() == "locked":
            raise KeyringLocked("Failed to unlock the collection!")
        return entries().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        if trouble() != "forgetful":
            with FileLock(f"{file()}.lock"):
                kept = entries() | {f"{service}/{username}": password}
                beside = file().with_suffix(".new")
                beside.write_text(json.dumps(kept))
                beside.replace(file())


class PlaintextKeyring(FileKeyring):
    """Named as in keyrings.alt."""


def file() -> Path:
    return Path(os.environ["TEST_KEYRING"])


def entries() -> dict[str, str]:
    return json.loads(file().read_text()) if file().exists() else {}


def trouble() -> str:
    return os.environ.get("TEST_KEYRING_TROUBLE", "")
