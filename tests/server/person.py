"""A person at a terminal: the commands in this process, and where that person's browsers look."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from server.__main__ import main


def breather(*arguments: str, answer: str | None = None) -> Result:
    """Run a command on a wide terminal."""
    return CliRunner(env={"COLUMNS": "300"}).invoke(main, arguments, input=answer, prog_name="breather")


def chromium_manifest() -> Path:
    """Where Chromium looks."""
    return Path.home() / ".config" / "chromium" / "NativeMessagingHosts" / "org.breather.host.json"


def firefox_manifest() -> Path:
    """Where Firefox looks."""
    return Path.home() / ".mozilla" / "native-messaging-hosts" / "org.breather.host.json"
