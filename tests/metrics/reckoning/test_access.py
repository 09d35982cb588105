"""Who may see a figure, role by role: in full, as totals of at least k people, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from policies import load
from server.kernel.context import SYSTEM, Context, Grant, Principal
from server.metrics.reckoning.access import NO_REACH, Reach, Scope, reach
from server.metrics.words import Sensitivity
from tests.conftest import NOW

POLICY = load()
TEAM = ("d1", "d2")


@dataclass
class Figure:
    """All that `reach` asks of a metric."""

    sensitivity: Sensitivity = Sensitivity.PEOPLE


def context(*roles: str, me: str | None = "me") -> Context:
    store: Any = None  # no figure is computed here
    grants = tuple(
        Grant(role, TEAM if role in ("department_manager", "hr_specialist") else ()) for role in roles
    )
    return Context(Principal("a", "a", "a", me, grants), NOW, NOW.date(), POLICY, store)


def seen(
    *roles: str, classes: tuple[str, ...] = ("roster",), by: tuple[str, ...] = (), **given: Any
) -> Reach:
    figure: Any = Figure(**given)
    return reach(context(*roles), figure, classes, by)


EVERYWHERE, TEAMS = Scope(everywhere=True), Scope(departments=frozenset(TEAM))


def test_the_hr_manager_reads_everybody_and_nothing_is_too_small() -> None:
    found = seen("hr_manager")
    assert found.plain.everywhere
    assert found.is_unguarded
    assert found.frame_scope() == (None, None)


def test_the_general_manager_sees_totals_of_five_or_more() -> None:
    found = seen("general_manager")
    assert (found.plain, found.totals, found.k) == (Scope(), EVERYWHERE, 5)
    assert not found.is_unguarded


def test_a_sensitive_figure_asks_for_ten() -> None:
    assert seen("general_manager", sensitivity=Sensitivity.SENSITIVE).k == 10


def test_an_operational_figure_about_people_keeps_the_policy_s_five() -> None:
    assert seen("general_manager", sensitivity=Sensitivity.INTERNAL).k == 5


def test_a_department_manager_sees_the_own_units_in_full_but_not_their_pay() -> None:
    assert seen("department_manager").plain == TEAMS
    assert seen("department_manager").frame_scope() == (frozenset(TEAM), None)
    assert not seen("department_manager", classes=("roster", "pay")).allowed


def test_surveys_are_totals_of_ten_for_a_department_manager() -> None:
    found = seen("department_manager", classes=("survey",))
    assert (found.plain, found.totals, found.k) == (Scope(), TEAMS, 10)


def test_an_employee_sees_what_is_their_own() -> None:
    found = seen("employee", classes=("roster", "pay"))
    assert found.plain == Scope(person="me")
    assert found.frame_scope() == (None, "me")


@pytest.mark.parametrize("role", ["auditor", "administrator", "payroll_specialist"])
def test_roles_without_the_roster_see_no_head_counts(role: str) -> None:
    assert not seen(role).allowed


def test_payroll_reads_pay_and_no_performance() -> None:
    assert seen("payroll_specialist", classes=("pay",)).plain.everywhere
    assert not seen("payroll_specialist", classes=("pay", "performance")).allowed


def test_every_class_must_be_open_to_one_role() -> None:
    """Payroll may see pay and the performance specialist performance; together they do not make a third role."""
    assert not seen("payroll_specialist", "performance_specialist", classes=("pay", "performance")).allowed


def test_roles_unite() -> None:
    found = seen("department_manager", "employee", classes=("roster",))
    assert found.plain == Scope(departments=frozenset(TEAM), person="me")
    both = seen("general_manager", "department_manager", classes=("roster",))
    assert (both.plain, both.totals) == (TEAMS, EVERYWHERE)
    assert both.frame_scope() == (None, None)


def test_totals_never_split_by_person() -> None:
    assert not seen("general_manager", by=("person",)).allowed
    assert not seen("general_manager", by=("agent",), classes=("feedback",)).allowed
    assert seen("hr_manager", by=("person",)).is_unguarded


def test_a_personal_figure_is_never_a_total() -> None:
    assert not seen("general_manager", classes=("performance",), sensitivity=Sensitivity.PERSONAL).allowed
    assert (
        seen("department_manager", classes=("performance",), sensitivity=Sensitivity.PERSONAL).plain == TEAMS
    )


def test_the_system_itself_sees_everything() -> None:
    store: Any = None
    figure: Any = Figure()
    assert reach(Context(SYSTEM, NOW, NOW.date(), POLICY, store), figure, ("pay",)).is_unguarded


def test_nobody_sees_nothing() -> None:
    assert seen() == NO_REACH
    assert not seen().allowed


def test_a_scope_holds_departments_within_it() -> None:
    assert EVERYWHERE.holds(None)
    assert TEAMS.holds(frozenset({"d1"}))
    assert not TEAMS.holds(frozenset({"d1", "d9"}))
    assert not TEAMS.holds(None)
    assert not TEAMS.holds(frozenset())
    assert Scope(person="me").holds(None, "me")
    assert not Scope(person="me").holds(None, "you")
