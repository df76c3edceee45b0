"""What a browser starts to pair its extension: one message in, one answer out, over stdin and stdout.

The browser vouches for who asks: it starts us only for the extension named in the manifest that `breather setup`
wrote, and says which. Started often and waited for, so this imports little.
"""

from __future__ import annotations

import contextlib
import json
import struct
import sys
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from server import VERSION, harden, launch, pairing
from server.pairing_code import to_code
from server.paths import home
from server.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST: Final = 4096
_LENGTH: Final = struct.Struct("=I")


class HostError(Exception):
    """Why the host cannot help, for the extension to show."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.remedy = remedy


def main() -> None:
    """Answer messages until the browser closes the pipe."""
    harden.keep_memory_private()
    serve(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer)


def serve(arguments: Sequence[str], source: BinaryIO, sink: BinaryIO) -> None:
    """Answer every message of `source` into `sink`."""
    while (message := _read(source)) is not None:
        data = json.dumps(_answer(arguments, message)).encode()
        with contextlib.suppress(BrokenPipeError):  # the browser has stopped listening
            sink.write(_LENGTH.pack(len(data)) + data)
            sink.flush()


def _read(source: BinaryIO) -> bytes | None:
    """Read one message; None at the end, and for one too long to be ours."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LONGEST:
        return None
    message = source.read(length)
    return message if len(message) == length else None


def _answer(arguments: Sequence[str], message: bytes) -> dict[str, Any]:
    try:
        return {"ok": True, "version": VERSION, **_do(arguments, message)}
    except HostError as error:
        return _failed(error.code, error.message, error.remedy)
    except launch.LaunchError as error:
        return _failed("not_started", str(error), "Run breather doctor to see what is in the way.")
    except StoreError as error:
        return _failed("no_store", error.message, error.remedy)


def _failed(code: str, message: str, remedy: str) -> dict[str, Any]:
    return {"ok": False, "error": {"code": code, "message": message, "remedy": remedy}}


def _do(arguments: Sequence[str], message: bytes) -> dict[str, Any]:
    try:
        wish = json.loads(message)
        kind, origin = wish["type"], wish.get("origin", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unknown() from None
    if kind == "start":
        return {"port": launch.ensure_running(home())}
    if kind != "pair":
        raise _unknown()
    if not isinstance(origin, str) or not _vouched(arguments, origin):
        raise HostError(
            "not_vouched",
            "The browser did not vouch for this extension.",
            "Run breather setup, then load the extension that breather extension names.",
        )
    port = launch.ensure_running(home())
    store = Store.open(home())
    try:
        return {"port": port, "secret": to_code(pairing.add(store, origin))}
    finally:
        store.close()


def _vouched(arguments: Sequence[str], origin: str) -> bool:
    """Whether the browser's own words agree with the origin that the extension gave.

    Chromium names the origin. Firefox names our add-on, which the manifest allows alone, but not the random
    origin it gave it: there the extension's word is taken.
    """
    if not pairing.is_extension(origin):
        return False
    if origin.startswith("chrome-extension://"):
        return f"{origin}/" in arguments
    return not any(argument.startswith("chrome-extension://") for argument in arguments)


def _unknown() -> HostError:
    return HostError("bad_message", "This message is not known here.", "Update Breather and its extension together.")


if __name__ == "__main__":
    main()
