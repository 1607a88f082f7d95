"""An archive's page, opened from the disk."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import picture
from twitchkit.catalogue import Entry
from twitchkit.client.gallery import gallery
from twitchkit.helix import Clip
from twitchkit.simulator.movie.film import film

MADE = datetime(2026, 10, 1, tzinfo=UTC)
NAME = "sub/a b#?%20é.mp4"
EVIL = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>"


def entry(number: int, **facts: object) -> Entry:
    clip = Clip(
        id=f"Slug{number}",
        created_at=MADE + timedelta(minutes=number),
        title=f"Clip number {number}",
        creator_name=f"creator{number % 7}",
        view_count=number,
        duration=30,
    )
    return Entry(
        clip=msgspec.structs.replace(clip, **facts),
        game=("Chess", "Go")[number % 2],
        state="kept",
        first_seen_at=MADE,
        seen_at=MADE,
        path=NAME,
    )


def opened(page: Page, folder: Path, entries: list[Entry]) -> None:
    (folder / "sub").mkdir()
    pieces = film("landscape-360", 8.0, 90_000, "clip").pieces()
    (folder / NAME).write_bytes(b"".join(bytes(piece) for piece in pieces))
    file = folder / "gallery.html"
    file.write_bytes(gallery(entries, folder=folder, page=file))
    page.goto(file.as_uri())


def titles(page: Page) -> list[str]:
    return page.locator(".card .title").all_inner_texts()


def test_twenty_thousand_clips_scroll_filter_and_sort(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, tmp_path, [entry(number) for number in range(20_000)])

    expect(page.get_by_role("status")).to_have_text("20,000 clips")
    assert titles(page)[0] == "Clip number 19999"
    # Only what is near the view is in the page.
    assert page.locator(".card").count() < 60
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".title", has_text=re.compile("^Clip number 0$"))).to_be_visible()
    assert page.locator(".card").count() < 60
    page.get_by_label("Order").select_option("old")
    assert titles(page)[0] == "Clip number 0"
    page.get_by_label("Game", exact=True).select_option("Go")
    expect(page.get_by_role("status")).to_have_text("10,000 of 20,000 clips")
    page.get_by_label("Views at least").fill("19990")
    expect(page.locator(".card")).to_have_count(5)
    page.get_by_label("Search").fill("CREATOR6 number")
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_label("Search").fill("nowhere")
    expect(page.get_by_text("No clip fits.")).to_be_visible()
    assert [url for url in asked if not url.startswith("file:")] == []
    picture(page, "gallery-none")


def test_a_clip_plays_in_its_place_by_mouse_and_by_keyboard(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, [entry(number) for number in range(9)])
    title = page.locator(".card .title").nth(2)
    before = title.bounding_box()
    page.locator(".card").nth(2).click()
    expect(page.locator(".playing")).to_have_count(1)
    assert title.bounding_box() == before
    page.wait_for_function("document.querySelector('.playing video').currentTime > 0")
    page.keyboard.press("Escape")
    expect(page.locator(".playing")).to_have_count(0)

    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card:focus .title")).to_have_text("Clip number 7")
    page.keyboard.press("Enter")
    expect(page.locator(".playing .title")).to_have_text("Clip number 7")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("number 3")
    expect(page.locator(".card .title")).to_have_text(["Clip number 3"])
    picture(page, "gallery")


def test_titles_are_text_whatever_they_hold(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, [entry(1, title=EVIL), entry(2, title="a & b <!-- \u2028", creator_name=EVIL)])

    assert titles(page) == ["a & b <!-- \u2028", EVIL]
    assert page.title() == "Clips"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system_until_it_is_told_otherwise(
    page: Page, tmp_path: Path, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, tmp_path, [entry(1)])
    ground = "getComputedStyle(document.body).backgroundColor"

    before = page.evaluate(ground)
    page.get_by_role("button", name="Dark or light").click()

    assert (before == "rgb(14, 14, 16)") is (scheme == "dark")
    assert page.evaluate(ground) != before
