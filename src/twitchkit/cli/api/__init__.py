"""`twitchkit api`: any endpoint of Helix by its name or its path.

Rules for this folder: what an endpoint is comes from its class; nothing about Twitch is known here.
"""
