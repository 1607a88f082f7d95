from __future__ import annotations

import os

from hypothesis import settings

# What has to hold before a change lands is the same each time; a developer's runs look further.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
