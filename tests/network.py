"""A network of one's own: a loopback that nobody else is on, so that two tests may take the same port at once."""

from __future__ import annotations

import ctypes
import subprocess

_CLONE_NEWNET = 0x40000000  # linux/sched.h; `os.unshare` comes with Python 3.12 only


def can_be_had() -> bool:
    """Whether this system lends network namespaces to this process."""
    try:
        return subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def move_out() -> None:
    """Move this thread, and all that it starts from now on, into a network of its own.

    Raises OSError where the system lends none.
    """
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "This system lends no network namespace.")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
