"""A throw-away certificate authority, so that clients can meet the simulator under Twitch's names."""

from __future__ import annotations

import os
import ssl
import tempfile
from pathlib import Path
from typing import final

from twitchkit.simulator.names import NAMES

LOOPBACK = ("localhost", "127.0.0.1", "::1")
OWNER = "twitchkit simulator"


@final
class Authority:
    """Signs one certificate, for this machine and for every name in `NAMES`; made anew each time.

    Args:
        ca_file: where its own certificate goes, in PEM, for clients to trust; a temporary file when None.

    Raises:
        OSError: the file cannot be written.
    """

    def __init__(self, ca_file: Path | None = None) -> None:
        import trustme

        authority = trustme.CA(organization_name=OWNER)
        leaf = authority.issue_cert(*LOOPBACK, *NAMES, organization_name=OWNER)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.set_alpn_protocols(["http/1.1"])
        with leaf.private_key_and_cert_chain_pem.tempfile() as path:
            self.context.load_cert_chain(path)
        self._is_temporary = ca_file is None
        self.ca_file = ca_file or _temporary()
        self.ca_file.write_bytes(authority.cert_pem.bytes())

    def forget(self) -> None:
        """Remove the temporary file, if it was one."""
        if self._is_temporary:
            self.ca_file.unlink(missing_ok=True)


def _temporary() -> Path:
    handle, name = tempfile.mkstemp(prefix="twitchkit-simulator-ca-", suffix=".pem")
    os.close(handle)
    return Path(name)
