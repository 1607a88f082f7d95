"""The record of an archive: which clips are known, and what became of each.

Rules for this folder: one SQLite file in the archive's folder, `.twitchkit/catalogue.db`; one process writes
at a time, any number reads meanwhile; every change is one transaction; "gone" is written on Twitch's definite
word alone, heard twice.  Moments come as arguments.
"""

from twitchkit.catalogue.catalogue import Catalogue
from twitchkit.catalogue.entry import STATES, Entry, State
from twitchkit.catalogue.intake import Intake
from twitchkit.catalogue.sources import Run, Source

__all__ = ["STATES", "Catalogue", "Entry", "Intake", "Run", "Source", "State"]
