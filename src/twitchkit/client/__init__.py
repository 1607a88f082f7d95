"""The two faces, `Twitch` and `AsyncTwitch`, and what they wire together.

Rules for this folder: wiring, no rules of Twitch's; both faces run the same flows.
"""
