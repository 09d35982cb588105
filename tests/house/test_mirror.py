"""Every source file that decides something has its own test file, under the same word."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.source import FLOORS, ROOT, source_files, tree_of

BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def decides(file: Path) -> bool:
    """Tell whether a function of the file branches; a file without decisions needs no hollow test."""
    functions = (node for node in ast.walk(tree_of(file)) if isinstance(node, FUNCTIONS))
    return any(branches(node) for function in functions for node in ast.walk(function))


def branches(node: ast.AST) -> bool:
    return isinstance(node, BRANCHES) or (isinstance(node, ast.comprehension) and bool(node.ifs))


def mirrors(file: Path) -> list[Path]:
    """List the tests that may stand for a source: `tests/store/test_vault.py` for `server/store/vault.py`.

    One split by use case counts too, `test_vault_rotation.py`. `__init__.py` goes by its folder's name.
    """
    parts = file.parts[1:] if file.parts[0] == "server" else file.parts
    folders, stem = parts[:-1], file.stem.strip("_")
    if stem == "init":
        stem = file.parent.name
    found = []
    for folder in (ROOT.joinpath("tests", *folders), ROOT.joinpath("tests", *folders[:-1])):
        found += [*folder.glob(f"test_{stem}.py"), *folder.glob(f"test_{stem}_*.py")]
    return found


@pytest.mark.parametrize("file", source_files(*FLOORS, "scripts"), ids=str)
def test_source_with_decisions_has_its_test(file):
    assert mirrors(file) or not decides(file), (
        f"{file} decides something; write test_{file.stem.strip('_')}.py"
    )
