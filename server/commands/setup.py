"""`breather setup`: tell the browsers of this machine about Breather."""

from __future__ import annotations

from pathlib import Path

import click

from server import extension_files, manifests
from server.paths import home

_PROFILE = click.Path(file_okay=False, path_type=Path, resolve_path=True)


@click.command("setup")
@click.option(
    "--user-data-dir",
    "profiles",
    type=_PROFILE,
    multiple=True,
    metavar="DIR",
    help="A Chromium-like browser's own profile folder; may be given more than once.",
)
def command(profiles: tuple[Path, ...]) -> None:
    """Tell the browsers of this machine about Breather.

    After this, the loaded extension connects by itself and starts Breather when it is needed. Doing it again does
    no harm.
    """
    from server import prepared

    targets = manifests.targets(profiles)
    if not targets:
        click.echo("No browser of ours was found: Chrome, Chromium, Edge, Brave or Firefox.", err=True)
        click.echo("Install one, or name a profile folder with --user-data-dir.", err=True)
        raise SystemExit(1)
    try:
        done = manifests.write(home(), targets)
    except extension_files.NotBuiltError as error:
        click.echo(f"The extension is not built: {error} is missing.", err=True)
        click.echo("Run make build, then breather setup again.", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        click.echo(f"{error.filename} could not be written: {error.strerror}.", err=True)
        click.echo("Put its permissions right, then run breather setup again.", err=True)
        raise SystemExit(1) from None
    for target, changed in done:
        click.echo(f"{target.name}: {'told about Breather' if changed else 'knows Breather already'} ({target.path})")
    engine = prepared.engine(home())  # so that the first draft need not wait for it
    engine.warm()
    prepared.keep(engine, home())
    click.echo(f"Now load the extension from {extension_files.folder('chromium').parent}")
    click.echo("(the folder chromium there, or firefox); it connects by itself.")
