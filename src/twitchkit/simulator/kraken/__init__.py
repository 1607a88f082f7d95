"""api.twitch.tv/kraken, which ended in February 2022, for people who hold old code.

Rules for this folder: as the documents of 2017 have it (justintv/Twitch-API at 9991b56); a few calls that
show how tokens were carried, not the whole of it.
"""
