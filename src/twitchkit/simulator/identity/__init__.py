"""id.twitch.tv: apps, tokens, and the doors under `/oauth2/`.

Rules for this folder: who may do what is decided here and nowhere else; messages are Twitch's, word for word.
"""
