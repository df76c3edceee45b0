"""The one success shape and the one error shape, and every code there is. `docs/wire.md` lists the same codes."""

from __future__ import annotations

from typing import Final

import msgspec

NOT_PAIRED: Final = "not_paired"
BAD_REQUEST: Final = "bad_request"
UNSUPPORTED: Final = "unsupported_media_type"
TOO_LARGE: Final = "too_large"
TIMEOUT: Final = "timeout"
NOT_FOUND: Final = "not_found"
UNKNOWN_CHECK: Final = "unknown_check"
NOT_NOW: Final = "not_now"
BUSY: Final = "busy"
STORAGE: Final = "storage"
INTERNAL: Final = "internal"

STATUS: Final = {
    NOT_PAIRED: 403,
    BAD_REQUEST: 400,
    UNSUPPORTED: 415,
    TOO_LARGE: 413,
    TIMEOUT: 408,
    NOT_FOUND: 404,
    UNKNOWN_CHECK: 400,
    NOT_NOW: 409,
    BUSY: 503,
    STORAGE: 507,
    INTERNAL: 500,
}


class Refusal(Exception):  # noqa: N818 - it is an answer more than an error
    """Why a request is not granted, in words for a person. Never holds anything of what was sent."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.remedy = remedy

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return STATUS[self.code]


def not_paired() -> Refusal:
    """The answer to everything that does not open. Always the same, so that it tells nothing."""
    return Refusal(
        NOT_PAIRED,
        "Breather does not know this sender.",
        "Open the extension's popup to connect again, or paste a code from breather pair.",
    )


def busy() -> Refusal:
    """The answer when a bound is reached."""
    return Refusal(BUSY, "Breather has too much to do.", "Try again in a moment.")


def internal() -> Refusal:
    """The answer when the fault is ours."""
    return Refusal(INTERNAL, "Something went wrong inside Breather.", "Try again; breather doctor may know more.")


def success(result: msgspec.Struct) -> bytes:
    """The one success shape."""
    return msgspec.json.encode({"result": result})


def failure(refusal: Refusal) -> bytes:
    """The one error shape."""
    return msgspec.json.encode({"error": {"code": refusal.code, "message": refusal.message, "remedy": refusal.remedy}})
