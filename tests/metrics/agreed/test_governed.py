"""The dictionary in force: the files, the company's versions over them, and what can no longer be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.metrics.agreed.governed import governed
from server.metrics.agreed.registry import Registry
from server.metrics.agreed.standing import read_standing
from server.metrics.definitions import Label
from tests.metrics.governance.acts import DRAFT, EXAMPLE, KEY, Hands

UPPER = replace(
    DRAFT,
    key="custom.exits_doubled",
    name=Label("离开比的两倍", "Twice the share who went"),
    formula=f"2 * @{KEY}",
    examples=({**EXAMPLE, "value": "0.2"},),
)


async def test_a_draft_is_known_by_its_number_and_answers_nothing(store):
    hands = Hands(store)
    await hands.drafted()

    known = await hands.registry.current(hands.hr)

    assert [each.version for each in known.versions[KEY]] == [1]
    assert KEY not in known.metrics


async def test_a_company_figure_may_rest_on_another(store):
    hands = Hands(store)
    await hands.published(date(2025, 5, 1))
    await hands.published(date(2025, 5, 1), UPPER)

    known = await hands.registry.current(hands.hr)

    assert {KEY, UPPER.key} <= known.metrics.keys()


async def test_what_rests_on_something_gone_is_an_orphan_with_its_reason(store):
    hands = Hands(store)
    await hands.published(date(2025, 5, 1))
    await hands.published(date(2025, 5, 1), UPPER)
    builtin = hands.registry.builtin()
    poorer = replace(builtin, measures={k: v for k, v in builtin.measures.items() if k != "leavers"},
                     metrics={"csat": builtin.metrics["csat"]}, families={})  # fmt: skip

    found = governed(poorer, await read_standing(store.reads), date(2025, 6, 30))

    assert KEY not in found.dictionary.versions
    assert len(found.orphans) == 2
    assert any("leavers" in reason for reason in found.orphans.values())


async def test_a_family_lists_only_what_answers(store):
    hands = Hands(store)
    await hands.drafted(replace(DRAFT, family="attrition"))

    assert KEY not in (await hands.registry.current(hands.hr)).families["attrition"].members


async def test_a_version_is_in_force_from_its_first_day_to_its_last(store):
    hands = Hands(store)
    await hands.published(date(2025, 7, 10))
    registry = Registry(store)

    before = await registry.current(replace(hands.hr, today=date(2025, 7, 9)))
    on_the_day = await registry.current(replace(hands.hr, today=date(2025, 7, 10)))

    assert before.versions[KEY][0].effective_from == date(2025, 7, 10)
    assert KEY in on_the_day.metrics
