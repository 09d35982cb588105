"""The policy in force, read once; and a small policy folder to plant errors in."""

import shutil
from pathlib import Path

import pytest

from policies import Policy, load
from policies.source import FOLDER


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the policy folder, so that a test may spoil it."""
    copy = tmp_path / "policies"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy
