"""The parts we agreed to stand on are pinned, installed under their right names, and used."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata

import casbin
import pytest

from tests.house.source import ROOT, imported_modules, source_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINNED = dict(line.split("==") for line in PROJECT["project"]["dependencies"])
LOCKS = (
    "requirements.lock", "requirements-dev.lock", "requirements-node.lock", "requirements-clients.lock",
    "ui/package-lock.json", "examples/typescript/package-lock.json",
)  # fmt: skip
FIXED = {
    "strawberry-graphql": "strawberry",
    "starlette": "starlette",
    "tortoise-orm": "tortoise",
    "aiosqlite": "aiosqlite",
    "jinja2": "jinja2",
    "pycasbin": "casbin",
    "argon2-cffi": "argon2",
    "statsmodels": "statsmodels",
}


@pytest.mark.parametrize("package", FIXED)
def test_fixed_stack_is_pinned_and_installed_at_that_version(package):
    assert metadata.version(package) == PINNED[package]


@pytest.mark.parametrize("package", FIXED)
def test_fixed_stack_is_imported_by_the_source(package):
    users = [file for file in source_files() if FIXED[package] in imported_modules(file)]

    assert users, f"no source file imports {FIXED[package]}"


def test_casbin_comes_from_pycasbin_and_its_stale_twin_is_absent():
    assert casbin.Enforcer
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("casbin")


def test_pages_use_htmx_and_no_component_framework():
    parts = json.loads((ROOT / "ui/package-lock.json").read_text())["packages"]
    names = {path.rpartition("node_modules/")[2] for path in parts}

    assert "htmx.org" in names
    assert not names & {"react", "react-dom", "preact", "vue", "svelte", "jquery"}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock):
    found = re.findall(
        r"[a-z][a-z+]*://\S+|--(?:extra-)?index-url.*|--find-links.*", (ROOT / lock).read_text()
    )

    assert not found


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.endswith(".lock")])
def test_lock_gives_every_package_a_hash(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_browser_parts_are_pinned_exactly():
    package = json.loads((ROOT / "ui/package.json").read_text())
    parts = package.get("dependencies", {}) | package.get("devDependencies", {})

    assert {
        name: version for name, version in parts.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    } == {}


def test_lock_agrees_with_the_pinned_versions():
    locked = dict(
        re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    )

    assert {name: locked.get(name) for name in PINNED} == PINNED


def test_we_are_an_application_and_build_no_wheel():
    assert "build-system" not in PROJECT
