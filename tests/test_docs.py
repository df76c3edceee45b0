"""What the documents say is so: links lead somewhere, commands exist, versions agree."""

import json
import re
import struct
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from server.__main__ import main

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
DECISIONS = ROOT / "docs" / "decisions"
MAKEFILE = (ROOT / "Makefile").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGE = json.loads((ROOT / "extension" / "package.json").read_text())

LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)=\"([^\"]+)\"")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)

each_page = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


def code_in(page: Path) -> str:
    """All that a page sets as code."""
    return "\n".join(found.strip("`") for found in CODE.findall(page.read_text()))


@each_page
def test_links_and_pictures_are_there(page: Path) -> None:
    """No link or picture of a page leads to a file that does not exist."""
    targets = [first or second for first, second in LINK.findall(page.read_text())]
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (page.parent / target).exists()] == []


@each_page
def test_make_targets_exist(page: Path) -> None:
    """Every `make …` that a page tells somebody to type is in the Makefile."""
    told = set(re.findall(r"\bmake ([a-z][a-z-]*)", code_in(page)))
    assert told - set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) == set()


@each_page
def test_commands_exist(page: Path) -> None:
    """Every `breather …` that a page tells somebody to type is a command."""
    told = set(re.findall(r"(?:^|[ /`])breather ([a-z][a-z-]*)", code_in(page), re.MULTILINE))
    context = click.Context(main)
    assert {name for name in told if main.get_command(context, name) is None} == set()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_paths_exist(name: str) -> None:
    """Every file or folder of ours that these two pages name is where they say."""
    paths = re.findall(r"(?<![\w/:.~-])((?:[\w.-]+/)+[\w.-]*)", code_in(ROOT / name))
    ours = [path for path in paths if (ROOT / path.split("/")[0]).exists()]
    assert ours
    assert [path for path in ours if not (ROOT / path).exists()] == []


def test_the_pictures_are_pictures() -> None:
    """The README's pictures are PNG files of a size that shows something."""
    pictures = [ROOT / path for path in re.findall(r"docs/images/[\w-]+\.png", (ROOT / "README.md").read_text())]
    assert pictures
    for picture in pictures:
        head = picture.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n", picture
        assert min(struct.unpack(">II", head[16:24])) >= 200, picture


def test_help_lists_what_there_is() -> None:
    """`make help` names every target that is for people once, and no other."""
    phony = set(re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)[0].split())
    listed = re.findall(r"@echo 'make ([a-z-]+)", MAKEFILE)
    parts = {"help", "patterns", "lint", "test-python", "test-extension", "test-browser"}
    assert sorted(listed) == sorted(phony - parts)


def test_every_decision_is_listed() -> None:
    """The list of decisions links each page once, in order, under the page's own title."""
    listed = re.findall(r"- \[(\d{4}): ([^]]+)\]\(([^)]+)\)", (DECISIONS / "README.md").read_text())
    pages = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))
    assert [name for _, _, name in listed] == pages
    for number, title, name in listed:
        assert (DECISIONS / name).read_text().splitlines()[0] == f"# {number}: {title}"
        assert name.startswith(f"{number}-")


def test_every_dependency_earns_its_line() -> None:
    """The page on dependencies explains each one that there is, and none that is gone."""
    page = (DECISIONS / "0002-dependencies.md").read_text()
    explained = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    groups = PROJECT["dependency-groups"].values()
    asked = [*PROJECT["project"]["dependencies"], *(text for group in groups for text in group)]
    python = [Requirement(text).name for text in asked]
    pages = json.loads((ROOT / "tests" / "pages" / "package.json").read_text())
    npm = PACKAGE["dependencies"].keys() | PACKAGE["devDependencies"].keys() | pages["devDependencies"].keys()
    assert sorted(explained) == sorted([*python, *npm])


def test_versions_agree() -> None:
    """One version, wherever it is written."""
    version = PROJECT["project"]["version"]
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text())
    lock = json.loads((ROOT / "extension" / "package-lock.json").read_text())
    written = {PACKAGE["version"], manifest["version"], lock["version"], lock["packages"][""]["version"]}
    assert written == {version}


def test_the_page_of_checks_is_fresh() -> None:
    """docs/checks.md is what the packs say today."""
    page = CliRunner().invoke(main, ["checks", "--markdown"], catch_exceptions=False).output
    assert (ROOT / "docs" / "checks.md").read_text() == page, "run make docs"
