"""The verbs about people, and who a draft goes to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from msgspec import UNSET

from heuristics import Audience
from server import errors, wire
from server.people import Person

if TYPE_CHECKING:
    from server.people import People


class PeopleHandlers:
    """Answers opened requests. Belongs to the thread of its people."""

    def __init__(self, people: People) -> None:
        self._people = people

    def met(self, site: str, conversation: str) -> tuple[str, Person]:
        """Say who a conversation is with: their id, and what is known."""
        person_id = self._people.id_of(site, conversation)
        return person_id, self._people.find(person_id) or Person(site)

    def audience(self, said: str, person: Person | None) -> Audience:
        """Say whom a draft goes to: what the request says, else what the person said once."""
        return Audience(person.audience if person and said == Audience.UNKNOWN else said)

    def no_contact(self, person: Person | None) -> int | None:
        """Count the days of a distance that the checks are to keep; None where there is none to keep."""
        if person is None or person.since is None or person.exempt:
            return None
        return person.days(self._people.now)

    def list(self, _: wire.Nothing) -> wire.PeopleOut:
        """Give everybody."""
        return wire.PeopleOut(tuple(self.out(person_id, person) for person_id, person in self._people.all().items()))

    def set(self, body: wire.PersonBody) -> wire.PersonOut:
        """Say something about somebody."""
        person_id, person = self._named(body)
        said: dict[str, Any] = {
            field: getattr(body, field)
            for field in ("audience", "asked", "name", "exempt")
            if getattr(body, field) is not UNSET
        }
        person = replace(person, **said)
        if body.no_contact_since is not UNSET:
            person = person.begins(body.no_contact_since, self._people.now)
        self._people.keep(person_id, person)
        return self.out(person_id, person)

    def forget(self, body: wire.ForgetBody) -> wire.PeopleOut:
        """Forget somebody for good."""
        self._people.forget(body.id)
        return self.list(wire.Nothing())

    def out(self, person_id: str, person: Person) -> wire.PersonOut:
        """Write somebody down for the wire."""
        return wire.PersonOut(
            id=person_id,
            site=person.site,
            audience=cast("wire.Audience", person.audience),
            ask=person.audience == Audience.UNKNOWN and not person.asked,
            name=person.name,
            no_contact=None if person.since is None else wire.NoContactOut(person.since, person.days(self._people.now)),
            earlier=person.earlier,
            exempt=person.exempt,
        )

    def _named(self, body: wire.PersonBody) -> tuple[str, Person]:
        if body.id is UNSET and body.site is not UNSET and body.conversation is not UNSET:
            return self.met(body.site, body.conversation)
        if body.id is UNSET or body.site is not UNSET or body.conversation is not UNSET:
            raise errors.Refusal(
                errors.BAD_REQUEST,
                "A person is named by id, or by site and conversation.",
                "Send one of the two.",
            )
        person = self._people.find(body.id)
        if person is None:
            raise errors.Refusal(
                errors.NOT_FOUND, "Breather does not know this person.", "Name them by site and conversation."
            )
        return body.id, person
