"""People: found without being named, at a distance that is counted and never shamed, and forgotten for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server import errors, limits
from server.paths import KEY
from server.people import People, Person
from server.store import Store
from tests.server.test_privacy import everything_in, traces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.server.conftest import Live

DAY = 86_400_000
NOW = 1_793_923_200_000


@pytest.fixture
def people(home: Path) -> Iterator[People]:
    """People in a store of their own, at one fixed moment."""
    store = Store.open(home)
    yield People(store, lambda: NOW / 1000)
    store.close()


def test_a_conversation_is_found_again_and_never_stored(people: People, home: Path) -> None:
    """Site and conversation give one id; neither, nor the name that the person gave, lies readable in a file."""
    conversation, name = "1f0a-thread-of-sam", "Samantha Q"
    person_id = people.id_of("chat.example", conversation)
    people.keep(person_id, Person("chat.example", audience="ex", name=name))
    assert people.id_of("chat.example", conversation) == person_id
    assert people.id_of("other.example", conversation) != person_id
    assert people.find(person_id) == Person("chat.example", audience="ex", name=name)
    (home / KEY).unlink()
    assert traces([conversation, name, "chat.example"], everything_in(home)) == []


def test_the_parts_of_an_id_do_not_run_together(people: People) -> None:
    """A site's name holds no line break, so no two pairs give one id."""
    assert people.id_of("a", "b\nc") != people.id_of("a.b", "c")


def test_whoever_is_forgotten_leaves_no_trace(people: People, home: Path) -> None:
    """The row is overwritten in the database and in the log, even as ciphertext."""
    person_id = people.id_of("chat.example", "7")
    people.keep(person_id, Person("chat.example", name="Sam"))
    (sealed,) = people._store.read("SELECT sealed FROM people")[0]
    assert any(sealed in path.read_bytes() for path in home.iterdir())
    people.forget(person_id)
    assert not any(sealed in path.read_bytes() for path in home.iterdir())
    assert people.all() == {}


def test_somebody_of_whom_nothing_is_said_is_not_kept(people: People) -> None:
    """Putting everything back to how it was forgets them."""
    person_id = people.id_of("chat.example", "7")
    people.keep(person_id, Person("chat.example", audience="ex"))
    people.keep(person_id, Person("chat.example"))
    assert people.find(person_id) is None


def test_an_altered_row_is_as_if_nothing_had_been_said(people: People) -> None:
    """A row that was changed in the file is passed over; the others stay."""
    for conversation in ("7", "8"):
        people.keep(people.id_of("chat.example", conversation), Person("chat.example", name=conversation))
    with people._store.change():
        found_by = people._store.vault.find("people", "chat.example\n7")
        people._store.write("UPDATE people SET sealed = zeroblob(60) WHERE found_by = ?", found_by)
    assert [person.name for person in people.all().values()] == ["8"]
    assert people.find(people.id_of("chat.example", "7")) is None


def test_there_is_an_end_to_people(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit a new one is refused with a remedy; those who are known can still be changed."""
    monkeypatch.setattr(limits, "PEOPLE", limits.PEOPLE._replace(value=2))
    known = [people.id_of("chat.example", str(number)) for number in range(3)]
    for person_id in known[:2]:
        people.keep(person_id, Person("chat.example", asked=True))
    with pytest.raises(errors.Refusal) as caught:
        people.keep(known[2], Person("chat.example", asked=True))
    assert "Forget somebody" in caught.value.remedy
    people.keep(known[0], Person("chat.example", name="Sam"))


def test_days_are_whole_and_never_less_than_none() -> None:
    """A day counts when it is over; a clock that was set back shows none."""
    person = Person("chat.example").begins(NOW - 3 * DAY + 1, NOW)
    assert person.days(NOW) == 2
    assert person.days(NOW + 1) == 3
    assert person.days(NOW - 10 * DAY) == 0
    assert Person("chat.example").days(NOW) == 0


def test_a_reset_keeps_the_days_before() -> None:
    """Beginning anew, again and again, adds up; ending keeps them too; a time to come counts as now."""
    person = Person("chat.example").begins(NOW, NOW)
    for week in range(1, 4):
        now = NOW + week * 7 * DAY
        person = person.begins(now, now)
    assert (person.days(now), person.earlier) == (0, 21)
    person = person.begins(None, now + 5 * DAY)
    assert (person.since, person.earlier) == (None, 26)
    assert person.begins(now + 90 * DAY, now + 6 * DAY).since == now + 6 * DAY


def test_no_day_counts_twice() -> None:
    """A reset that was a mistake is taken back by giving the old date again."""
    person = Person("chat.example").begins(NOW - 12 * DAY, NOW)
    taken_back = person.begins(NOW, NOW).begins(NOW - 12 * DAY, NOW)
    assert (taken_back.days(NOW), taken_back.earlier) == (12, 0)
    further = person.begins(NOW, NOW).begins(NOW - 20 * DAY, NOW)
    assert (further.days(NOW), further.earlier) == (20, 0)
    assert person.begins(NOW - 5 * DAY, NOW).earlier == 7


def test_many_resets_stay_finite_and_lose_no_day() -> None:
    """Past the limit the oldest spells are joined, with as many days as they had."""
    person = Person("chat.example")
    for week in range(200):
        now = NOW + week * 7 * DAY
        person = person.begins(now, now).begins(None, now + 2 * DAY)
    assert len(person.kept) == limits.SPELLS.value
    assert person.earlier == 400


async def test_over_the_wire(live: Live) -> None:
    """The audience is used where the request has none, and the distance where it is not exempt."""
    client = live.client()
    who = {"site": "chat.example", "conversation": "thread 7"}
    _, asked = await client.ask(live.session, "/v1/check", {"text": "hello", **who})
    assert asked["result"]["person"]["ask"]
    _, kept = await client.ask(live.session, "/v1/people/list", {})
    assert kept["result"]["people"] == []
    _, person = await client.ask(live.session, "/v1/people/set", {**who, "no_contact_since": 1})
    assert person["result"]["id"] == asked["result"]["person"]["id"]
    _, answer = await client.ask(live.session, "/v1/check", {"text": "hello", **who})
    assert answer["result"]["prompt"]["heading"] == f"Day {person['result']['no_contact']['days'] + 1}"
    for text, change in (("your keys are here", {}), ("hello", {"exempt": True})):
        await client.ask(live.session, "/v1/people/set", {**who, **change})
        _, answer = await client.ask(live.session, "/v1/check", {"text": text, **who})
        assert answer["result"]["level"] == "none"


@pytest.mark.parametrize("conversation", ["", "x" * 513, 7])
async def test_what_names_no_conversation(live: Live, conversation: object) -> None:
    """An empty, endless or numeric name is refused, and the refusal repeats nothing."""
    body = {"text": "hello", "site": "chat.example", "conversation": conversation}
    status, answer = await live.client().ask(live.session, "/v1/check", body)
    assert (status, answer["error"]["code"]) == (400, "bad_request")
    assert "xxx" not in str(answer)
