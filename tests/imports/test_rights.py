"""Who may bring in which column, whom nobody may change by a file, and who adds people."""

from __future__ import annotations

import pytest

from policies import load
from server.imports.rights import column_problem, frozen, may_add, may_read
from server.kernel.context import SYSTEM
from server.metrics.dictionary.load import load_builtin
from tests.plan.world import context


@pytest.mark.parametrize(
    ("role", "kind", "name", "may"),
    [
        ("hr_manager", "people", "name", True),
        ("hr_manager", "people", "phone", True),
        ("hr_manager", "people", "base_salary", False),
        ("hr_manager", "people", "effective_on", True),
        ("payroll_specialist", "people", "base_salary", True),
        ("payroll_specialist", "people", "name", False),
        ("payroll_specialist", "people", "phone", False),
        ("hr_manager", "attendance", "worked_hours", True),
        ("payroll_specialist", "attendance", "worked_hours", False),
        ("hr_manager", "courses", "title", True),
        ("hr_manager", "goals", "title", True),
        ("performance_specialist", "goals", "title", True),
        ("payroll_specialist", "deals", "name", False),
        ("hr_manager", "candidates", "expected_pay", True),
        ("payroll_specialist", "candidates", "expected_pay", False),
        ("performance_specialist", "candidates", "name", False),
        ("employee", "courses", "title", False),
        ("performance_specialist", "appraisal", "score", True),
        ("employee", "appraisal", "score", False),
        ("hr_manager", "feedback", "text", True),
        ("performance_specialist", "feedback", "text", True),
        ("payroll_specialist", "feedback", "text", False),
        ("department_manager", "feedback", "text", False),
        ("employee", "feedback", "text", False),
        ("hr_manager", "contacts", "opened_at", True),
        ("hr_manager", "sales_order", "amount", True),
        ("hr_manager", "account", "account_id", True),
        ("performance_specialist", "orders", "amount", False),
        ("payroll_specialist", "service_case", "opened_on", False),
        ("hr_manager", "timesheets", "worked_hours", True),
        ("payroll_specialist", "timesheets", "worked_hours", False),
        ("hr_manager", "qa_review", "score", True),
        ("performance_specialist", "qa_review", "score", True),
        ("department_manager", "qa_review", "score", False),
        ("hr_manager", "payroll", "amount", False),
    ],
)
def test_columns_follow_the_fields_they_fill(sqlite_store, role, kind, name, may):
    assert (column_problem(context(sqlite_store, role), kind, name) is None) is may


def test_the_class_a_file_is_brought_in_by_is_one_of_the_policy():
    known = set(load().classes())

    assert {each.import_class for each in load_builtin().sources.values()} - {""} <= known


def test_bringing_in_what_shops_tell_opens_nothing_else():
    policy = load()

    assert [field for field in policy.fields() if policy.field_class(field) == "operations_entry"] == []


def test_the_operator_may_bring_in_everything(sqlite_store):
    ctx = context(sqlite_store, "hr_manager").acting_as(SYSTEM)

    assert column_problem(ctx, "people", "base_salary") is None
    assert frozen(ctx, ["phone"]) == frozenset()
    assert may_add(ctx)


def test_contacts_come_in_with_newcomers_only(sqlite_store):
    assert frozen(context(sqlite_store, "hr_manager"), ["phone", "name", "id_number"]) == {
        "phone",
        "id_number",
    }
    assert may_add(context(sqlite_store, "hr_manager"))
    assert not may_add(context(sqlite_store, "payroll_specialist"))


@pytest.mark.parametrize(
    ("role", "kind", "name", "may"),
    [
        ("hr_manager", "people", "phone", True),
        ("hr_manager", "people", "id_number", False),
        ("auditor", "people", "name", False),
        ("payroll_specialist", "people", "base_salary", True),
        ("auditor", "appraisal", "score", False),
    ],
)
def test_values_are_read_by_who_reads_them_plainly_everywhere(sqlite_store, role, kind, name, may):
    assert may_read(context(sqlite_store, role), kind, name) is may
