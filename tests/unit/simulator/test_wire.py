"""Over real sockets: one write, keep-alive, and faults as TCP shows them."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from twitchkit.simulator import Simulator
from twitchkit.simulator.server import CorkedTransport

WEB_CLIENT = "kimne78kx3ncx6brgo4mv6wki5h1ko"
LOUD_TIMEOUT_S = 5


@pytest.fixture(autouse=True)
def tidy(simulator: Simulator) -> Iterator[None]:
    yield
    simulator.clear()


@contextmanager
def connected(simulator: Simulator) -> Iterator[socket.socket]:
    address = urlsplit(simulator.base_url)
    with socket.create_connection((address.hostname, address.port), timeout=LOUD_TIMEOUT_S) as sock:
        yield sock


def get(sock: socket.socket, path: str, *headers: str, method: str = "GET") -> None:
    sock.sendall("\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode())


def read_all(sock: socket.socket) -> bytes:
    parts: list[bytes] = []
    while part := sock.recv(1 << 20):
        parts.append(part)
    return b"".join(parts)


def fetch(
    simulator: Simulator, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> Any:
    """Status, headers and body of one exchange; raises when the answer is cut."""
    connection = http.client.HTTPConnection(urlsplit(simulator.base_url).netloc, timeout=LOUD_TIMEOUT_S)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "method", "header", "allowed"),
    [
        ("/gql", "POST", "client-id", True),
        ("/helix/clips?id=x", "GET", "client-id", True),
        ("/oauth2/validate", "GET", "authorization", True),
        ("/oauth2/validate", "GET", "client-id", False),
    ],
)
def test_a_page_of_another_origin_may_ask_the_apis(
    simulator: Simulator, path: str, method: str, header: str, allowed: bool
):
    simulator.fault({"match": {"path": "*"}, "times": 1, "do": {"status": 503}})
    page = {"Origin": "https://a.test"}
    wish = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": header}
    status, headers, _ = fetch(simulator, path, "OPTIONS", **page, **wish)

    assert (status, headers["access-control-allow-origin"]) == (200, "*")
    assert (header in headers["access-control-allow-headers"].lower().split(", ")) is allowed
    for expected in (503, 401 if method == "GET" else 400):
        status, headers, _ = fetch(simulator, path, method, **page)
        assert (status, headers["access-control-allow-origin"]) == (expected, "*")


def test_pages_and_media_are_for_no_scripts(simulator: Simulator, film_path: str):
    for path in ("/oauth2/authorize", film_path):
        assert "access-control-allow-origin" not in fetch(simulator, path)[1]


@pytest.fixture(scope="module")
def film_path(simulator: Simulator) -> str:
    """The signed path of a film."""
    text = (
        f'{{clip(slug:"{simulator.clips[0]}"){{videoQualities{{sourceURL}}'
        'playbackAccessToken(params:{platform:"web"}){signature value}}}'
    )
    _, _, body = fetch(
        simulator, "/gql", "POST", json.dumps({"query": text}).encode(), **{"Client-ID": WEB_CLIENT}
    )
    clip = json.loads(body)["data"]["clip"]
    token = clip["playbackAccessToken"]
    path = clip["videoQualities"][0]["sourceURL"].removeprefix(simulator.base_url)
    # Whichever test comes first here reads the record of its own requests alone.
    simulator.clear()
    return f"{path}?{urlencode({'sig': token['signature'], 'token': token['value']})}"


def test_head_and_body_of_a_small_answer_arrive_in_one_read(simulator: Simulator):
    with connected(simulator) as sock:
        for _ in range(20):
            get(sock, "/oauth2/validate")
            answer = sock.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 401 ")
            assert answer.endswith(b'"missing authorization token"}\n')
            assert b"\r\ndate: " in answer


def test_a_film_comes_whole_and_in_parts(simulator: Simulator, film_path: str):
    status, headers, whole = fetch(simulator, film_path)
    part = fetch(simulator, film_path, Range="bytes=1000-", **{"If-Range": headers["etag"]})

    assert (200, len(whole)) == (status, int(headers["content-length"]))
    assert (206, whole[1000:]) == (part[0], part[2])
    assert (fetch(simulator, film_path, "HEAD")[0], fetch(simulator, film_path, "HEAD")[2]) == (200, b"")


def test_rubbish_instead_of_http_is_a_bad_request(simulator: Simulator):
    with connected(simulator) as sock:
        sock.sendall(b"\x16\x03\x01 what\r\n\r\n")
        assert read_all(sock).startswith(b"HTTP/1.1 400 ")


def test_a_large_body_is_read_whole(simulator: Simulator):
    status, _, _ = fetch(simulator, "/oauth2/token", "POST", b"x=" + b"y" * 3_000_000)

    assert status == 400


def test_a_status_fault_strikes_the_nth_match_for_some_times(simulator: Simulator):
    simulator.fault({"match": {"path": "/oauth2/*"}, "nth": 2, "times": 2, "do": {"status": 503}})
    statuses = [fetch(simulator, "/oauth2/validate")[0] for _ in range(5)]

    assert statuses == [401, 503, 503, 401, 401]
    assert [entry["faulty"] for entry in simulator.requests()] == [False, True, True, False, False]


def test_faults_match_by_method_query_and_body(simulator: Simulator):
    simulator.fault({"match": {"method": "post"}, "times": None, "do": {"status": 500}})
    simulator.fault({"match": {"query": {"after": "a*"}}, "times": None, "do": {"status": 501}})
    simulator.fault({"match": {"body": "needle"}, "times": None, "do": {"status": 502}})

    assert fetch(simulator, "/oauth2/token", "POST", b"hay needle")[0] == 500
    assert fetch(simulator, "/helix/clips?after=abc")[0] == 501
    assert fetch(simulator, "/helix/clips?after=cba")[0] == 401
    assert fetch(simulator, "/helix/clips", "PUT", b"hay needle")[0] == 502


def test_an_answer_can_be_replaced(simulator: Simulator):
    simulator.fault({"do": {"status": 429, "headers": {"Ratelimit-Reset": "1"}, "json": {"message": "slow"}}})
    status, headers, body = fetch(simulator, "/helix/users")
    simulator.fault({"do": {"status": 503}})
    bare = fetch(simulator, "/helix/users")

    assert (status, headers["ratelimit-reset"], json.loads(body)) == (429, "1", {"message": "slow"})
    assert json.loads(bare[2]) == {"error": "Service Unavailable", "status": 503, "message": ""}


def test_a_film_can_be_replaced_by_a_picture_or_a_page(simulator: Simulator, film_path: str):
    simulator.fault({"do": {"content": "jpeg"}})
    picture = fetch(simulator, film_path)
    simulator.fault({"do": {"content": "html"}})
    page = fetch(simulator, film_path)

    assert (picture[0], picture[2][:3]) == (200, b"\xff\xd8\xff")
    assert page[1]["content-type"] == "text/html; charset=utf-8"


def test_a_reset_is_a_reset(simulator: Simulator, film_path: str):
    simulator.fault({"do": {"reset": True}})
    with connected(simulator) as sock:
        get(sock, film_path)
        with pytest.raises(ConnectionResetError):
            sock.recv(1)


def test_a_cut_ends_the_connection_after_so_many_bytes(simulator: Simulator, film_path: str):
    simulator.fault({"do": {"cut_after": 100_001}})
    with connected(simulator) as sock:
        get(sock, film_path)
        head, _, body = read_all(sock).partition(b"\r\n\r\n")

    assert len(body) == 100_001
    assert int(head.lower().partition(b"content-length: ")[2].split()[0]) > 250_000
    [entry] = simulator.requests()
    assert (entry["bytes_sent"], entry["done"]) == (100_001, False)


def test_a_cut_after_nothing_leaves_the_head(simulator: Simulator, film_path: str):
    simulator.fault({"do": {"cut_after": 0}})
    with pytest.raises(http.client.IncompleteRead):
        fetch(simulator, film_path)


def test_a_stall_is_silence_on_an_open_connection(simulator: Simulator, film_path: str):
    simulator.fault({"do": {"stall_after": 5_000}})
    with connected(simulator) as sock:
        get(sock, film_path)
        received = b""
        while len(received.partition(b"\r\n\r\n")[2]) < 5_000:
            received += sock.recv(65_536)
        sock.settimeout(0.2)
        with pytest.raises(TimeoutError):
            sock.recv(1)


@pytest.mark.parametrize("off_by", [7, -7])
def test_a_wrong_length_is_claimed(simulator: Simulator, film_path: str, off_by: int):
    right = int(fetch(simulator, film_path, "HEAD")[1]["content-length"])
    simulator.fault({"do": {"wrong_length": off_by}})
    with connected(simulator) as sock:
        get(sock, film_path)
        head, _, body = read_all(sock).partition(b"\r\n\r\n")

    assert right + off_by == int(head.lower().partition(b"content-length: ")[2].split()[0])
    assert min(right, right + off_by) == len(body)


def test_a_trickle_is_slow(simulator: Simulator):
    simulator.fault({"do": {"trickle": 400}})
    with connected(simulator) as sock:
        get(sock, "/oauth2/validate")
        reads = 0
        received = b""
        while not received.endswith(b"}\n"):
            received += sock.recv(65_536)
            reads += 1

    assert reads >= 3


def test_a_split_answer_leaves_in_writes_of_that_size(simulator: Simulator, monkeypatch: pytest.MonkeyPatch):
    writes: list[bytes] = []
    uncork = CorkedTransport.uncork

    def watched(self: CorkedTransport) -> None:
        writes.append(b"".join(self._held))
        uncork(self)

    monkeypatch.setattr(CorkedTransport, "uncork", watched)
    simulator.fault({"do": {"split": 20, "close": True}})
    with connected(simulator) as sock:
        get(sock, "/oauth2/validate")
        answer = read_all(sock)
    left = [write for write in writes if write]

    assert b"".join(left) == answer
    assert left[0].endswith(b"\r\n\r\n")
    assert [len(write) for write in left[1:]] == [20, 20, 15]


def test_an_answer_can_be_a_redirect_or_a_page_with_a_status(simulator: Simulator):
    simulator.fault({"do": {"redirect": "https://example.org/x", "status": 307}})
    status, headers, _ = fetch(simulator, "/helix/users")
    simulator.fault({"do": {"content": "html", "status": 502}})
    page = fetch(simulator, "/helix/users")

    assert (status, headers["location"]) == (307, "https://example.org/x")
    assert (page[0], page[2][:15]) == (502, b"<!DOCTYPE html>")
    with pytest.raises(ValueError, match="300 to 399"):
        simulator.fault({"do": {"redirect": "/x", "status": 200}})


def test_a_fault_can_be_meant_for_one_token(simulator: Simulator):
    mine, others = (simulator.user_token(user.login) for user in simulator.users[:2])
    simulator.fault({"match": {"token": mine}, "times": None, "do": {"status": 418}})
    told = [
        fetch(simulator, "/oauth2/validate", Authorization=f"OAuth {token}")[0] for token in (mine, others)
    ]

    assert told == [418, 200]
    [armed] = json.loads(fetch(simulator, "/_simulator/faults")[2])
    assert (armed["seen"], armed["fault"]["match"]["token"]) == (1, mine)


def test_close_closes_after_a_whole_answer(simulator: Simulator):
    simulator.fault({"do": {"close": True}})
    with connected(simulator) as sock:
        get(sock, "/oauth2/validate")
        assert read_all(sock).endswith(b"}\n")


def test_the_control_api_works_over_http(simulator: Simulator):
    fault = {"match": {"path": "/helix/*"}, "do": {"status": 418}}
    assert fetch(simulator, "/_simulator/faults", "POST", json.dumps(fault).encode())[0] == 204
    assert fetch(simulator, "/helix/users")[0] == 418
    [entry] = json.loads(fetch(simulator, "/_simulator/requests")[2])
    assert (entry["method"], entry["path"], entry["status"]) == ("GET", "/helix/users", 418)
    assert fetch(simulator, "/_simulator/requests", "DELETE")[0] == 204
    assert fetch(simulator, "/_simulator/faults", "DELETE")[0] == 204
    assert simulator.requests() == []
    world = json.loads(fetch(simulator, "/_simulator/world")[2])
    assert simulator.base_url == world["base_url"]
    assert list(simulator.clips) == world["clips"]
    truth = json.loads(fetch(simulator, "/_simulator/clips")[2])
    assert list(simulator.clips) == [clip["slug"] for clip in truth]
    assert fetch(simulator, "/_simulator/nothing")[0] == 404


@pytest.mark.parametrize(
    "fault", [b"", b"[]", b'{"do": {"status": 9}}', b'{"do": {"explode": true}}', b'{"nth": 1}', b"\xff"]
)
def test_a_fault_that_is_not_spelled_right_is_explained(simulator: Simulator, fault: bytes):
    status, _, body = fetch(simulator, "/_simulator/faults", "POST", fault)

    assert status == 400
    assert json.loads(body)["error"]


def test_the_record_hides_secrets(simulator: Simulator, film_path: str):
    fetch(simulator, film_path)
    secret = urlencode({"client_id": simulator.client_id, "client_secret": simulator.client_secret})
    fetch(simulator, f"/oauth2/token?{secret}&grant_type=client_credentials", "POST")
    kept = json.dumps(simulator.requests())

    assert simulator.client_secret not in kept
    assert film_path.partition("sig=")[2][:40] not in kept
    assert "grant_type=client_credentials" in kept
    assert [entry["status"] for entry in simulator.requests()] == [200, 200]


def test_the_record_tells_grants_and_hides_what_logs_in(simulator: Simulator):
    simulator.clear()
    query = urlencode(
        {
            "client_id": simulator.client_id,
            "redirect_uri": "http://localhost:1/gone",
            "response_type": "code",
            "scope": "clips:edit",
            "state": "a-secret-state",
        }
    )
    form = urlencode({"login": simulator.users[0].login, "decision": "allow"}).encode()
    status, headers, _ = fetch(simulator, f"/oauth2/authorize?{query}", "POST", form)
    parts = urlsplit(headers["location"])
    assert (status, fetch(simulator, f"{parts.path}?{parts.query}")[0]) == (302, 404)
    code = parts.query.partition("code=")[2].partition("&")[0]
    fields = {"client_id": "x", "grant_type": "refresh_token", "refresh_token": "a-secret-token"}
    fetch(simulator, "/oauth2/token", "POST", urlencode(fields).encode())
    authorized, _, refreshed = simulator.requests()
    kept = json.dumps(simulator.requests())

    assert "response_type=code&scope=clips%3Aedit" in authorized["query"]
    assert refreshed["grant_type"] == "refresh_token"
    assert authorized["grant_type"] is None
    assert len(code) == 30
    assert all(secret not in kept for secret in (code, "a-secret-state", "a-secret-token"))


def test_the_clock_can_be_advanced_and_tokens_revoked():
    with Simulator(seed=1, clips=1) as simulator:
        headers = {"Authorization": f"Bearer {simulator.user_token(simulator.users[0].login)}"}
        headers["Client-Id"] = simulator.client_id
        assert fetch(simulator, "/helix/users", **headers)[0] == 200
        assert fetch(simulator, "/_simulator/clock", "POST", b'{"advance_s": 20000}')[0] == 204
        assert fetch(simulator, "/helix/users", **headers)[0] == 401
        headers["Authorization"] = f"Bearer {simulator.user_token(simulator.users[0].login)}"
        assert fetch(simulator, "/_simulator/tokens", "DELETE")[0] == 204
        assert fetch(simulator, "/helix/users", **headers)[0] == 401
        assert fetch(simulator, "/_simulator/clock", "POST", b'{"advance_s": "x"}')[0] == 400


def test_two_simulators_know_nothing_of_each_other():
    with Simulator(seed=1, clips=1) as one, Simulator(seed=2, clips=1) as other:
        one.fault({"times": None, "do": {"status": 500}})

        assert fetch(one, "/oauth2/validate")[0] == 500
        assert fetch(other, "/oauth2/validate")[0] == 401


def test_a_stalled_answer_does_not_keep_the_simulator_from_stopping():
    with Simulator(seed=1, clips=1) as simulator:
        simulator.fault({"do": {"stall_after": 0}})
        with connected(simulator) as sock:
            get(sock, "/oauth2/validate")
            assert sock.recv(65_536).startswith(b"HTTP/1.1 401 ")
            simulator.stop()
            assert read_all(sock) == b""


def test_a_stall_beyond_the_body_is_none(simulator: Simulator):
    simulator.fault({"do": {"stall_after": 10_000}})
    with connected(simulator) as sock:
        for _ in range(2):
            get(sock, "/oauth2/validate")
            assert sock.recv(65_536).endswith(b"}\n")


def test_a_stalled_connection_that_asks_again_is_let_go(caplog: pytest.LogCaptureFixture):
    with Simulator(seed=1, clips=1) as simulator:
        simulator.fault({"do": {"stall_after": 5}})
        with connected(simulator) as sock:
            get(sock, "/oauth2/validate")
            assert sock.recv(65_536)
            get(sock, "/oauth2/validate")
        simulator.stop()

    assert [
        record for record in caplog.records if "Traceback" in record.getMessage() or record.exc_info
    ] == []


def test_an_answer_that_nobody_reads_is_cut_when_it_stops(caplog: pytest.LogCaptureFixture):
    with Simulator(seed=1, clips=1) as simulator:
        simulator.fault({"do": {"body": "x" * 60_000_000}})
        with connected(simulator) as sock:
            get(sock, "/")
            assert sock.recv(1)
            simulator.stop()

    assert caplog.records == []
