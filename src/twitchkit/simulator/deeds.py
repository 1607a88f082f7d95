"""What a person can do on the control page: each deed is a door of the control API with its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["login", "text", "number", "words", "json", "value", "quirk"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Args:
        name: of the door's parameter.
        kind: how its text is read; a `json` field is the whole body, `value` is the JSON beside a `quirk`.
    """

    name: str
    label: str
    kind: Kind
    example: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A form.

    Args:
        door: method and name.
        title: what it does, in a few words; also on its button.
    """

    door: tuple[str, str]
    title: str
    fields: tuple[Field, ...] = ()


LOGIN = Field("login", "Who", "login")
FAULT = '{"match": {"path": "/helix/*"}, "nth": 1, "times": 1, "do": {"status": 503}}'

DEEDS = (
    Deed(("POST", "clock"), "Let time pass", (Field("advance_s", "Seconds", "number", "3600"),)),
    Deed(("POST", "expire"), "End access tokens", (Field("login", "Whose; nobody is all", "login"),)),
    Deed(("POST", "disconnect"), "Disconnect the app", (LOGIN,)),
    Deed(("POST", "password"), "Change the password", (LOGIN,)),
    Deed(
        ("POST", "browser"), "Sit before every browser", (Field("login", "Who; nobody leaves it", "login"),)
    ),
    Deed(
        ("POST", "consent"),
        "Consent beforehand",
        (LOGIN, Field("scopes", "Scopes, blanks between", "words", "clips:edit user:read:email")),
    ),
    Deed(("POST", "secret"), "Make a new client secret"),
    Deed(("POST", "snapshots"), "Keep the world as it is", (Field("name", "Name", "text", "start"),)),
    Deed(("POST", "restore"), "Go back", (Field("name", "To the snapshot", "text", "start"),)),
    Deed(
        ("POST", "quirks"),
        "Change a quirk",
        (Field("quirk", "Which", "quirk"), Field("value", "To, in JSON", "value", "true")),
    ),
    Deed(("POST", "faults"), "Arm a fault", (Field("fault", "Spelled in JSON", "json", FAULT),)),
    Deed(("DELETE", "faults"), "Disarm all faults"),
    Deed(("DELETE", "requests"), "Forget the record"),
    Deed(("DELETE", "tokens"), "End every access token"),
)
DECIDE = Deed(
    ("POST", "devices"),
    "Decide",
    (Field("user_code", "Code", "text"), LOGIN, Field("decision", "Decision", "text")),
)
BY_DOOR: Mapping[tuple[str, str], Deed] = {deed.door: deed for deed in (*DEEDS, DECIDE)}


def body_of(deed: Deed, form: Mapping[str, str]) -> bytes:
    """The JSON that the door of `deed` is sent for a filled-in form; fields left empty are left out.

    Raises:
        ValueError: a number or JSON that is none.
    """
    found: dict[str, object] = {}
    for field in deed.fields:
        text = form.get(field.name, "").strip()
        match field.kind:
            case "json":
                return text.encode("utf-8", "replace")
            case "quirk":
                found[text] = json.loads(form.get("value", "").strip())
            case "value":
                pass
            case "number" if text:
                found[field.name] = float(text)
            case "words" if text:
                found[field.name] = text.split()
            case _ if text:
                found[field.name] = text
            case _:
                pass
    return json.dumps(found).encode()
