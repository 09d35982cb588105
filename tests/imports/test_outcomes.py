"""A dry run tells of every field that differs what is known of it, and why some are left as they are."""

from __future__ import annotations

from server.imports import run
from server.imports.models import RowState
from tests.imports.files import HEADER
from tests.imports.steps import Desk
from tests.plan.world import uid

OPTIONS = run.Options("hris", partial=True)


async def outcomes(ctx, text, options=OPTIONS):
    ready = await run.check(ctx, "people", text.encode(), options)
    return ready.outcomes()


async def test_what_is_known_is_spelled_as_a_file_would(operator):
    head = "工号,姓名,部门,岗位,手机,基本工资,直接上级,用工类型,入职日期"
    file = f"{head}\nE2,李雷,D4,P2,13911111111,16000,E6,兼职,2021-03-01\n"

    (found,) = (await outcomes(operator, file)).values()

    assert (found.state, found.person_id) == (RowState.CHANGED, uid("E2"))
    assert found.before == {
        "name": "李娜", "department": "D2", "position": "P1", "phone": "13800000002", "base_salary": "15000.00",
        "manager": "E1", "employment_type": "FULL_TIME",
    }  # fmt: skip


async def test_rows_are_new_unchanged_or_in_conflict(operator):
    desk = Desk(operator)
    await desk.load("工号,手机\nE4,13911110001\n", source="payroll")
    file = f"{HEADER}\nN1,何欣,D2,2024-03-01,,,,\nE3,陈佳,D2,2024-02-05,,,,\nE4,赵磊,D3,2025-05-12,,13911110002,,\n"

    found = await outcomes(desk.later(), file)

    assert [found[number].state for number in sorted(found)] == [
        RowState.NEW,
        RowState.UNCHANGED,
        RowState.CONFLICT,
    ]
    assert found[4].kept["phone"].zh == "与其他来源不一致，将采用本文件的值。"


async def test_what_one_may_not_change_is_left_without_being_a_conflict(operator):
    options = run.Options("hris", partial=True, frozen=frozenset({"phone"}))

    (found,) = (
        await outcomes(operator, "工号,姓名,部门,入职日期,手机\nE4,赵磊,D3,2025-05-12,13911110002\n", options)
    ).values()

    assert found.state == RowState.UNCHANGED
    assert not found.kept["phone"].is_conflict


async def test_without_the_right_nobody_new_comes_in(operator):
    options = run.Options("hris", partial=True, may_add=False)

    ready = await run.check(
        operator, "people", "工号,姓名,部门,入职日期\nN1,何欣,D2,2024-03-01\n".encode(), options
    )

    assert [error.code for error in ready.result.errors] == ["DENIED"]
