"""gql.twitch.tv: the part of its schema that clips need.

Rules for this folder: nodes are plain dicts made by encoders; whatever depends on arguments is a callable
in them.
"""
