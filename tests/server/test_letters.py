"""Unsent letters: kept once, shut for their day, read back, and gone without a trace when they are let go."""

from __future__ import annotations

import contextlib
import random
import secrets
import signal
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import pytest

from server import base64url, errors, limits
from server.letters import Letters
from server.steady import Reading, SteadyClock
from server.store import Store, StoreError
from tests.server.client import CHROMIUM, Client
from tests.server.process import run, serving
from tests.server.test_privacy import canary, everything_in, traces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.server.conftest import Live
    from tests.soak import Figures, Size

HOUR = 3_600_000
DAY = 24 * HOUR
NOW = 1_793_923_200_000


def new_id() -> str:
    """An id as the extension makes one."""
    return base64url.encode(secrets.token_bytes(16))


class Desk:
    """Letters at a time that the test moves."""

    def __init__(self, home: Path) -> None:
        self.store = Store.open(home)
        self.now = NOW
        self.letters = Letters(self.store, SteadyClock(self.store, lambda: Reading("boot", self.now, self.now)))

    def refuses(self, code: str) -> AbstractContextManager[object]:
        """Expect a refusal with this code."""
        return pytest.raises(errors.Refusal, match=f"^{code}$")


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """Letters in a store of their own."""
    desk = Desk(home)
    yield desk
    desk.store.close()


def test_a_letter_rests_for_a_day_and_is_then_read(desk: Desk) -> None:
    """Until the last millisecond it is shut, and added to; afterwards it is read, and added to no more."""
    letters, letter_id = desk.letters, new_id()
    letters.keep(letter_id, "I miss the dog.", None, None)
    desk.now += DAY - 1
    letters.add(letter_id, new_id(), " And the garden.")
    with desk.refuses(errors.NOT_NOW):
        letters.read(letter_id)
    with desk.refuses(errors.NOT_NOW):
        letters.decide(letter_id)
    desk.now += 1
    assert letters.read(letter_id).text == "I miss the dog. And the garden."
    with desk.refuses(errors.NOT_NOW):
        letters.add(letter_id, new_id(), " And you.")
    assert letters.decide(letter_id).state(0) == "kept"


def test_a_retry_makes_one_letter(desk: Desk) -> None:
    """The same draft kept twice by one id is one letter, the same addition counts once; another text is refused."""
    letters, letter_id, part = desk.letters, new_id(), new_id()
    first = letters.keep(letter_id, "I miss the dog.", "chat.example", None)
    desk.now += HOUR
    assert letters.keep(letter_id, "I miss the dog.", "chat.example", None) == first
    grown = letters.add(letter_id, part, " And the garden.")
    desk.now += DAY
    assert letters.add(letter_id, part, " And the garden.") == grown
    assert letters.count() == 1
    with desk.refuses(errors.BAD_REQUEST):
        letters.keep(letter_id, "Something else.", None, None)


def test_the_rest_is_chosen_for_new_letters(desk: Desk) -> None:
    """A letter keeps the hour that it was given."""
    older, newer = new_id(), new_id()
    assert desk.letters.hours == 24
    desk.letters.keep(older, "one", None, None)
    desk.letters.rest(1)
    desk.letters.keep(newer, "two", None, None)
    desk.now += HOUR
    assert [letter.state(desk.now) for letter in desk.letters.all().values()].count("ready") == 1
    assert desk.letters.read(newer).text == "two"


def test_its_day_is_told_once(desk: Desk) -> None:
    """What was told stays told, and a letter that rests is not told of."""
    first, second = new_id(), new_id()
    desk.letters.keep(first, "one", None, None)
    desk.now += DAY
    desk.letters.keep(second, "two", None, None)
    desk.letters.tell()
    assert [letter.told for letter in (desk.letters.get(first), desk.letters.get(second))] == [True, False]


def test_what_is_let_go_is_nowhere(desk: Desk, home: Path) -> None:
    """A letter lies in no file readable, and once let go not even as ciphertext; the others stay."""
    texts = [canary() for _ in range(3)]
    ids = [new_id() for _ in texts]
    for letter_id, text in zip(ids, texts, strict=True):
        desk.letters.keep(letter_id, text, "chat.example", None)
        desk.letters.add(letter_id, new_id(), f" more, {text}")
    sealed = [row[0] for row in desk.store.read("SELECT sealed FROM letters WHERE id = ?", base64url.decode(ids[0]))]
    assert sealed[0] in everything_in(home)
    desk.letters.forget(ids[0])
    assert sealed[0] not in everything_in(home)
    assert set(desk.letters.all()) == set(ids[1:])
    rest = [row[0] for row in desk.store.read("SELECT sealed FROM letters")]
    desk.letters.forget(None)
    assert desk.letters.all() == {}
    assert not any(one in everything_in(home) for one in rest)
    assert traces(texts, everything_in(home)) == []


def test_no_limit_is_infinite_and_none_loses_a_word(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many, too long, in too many parts: refused with what to do, and what was there stays."""
    monkeypatch.setattr(limits, "LETTERS", limits.LETTERS._replace(value=1))
    monkeypatch.setattr(limits, "LETTER", limits.LETTER._replace(value=20))
    monkeypatch.setattr(limits, "PARTS", limits.PARTS._replace(value=2))
    letter_id = new_id()
    desk.letters.keep(letter_id, "I miss the dog.", None, None)
    with desk.refuses(errors.BAD_REQUEST):
        desk.letters.keep(new_id(), "Another.", None, None)
    with desk.refuses(errors.BAD_REQUEST):
        desk.letters.add(letter_id, new_id(), " And the garden.")
    desk.letters.add(letter_id, new_id(), "!")
    with desk.refuses(errors.BAD_REQUEST):
        desk.letters.add(letter_id, new_id(), "!")
    assert desk.letters.get(letter_id).text == "I miss the dog.!"


def test_a_full_disk_is_said_and_nothing_is_half_kept(desk: Desk) -> None:
    """Keeping fails with a remedy, the letters before it stay, and with room again it works."""
    kept = new_id()
    desk.letters.keep(kept, "I miss the dog.", None, None)
    (pages,) = desk.store.read("PRAGMA page_count")[0]
    desk.store.read(f"PRAGMA max_page_count={pages}")
    lost = new_id()
    with pytest.raises(StoreError) as caught:
        desk.letters.keep(lost, "a long one " * 2000, None, None)
    assert "Make room" in caught.value.remedy
    assert list(desk.letters.all()) == [kept]
    desk.store.read("PRAGMA max_page_count=1000000")
    desk.letters.keep(lost, "a long one " * 2000, None, None)


def test_an_altered_letter_does_not_take_others_along(desk: Desk) -> None:
    """A row that was changed in the file cannot be read; the others can."""
    first, second = new_id(), new_id()
    desk.letters.keep(first, "one", None, None)
    desk.letters.keep(second, "two", None, None)
    with desk.store.change():
        desk.store.write("UPDATE letters SET sealed = zeroblob(90) WHERE id = ?", base64url.decode(first))
    assert list(desk.letters.all()) == [second]
    with desk.refuses(errors.NOT_FOUND):
        desk.letters.read(first)


async def test_no_answer_holds_the_text_of_a_letter_that_rests(live: Live) -> None:
    """Whatever is asked while it rests, none of its words come back, not even in an error."""
    client, letter_id, text = live.client(), new_id(), canary()
    answers = [
        await client.ask(live.session, path, body)
        for path, body in (
            ("/v1/letters/keep", {"id": letter_id, "text": text, "site": "chat.example", "conversation": "7"}),
            ("/v1/letters/keep", {"id": letter_id, "text": f"{text}!"}),
            ("/v1/letters/add", {"id": letter_id, "part": new_id(), "text": text}),
            ("/v1/letters/read", {"id": letter_id}),
            ("/v1/letters/decide", {"id": letter_id}),
            ("/v1/letters/list", {}),
            ("/v1/letters/tell", {}),
        )
    ]
    assert [status for status, _ in answers] == [200, 400, 200, 409, 409, 200, 200]
    assert traces([text], str(answers).encode()) == []


def test_the_command_lists_reads_and_lets_go(home: Path) -> None:
    """`breather letters` shows no text while a letter rests, prints it afterwards, and deletes for good."""
    assert run("letters").stdout == b"There are no letters.\n"
    text = canary()
    desk = Desk(home)
    desk.store.close()
    store = Store.open(home)
    letters = Letters(store, SteadyClock(store))
    letters.keep(new_id(), f"{text} resting", "chat.example", None)
    store.close()
    listed = run("letters")
    assert b"rests until" in listed.stdout
    refused = run("letters", "--read", "1")
    assert refused.returncode == 1
    assert b"still rests" in refused.stderr
    assert traces([text], listed.stdout, refused.stdout, refused.stderr) == []
    store = Store.open(home)
    letters = Letters(store, SteadyClock(store))
    (letter_id,) = letters.all()
    letters._write(letter_id, replace(letters.get(letter_id), opens=0))
    store.close()
    assert run("letters", "--read", "1").stdout.decode() == f"{text} resting\n"
    assert run("letters", "--read", "2").returncode == 2
    assert run("letters", "--let-go", "1", stdin=b"n\n").returncode == 1
    assert b"1  " in run("letters").stdout
    assert b"Gone" in run("letters", "--let-go", "1", "--yes").stdout
    assert run("letters", "--erase-all", "--yes").returncode == 0
    assert run("letters").stdout == b"There are no letters.\n"


@pytest.mark.soak
async def test_no_acknowledged_letter_is_lost_to_a_kill(home: Path, size: Size, figures: Figures) -> None:
    """The server is killed at random moments while letters are written: what it acknowledged is there, whole."""
    kills, lost, written = size(5, full=200), 0, 0
    chance = random.Random(27)  # noqa: S311 - moments, not secrets
    pending = (new_id(), canary())
    with serving(home) as server:
        client = Client(server.port, server.pair(CHROMIUM))
        for _ in range(kills):
            kept: dict[str, str] = {}
            killer = threading.Timer(0.05 + chance.random() * 0.1, server.process.kill)
            async with aiohttp.ClientSession() as session:
                killer.start()
                with contextlib.suppress(aiohttp.ClientError):
                    while len(kept) < limits.LETTERS.value:
                        letter_id, text = pending  # after a kill the same one again, as the extension does
                        body = {"id": letter_id, "text": text}
                        status, _ = await client.ask(session, "/v1/letters/keep", body)
                        assert status == 200
                        kept[letter_id] = text
                        pending = (new_id(), canary())
            killer.join()
            assert server.stop() == -signal.SIGKILL
            desk = Desk(home)
            found = {letter_id: letter.text for letter_id, letter in desk.letters.all().items()}
            lost += sum(found.get(letter_id) != text for letter_id, text in kept.items())
            written += len(kept)
            assert found.keys() <= kept.keys() | {pending[0]}
            for letter_id in kept:
                desk.letters.forget(letter_id)
            desk.store.close()
            server.start()
    assert written
    assert lost == 0
    figures.note("kill -9, letters", f"of {written} acknowledged letters lost", lost, allowed=0, of=kills)
