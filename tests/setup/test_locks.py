"""The lock files hold all that is asked for, pinned and hashed, and name no registry."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
LOCKS = {
    "requirements.lock": PROJECT["project"]["dependencies"] + GROUPS["build"],
    "requirements-dev.lock": PROJECT["project"]["dependencies"] + GROUPS["build"] + GROUPS["dev"],
    "requirements-node.lock": GROUPS["node"],
}
PACKAGE = json.loads((ROOT / "extension" / "package.json").read_text())
PACKAGE_LOCK = json.loads((ROOT / "extension" / "package-lock.json").read_text())


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """Read a lock file: name to version and number of hashes."""
    found: dict[str, tuple[str, int]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / lock).read_text()):
        if pin := re.match(r"([\w.-]+)==([^\s;]+)", block):
            found[canonicalize_name(pin[1])] = (
                pin[2],
                len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)),
            )
        else:
            assert not block.strip(), f"{lock}: not a pin: {block!r}"
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_all_that_is_asked_for(lock: str) -> None:
    """Every requirement is there in a version that fits it, and nothing is there without a hash."""
    pinned = pins(lock)
    for text in LOCKS[lock]:
        asked = Requirement(text)
        name = canonicalize_name(asked.name)
        assert name in pinned, f"{text} is not in {lock}: make lock"
        assert asked.specifier.contains(pinned[name][0]), f"{lock} holds {name} {pinned[name][0]}: make lock"
    assert [name for name, (_, hashes) in pinned.items() if not hashes] == []


def test_tests_run_on_the_versions_that_people_run() -> None:
    """The development lock holds every pin of the other one, unchanged."""
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_what_builds_the_project_is_locked() -> None:
    """`build-system.requires` is part of the build group, so that set-up needs nothing beyond the lock."""
    assert set(PROJECT["build-system"]["requires"]) <= set(GROUPS["build"])


def test_npm_packages_are_pinned_exactly() -> None:
    """package.json names one version of each package, so that reading it is enough to know what is used."""
    asked = PACKAGE["dependencies"] | PACKAGE["devDependencies"]
    assert {name: version for name, version in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == {}


def test_the_npm_lock_is_hashed_and_names_no_registry() -> None:
    """Every package has an integrity hash, and none an address, so that any registry or mirror serves it."""
    packages = {name: package for name, package in PACKAGE_LOCK["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
