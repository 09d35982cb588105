"""Ratings from a file: matched by person, cycle and component, figures refused, and taken back while it may be."""

from __future__ import annotations

import pytest

from server.imports import Options, import_file
from server.kernel.errors import Denied
from tests.imports.steps import Desk
from tests.people.town import rows
from tests.performance.scored import rate, ready
from tests.plan.world import context

HELD = (
    "select e.code,l.value from score_line l join employee e on e.id=l.employee_id "
    "where l.is_entered and l.value is not null order by 1"
)
SCORED = (
    "select e.code,c.score from scorecard c join employee e on e.id=c.employee_id "
    "where c.is_latest and e.code<>'E2' order by 1"
)
FILE = """工号,考核周期,考核项,评分
E3,2025Q1,服务,88
E2,2025Q1,SERVICE,70.5
E5,2025Q1,Service,60
"""
BAD = """工号,考核周期,考核项,评分
E404,2025Q1,服务,88
E3,2024Q1,服务,88
E3,2025Q1,销售,88
E3,2025Q1,满意度,0.9
E3,2025Q1,服务,101
E6,2025Q1,服务,50
"""


@pytest.fixture
async def bring(town, operator, tmp_path):
    await ready(town)

    async def bring(text, *, who=operator):
        file = tmp_path / "scores.csv"
        file.write_text(text)
        return await import_file(who, "scores", file, Options("kaohe"))

    return bring


async def test_ratings_are_added_then_left_alone_then_corrected(town, bring):
    first, again = await bring(FILE), await bring(FILE)
    third = await bring(FILE.replace("88", "89"))

    assert [(each.created, each.updated, each.unchanged) for each in (first, again, third)] == [
        (3, 0, 0),
        (0, 0, 3),
        (0, 1, 2),
    ]
    assert await rows(town, HELD) == [("E2", "70.5"), ("E3", "89"), ("E5", "60")]


async def test_each_bad_row_says_why_and_the_others_come_in(town, bring):
    await rate(town, "E6", "90")

    result = await bring(BAD + "E2,2025Q1,服务,66\n")

    assert [(error.row, error.code) for error in result.errors] == [
        (2, "UNKNOWN_CARD"),
        (3, "UNKNOWN_CARD"),
        (4, "UNKNOWN_COMPONENT"),
        (5, "NOT_ENTERED"),
        (6, "OUT_OF_RANGE"),
        (7, "LOCKED"),
    ]
    assert await rows(town, HELD) == [("E2", "66"), ("E6", "90")]


async def test_an_undo_gives_back_rating_and_score_and_leaves_what_was_changed_since(town, bring, operator):
    desk, kind = Desk(operator), {"kind": "scores", "source": "kaohe", "name": "scores.csv"}
    stood = await rows(town, SCORED)
    first = await desk.load(FILE, **kind)
    rated = await rows(town, SCORED)
    second = await desk.load(FILE.replace("88", "89").replace("70.5", "71"), **kind)
    await rate(town, "E2", "90")

    await desk.undo(second)
    assert ((await desk.counts(second))[-1], await rows(town, HELD)) == (
        "1",
        [("E2", "90"), ("E3", "88"), ("E5", "60")],
    )
    assert await rows(town, SCORED) == rated != stood

    await desk.undo(first)
    assert ((await desk.counts(first))[-1], await rows(town, HELD)) == ("1", [("E2", "90")])
    assert await rows(town, SCORED) == stood


async def test_who_may_not_score_the_company_brings_nothing_in(town, bring):
    with pytest.raises(Denied):
        await bring(FILE, who=context(town, "department_manager"))

    assert await rows(town, HELD) == []
