"""`twitchkit completion`: the script that lets a shell ask twitchkit what comes next."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, add_completion_class, get_completion_class

from twitchkit.cli.voice import answer

VARIABLE = "_TWITCHKIT_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


class _Bash(BashComplete):
    """Click's, without a blank behind `name=`: the value follows."""

    source_template = BashComplete.source_template.replace(
        "COMPREPLY+=($value)",
        "COMPREPLY+=($value)\n            [[ $value == *= ]] && compopt -o nospace",
    )


def prepare() -> None:
    """Makes click use what stands here."""
    add_completion_class(_Bash, "bash")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion(*, shell: str) -> None:
    """Prints the script that completes commands, endpoints and parameters in your shell.

    \b
    Once, for every new shell:
      bash   echo 'eval "$(twitchkit completion bash)"' >> ~/.bashrc
      zsh    echo 'eval "$(twitchkit completion zsh)"' >> ~/.zshrc
      fish   twitchkit completion fish > ~/.config/fish/completions/twitchkit.fish
    """
    from twitchkit.cli.main import twitchkit

    prepare()
    kind = get_completion_class(shell)
    assert kind is not None, "click knows these shells"
    answer(kind(twitchkit, {}, "twitchkit", VARIABLE).source())
