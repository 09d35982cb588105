"""Contradictions are listed: by what definitions say, by what they came to, and by what they rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Label
from server.metrics.governance.conflicts import are_apart, conflicts
from server.metrics.words import ConflictKind
from tests.metrics.governance.acts import DRAFT, Hands
from tests.plan.world import plant

NEAR = replace(
    DRAFT,
    key="custom.closing_people",
    name=Label("人员在册总数统计", "People on the payroll"),
    formula="closing(headcount)",
    unit="person",
)


async def test_names_taken_for_each_other_whose_values_differ(store):
    await plant(store)
    hands = Hands(store)
    one = replace(NEAR, formula="closing(headcount) + hires", examples=(
        {"given": {"employment": [{"start_date": "2025-03-02"}]}, "period": "2025-03", "value": "2"},
    ))  # fmt: skip
    other = replace(
        one, key="custom.closing_people_2", name=Label("人员在册总数统汁", "Folks on the books"),
        formula="closing(headcount) + 3 * hires", examples=({**one.examples[0], "value": "4"},),
    )  # fmt: skip
    await hands.published(date(2025, 1, 1), one)
    await hands.published(date(2025, 1, 1), other)

    found = {each.kind: each for each in await conflicts(hands.hr, hands.registry)}

    divergence = found[ConflictKind.VALUE_DIVERGENCE]
    assert divergence.keys == (one.key, other.key)
    assert (divergence.detail.en, divergence.severity) == (
        "Last month 'People on the payroll' was 6 and 'Folks on the books' 8", "medium",
    )  # fmt: skip
    assert found[ConflictKind.NEAR_DUPLICATE].severity == "low"


async def test_what_can_no_longer_be_made_comes_first(store):
    hands = Hands(store)
    await hands.published(date(2025, 5, 1))
    builtin = hands.registry.builtin()
    poorer = replace(builtin, measures={k: v for k, v in builtin.measures.items() if k != "leavers"},
                     metrics={"csat": builtin.metrics["csat"]}, families={})  # fmt: skip

    found = await conflicts(hands.hr, Registry(store, lambda: poorer))

    assert [(each.kind, each.severity) for each in found] == [(ConflictKind.ORPHAN_UPSTREAM, "high")]


async def test_the_built_in_dictionary_has_none(store):
    hands = Hands(store)

    assert await conflicts(hands.hr, hands.registry) == []


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("100", "95", False), ("100", "94.9", True), ("0", "0", False), ("-1", "1", True)],
)
def test_a_twentieth_is_the_limit(one, other, apart):
    assert are_apart(Decimal(one), Decimal(other)) is apart
