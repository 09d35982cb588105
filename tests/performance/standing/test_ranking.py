"""Ranks by policy: everybody counts, equals share a rank, and each caller is told of whom they may see."""

from __future__ import annotations

from dataclasses import replace

from policies import RuleRow, load
from server.performance.cycles.operations import corrections
from server.performance.standing.ranking import ranking
from tests.performance.scored import card_of, closed, published, ready
from tests.plan.world import context, uid


def told(found) -> list[tuple[str, int, int]]:
    return [(each.code, each.rank, each.of) for each in found]


async def test_the_whole_company_and_a_department_are_ranked_apart(town):
    cycle = await published(town, E3="80", E6="80")
    hr = context(town, "performance_specialist")

    assert told(await ranking(hr, cycle)) == [
        ("E3", 1, 5), ("E6", 1, 5), ("E1", 3, 5), ("E2", 3, 5), ("E5", 5, 5),
    ]  # fmt: skip
    assert told(await ranking(hr, cycle, uid("D2"))) == [("E3", 1, 3), ("E2", 2, 3), ("E5", 3, 3)]
    assert [each.score for each in await ranking(hr, cycle, uid("D4"))] == [8000]


async def test_each_sees_whom_they_may(town):
    cycle = await published(town, E3="80", E6="80")

    assert told(await ranking(context(town, "employee"), cycle)) == [("E3", 1, 5)]
    assert told(await ranking(context(town, "department_manager"), cycle)) == [
        ("E3", 1, 5), ("E2", 3, 5), ("E5", 5, 5),
    ]  # fmt: skip
    assert told(await ranking(context(town, "administrator"), cycle)) == []
    assert told(await ranking(context(town, "general_manager"), cycle)) == [("E1", 3, 5)]


async def test_a_rule_may_open_the_ranking_without_the_scores(town):
    cycle = await published(town, E3="80", E6="80")
    opened = RuleRow(
        "1", 115, "employee", "org", "ranking", "read", "plain", "allow", "公开名次 | Ranks are open"
    )
    asks = replace(context(town, "employee"), policy=load(overrides=[opened]))

    found = await ranking(asks, cycle, uid("D2"))

    assert [(each.code, each.rank, each.score, each.rating) for each in found] == [
        ("E3", 1, 8000, "B"), ("E2", 2, None, None), ("E5", 3, None, None),
    ]  # fmt: skip


async def test_what_is_not_published_has_no_rank(town):
    cycle = await ready(town)

    assert await ranking(context(town, "hr_manager"), cycle) == []


async def test_a_closed_result_counts_until_its_correction_is_out(town):
    cycle = await closed(town, E3="80")
    hr = context(town, "performance_specialist")
    before = told(await ranking(hr, cycle))

    old = await card_of(town, "E3")
    await corrections.correct_scorecard(hr, id=old.id, reason="客户反馈登记有误")

    assert told(await ranking(hr, cycle)) == before
    assert {each.scorecard_id for each in await ranking(hr, cycle) if each.code == "E3"} == {old.id}
