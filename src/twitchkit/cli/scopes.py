"""`twitchkit scopes`: what can be asked for, and what a task needs."""

from __future__ import annotations

import click

from twitchkit.cli.voice import answer, answer_json, tell, voice_options


class _SearchGroup(click.Group):
    """A group whose first word may also be a search."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A first word that is no command becomes the search, and so does nothing at all."""
        words = [one for one in args if not one.startswith("-")]
        asks_help = bool({"--help", "-h"} & set(args))
        if not asks_help and (not words or words[0] not in self.commands):
            args = ["search", *args]
        return super().parse_args(ctx, args)


@click.group("scopes", cls=_SearchGroup)
def scopes() -> None:
    """What can be asked for, and what a task needs.

    \b
    Examples:
      twitchkit scopes                       every scope
      twitchkit scopes clip                  those about clips
      twitchkit scopes for create_clip       the least for an endpoint
      twitchkit scopes migrate user_read     today's for one of Kraken's
    """


@scopes.command("search", hidden=True)
@click.argument("words", nargs=-1)
@voice_options
def search(*, words: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """Scopes by name, area or what they permit."""
    from twitchkit.oauth.scopes import all_scopes, nearest_scopes, search_scopes

    text = " ".join(words)
    found = search_scopes(text) if text else all_scopes()
    for one in found:
        if as_json:
            answer_json(one)
        else:
            answer(f"{one.name:<38} {one.permits}")
    if not found and not quiet:
        near = nearest_scopes(text)
        tell(f"No scope is about {text!r}." + (f" Near: {', '.join(near)}" if near else ""))


@scopes.command("for")
@click.argument("operations", nargs=-1, required=True, metavar="ENDPOINT…")
@voice_options
def for_(*, operations: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """The least scopes for endpoints, such as `create_clip` or `GetClips`."""
    from twitchkit.oauth.scopes import for_endpoints

    need = for_endpoints([name for text in operations for name in text.replace(",", " ").split()])
    if as_json:
        answer_json(need)
        return
    if need.scopes:
        answer(" ".join(need.scopes))
    elif not quiet:
        tell("No scope is needed: an app token will do.")
    if not quiet:
        for remark in need.remarks:
            tell(remark)


@scopes.command("migrate")
@click.argument("old", nargs=-1, required=True, metavar="OLD_SCOPE…")
@voice_options
def migrate(*, old: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """Today's scopes for those of Kraken, and which have no successor."""
    from twitchkit.oauth.kraken import migrate as migrated

    done = migrated([name for text in old for name in text.replace(",", " ").split()])
    if as_json:
        answer_json(done)
        return
    answer(" ".join(done.scopes))
    if not quiet:
        for row in done.rows:
            successors = " ".join(row.successors) or "no successor"
            tell(f"{row.name} → {successors}" + (f"  ({row.remark})" if row.remark else ""))
