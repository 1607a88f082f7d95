"""CPU seconds of this process between two points, printed as JSON."""

import json
import resource
import time


class Meter:
    """Starts when it is made."""

    def __init__(self) -> None:
        self._cpu, self._wall = cpu_s(), time.perf_counter()

    def tell(self, count: int) -> None:
        """Prints what was used since, for so many things done."""
        wall_s = time.perf_counter() - self._wall
        print(json.dumps({"cpu_s": cpu_s() - self._cpu, "wall_s": wall_s, "count": count}))


def cpu_s() -> float:
    """User and system time so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
