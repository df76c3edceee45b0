"""`breather extension`: where the built extension lies, and how to load it."""

from __future__ import annotations

import click

from server import extension_files


@click.command("extension")
def command() -> None:
    """Print where the built extension lies."""
    try:
        chromium, firefox = extension_files.folder("chromium"), extension_files.folder("firefox")
    except extension_files.NotBuiltError as error:
        click.echo(f"The extension is not built: {error} is missing.\nRun make build.", err=True)
        raise SystemExit(1) from None
    click.echo(f"{chromium}")
    click.echo("  Chrome, Chromium, Edge, Brave: open the extensions page, switch on developer mode, load unpacked.")
    click.echo(f"{firefox}")
    click.echo("  Firefox: open about:debugging, This Firefox, load temporary add-on, choose manifest.json there.")
