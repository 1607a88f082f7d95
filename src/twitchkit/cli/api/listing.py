"""`twitchkit api list` and `twitchkit api show`: what endpoints there are, and what one of them takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from twitchkit.cli.api.completion import complete_operation
from twitchkit.cli.voice import answer, answer_json, tell, voice_options


@click.command("list")
@click.argument("words", nargs=-1, metavar="[SEARCH]…")
@voice_options
def list_(*, words: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """The endpoints in which every word of SEARCH occurs: in the name, the path, or what it does.

    \b
    Examples:
      twitchkit api list
      twitchkit api list chat settings
      twitchkit api list --json | jq -r 'select(.tokens == ["app"]) | .operation'
    """
    from twitchkit.helix.index import INDEX

    wanted = [word.lower() for word in words]
    found = [
        (operation, method, path, summary)
        for operation, (method, path, summary) in INDEX.items()
        if all(word in f"{operation} {method} {path} {summary}".lower() for word in wanted)
    ]
    for operation, method, path, summary in found:
        if as_json:
            answer_json(_facts(operation))
        else:
            answer(f"{operation:<40} {method + ' ' + path:<44} {summary}")
    if not found and not quiet:
        from difflib import get_close_matches

        near = get_close_matches("_".join(wanted), INDEX, n=3)
        told = " ".join(words)
        tell(f"No endpoint is about {told!r}." + (f" Near: {', '.join(near)}" if near else ""))


@click.command("show")
@click.argument(
    "words", nargs=-1, required=True, metavar="NAME|METHOD PATH", shell_complete=complete_operation
)
@voice_options
def show(*, words: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """What one endpoint does, and all that it takes.

    \b
    Examples:
      twitchkit api show get_clips
      twitchkit api show POST polls --json
    """
    from twitchkit.cli.api.target import read_target

    del quiet  # there is no story
    operation, *_, rest = read_target(words, raw=False)
    if rest:
        raise click.UsageError(f"One endpoint at a time; {' '.join(rest)!r} is too much.")
    facts = _facts(operation or "")
    if as_json:
        answer_json(facts)
    else:
        answer("\n".join(_page(facts)))


def _facts(operation: str) -> dict[str, Any]:
    """All that is known of an endpoint, under the library's names."""
    from twitchkit.helix import ENDPOINTS
    from twitchkit.helix.example import example
    from twitchkit.helix.manual import manual, most_rows
    from twitchkit.helix.parameters import parameters

    kind = ENDPOINTS[operation]
    told = manual(kind)
    return {
        "operation": operation,
        "class": kind.__name__,
        "method": kind.method,
        "path": kind.path,
        "summary": told.summary,
        "details": told.details,
        "parameters": [
            {
                "name": one.name,
                "kind": one.kind,
                "required": one.required,
                "repeated": one.repeated,
                "in_body": one.in_body,
                "words": one.words,
                "about": told.about.get(one.name, ""),
            }
            for one in parameters(kind)
        ],
        "rules": told.rules,
        "tokens": kind.tokens,
        "scopes": kind.scopes,
        "optional_scopes": kind.optional_scopes,
        "token_owner": kind.token_owner,
        "app_grants": kind.app_grants,
        "rate_limits": kind.rate_limits,
        "paged": kind.paged,
        "rows_a_page": most_rows(kind),
        "row": kind.row.__name__,
        "beta": kind.beta,
        "deprecated": kind.deprecated,
        "removed": kind.removed,
        "source": told.source,
        "example": [f"{name}={text}" for name, text in example(kind)],
    }


def _page(facts: dict[str, Any]) -> Iterator[str]:
    import shlex

    from twitchkit.helix.manual import quota_text
    from twitchkit.helix.permission import KINDS, grant_text

    yield f"{facts['operation']} ({facts['class']})   {facts['method']} {facts['path']}"
    yield ""
    for paragraph in (facts["summary"], *facts["details"]):
        yield from _wrapped(paragraph, "")
    if facts["removed"]:
        yield f"Twitch has refused it since {facts['removed']}."
    elif facts["beta"]:
        yield "Beta: Twitch may change it without notice."
    if facts["parameters"]:
        yield ""
        yield "Parameters"
        for one in facts["parameters"]:
            marks = [
                one["kind"],
                *(["needed"] if one["required"] else []),
                *(["several"] if one["repeated"] else []),
                *(["in the body"] if one["in_body"] else []),
            ]
            yield f"  {one['name']}  ({', '.join(marks)})"
            words = f" One of {', '.join(one['words'])}." if one["words"] and one["kind"] != "flag" else ""
            yield from _wrapped((one["about"] + words).strip(), "      ")
    if facts["rules"]:
        yield ""
        yield "Rules"
        for rule in facts["rules"]:
            yield from _wrapped(rule, "  ")
    yield ""
    yield "Access"
    takes = " or ".join(KINDS[kind] for kind in facts["tokens"]) or "none"
    owner = f", of the user in {facts['token_owner']}" if facts["token_owner"] else ""
    rows = {
        "token": takes + (owner if "user" in facts["tokens"] else ""),
        "scopes": " or ".join(facts["scopes"]) or "none",
        "more with": " or ".join(facts["optional_scopes"]),
        "app token": "; ".join(map(grant_text, facts["app_grants"])),
        "limits": "; ".join(map(quota_text, facts["rate_limits"])),
        "pages": _pages(facts),
    }
    for label, text in rows.items():
        if text:
            yield from _wrapped(f"{label + ':':<11}{text}", "  ", hanging=" " * 13)
    yield ""
    yield "Example"
    yield f"  twitchkit api {shlex.join([facts['operation'], *facts['example']])}"
    yield ""
    yield facts["source"]


def _pages(facts: dict[str, Any]) -> str:
    if not facts["paged"]:
        return ""
    most = f", up to {facts['rows_a_page']} rows each" if facts["rows_a_page"] else ""
    return f"yes{most}; --all walks them"


def _wrapped(text: str, indent: str, *, hanging: str | None = None) -> list[str]:
    from textwrap import wrap

    return wrap(
        text,
        100,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
        break_long_words=False,
    )
