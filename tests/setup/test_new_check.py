"""`make new-check` gives a file that the loader refuses until it is filled, and takes once it is."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import heuristics
from tests.compiled import compiled

ROOT = Path(__file__).parents[2]

# What a contributor would write into the empty file. The words are ones no real check looks for.
FILLED = {
    'title = ""': 'title = "Talking shop"',
    'about = ""': 'about = "Speaks of widgets."',
    'level = ""': 'level = "note"',
    "sources = []": 'sources = ["sad-messages-timing"]',
    'known_false_alarms = ""': 'known_false_alarms = "People who make widgets."',
    'heading = ""': 'heading = "Widgets?"',
    'why = ""': 'why = "“{quote}” is about widgets."',
    'question = ""': 'question = "Is that what this is about?"',
    "name = \"\"\nmatch = ''''''\nfires = []": (
        'name = "widget"\nmatch = "widgets?"\nfires = ["my [[widgets]] broke"]'
    ),
    "name = \"\"\nmatch = ''''''\nwithin": 'name = "happily"\nmatch = "lovely"\nwithin',
    "quiet = []": 'quiet = ["my lovely widgets"]',
}


def new_check(check_id: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as the Makefile does."""
    command = [sys.executable, str(ROOT / "scripts" / "new_check.py"), check_id, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the real packs that may be written to."""
    return Path(shutil.copytree(ROOT / "heuristics" / "packs", tmp_path / "packs"))


def test_an_empty_check_is_refused_at_every_step_until_it_is_full(packs: Path) -> None:
    """Each line left empty stops the loader, and the last one filled lets the check fire."""
    assert new_check("talking-shop", packs / "en").returncode == 0
    path = packs / "en" / "talking-shop.toml"
    for empty, full in FILLED.items():
        with pytest.raises(heuristics.PackError, match=r"talking-shop\.toml"):
            heuristics.load_pack("en", packs)
        text = path.read_text()
        assert empty in text, f"the template no longer has {empty!r}"
        path.write_text(text.replace(empty, full, 1))
    engine = heuristics.Engine(heuristics.load_pack("en", packs), compiled())
    assert [found.check for found in engine.check(heuristics.Draft("my widgets fell over")).findings] == [
        "talking-shop"
    ]


def test_a_check_that_exists_is_left_alone(packs: Path) -> None:
    """A name that is taken is refused, and the file under it stays as it was."""
    path = packs / "en" / "blame.toml"
    before = path.read_bytes()
    result = new_check("blame", packs / "en")
    assert (result.returncode, path.read_bytes()) == (1, before)
    assert "already" in result.stderr


@pytest.mark.parametrize("name", ["", "../outside", "Blame", "two words", "-x", "_words"])
def test_a_name_that_is_no_check_is_refused(packs: Path, name: str) -> None:
    """Nothing is written for a name that could not be a check's, least of all outside the folder."""
    before = sorted(packs.rglob("*"))
    assert new_check(name, packs / "en").returncode == 2
    assert sorted(packs.rglob("*")) == before
