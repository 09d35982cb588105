"""Filters find what they say: texts as they stand, and nothing is not equal to something."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

import pytest

from server.people import models as m
from server.plan.sight import NO_RULE, UNCLASSIFIED
from server.plan.where import grounds
from tests.plan.harness import Bench, codes, write
from tests.plan.world import row

WHERE: tuple[tuple[str, list[str]], ...] = (
    ('{name: {contains: "%"}}', ["N1"]),
    ('{name: {contains: "_"}}', ["N2"]),
    ('{name: {contains: "\\\\"}}', ["N3"]),
    ('{name: {contains: "\'"}}', ["N4"]),
    ('{name: {contains: "É"}}', ["N5"]),
    ('{name: {startsWith: "é"}}', []),
    ('{name: {startsWith: "abc"}}', ["N6"]),
    ('{name: {contains: "客服"}}', ["N7"]),
    ('{name: {startsWith: "服"}}', []),
    ("{name: {in: []}}", []),
    ("{not: {name: {in: []}}}", ["N1", "N2", "N3", "N4", "N5", "N6", "N7"]),
    ('{city: {ne: "上海"}}', ["N1", "N2", "N3", "N4", "N5", "N6", "N7"]),
    ('{not: {city: {eq: "北京"}}}', ["N2", "N3", "N4", "N5", "N6", "N7"]),
    ('{code: {gt: "N2", lte: "N4"}}', ["N3", "N4"]),
    ('{code: {gte: "N6"}, or: [{name: {eq: "ABC"}}, {}]}', ["N6", "N7"]),
)


@pytest.mark.parametrize(("where", "expected"), WHERE)
async def test_texts_are_compared_as_they_stand(planted: Bench, where: str, expected: list[str]):
    names = ("100%", "a_b", "a\\b", "o'x", "École É", "ABC", "总客服部")
    places = [
        m.Location(**row(f"N{n}"), code=f"N{n}", name=name, city="北京" if n == 1 else "")
        for n, name in enumerate(names, 1)
    ]
    await write(planted.store, *places)

    found = await planted.data(
        "hr_manager",
        f'{{ locations(where: {{and: [{{code: {{startsWith: "N"}}}}, {where}]}}) {{ nodes {{ code }} }} }}',
    )

    assert codes(found, "locations") == expected


NULLS = (
    ("{leftOn: {isNull: true}}", 5), ("{leftOn: {isNull: false}}", 1), ("{not: {leftOn: {isNull: true}}}", 1),
    ('{leftOn: {ne: "2025-03-31"}}', 5), ('{not: {leftOn: {eq: "2025-03-31"}}}', 5), ('{not: {leftOn: {gt: "2020-01-01"}}}', 5),
    ("{leaveKind: {in: [VOLUNTARY, OTHER]}}", 1), ("{not: {leaveKind: {in: [VOLUNTARY]}}}", 5), ("{leftOn: {eq: null}}", 6), ("{manager: {}}", 5),
    ('{not: {manager: {code: {eq: "E2"}}}}', 3), ("{reports: {some: {}}}", 2), ('{reports: {none: {code: {eq: "E3"}}}}', 5),
)  # fmt: skip


@pytest.mark.parametrize(("where", "count"), NULLS)
async def test_nothing_is_not_equal_to_something(planted: Bench, where: str, count: int):
    assert await planted.data("hr_manager", f"{{ employees(where: {where}) {{ totalCount }} }}") == {
        "employees": {"totalCount": count}
    }


def test_a_refusal_says_why_in_both_languages():
    assert grounds("rules/people.csv:9") == (
        "按规则 rules/people.csv:9 它对您没有完全开放",
        "rule rules/people.csv:9 doesn't show it to you in full",
    )
    assert grounds(NO_RULE) == ("没有规则允许您看它", "no rule shows it to you")
    assert grounds(UNCLASSIFIED) == ("它还没有归入数据类别", "it has no data class yet")
