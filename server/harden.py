"""Keeps what is typed out of core dumps, logs and debuggers' output."""

from __future__ import annotations

import logging
import resource
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def keep_memory_private() -> None:
    """Allow no core dump of this process and, on Linux, no other process of the same user to read its memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only Linux needs it

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_logs_bare() -> None:
    """Log our own lines alone: a library's may quote what was sent."""
    logging.basicConfig(format="breather: %(message)s", level=logging.CRITICAL + 1)
    logging.getLogger("breather").setLevel(logging.WARNING)
    logging.raiseExceptions = False
