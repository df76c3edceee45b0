"""A pack that cannot be used says where, what, and what to do."""

import shutil
from pathlib import Path

import pytest

from heuristics import PackError, load_pack
from heuristics.pack import PACKS

GOOD = """
id = "late-night"
title = "Late"
about = "Late."
status = "stable"
level = "note"
rank = 1
sources = ["sad-messages-timing"]
known_false_alarms = "None."

[[prompt]]
heading = "Late"
why = "Late."
question = "Late?"

[[pattern]]
name = "one"
match = "never"
fires = ["[[never]] mind"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A pack of one check, with the shipped words and texting."""
    (tmp_path / "en").mkdir()
    for name in ("_words", "_texting", "_emotion", "_feelings", "_truth"):
        shutil.copy(PACKS / "en" / f"{name}.toml", tmp_path / "en")
    shutil.copy(PACKS / "sources.toml", tmp_path)
    (tmp_path / "en" / "_guards.toml").write_text("")
    return tmp_path


def load(root: Path, text: str) -> None:
    """Put the check's file in place and load."""
    (root / "en" / "late-night.toml").write_text(text)
    load_pack("en", root)


def test_the_good_one_loads(root: Path) -> None:
    """The pack that the other tests spoil is sound."""
    load(root, GOOD)


@pytest.mark.parametrize(
    ("spoil", "line", "problem"),
    [
        (("rank = 1", "rank = 1\ncolour = 2"), 8, "colour: this key is unknown here"),
        (('level = "note"', 'level = "loud"'), 6, "level cannot be 'loud'"),
        (('level = "note"', 'level = "none"'), 6, "level cannot be 'none'"),
        (('title = "Late"\n', ""), 2, "title: this key is missing"),
        (("rank = 1", 'rank = "1"'), 7, "rank: this value is of the wrong kind"),
        (("rank = 1", "rank = true"), 7, "rank: this value is of the wrong kind"),
        (('id = "late-night"', 'id = "late"'), 2, "the id is 'late'"),
        (("sad-messages-timing", "nowhere"), 8, "there is no source 'nowhere'"),
        (('fires = ["[[never]] mind"]', "fires = []"), 19, "there is no example"),
        (('"[[never]] mind"', '"never mind"'), 19, "does not mark its words"),
        (('"[[never]] mind"', '"[[never mind"'), 19, "do not pair"),
        (('match = "never"', 'match = "{nobody_wrote_this}"'), 18, "there is no phrase 'nobody_wrote_this'"),
        (('match = "never"', "match = '\\L<nobody_wrote_this>'"), 18, "there is no list 'nobody_wrote_this'"),
        (('match = "never"', 'match = "never"\nwithin = "match"'), 19, "looks at a sentence or at the draft"),
        (('name = "one"', 'name = "one"\naudience = ["aunt"]'), 18, "there is no audience 'aunt'"),
        (("[[pattern]]", "[[patern]]"), 2, "a check has patterns or a detector"),
        (("rank = 1", "rank = = 1"), 0, "not TOML"),
    ],
)
def test_errors(root: Path, spoil: tuple[str, str], line: int, problem: str) -> None:
    """Each mistake is refused with its file, its line where it can be told, and a remedy."""
    assert spoil[0] in GOOD

    with pytest.raises(PackError) as caught:
        load(root, GOOD.replace(*spoil))

    assert caught.value.path.name == "late-night.toml"
    assert caught.value.line == line
    assert problem in str(caught.value)
    assert caught.value.remedy


def test_a_missing_language(tmp_path: Path) -> None:
    """A language without a folder is named."""
    with pytest.raises(PackError, match="no pack for 'xx'"):
        load_pack("xx", tmp_path)
