"""`docs/wire.md` and the server say the same: every path, every code, every example."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import msgspec
import pytest

from server import errors, explain, limits, native_host, stored, tally, wire
from server.service import VERBS
from tests.server.conftest import WIRE

PAGE = (WIRE.parents[1] / "docs" / "wire.md").read_text()
TALK = json.loads((WIRE / "talk.json").read_text())["talk"]


def section(title: str) -> str:
    """The text under one heading, up to the next of the same depth or above."""
    depth, _, _ = title.partition(" ")
    begins = PAGE.index(f"\n{title}")
    ends = re.compile(rf"\n#{{1,{len(depth)}}} ").search(PAGE, begins + 1)
    return PAGE[begins : ends.start() if ends else None]


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    found = [line.strip("|").split("|") for line in section(title).splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in row] for row in found]


def examples(title: str) -> list[Any]:
    """The JSON blocks under a heading."""
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", section(title), re.DOTALL)]


def test_every_path_is_described_and_every_description_has_its_path() -> None:
    """The headings under Verbs name the server's paths, all of them and no other."""
    headings = re.findall(r"^### (.*)$", section("## Verbs"), re.MULTILINE)
    assert sorted(path for heading in headings for path in re.findall(r"`(/v1/[^`]*)`", heading)) == sorted(VERBS)


def test_every_code_is_described_with_its_status() -> None:
    """The table of errors holds the server's codes with their statuses, all of them and no other."""
    assert {code: int(status) for code, status, _ in rows("## Errors")} == errors.STATUS


def test_every_native_code_is_described() -> None:
    """The table under Native messages holds the host's codes."""
    source = (WIRE.parents[1] / "server" / "native_host.py").read_text()
    given = set(re.findall(r'(?:HostError|_failed)\(\s*"(\w+)"', source))
    assert {row[0] for row in rows("## Native messages") if len(row) == 2 and row[0].isidentifier()} == given
    assert native_host.HostError("a", "b", "c").code == "a"


def test_the_numbers_are_the_limits() -> None:
    """What the page says of sizes and times is what the code keeps to."""
    for words in (
        f"at most {limits.BODY.value // 1024} KiB",
        f"Headers have {limits.HEADER_TIME.value} seconds",
        f"the body another {limits.BODY_TIME.value}",
        f"within {limits.CLOCK.value}\nseconds",
        f"at most {limits.DRAFT.value:,} code units",
        f"at most {limits.SITES.value}",
        f"At most {limits.PEOPLE.value} people",
        f"At most {limits.LETTERS.value} letters of at most {limits.LETTER.value:,} characters",
        f"at most\n{limits.SNOOZE.value}",
    ):
        assert re.search(re.escape(words).replace(r"\ ", r"\s+").replace("\\\n", r"\s+"), PAGE), words


@pytest.mark.parametrize(
    ("title", "number", "shape"),
    [
        ("### `/v1/catalogue`", 0, wire.CatalogueOut),
        ("### `/v1/check`", 0, wire.CheckBody),
        ("### `/v1/check`", 1, wire.ReportOut),
        ("### `/v1/settings/get`", 0, wire.SettingsOut),
        ("### `/v1/people/list`", 0, wire.PeopleOut),
        ("### `/v1/explain`", 0, explain.ExplainBody),
        ("### `/v1/explain`", 1, explain.ExplainOut),
        ("### `/v1/tally/get`", 0, tally.TallyOut),
        ("### `/v1/stored/get`", 0, stored.StoredOut),
        ("### `/v1/ways`", 0, wire.WaysOut),
        ("### `/v1/letters/list`", 0, wire.LettersOut),
        ("### `/v1/letters/list`", 1, wire.LetterTextOut),
    ],
)
def test_the_examples_have_the_shapes(title: str, number: int, shape: type[msgspec.Struct]) -> None:
    """Each example has the fields that the server reads or writes, in their types, and no other."""
    example = examples(title)[number]
    assert fields(example) == fields(json.loads(msgspec.json.encode(msgspec.convert(example, shape))))


def fields(value: Any) -> Any:
    """The names in a structure, without the values; the keys of settings are names of sites and checks."""
    if isinstance(value, dict):
        return {name: fields(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [fields(inner) for inner in value[:1]]
    return None


def test_the_examples_of_requests_are_taken() -> None:
    """What the page writes inline as a body decodes as that verb's body."""
    bodies = re.findall(r"`(\{\"[^`]*\})`", section("### `/v1/settings/get`"))
    site, snooze, caps = bodies
    msgspec.json.decode(site.replace("…", "a.example"), type=wire.SiteBody)
    msgspec.json.decode(snooze, type=wire.SnoozeBody)
    msgspec.json.decode(caps, type=wire.CapsBody)


def test_the_examples_about_people_are_taken() -> None:
    """So does what it writes of people: whom to forget, how somebody is named, and all that can be said."""
    forgotten, named, known, said = re.findall(r"`(\{\"[^`]*\})`", section("### `/v1/people/list`"))
    an_id = "A" * 43
    msgspec.json.decode(forgotten.replace("…", an_id), type=wire.ForgetBody)
    msgspec.json.decode(named.replace("…", "a.example"), type=wire.PersonBody)
    msgspec.json.decode(known.replace("…", an_id), type=wire.PersonBody)
    taken = msgspec.json.decode(said, type=wire.PersonBody)
    assert set(json.loads(said)) == set(taken.__struct_fields__) - {"id", "site", "conversation"}


def test_the_examples_of_the_home_pages_requests_are_taken() -> None:
    """What the page writes inline for these verbs decodes as their bodies."""
    bodies = re.findall(r"`(\{\"[^`]*\})`", section("### `/v1/settings/sites`"))
    for body, shape in zip(bodies, (wire.SitesBody, wire.RemoveBody, wire.DefaultsBody), strict=True):
        msgspec.json.decode(body.replace("…", "a.example"), type=shape)
    bodies = re.findall(r"`(\{\"[^`]*\})`", section("### `/v1/tally/get`"))
    for body, shape in zip(bodies, (tally.SwitchBody, tally.CountBody), strict=True):
        msgspec.json.decode(body, type=shape)


def test_every_outcome_is_described() -> None:
    """The table of outcomes holds the server's, all of them and no other."""
    assert [row[0] for row in rows("### `/v1/explain`")] == list(get_args(explain.Outcome))


def test_the_examples_about_letters_are_taken() -> None:
    """And what it writes of letters and of ways out."""
    bodies = re.findall(r"`(\{\"[^`]*\})`", section("### `/v1/letters/list`"))
    shapes = (wire.LetterBody, wire.RestBody, wire.KeepBody, wire.AddBody, wire.LetterBody, wire.LetterBody)
    for body, shape in zip(bodies, shapes, strict=True):
        filled = body.replace('"id": "…"', f'"id": "{"A" * 22}"').replace('"part": "…"', f'"part": "{"A" * 22}"')
        taken = msgspec.json.decode(filled.replace("…", "a.example"), type=shape)
        assert set(json.loads(body)) == set(taken.__struct_fields__)
    (body,) = re.findall(r"`(\{\"[^`]*\})`", section("### `/v1/ways`"))
    msgspec.json.decode(body, type=wire.WaysBody)


def test_the_talk_shows_every_field() -> None:
    """Every field of a reply occurs in the golden talk, so that the extension's tests meet it."""
    text = json.dumps(TALK)
    for shape in (
        wire.CatalogueOut,
        wire.CheckOut,
        wire.FeelingOut,
        wire.FindingOut,
        wire.LetterOut,
        wire.LetterTextOut,
        wire.LettersOut,
        wire.NoContactOut,
        wire.PersonOut,
        wire.PromptOut,
        wire.ReframeOut,
        wire.SettingsOut,
        wire.SourceOut,
        wire.SpanOut,
        wire.WaysOut,
    ):
        for field in shape.__struct_fields__:
            assert f'"{field}"' in text, field
