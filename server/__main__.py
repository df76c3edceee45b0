"""The `breather` command."""

from __future__ import annotations

import importlib
from typing import Final

import click

from server import VERSION

_COMMANDS: Final = {
    "serve": "Run the server (what breather alone does).",
    "setup": "Tell the browsers of this machine about Breather.",
    "pair": "Print a code that connects a browser by hand.",
    "check": "Check a draft, or a file of drafts.",
    "checks": "List what Breather can notice.",
    "letters": "List the unsent letters, read one, let one go.",
    "evaluate": "Measure the checks on labelled drafts.",
    "key": "Say who keeps the key, keep it elsewhere, or change it.",
    "unlock": "Open what your passphrase locks, and start.",
    "mend": "Save what can be read of a damaged database.",
    "doctor": "Look whether everything is in order.",
    "extension": "Print where the built extension lies.",
    "uninstall": "Remove everything that Breather has put on this machine.",
}


class _Commands(click.Group):
    """A group that imports a command when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order in which a person needs them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"server.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. A broken pack is told in one line, whichever command meets it."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            from heuristics import PackError  # noqa: PLC0415 - slow to import, and seldom needed

            if isinstance(error, PackError):
                raise click.ClickException(f"The checks do not load. {error}") from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="breather")
@click.pass_context
def main(context: click.Context) -> None:
    """Breather: a gentle pause before a message you may regret. Everything stays on this machine."""
    if context.invoked_subcommand is None:
        from server.commands import serve  # noqa: PLC0415 - only when it runs

        context.invoke(serve.command)


if __name__ == "__main__":
    main()
