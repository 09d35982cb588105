"""Laws that read code: one clock, one reader of the environment, no role named outside policies."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import dotted, place, source_files, tree_of

CLOCK = Path("server/kernel/clock.py")
IDS = Path("server/kernel/ids.py")  # the time inside a UUIDv7 is no business fact
SETTINGS = Path("server/kernel/settings.py")
READINGS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
SQL_CLOCKS = ("current_timestamp", "current_date", "'now'", "now()")
ROLES = {
    "hr_manager",
    "hr_specialist",
    "payroll_specialist",
    "performance_specialist",
    "department_manager",
    "general_manager",
    "employee",
    "auditor",
    "administrator",
}
AMBIGUOUS = {"employee"}  # also the name of a type; only beside something called role is it a role


def test_only_the_kernel_clock_reads_the_clock():
    readers = [
        f"{place(file, call)} {dotted(call.func)}()"
        for file in source_files()
        if file not in {CLOCK, IDS}
        for call in ast.walk(tree_of(file))
        if isinstance(call, ast.Call) and reads_clock(call)
    ]

    assert readers == []


def reads_clock(call: ast.Call) -> bool:
    owner, _, verb = dotted(call.func).rpartition(".")
    return verb in READINGS.get(owner.rpartition(".")[2], ())


def test_no_statement_asks_the_database_for_the_time():
    askers = [
        place(file, text)
        for file in source_files("server", "schema", "ui")
        for text in ast.walk(tree_of(file))
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and looks_like_sql(text.value.lower())
    ]

    assert askers == []


def looks_like_sql(text: str) -> bool:
    return text.lstrip().startswith(("select", "insert", "update", "delete", "with")) and any(
        clock in text for clock in SQL_CLOCKS
    )


def test_only_settings_and_the_command_line_read_the_environment():
    readers = [
        place(file, node)
        for file in source_files("ui", "schema", "server", "policies")
        if file != SETTINGS
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv"}
    ]

    assert readers == []


def test_no_role_is_compared_outside_policies():
    found = [
        place(file, node)
        for file in source_files("main.py", "ui", "schema", "server")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Compare) and compares_role(node)
    ]

    assert found == []


def compares_role(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    words = {text for side in sides for text in texts(side)}
    about_role = any(dotted(side).rpartition(".")[2] in {"role", "roles"} for side in sides)
    return bool(words and about_role) or bool(words & (ROLES - AMBIGUOUS))


def texts(node: ast.expr) -> Iterator[str]:
    items = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
    return (
        item.value
        for item in items
        if isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value
    )


def test_no_exception_is_swallowed():
    found = [
        place(file, handler)
        for file in source_files()
        for handler in (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Try))
        for clause in handler.handlers
        if clause.type is None or all(isinstance(line, ast.Pass) for line in clause.body)
    ]

    assert found == []
