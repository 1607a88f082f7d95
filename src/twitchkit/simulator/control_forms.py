"""The forms of the control page: each is a door of the control API with its fields."""

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
class Form:
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

FORMS = (
    Form(
        ("POST", "users"),
        "Make a person",
        (Field("login", "Login", "text", "newcomer"), Field("kind", "partner, affiliate or empty", "text")),
    ),
    Form(
        ("POST", "clips"),
        "Make a clip",
        (Field("channel", "Of the channel", "login"), Field("title", "Title", "text", "What a shot")),
    ),
    Form(("POST", "live"), "Go live", (LOGIN, Field("title", "Title", "text", "Hello"))),
    Form(("POST", "offline"), "Stop streaming", (LOGIN,)),
    Form(("POST", "ban"), "Ban", (Field("channel", "In the channel", "login"), LOGIN)),
    Form(("POST", "clock"), "Let time pass", (Field("advance_s", "Seconds", "number", "3600"),)),
    Form(("POST", "expire"), "End access tokens", (Field("login", "Whose; nobody is all", "login"),)),
    Form(("POST", "disconnect"), "Disconnect the app", (LOGIN,)),
    Form(("POST", "password"), "Change the password", (LOGIN,)),
    Form(
        ("POST", "browser"), "Sit before every browser", (Field("login", "Who; nobody leaves it", "login"),)
    ),
    Form(
        ("POST", "consent"),
        "Consent beforehand",
        (LOGIN, Field("scopes", "Scopes, blanks between", "words", "clips:edit user:read:email")),
    ),
    Form(("POST", "secret"), "Make a new client secret"),
    Form(("POST", "snapshots"), "Keep the world as it is", (Field("name", "Name", "text", "start"),)),
    Form(("POST", "restore"), "Go back", (Field("name", "To the snapshot", "text", "start"),)),
    Form(
        ("POST", "quirks"),
        "Change a quirk",
        (Field("quirk", "Which", "quirk"), Field("value", "To, in JSON", "value", "true")),
    ),
    Form(("POST", "faults"), "Arm a fault", (Field("fault", "Spelled in JSON", "json", FAULT),)),
    Form(("DELETE", "faults"), "Disarm all faults"),
    Form(("DELETE", "requests"), "Forget the record"),
    Form(("DELETE", "tokens"), "End every access token"),
)
DECIDE = Form(
    ("POST", "devices"),
    "Decide",
    (Field("user_code", "Code", "text"), LOGIN, Field("decision", "Decision", "text")),
)
BY_DOOR: Mapping[tuple[str, str], Form] = {form.door: form for form in (*FORMS, DECIDE)}


def body_of(form: Form, given: Mapping[str, str]) -> bytes:
    """The JSON that the door of `form` is sent when `given` was filled in; empty fields are left out.

    Raises:
        ValueError: a number or JSON that is none.
    """
    found: dict[str, object] = {}
    for field in form.fields:
        text = given.get(field.name, "").strip()
        match field.kind:
            case "json":
                return text.encode("utf-8", "replace")
            case "quirk":
                found[text] = json.loads(given.get("value", "").strip())
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
