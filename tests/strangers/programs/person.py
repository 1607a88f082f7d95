"""What a person does in a browser: follows an address, fills in the form, follows where it leads."""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlencode
from urllib.request import urlopen


async def decide(url: str, decision: str = "allow") -> str:
    """Opens `url`, decides as `TWITCH_LOGIN`, and returns the page at the end."""
    return await asyncio.get_running_loop().run_in_executor(None, _decide, url, decision)


def _decide(url: str, decision: str) -> str:
    with urlopen(url, timeout=10) as page:
        form_url = page.url
        page.read()
    fields = urlencode({"login": os.environ["TWITCH_LOGIN"], "decision": decision}).encode()
    with urlopen(form_url, fields, timeout=10) as page:
        return page.read().decode()
