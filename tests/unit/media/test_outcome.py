from __future__ import annotations

import pytest

from twitchkit.errors import ClipGone, DiskFull, NotVideo, TwitchkitError, Unreachable
from twitchkit.media import DownloadReport, Outcome

KEPT, SKIPPED = Outcome(slug="a", state="kept"), Outcome(slug="b", state="skipped")


def failed(error: TwitchkitError) -> Outcome:
    return Outcome(slug="c", state="gone" if isinstance(error, ClipGone) else "failed", error=error)


GONE = failed(ClipGone(slug="c"))
NO_VIDEO = failed(NotVideo(got="x"))
NO_HOST = failed(Unreachable(host="h", reason="r"))
FULL = failed(DiskFull(target="t"))


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ((), 0),
        ((KEPT, SKIPPED), 0),
        ((KEPT, GONE), 3),
        ((NO_VIDEO, NO_HOST, KEPT), 5),
        ((GONE, NO_HOST), 1),
        ((FULL,), 1),
        ((Outcome(slug="d", state="failed"),), 1),
    ],
)
def test_the_exit_status_tells_the_truth(outcomes: tuple[Outcome, ...], status: int) -> None:
    assert DownloadReport(outcomes).exit_code == status


def test_outcomes_are_sorted_by_state() -> None:
    report = DownloadReport((GONE, KEPT, NO_HOST, SKIPPED))
    assert (report.kept, report.skipped, report.gone, report.failed) == (
        (KEPT,),
        (SKIPPED,),
        (GONE,),
        (NO_HOST,),
    )
    assert (len(report), list(report)) == (4, [GONE, KEPT, NO_HOST, SKIPPED])
