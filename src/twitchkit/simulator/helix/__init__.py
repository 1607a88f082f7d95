"""api.twitch.tv/helix: the endpoints, their gate and their encoders.

Rules for this folder: one file per resource; a refusal is raised as `Refused` and written in one place.
"""
