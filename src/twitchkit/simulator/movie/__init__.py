"""Films for clips, made while they are served.

Rules for this folder: pure functions of (shape, duration, size, name); nothing is written to disk, and any
range of a film costs only the bytes of that range.
"""

from twitchkit.simulator.movie.film import Film, film
from twitchkit.simulator.movie.shape import LANDSCAPE, PORTRAIT, SHAPES, Shape

__all__ = ["LANDSCAPE", "PORTRAIT", "SHAPES", "Film", "Shape", "film"]
