"""What takes seconds to work out from a pack's patterns, kept so that the next start has it at once.

Compiling all patterns of a pack takes the regex library seconds; loading them again takes a tenth of one. An entry
stands under a digest of all that it was made from, so a changed pattern or word list is simply not found, and nothing
is ever stale. The bytes that `dump` gives are for a file that only the owner may write: `load` refuses damage and
foreign classes, but a compiled pattern made up with malice could still crash the process.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import regex

T = TypeVar("T")

_DIGEST = 32
_LIST = regex.compile(r"\\L<(\w+)>")
_HERE = Path(__file__).parent
_CODE = b"".join(
    (_HERE / name).read_bytes()
    for name in ("beginnings.py", "branches.py", "matching.py", "normalize.py", "prefilter.py", "shelf.py", "tokens.py")
)
_STAMP = hashlib.sha256(f"{regex.__version__} {sys.version}\n".encode() + _CODE).digest()
"""Another regex library, another Python or another way of reading patterns begins anew."""


class Shelf:
    """Values by what they were made from. A value comes from `make` the first time, and from the shelf after that.

    Args:
        lists: the pack's word lists; a value depends on those that its source names.
        kept: what `dump` gave at some earlier time; anything unreadable counts as nothing.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]], kept: bytes = b"") -> None:
        self._lists = {name: "\n".join(sorted(words)) for name, words in lists.items()}
        self._kept = _unpack(kept)
        self._used: dict[bytes, bytes] = {}
        self._keys: dict[tuple[str, str], bytes] = {}

    @property
    def changed(self) -> bool:
        """Whether `dump` would give more or other entries than the shelf began with."""
        return self._used.keys() != self._kept.keys()

    def has(self, kind: str, source: str) -> bool:
        """Whether a value is there already. Asking counts as using it."""
        key = self._key(kind, source)
        if key in self._kept:
            self._used[key] = self._kept[key]
        return key in self._used

    def recall(self, kind: str, source: str, make: Callable[[], T]) -> T:
        """Give the value of a source, made now where it is not on the shelf."""
        key = self._key(kind, source)
        entry = self._used.get(key) or self._kept.get(key)
        if entry is not None:
            self._used[key] = entry
            value: T = _Careful(io.BytesIO(entry)).load()
            return value
        made = make()
        self._used[key] = pickle.dumps(made)
        return made

    def dump(self) -> bytes:
        """Give everything that was used, for the next start."""
        body = _STAMP + pickle.dumps(self._used)
        return hashlib.sha256(body).digest() + body

    def _key(self, kind: str, source: str) -> bytes:
        key = self._keys.get((kind, source))
        if key is None:
            names = sorted(set(_LIST.findall(source))) if "<" in source else ()
            used = "".join(f"\n\n{name}\n{self._lists.get(name)}" for name in names)
            key = self._keys[kind, source] = hashlib.sha256(f"{kind}\n{source}{used}".encode()).digest()
        return key


class _Careful(pickle.Unpickler):
    """Loads compiled patterns and plain collections, and no other class or function."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as its base class
        if (module, name) in {("regex._regex", "compile"), ("builtins", "frozenset")}:
            return super().find_class(module, name)
        raise pickle.UnpicklingError


def _unpack(raw: bytes) -> dict[bytes, bytes]:
    digest, body = raw[:_DIGEST], raw[_DIGEST:]
    if hashlib.sha256(body).digest() != digest or not body.startswith(_STAMP):
        return {}
    entries: dict[bytes, bytes] = _Careful(io.BytesIO(body[len(_STAMP) :])).load()
    return entries
