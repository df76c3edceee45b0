"""A TOML table read key by key, so that whatever was not asked for is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class PackError(Exception):
    """A pack that cannot be used. The text reads `file:line: key: what is wrong; what to do`."""

    def __init__(self, path: Path, line: int, key: str, problem: str, remedy: str) -> None:
        self.path = path
        self.line = line
        self.key = key
        self.problem = problem
        self.remedy = remedy
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {key + ': ' if key else ''}{problem}; {remedy}")


class Table:
    """One table of a TOML file. Each key is taken once; `done` refuses what is left over."""

    def __init__(self, values: Mapping[str, Any], path: Path, source: str) -> None:
        self.path = path
        self.source = source
        self._values = dict(values)
        self._anchor = next((value for value in values.values() if isinstance(value, str)), "")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def digest(self) -> bytes:
        """The bytes that a pack's digest is made of."""
        return self.source.encode()

    def error(self, key: str, problem: str, remedy: str) -> PackError:
        """Make the error for a key or value of this table, with its line where it can be found."""
        return PackError(self.path, self._line(key), key, problem, remedy)

    def done(self) -> None:
        """Refuse keys that nobody asked for.

        Raises:
            PackError: there is one.
        """
        for key in self._values:
            raise self.error(key, "this key is unknown here", "delete it or mend its spelling")

    def text(self, key: str) -> str:
        """Take a non-empty string."""
        return self._take(key, str, 'a text, as in key = "…"')

    def number(self, key: str) -> int:
        """Take a whole number."""
        return self._take(key, int, "a whole number")

    def values(self, key: str) -> list[Any]:
        """Take a list of anything; a missing key is an empty list."""
        return self._take(key, list, "a list, as in key = [ … ]") if key in self._values else []

    def strings(self, key: str) -> tuple[str, ...]:
        """Take a non-empty list of strings."""
        values = self._take(key, list, "a list, as in key = [ … ]")
        if not values or not all(isinstance(value, str) for value in values):
            raise self.error(key, "this is a list of texts", 'write key = ["…", "…"]')
        return tuple(values)

    def choice(self, key: str, choices: Mapping[str, T]) -> T:
        """Take one of some names and give what it stands for."""
        value = self.text(key)
        if value not in choices:
            raise self.error(value, f"{key} cannot be {value!r}", f"choose from {', '.join(choices)}")
        return choices[value]

    def mapping(self, key: str) -> dict[str, Any]:
        """Take a table as it is; a missing key is an empty one."""
        return self._take(key, dict, f"a table, as in [{key}]") if key in self._values else {}

    def table(self, key: str) -> Table:
        """Take a table to be read key by key."""
        return Table(self._take(key, dict, f"a table, as in [{key}]"), self.path, self.source)

    def blocks(self, key: str) -> list[Table]:
        """Take `[[key]]` blocks; none is an empty list."""
        values = self.values(key)
        if not all(isinstance(value, dict) for value in values):
            raise self.error(key, "these are blocks", f"write each under [[{key}]]")
        return [Table(value, self.path, self.source) for value in values]

    def keys_of(self, kind: type) -> list[str]:
        """Name the keys not yet taken whose values are of one type."""
        return [key for key, value in self._values.items() if type(value) is kind]

    def _take(self, key: str, kind: type[T], wanted: str) -> T:
        if key not in self._values:
            raise self.error(key, "this key is missing", f"add {wanted}")
        value = self._values.pop(key)
        if not isinstance(value, kind) or isinstance(value, bool) or value == "":
            raise self.error(key, "this value is of the wrong kind", f"write {wanted}")
        return value

    def _line(self, key: str) -> int:
        """Find a line for an error: the first mention of the key after the table's own first text.

        The TOML reader keeps no line numbers, so this looks for the words themselves.
        """
        lines = self.source.splitlines()
        first = next((number for number, line in enumerate(lines) if f'"{self._anchor}"' in line), 0)
        for number, line in enumerate(lines[first:], first + 1):
            if key and key in line:
                return number
        return first + 1
