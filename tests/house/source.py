"""The source files of the house, parsed once, for tests that read code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("main.py", "ui", "schema", "server", "policies")


@cache
def source_files(*places: str) -> tuple[Path, ...]:
    """List Python files below `places` (all floors when none is named), as paths from the root."""
    found = [
        file
        for place in places or FLOORS
        for file in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")))
        if file.is_file() and "node_modules" not in file.parts
    ]
    return tuple(file.relative_to(ROOT) for file in found)


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"), filename=str(file))


@cache
def imported_modules(file: Path) -> frozenset[str]:
    """Name every module the file imports, wherever in the file, with its parents."""
    names: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return frozenset(
        ".".join(name.split(".")[:depth]) for name in names for depth in range(1, name.count(".") + 2)
    )


def dotted(node: ast.expr) -> str:
    """Spell `a.b.c` of an expression; an empty text where it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def place(file: Path, node: ast.expr | ast.stmt) -> str:
    return f"{file}:{node.lineno}"
