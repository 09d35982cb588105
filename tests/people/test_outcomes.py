"""What changes leave behind as events: moves and probation outcomes, and how a correction supersedes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from server.people import models as m
from server.people import operations
from server.people.event_models import MoveKind, ProbationResult
from server.people.models import LeaveKind
from server.people.rules import Move, move_between, probation_end
from tests.people.town import rows
from tests.plan.world import context, uid

MOVES = (
    "select m.moved_on,m.kind,m.reason,f.code,t.code from movement m "
    "left join department f on f.id=m.from_department_id left join department t on t.id=m.to_department_id "
    "where m.employee_id='{0}' and m.superseded_at is null order by 1"
)
OUTCOMES = "select decided_on,result from probation_outcome where employee_id='{0}' and superseded_at is null"


async def moves_of(town, code):
    return await rows(town, MOVES.format(uid(code)))


async def transfer(town, **given):
    return await operations.transfer_employee(context(town, "hr_manager"), code="E3", **given)


async def test_a_transfer_is_a_move_from_where_the_person_was(town):
    await transfer(town, department_code="D3", effective_on=date(2025, 6, 1))

    assert await moves_of(town, "E3") == [("2025-06-01", "TRANSFER", "NORMAL", "D2", "D3")]


async def test_the_same_day_told_again_supersedes(town):
    await transfer(town, department_code="D3", effective_on=date(2025, 6, 1))
    await transfer(town, department_code="D4", effective_on=date(2025, 6, 1))

    assert await moves_of(town, "E3") == [("2025-06-01", "TRANSFER", "NORMAL", "D2", "D4")]
    assert await rows(town, "select count(*) from movement") == [("2",)]


async def test_a_transfer_taken_back_on_its_day_leaves_no_move(town):
    await transfer(town, department_code="D3", effective_on=date(2025, 6, 1))
    await transfer(town, department_code="D2", effective_on=date(2025, 6, 1))

    assert await moves_of(town, "E3") == []


async def test_a_move_learned_late_corrects_where_the_later_one_came_from(town):
    await transfer(town, department_code="D3", effective_on=date(2025, 6, 1))
    await transfer(town, department_code="D4", effective_on=date(2025, 5, 1))

    assert await moves_of(town, "E3") == [
        ("2025-05-01", "TRANSFER", "NORMAL", "D2", "D4"),
        ("2025-06-01", "TRANSFER", "NORMAL", "D4", "D3"),
    ]


async def test_a_change_of_place_alone_is_no_move(town):
    await transfer(town, location_code="L1", effective_on=date(2025, 6, 1))

    assert await moves_of(town, "E3") == []


async def test_a_promotion_is_a_move_within_the_department_and_later_moves_are_told_with_it(town):
    ctx = context(town, "hr_manager")

    await operations.promote_employee(ctx, code="E3", position_code="P2", effective_on=date(2024, 8, 1))

    assert await moves_of(town, "E3") == [
        ("2024-08-01", "PROMOTION", "NORMAL", "D4", "D4"),
        ("2025-01-01", "TRANSFER", "NORMAL", "D4", "D2"),
    ]


async def test_coming_back_is_no_move(town):
    ctx = context(town, "hr_manager")
    await operations.record_leave(
        ctx, code="E3", left_on=date(2025, 5, 31), leave_kind=LeaveKind.VOLUNTARY, reason=""
    )

    await operations.rehire_employee(ctx, code="E3", department_code="D3", rehired_on=date(2025, 6, 15))
    await operations.transfer_employee(ctx, code="E3", department_code="D4", effective_on=date(2025, 6, 20))

    assert await moves_of(town, "E3") == [("2025-06-20", "TRANSFER", "NORMAL", "D3", "D4")]


async def test_a_reorganization_moves_people_without_their_doing(town):
    ctx = context(town, "hr_manager")

    await operations.create_department(
        ctx, code="D9", name="大区", parent_code="D1", valid_from=date(2025, 1, 1)
    )
    await operations.update_department(
        ctx, code="D2", changes={"parent_code": "D9"}, effective_on=date(2025, 6, 1)
    )

    assert await moves_of(town, "E3") == [("2025-06-01", "TRANSFER", "REORG", "D1", "D9")]


async def test_a_reorganization_corrected_on_its_day_is_told_once(town):
    ctx = context(town, "hr_manager")
    for code in ("D8", "D9"):
        await operations.create_department(
            ctx, code=code, name=code, parent_code="D1", valid_from=date(2025, 1, 1)
        )
    for parent in ("D8", "D9"):
        await operations.update_department(
            ctx, code="D2", changes={"parent_code": parent}, effective_on=date(2025, 6, 1)
        )

    assert await moves_of(town, "E3") == [("2025-06-01", "TRANSFER", "REORG", "D1", "D9")]


async def on_probation(town, code="E3", until=date(2025, 7, 31)):
    async def work():
        await m.Employment.filter(employee_id=uid(code), superseded_at=None).update(
            confirmed_on=None, probation_ends_on=until
        )

    await town.write(work)


async def test_completing_probation_is_a_pass(town):
    await on_probation(town)

    await operations.complete_probation(
        context(town, "hr_manager"), code="E3", confirmed_on=date(2025, 6, 10)
    )

    assert await rows(town, OUTCOMES.format(uid("E3"))) == [("2025-06-10", "PASSED")]


@pytest.mark.parametrize(
    ("kind", "result"), [(LeaveKind.VOLUNTARY, "LEFT"), (LeaveKind.INVOLUNTARY, "FAILED")]
)
async def test_leaving_on_probation_is_no_pass(town, kind, result):
    await on_probation(town)

    await operations.record_leave(
        context(town, "hr_manager"), code="E3", left_on=date(2025, 6, 20), leave_kind=kind, reason=""
    )

    assert await rows(town, OUTCOMES.format(uid("E3"))) == [("2025-06-20", result)]


async def test_a_later_outcome_of_the_same_employment_supersedes(town):
    await on_probation(town)
    ctx = context(town, "hr_manager")
    await operations.complete_probation(ctx, code="E3", confirmed_on=date(2025, 6, 10))
    await on_probation(town)

    await operations.complete_probation(ctx, code="E3", confirmed_on=date(2025, 6, 12))

    assert await rows(town, OUTCOMES.format(uid("E3"))) == [("2025-06-12", "PASSED")]
    assert await rows(town, "select count(*) from probation_outcome") == [("2",)]


class Rung:
    def __init__(self, grade, ladder="a", name=""):
        self.grade, self.ladder, self.name = grade, ladder, name


def post(department="D", position="P"):
    return {"department_id": department, "position_id": position}


@pytest.mark.parametrize(
    ("after", "old", "new", "kind"),
    [
        (post("D", "P"), Rung(1), Rung(1), None),
        (post("D", "Q"), Rung(1), Rung(2), MoveKind.PROMOTION),
        (post("E", "Q"), Rung(1), Rung(2), MoveKind.PROMOTION),
        (post("D", "Q"), Rung(1), Rung(2, "b"), MoveKind.LATERAL),
        (post("D", "Q"), Rung(2), Rung(1), MoveKind.DEMOTION),
        (post("D", "Q"), Rung(1), Rung(1), MoveKind.LATERAL),
        (post("E", "P"), None, None, MoveKind.TRANSFER),
        (post("D", "Q"), None, Rung(3), MoveKind.LATERAL),
    ],
)
def test_what_a_move_was_follows_from_both_posts(after, old, new, kind):
    found = move_between(post(), after, old, new)

    assert found == (None if kind is None else Move(kind, "D", str(after["department_id"])))


@dataclass
class Stay:
    probation_ends_on: date | None = date(2025, 3, 31)
    confirmed_on: date | None = None
    left_on: date | None = None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"notice_on": date(2025, 3, 1)}, None),
        ({"confirmed_on": date(2025, 3, 20)}, (ProbationResult.PASSED, date(2025, 3, 20))),
        ({"left_on": date(2025, 3, 31)}, (ProbationResult.LEFT, date(2025, 3, 31))),
        ({"left_on": date(2025, 4, 1)}, None),
        ({"left_on": date(2025, 3, 1), "probation_ends_on": None}, None),
    ],
)
def test_a_probation_ends_by_confirmation_or_by_leaving_within_it(changes, expected):
    assert probation_end(Stay(), changes) == expected


def test_leaving_after_confirmation_is_no_outcome():
    confirmed = Stay(confirmed_on=date(2025, 2, 1))

    assert probation_end(confirmed, {"left_on": date(2025, 3, 1)}) is None
