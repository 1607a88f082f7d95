"""What the shell offers after `twitchkit api`: endpoints, paths, parameters and their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem


def complete_operation(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names, methods, and the paths behind a method."""
    del param
    return list(endpoint_items(ctx.params.get("words") or (), incomplete))


def complete_words(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """As `complete_operation`, and then the parameters of what was named."""
    words: tuple[str, ...] = ctx.params.get("words") or ()
    if len(words) < (2 if words and words[0].upper() in _methods() else 1):
        return complete_operation(ctx, param, incomplete)
    return list(_parameters(words, incomplete))


def _methods() -> Sequence[str]:
    from twitchkit.helix.unlisted import METHODS

    return METHODS


def endpoint_items(words: Sequence[str], incomplete: str) -> Iterator[CompletionItem]:
    """Names and methods, or the paths behind the method in `words`."""
    from twitchkit.helix.index import INDEX

    if not words:
        for name, (_, _, summary) in INDEX.items():
            if name.startswith(incomplete):
                yield CompletionItem(name, help=summary)
        for verb in _methods():
            if verb.startswith(incomplete.upper()):
                yield CompletionItem(verb)
    elif len(words) == 1 and words[0].upper() in _methods():
        slash = "/" if incomplete.startswith("/") else ""
        for method, path, summary in INDEX.values():
            if method == words[0].upper() and path.startswith(f"/{incomplete.lstrip('/')}"):
                yield CompletionItem(slash + path[1:], help=summary)


def _parameters(words: Sequence[str], incomplete: str) -> Iterator[CompletionItem]:
    from twitchkit.cli.api.target import read_target
    from twitchkit.errors import UnknownOperation
    from twitchkit.helix import ENDPOINTS
    from twitchkit.helix.manual import manual

    # Bash takes `=` for a word of its own and wants what comes behind it; others want the whole.
    if incomplete == "=":
        words, name, value, whole = words[:-1], words[-1], "", False
    elif words[-1] == "=":
        words, name, value, whole = words[:-2], words[-2], incomplete, False
    else:
        (name, mark, value), whole = incomplete.partition("="), True
        name = name if mark else ""
    try:
        operation, _, _, given = read_target(words, raw=False)
    except UnknownOperation:
        return
    kind = ENDPOINTS[operation or ""]
    choices = dict(_choices(kind))
    if name:
        for word in choices.get(name, ()):
            if word.startswith(value):
                yield CompletionItem(f"{name}={word}" if whole else word)
        return
    about, repeated = manual(kind).about, set(kind.repeated)
    taken = {word.partition("=")[0] for word in given} - repeated
    for one in choices:
        if one.startswith(incomplete) and one not in taken:
            yield CompletionItem(f"{one}=", help=about.get(one, ""))


def _choices(kind: type[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every parameter, needed ones first, fields of objects behind a dot, with the words it may be."""
    from twitchkit.helix.parameters import fields_inside, parameters

    for one in sorted(parameters(kind), key=lambda one: not one.required):
        inner = fields_inside(kind, one.name)
        if not inner:
            yield one.name, one.words
        for field in inner:
            yield f"{one.name}.{field.name}", field.words
