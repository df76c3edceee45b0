"""Every error says what to do next: each code is met on a real server, and no place in the source makes one without."""

from __future__ import annotations

import ast
import errno
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import server
from heuristics import Engine
from server import channel, errors, limits, native_host, storage
from server.store import Store
from tests.server import raw
from tests.server.client import CHROMIUM
from tests.server.test_walls import post

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from tests.server.conftest import Live

    Meet = Callable[["Live", pytest.MonkeyPatch], Awaitable[Any]]

SOURCES = sorted(Path(server.__file__).parent.rglob("*.py"))
CHECK = "/v1/check"
DRAFT = {"text": "You rotten egg", "site": "a.example"}
LETTER = "ZAAAAAAAAAAAAAAAAAAAAA"


def says_what_to_do(message: str, remedy: str) -> bool:
    """Two whole sentences, and the second is not the first again."""
    whole = all(text.strip() and text[0].isupper() and text[-1] in ".!" for text in (message, remedy))
    return whole and message != remedy


async def unsealed(live: Live, body: bytes = b"{}", *more: str, path: str = CHECK) -> Any:
    """Send bytes under a good origin; give the error."""
    return json.loads((await raw.send(live.port, post(live.port, path, CHROMIUM, body, *more))).body)["error"]


async def sealed(live: Live, path: str, body: dict[str, Any]) -> Any:
    """Ask as the extension does; give the error."""
    return (await live.client().ask(live.session, path, body))[1]["error"]


async def late(live: Live, patch: pytest.MonkeyPatch) -> Any:
    """A body that does not come."""
    patch.setattr(limits, "BODY_TIME", limits.BODY_TIME._replace(value=1))
    head = post(live.port, CHECK, CHROMIUM, b"{}").removesuffix(b"{}")
    return json.loads((await raw.send(live.port, head)).body)["error"]


async def busy(live: Live, patch: pytest.MonkeyPatch) -> Any:
    """More requests than can be remembered."""

    def full(*_: object) -> bool:
        raise channel.Busy

    patch.setattr(channel.Seen, "take", full)
    _, body = await (client := live.client()).send(live.session, client.seal(CHECK, DRAFT))
    return json.loads(body)["error"]


async def full_disk(live: Live, patch: pytest.MonkeyPatch) -> Any:
    """No room."""

    def full(*_: object) -> None:
        raise storage.explain(OSError(errno.ENOSPC, ""))

    client = live.client()
    patch.setattr(Store, "write", full)
    return (await client.ask(live.session, "/v1/settings/snooze", {"minutes": 5}))[1]["error"]


async def broken(live: Live, patch: pytest.MonkeyPatch) -> Any:
    """A fault of ours."""
    patch.setattr(Engine, "check", None)
    return await sealed(live, CHECK, DRAFT)


async def resting(live: Live, _: pytest.MonkeyPatch) -> Any:
    """A letter that is not to be read yet."""
    client = live.client()
    await client.ask(live.session, "/v1/letters/keep", {"id": LETTER, "text": "Dear nobody"})
    return (await client.ask(live.session, "/v1/letters/read", {"id": LETTER}))[1]["error"]


MEET: dict[str, Meet] = {
    errors.NOT_PAIRED: lambda live, _: unsealed(live),
    errors.BAD_REQUEST: lambda live, _: sealed(live, CHECK, {**DRAFT, "hour": 25}),
    errors.UNSUPPORTED: lambda live, _: unsealed(live, b"{}", "Content-Encoding: gzip"),
    errors.TOO_LARGE: lambda live, _: unsealed(live, b"x" * (limits.BODY.value + 1)),
    errors.TIMEOUT: late,
    errors.NOT_FOUND: lambda live, _: sealed(live, "/v1/nothing", {}),
    errors.UNKNOWN_CHECK: lambda live, _: sealed(live, CHECK, {**DRAFT, "quiet": ["blam"]}),
    errors.NOT_NOW: resting,
    errors.BUSY: busy,
    errors.STORAGE: full_disk,
    errors.INTERNAL: broken,
}


def test_every_code_is_met_below() -> None:
    """A new code needs a way to meet it here."""
    assert MEET.keys() == errors.STATUS.keys()


@pytest.mark.parametrize("code", errors.STATUS)
async def test_each_error_says_what_to_do(live: Live, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Met as it happens: the right code, what is wrong, and what to do about it."""
    found = await MEET[code](live, monkeypatch)
    assert found["code"] == code
    assert says_what_to_do(found["message"], found["remedy"]), found


def calls(*names: str) -> Iterator[tuple[str, list[str | None]]]:
    """Every call of these in the server's source: its place, and its arguments where they are written out."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in names:
                    yield f"{path.name}:{node.lineno}", [written(argument) for argument in node.args]


def written(node: ast.expr) -> str | None:
    """A text as it stands in the source, with X for what is filled in; None where it is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(part.value if isinstance(part, ast.Constant) else "X" for part in values)  # type: ignore[misc]
        case _:
            return None


def test_no_error_in_the_source_is_without() -> None:
    """Refusals, errors of the store and of the native host: what is written out has both sentences."""
    found = {place: said[-2:] for place, said in calls("Refusal", "_refuse", "HostError", "StoreError", "_failed")}
    written_out = {place: said for place, said in found.items() if any(said)}
    assert len(written_out) > 25, "the walk finds them"
    # A sentence that another error brings along is looked at where that one is made.
    whole = {
        place: [text or ("It broke.", "Mend it.")[at] for at, text in enumerate(said)]
        for place, said in written_out.items()
    }
    assert {place: said for place, said in whole.items() if not says_what_to_do(*said)} == {}


def test_every_trouble_of_the_disk_says_what_to_do() -> None:
    """Each errno and each code of SQLite's, the known and the unknown."""
    troubles: list[OSError | sqlite3.Error] = [OSError(number, "") for number in errno.errorcode]
    for number in range(1, 30):
        error = sqlite3.OperationalError("")
        error.sqlite_errorcode = number
        troubles.append(error)
    for trouble in troubles:
        said = storage.explain(trouble)
        assert says_what_to_do(said.message, said.remedy)


def test_the_native_hosts_errors_say_what_to_do() -> None:
    """As a browser gets them."""
    for message in (b"{", b"[]", b'{"type":"dance"}', b'{"type":"pair","origin":"https://evil.example"}'):
        error = native_host._answer([], message)["error"]
        assert says_what_to_do(error["message"], error["remedy"])


def test_a_walk_that_finds_one_without_would_fail() -> None:
    """What the tests above look for can be missing."""
    assert not says_what_to_do("It broke.", "")
    assert not says_what_to_do("It broke.", "It broke.")
    assert not says_what_to_do("It broke.", "undefined")
