"""Whom to trust."""

from __future__ import annotations

import contextlib
import os
import ssl
import sys
import threading
from collections.abc import Callable, Mapping
from typing import cast

from twitchkit.errors import InvalidSetting


class Trust:
    """The TLS context of one transport, made when it is needed first.

    Reading the platform's authorities takes OpenSSL some 50 ms.

    Args:
        make: makes it.
    """

    def __init__(self, make: Callable[[], ssl.SSLContext] | None = None) -> None:
        self._make = make or make_tls_context
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def prepare(self) -> None:
        """Begins to make it, in a thread: a connection will be wanted soon."""
        if self._context is None:
            threading.Thread(target=self._try, name="twitchkit-tls", daemon=True).start()

    def context(self) -> ssl.SSLContext:
        """It.

        Raises:
            InvalidSetting: `SSL_CERT_FILE` or `SSL_CERT_DIR` cannot be read.
        """
        with self._lock:
            if self._context is None:
                self._context = self._make()
            return self._context

    def _try(self) -> None:
        # Whoever wants it tries again, and is told.
        with contextlib.suppress(InvalidSetting):
            self.context()


def make_tls_context(environ: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """A client context that trusts `SSL_CERT_FILE` and `SSL_CERT_DIR` if set, else the platform's store.

    Raises:
        InvalidSetting: `SSL_CERT_FILE` or `SSL_CERT_DIR` cannot be read.
    """
    file, folder = environ.get("SSL_CERT_FILE") or None, environ.get("SSL_CERT_DIR") or None
    if file or folder:
        return _from_paths(file, folder)
    if sys.platform in ("darwin", "win32"):
        # OpenSSL cannot see certificates that an administrator put into these systems' stores.
        import truststore  # pyright: ignore[reportMissingImports] - installed on these systems only

        return cast("ssl.SSLContext", truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))  # pyright: ignore[reportUnknownMemberType]
    return ssl.create_default_context()


def _from_paths(file: str | None, folder: str | None) -> ssl.SSLContext:
    if folder and not os.path.isdir(folder):  # noqa: PTH112 - OpenSSL would not complain
        raise InvalidSetting(setting="SSL_CERT_DIR", value=folder, rule="It is no folder.")
    try:
        return ssl.create_default_context(cafile=file, capath=folder)
    except OSError as error:
        problem = "It holds no PEM certificates" if isinstance(error, ssl.SSLError) else error.strerror
        raise InvalidSetting(setting="SSL_CERT_FILE", value=file or "", rule=f"{problem}.") from error
