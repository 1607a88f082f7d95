from __future__ import annotations

import os
import signal

from hypothesis import settings

# What has to hold before a change lands is the same each time; a developer's runs look further.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# A shell starts background jobs deaf to Ctrl-C, and their children with them: tests that send one would
# find that `make test &` differs from `make test`.
signal.signal(signal.SIGINT, signal.default_int_handler)
