"""A network of one's own: a loopback that nobody else is on, so that two tests may take the same port at once."""

from __future__ import annotations

import ctypes
import os
import subprocess

_CLONE_NEWNET = 0x40000000  # linux/sched.h; `os.unshare` comes with Python 3.12 only


def can_be_had() -> bool:
    """Whether this system lends network namespaces to this process."""
    try:
        return subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


OUTSIDE = tuple(f"192.0.2.{number}" for number in range(1, 6))
"""Addresses that belong to no network of anybody's (RFC 5737); a network of one's own may have them on its loopback."""


def move_out() -> None:
    """Move this thread, and all that it starts from now on, into a network of its own.

    Raises OSError where the system lends none.
    """
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "This system lends no network namespace.")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in OUTSIDE:
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    os.environ["BREATHER_TESTS_OUTSIDE"] = " ".join(OUTSIDE)


def outside() -> list[str]:
    """Addresses that look like other machines and are this one, where there is a network to have them in."""
    return os.environ.get("BREATHER_TESTS_OUTSIDE", "").split()
