"""`python -m twitchkit`."""

from twitchkit.cli.entry import command

command()
