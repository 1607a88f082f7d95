"""`python -m twitchkit`."""

import sys

from twitchkit.cli.entry import main

sys.exit(main())
