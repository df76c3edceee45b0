"""Where the built extension lies, and the names that browsers know it by."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Final, Literal

Build = Literal["chromium", "firefox", "demo"]

_PACKAGE: Final = Path(__file__).resolve().parent
_PLACES: Final = (_PACKAGE / "_extension", _PACKAGE.parent / "extension" / "dist")
"""Inside an installed package, or in a checkout."""


class NotBuiltError(Exception):
    """The extension has not been built, or is not the one we know."""


def folder(build: Build) -> Path:
    """The folder of one build. Raises NotBuiltError."""
    wanted = "demo/index.html" if build == "demo" else f"{build}/manifest.json"
    for place in _PLACES:
        if (place / wanted).is_file():
            return place / build
    raise NotBuiltError(f"extension/dist/{build}")


def chromium_origin() -> str:
    """The origin of the Chromium build: its id is a hash of the public key in its manifest."""
    try:
        manifest = json.loads((folder("chromium") / "manifest.json").read_text())
        digest = hashlib.sha256(base64.b64decode(manifest["key"])).hexdigest()[:32]
    except (KeyError, ValueError) as error:
        raise NotBuiltError("extension/dist/chromium") from error
    return f"chrome-extension://{''.join(chr(ord('a') + int(digit, 16)) for digit in digest)}"


def firefox_id() -> str:
    """The id of the Firefox build."""
    try:
        manifest = json.loads((folder("firefox") / "manifest.json").read_text())
        return str(manifest["browser_specific_settings"]["gecko"]["id"])
    except (KeyError, ValueError) as error:
        raise NotBuiltError("extension/dist/firefox") from error
