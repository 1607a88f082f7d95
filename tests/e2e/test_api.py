"""`twitchkit api` against the simulator."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shell import Shell
from twitchkit.cli.main import run
from twitchkit.simulator import Simulator

Run = Callable[..., tuple[int, str, str]]
SECOND_PAGE = {"path": "/helix/clips", "query": {"after": "*"}}


@pytest.fixture(scope="module")
def world() -> Iterator[Simulator]:
    """A Twitch whose first channel has some pages of clips."""
    with Simulator(seed=5, clips=900, clip_bytes=(100_000, 200_000)) as simulator:
        yield simulator


@pytest.fixture
def call(
    world: Simulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs `twitchkit api …` in this process."""
    for name, value in Shell(world, tmp_path).environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def run_it(*words: str) -> tuple[int, str, str]:
        status = run(["api", *words])
        out, err = capsys.readouterr()
        return status, out, err

    yield run_it
    world.clear()


def clips_of(world: Simulator) -> list[str]:
    """The first channel's slugs."""
    owner = world.users[0]
    return sorted(clip.slug for clip in world.world.clips.values() if clip.broadcaster.id == owner.id)


def from_first(world: Simulator) -> list[str]:
    return ["get_clips", f"broadcaster_id={world.users[0].id}"]


def test_an_answer_is_one_object_where_nobody_watches(call: Run, world: Simulator) -> None:
    user = world.users[0]
    status, out, err = call("get_users", f"login={user.login}")

    told = json.loads(out)
    assert (status, err) == (0, "")
    assert told["data"][0]["id"] == user.id
    assert told.keys() == {"data", "cursor", "total"}


def test_all_means_all(call: Run, world: Simulator) -> None:
    slugs = clips_of(world)
    assert len(slugs) > 200

    _, as_json, _ = call(*from_first(world), "--all", "--json")
    _, as_lines, _ = call(*from_first(world), "--all", "--jsonl")
    _, as_csv, _ = call(*from_first(world), "--all", "--csv")

    whole = json.loads(as_json)
    assert whole["cursor"] is None
    assert sorted(row["id"] for row in whole["data"]) == slugs
    assert sorted(json.loads(line)["id"] for line in as_lines.splitlines()) == slugs
    assert sorted(row["id"] for row in csv.DictReader(io.StringIO(as_csv))) == slugs
    asked = [one for one in world.requests() if one["path"] == "/helix/clips"]
    assert len(asked) == 3 * -(-len(slugs) // 100), "pages were not as large as they may be"


@pytest.mark.parametrize("limit", [1, 100, 101, 150])
def test_a_limit_counts_rows_not_pages(limit: int, call: Run, world: Simulator) -> None:
    status, out, _ = call(*from_first(world), "--limit", str(limit), "--jsonl")

    assert (status, len(out.splitlines())) == (0, limit)
    assert len([one for one in world.requests() if one["path"] == "/helix/clips"]) == -(-limit // 100)


def test_a_fault_on_a_later_page_is_an_error_and_no_short_answer(call: Run, world: Simulator) -> None:
    world.fault({"match": SECOND_PAGE, "do": {"status": 400, "json": {"status": 400, "message": "no"}}})

    status, out, err = call(*from_first(world), "--all", "--json")

    assert (status, out) == (5, "")
    assert json.loads(err)["error"]["code"] == "request-refused"


def test_lines_come_before_the_next_page_is_there(world: Simulator, tmp_path: Path) -> None:
    world.fault({"match": SECOND_PAGE, "do": {"stall_after": 0}})
    running = Shell(world, tmp_path).start("api", *from_first(world), "--all", "--jsonl")
    assert running.stdout is not None
    try:
        lines = [json.loads(running.stdout.readline())["id"] for _ in range(100)]
        assert running.poll() is None, "it did not wait for the second page"
    finally:
        running.kill()
        running.communicate()
        world.clear()

    assert len(set(lines)) == 100


def test_a_table_is_for_people(call: Run, world: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")

    status, out, err = call(*from_first(world), "first=5", "--table")

    assert (status, len(out.splitlines())) == (0, 6)
    assert out.split()[0] == "id"
    assert "There is more: --all, or --limit N." in err
    assert "Not shown for want of room:" in err
    assert call(*from_first(world), "first=5", "--table", "--quiet")[2] == ""


def test_nothing_found_is_said_and_no_error(call: Run) -> None:
    assert call("get_users", "login=nobodyatall", "--table") == (0, "", "Nothing found.\n")
    assert call("get_users", "login=nobodyatall", "--jsonl") == (0, "", "")


def test_headers_stand_in_front_of_the_answer(call: Run, world: Simulator) -> None:
    status, out, _ = call("get_users", f"id={world.users[0].id}", "-i")

    head, _, body = out.partition("\n\n")
    assert status == 0
    assert head.startswith("HTTP 200\n")
    assert "ratelimit-remaining: " in head
    assert json.loads(body)["data"][0]["id"] == world.users[0].id
    assert "Bearer" not in out


def test_values_above_a_requests_limit_are_split_and_joined(call: Run, world: Simulator) -> None:
    slugs = clips_of(world)[:150]

    status, out, _ = call("get_clips", *(f"id={slug}" for slug in slugs), "--json")

    assert (status, [row["id"] for row in json.loads(out)["data"]]) == (0, slugs)


def test_raw_is_what_twitch_sent(call: Run, world: Simulator) -> None:
    known = call("get_users", f"id={world.users[0].id}", "--raw")
    by_path = call("GET", "/helix/users", f"id={world.users[0].id}", "--raw")
    status, lines, _ = call(
        "GET", "clips", f"broadcaster_id={world.users[0].id}", "--raw", "--all", "--jsonl"
    )

    assert known == by_path
    assert "email" not in json.loads(known[1])["data"][0], "Twitch leaves it out"
    assert (status, len(lines.splitlines())) == (0, len(clips_of(world)))
    assert call("GET", "no/such/path", "--raw")[0] == 3


def test_a_refusal_is_told_with_its_exit_status(call: Run, world: Simulator) -> None:
    world.fault({"match": {"path": "/helix/users"}, "do": {"status": 403, "json": {"message": "not you"}}})

    status, out, err = call("get_users", "id=1")

    assert (status, out) == (4, "")
    assert "not you" in err


def test_a_message_that_was_dropped_is_not_called_sent(call: Run, world: Simulator) -> None:
    row: dict[str, Any] = {
        "message_id": "",
        "is_sent": False,
        "drop_reason": {"code": "x", "message": "too rude"},
    }
    path = "/helix/chat/messages"
    world.fault({"match": {"path": path}, "do": {"status": 200, "json": {"data": [row]}}})

    status, out, err = call("send_chat_message", "broadcaster_id=1", "sender_id=1", "message=x")

    assert (status, json.loads(out)["data"][0]["is_sent"]) == (1, False)
    assert err == "The message was not sent: too rude.\n"


def test_a_shard_that_was_refused_is_told(call: Run, world: Simulator) -> None:
    told = {"data": [], "errors": [{"id": "3", "message": "bad callback", "code": "invalid_parameter"}]}
    world.fault({"match": {"path": "/helix/eventsub/conduits/shards"}, "do": {"status": 202, "json": told}})
    shard = {"id": "3", "transport": {"method": "webhook", "callback": "https://x.example"}}

    status, _, err = call("update_conduit_shards", "conduit_id=1", f"shards={json.dumps(shard)}", "--jsonl")

    assert (status, err) == (1, "Shard 3: bad callback.\n")


def test_a_reader_that_leaves_ends_it_quietly(world: Simulator, tmp_path: Path) -> None:
    shell = Shell(world, tmp_path)
    with shell.start("api", *from_first(world), "--all", "--jsonl") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()

        assert running.stderr.read() == ""
        assert running.wait() in (0, 1)


def test_a_token_from_stdin_is_asked_about(
    world: Simulator, call: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["token", "--app"]) == 0
    token = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(token))

    assert run(["scopes", "can", "-", "--json"]) == 0

    rows = {row["operation"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (rows["get_conduits"]["allowed"], rows["create_clip"]["allowed"]) == (True, False)
