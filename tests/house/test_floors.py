"""The house has its floors, and nobody reaches up to the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import FLOORS, ROOT, imported_modules, source_files


@pytest.mark.parametrize("floor", FLOORS)
def test_floor_stands(floor):
    assert (ROOT / floor).exists()


def test_nobody_imports_main():
    users = [
        str(file)
        for file in source_files("ui", "schema", "server", "policies")
        if "main" in imported_modules(file)
    ]

    assert users == []


def test_imports_run_downward():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


def test_first_line_of_each_file_says_what_lives_there():
    unnamed = [
        str(file)
        for file in source_files()
        if (text := (ROOT / file).read_text().strip()) and not text.startswith(('"""', "#!"))
    ]

    assert unnamed == []
