from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import twitchkit

SOURCES = Path(twitchkit.__file__).parent

PROGRAM = """
import sys, threading, types
import msgspec
from twitchkit.shape import ready

KINDS = '''
from __future__ import annotations
import msgspec
class Inner(msgspec.Struct):
    text: str | None = None
class Middle(msgspec.Struct):
    inner: Inner | None = None
class Outer(msgspec.Struct):
    several: list[Middle] | None = None
    one: Middle | None = None
    data: dict[str, object] | None = None
'''
TOLD = {"several": [{"inner": {"text": "x"}}], "one": {"inner": {"text": "y"}}, "data": {}}

def read(kinds, barrier, found):
    barrier.wait()
    found.append(msgspec.convert(TOLD, ready(kinds.Outer)).several[0].inner.text)
    found.append(msgspec.convert(TOLD["one"], ready(kinds.Middle)).inner.text)

sys.setswitchinterval(1e-6)
for number in range(150):
    kinds = types.ModuleType(f"kinds_{number}")
    sys.modules[kinds.__name__] = kinds
    exec(KINDS, kinds.__dict__)
    barrier, found = threading.Barrier(4), []
    threads = [threading.Thread(target=read, args=(kinds, barrier, found)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["x"] * 4 + ["y"] * 4
"""
"""Kinds that nobody has read into before, by four threads at once, again and again."""


def test_threads_that_read_into_a_kind_first_do_not_end_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


PLAIN = frozenset({"Any", "Mapping", "Moment", "dict", "float", "object", "str"})
"""Names in what holds no struct; msgspec keeps nothing of these."""
PLAIN_KINDS = "kinds.get(kind, Any)"
"""A choice among them."""


def struct_kinds(tree: ast.AST) -> list[ast.expr]:
    """What is read into, of all calls in `tree` that read."""
    kinds: list[ast.expr] = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        named = [keyword.value for keyword in call.keywords if keyword.arg == "type"]
        if name.endswith("json.decode"):
            kinds += named
        elif name.endswith("convert"):
            kinds += call.args[1:2] or named
        elif name.endswith("Decoder"):
            kinds += call.args[:1] or named
    return kinds


@pytest.mark.parametrize("kind", ["_Answer", "list[_Answer]", "kinds.Outer"])
def test_a_kind_that_is_not_ready_is_seen(kind: str) -> None:
    for call in (
        f"msgspec.json.decode(b, type={kind})",
        f"msgspec.convert(b, {kind}, strict=False)",
        f"msgspec.convert(b, type={kind})",
        f"msgspec.json.Decoder({kind})",
        f"msgspec.json.Decoder(type={kind})",
    ):
        assert [ast.unparse(one) for one in struct_kinds(ast.parse(call))] == [kind]


def test_all_that_is_read_into_is_ready() -> None:
    careless: list[str] = []
    for file in SOURCES.rglob("*.py"):
        for kind in struct_kinds(ast.parse(file.read_text("utf-8"))):
            is_ready = isinstance(kind, ast.Call) and ast.unparse(kind.func) == "ready"
            names = {node.id for node in ast.walk(kind) if isinstance(node, ast.Name)}
            is_plain = names <= PLAIN or ast.unparse(kind) == PLAIN_KINDS
            if not is_ready and not is_plain and file.name != "shape.py":
                careless.append(f"{file.relative_to(SOURCES)}: {ast.unparse(kind)}")

    assert careless == []
