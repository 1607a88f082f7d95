"""`/_simulator/`: a page to look at a world and to act in it, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from importlib.resources import files

import msgspec

from twitchkit.simulator.acting import pending_devices
from twitchkit.simulator.answer import Answer
from twitchkit.simulator.asked import Asked
from twitchkit.simulator.control_forms import BY_DOOR, DECIDE, FORMS, Field, Form, body_of
from twitchkit.simulator.faults import FaultBook
from twitchkit.simulator.identity.page import page, paragraph
from twitchkit.simulator.identity.parameters import body_parameters
from twitchkit.simulator.recorder import Recorder
from twitchkit.simulator.world import World

LATEST = 50
Perform = Callable[[str, str, bytes], Answer]
"""Opens a door of the control API: method, name, body."""


def show(world: World, faults: FaultBook, recorder: Recorder, *, said: str = "", status: int = 200) -> Answer:
    """The page; `said` is what came of the last deed."""
    kind = "done" if status == 200 else "alarm"
    parts = [
        f"<style>{_style()}</style>",
        paragraph(said, kind) if said else "",
        _section("World", _about(world)),
        _section("Devices that wait", _devices(world)),
        _section("Do", _forms(tuple(_quirks(world)))),
        _section("People", _people(world)),
        _section("Faults", _faults(faults)),
        _section(f"Latest requests, at most {LATEST}", _requests(recorder)),
        _section("Quirks", _table(("name", "value"), _quirks(world).items())),
        _logins(world),
    ]
    return page("Simulator", "\n".join(part for part in parts if part), status=status)


def hear(asked: Asked, perform: Perform) -> tuple[str, int]:
    """Does what a form of the page asks for; returns what came of it, and the status of the page."""
    given = body_parameters(asked)
    form = BY_DOOR.get((given.get("method", ""), given.get("door", "")))
    if form is None:
        return "That form is not one of this page.", 400
    try:
        answer = perform(*form.door, body_of(form, given))
    except ValueError as error:
        return f"{form.title}: {error}", 400
    if answer.status >= 400:
        return f"{form.title}: {msgspec.json.decode(answer.body, type=dict[str, str])['error']}", 400
    return f"{form.title}: done.", 200


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>" if content else ""


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table of plain text; nothing when there are no rows."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(_text(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    names = "".join(f"<th>{escape(name)}</th>" for name in head)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>" if lines else ""


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else msgspec.json.encode(cell).decode()


def _about(world: World) -> str:
    rows = (
        ("seed", str(world.seed)),
        ("time here", f"{world.clock.now():%Y-%m-%d %H:%M:%S} UTC"),
        ("client id", world.app.client_id),
        ("client id of the public app", world.public_app.client_id),
        ("clips", str(len(world.clips))),
    )
    return _table(("what", "value"), rows)


def _people(world: World) -> str:
    rows = [
        (
            user.login,
            user.id,
            user.kind or "no partner",
            str(len(world.clips_of_channel(user.id))),
            " ".join(sorted(world.ledger.granted(world.app.client_id, user.id) or ())),
        )
        for user in world.channels
    ]
    return _table(("login", "id", "kind", "clips", "granted the app"), rows)


def _devices(world: World) -> str:
    rows = [
        f"<tr><td>{escape(str(device['user_code']))}</td><td>"
        + _hidden(DECIDE, "user_code", str(device["user_code"]))
        + "</td></tr>"
        for device in pending_devices(world)
    ]
    head = "<thead><tr><th>code</th><th>decision</th></tr></thead>"
    return f"<table>{head}<tbody>{''.join(rows)}</tbody></table>" if rows else ""


def _hidden(form: Form, name: str, value: str) -> str:
    method, door = form.door
    return (
        f'<form method="post"><input type="hidden" name="method" value="{method}">'
        f'<input type="hidden" name="door" value="{door}">'
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        '<input name="login" list="people" required aria-label="Who decides" placeholder="login">'
        '<button name="decision" value="allow">Allow</button>'
        '<button name="decision" value="deny">Refuse</button></form>'
    )


def _faults(faults: FaultBook) -> str:
    return _table(("fault", "matched"), ((armed["fault"], armed["seen"]) for armed in faults.armed()))


def _requests(recorder: Recorder) -> str:
    rows = [
        (
            str(entry["method"]),
            f"{entry['path']}{'?' if entry['query'] else ''}{entry['query']}",
            str(entry["status"] or "none"),
            str(entry["bytes_sent"]),
            "struck" if entry["faulty"] else "",
        )
        for entry in recorder.latest(LATEST)
    ]
    return _table(("method", "what", "status", "bytes", "fault"), rows)


def _quirks(world: World) -> Mapping[str, object]:
    return msgspec.structs.asdict(world.ledger.quirks)


def _logins(world: World) -> str:
    options = "".join(f'<option value="{escape(user.login)}">' for user in world.users.values())
    return f'<datalist id="people">{options}</datalist>'


def _forms(quirks: tuple[str, ...]) -> str:
    return f'<div class="deeds">{"".join(_form(form, quirks) for form in FORMS)}</div>'


def _form(form: Form, quirks: tuple[str, ...]) -> str:
    method, door = form.door
    fields = "".join(_input(form, field, quirks) for field in form.fields)
    return (
        '<form method="post">'
        f'<input type="hidden" name="method" value="{method}">'
        f'<input type="hidden" name="door" value="{door}">'
        f"{fields}<button>{escape(form.title)}</button></form>"
    )


def _input(form: Form, field: Field, quirks: tuple[str, ...]) -> str:
    name, identity = field.name, "-".join((*form.door, field.name)).lower()
    label = f'<label for="{identity}">{escape(field.label)}</label>'
    match field.kind:
        case "json":
            return f'{label}<textarea id="{identity}" name="{name}">{escape(field.example)}</textarea>'
        case "quirk":
            options = "".join(f"<option>{quirk}</option>" for quirk in quirks)
            return f'{label}<select id="{identity}" name="{name}">{options}</select>'
        case "login":
            return f'{label}<input id="{identity}" name="{name}" list="people" autocomplete="off">'
        case _:
            kind = ' type="number" step="any"' if field.kind == "number" else ""
            return f'{label}<input id="{identity}" name="{name}"{kind} value="{escape(field.example)}">'


@cache
def _style() -> str:
    return files(__package__ or "").joinpath("control.css").read_text(encoding="utf-8")
