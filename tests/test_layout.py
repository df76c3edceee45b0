"""The house stays as it was drawn: small files, one-way rules, and nothing of the machine it was built on."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXTENSION = ROOT / "extension"
PACK = ROOT / "heuristics" / "packs" / "en"
WRITTEN = {"checks.md", "requirements.lock", "requirements-dev.lock", "requirements-node.lock"}
MOST_LINES = 400

# Written with classes, so that this file does not find itself.
FOREIGN = {
    "a folder of one machine": r"(?<![\w.])/(work|root|home/\w|Users/\w)[/\w]",
    "a temporary folder": r"(?<![\w.])/tm[p]/",
    "a registry's host": r"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|yarnpkg[.]com",
}

# What a pure function of a draft has no use for.
IMPURE = {"asyncio", "http", "logging", "os", "shelve", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "urllib"}

NETWORK = re.compile(
    r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|WebTransport|sendBeacon|RTCPeerConnection)\b\s*[(<.]"
)
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document\.write|DOMParser|ContextualFragment|setHTML"
    r"|\beval\(|new Function|\bset(?:Timeout|Interval)\(\s*[\"'`]"
)
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")

# Which of our own folders each folder of the extension may import, besides itself.
MAY_IMPORT = {
    "background": {"lib"},
    "compose": {"lib", "sites"},
    "popup": {"lib", "ui"},
    "home": {"lib", "ui"},
    "ui": {"lib"},
    "sites": {"lib"},
    "lib": {"_locales"},
    "demo": set[str](),
    "testing": {"lib", "_locales"},
}


def tracked(*suffixes: str) -> list[Path]:
    """Every text file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def text_of(path: Path) -> str | None:
    """A file's text, or None for a picture."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def sources(folder: str) -> list[Path]:
    """The extension's own code in one of its folders, without its tests."""
    found = [
        path for path in tracked(".ts", ".tsx") if path.is_relative_to(EXTENSION / folder) and ".test." not in path.name
    ]
    assert found, f"extension/{folder}/ holds no code"
    return found


def test_no_file_is_too_long() -> None:
    """Nobody has to read more than 400 lines to understand one idea.

    Data is looked things up in, not read through: JSON, what is written by a program, and checks, which are one file
    each with all of their examples (docs/decisions/0001).
    """
    long = {
        str(path.relative_to(ROOT)): text.count("\n")
        for path in tracked()
        if path.name not in WRITTEN
        and path.suffix != ".json"
        and PACK not in path.parents
        and (text := text_of(path)) is not None
        and text.count("\n") > MOST_LINES
    }
    assert long == {}


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_of_one_machine_is_in_the_repository(what: str) -> None:
    """A path or host that exists in one place only would break, or tell on, every other."""
    pattern = re.compile(FOREIGN[what])
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in tracked()
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_a_checks_file_is_named_as_the_check() -> None:
    """Who reads of `begging` finds it in begging.toml, and every such file is a check."""
    files = [path for path in PACK.glob("*.toml") if path.name[0] != "_"]
    assert files
    assert [path.name for path in files if tomllib.loads(path.read_text())["id"] != path.stem] == []


def test_judging_needs_nothing_but_the_standard_library_and_regex() -> None:
    """`heuristics/` could be lifted out and used anywhere, and has no way to keep or send a draft."""
    imported = {
        name.split(".")[0]
        for path in tracked(".py")
        if path.is_relative_to(ROOT / "heuristics")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "regex" in imported
    assert imported - sys.stdlib_module_names == {"heuristics", "regex"}
    assert imported & IMPURE == set()


def test_the_extensions_folders_import_one_way() -> None:
    """`sites/` knows no interface, `lib/` knows nobody, and the parts meet in messages, not in imports."""
    wrong = []
    for folder, allowed in MAY_IMPORT.items():
        for path in sources(folder):
            for target in IMPORT.findall(path.read_text()):
                if not target.startswith("."):
                    continue
                other = (path.parent / target).resolve().relative_to(EXTENSION).parts[0]
                if other not in allowed | {folder}:
                    wrong.append(f"{path.relative_to(ROOT)} imports {target}")
    assert wrong == []


def test_every_folder_of_the_extension_has_its_rule() -> None:
    """A new folder with code in it is not left without a place in the house."""
    folders = {
        path.relative_to(EXTENSION).parts[0] for path in tracked(".ts", ".tsx") if path.is_relative_to(EXTENSION)
    }
    assert {folder for folder in folders if (EXTENSION / folder).is_dir()} == set(MAY_IMPORT)


def test_site_adapters_bring_no_interface() -> None:
    """An adapter says where the composer is; drawing is somebody else's work."""
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources("sites")
        if any(not target.startswith(".") for target in IMPORT.findall(path.read_text()))
    ]
    assert wrong == []


def test_only_the_background_talks_to_the_network() -> None:
    """One folder to read for whoever wants to know what leaves the page."""
    assert any(NETWORK.search(path.read_text()) for path in sources("background"))
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for folder in MAY_IMPORT
        if folder != "background"
        for path in sources(folder)
        if (found := NETWORK.search(path.read_text()))
    ]
    assert wrong == []


def test_words_are_shown_as_text() -> None:
    """Nothing that a pack or a person wrote is ever read as HTML or run: the extension has no way to do either."""
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for folder in MAY_IMPORT
        if folder != "testing"
        for path in sources(folder)
        if (found := MARKUP.search(path.read_text()))
    ]
    assert wrong == []


def test_extension_and_server_share_only_the_wire() -> None:
    """Neither reads the other's code: what they agree on is docs/wire.md, proven by tests/wire."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {target}"
        for path in tracked(".ts", ".tsx", ".mjs")
        if path.is_relative_to(EXTENSION)
        for target in IMPORT.findall(path.read_text())
        if target.startswith(".")
        and not (path.parent / target).resolve().is_relative_to(EXTENSION)
        and not (path.parent / target).resolve().is_relative_to(ROOT / "tests" / "wire")
    ]
    assert wrong == []
