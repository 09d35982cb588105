"""Inputs become plain values: periods, filters, versions, drafts; what cannot be meant is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import strawberry

from schema import metric_inputs as mi
from server.kernel.errors import InvalidInput
from server.metrics.asked import DimFilter, PeriodAsk
from server.metrics.definitions import Label
from server.metrics.words import Direction, Grain, VersionRule


def period(**given) -> mi.PeriodInput:
    empty = dict.fromkeys(("last", "between", "named"))
    return mi.PeriodInput(**(empty | {name: strawberry.Some(value) for name, value in given.items()}))


def test_periods_come_in_three_ways():
    last = mi.LastInput(count=3, complete=False)
    between = mi.BetweenInput(first=date(2025, 1, 1), to=date(2025, 1, 9))

    assert period(last=last).asked() == PeriodAsk(last=3, complete=False)
    assert period(between=between).asked() == PeriodAsk(between=(date(2025, 1, 1), date(2025, 1, 9)))
    assert period(named=["2025-03"]).asked() == PeriodAsk(named=("2025-03",))


def test_a_filter_is_one_of_three_kinds():
    assert mi.MetricFilter(dimension="d", eq="x").asked() == DimFilter("d", ("x",))
    assert mi.MetricFilter(dimension="d", among=["x", "y"], negated=True).asked() == DimFilter(
        "d", ("x", "y"), negated=True
    )
    assert mi.MetricFilter(dimension="d", under="x").asked() == DimFilter("d", ("x",), under=True)
    for wrong in (mi.MetricFilter(dimension="d"), mi.MetricFilter(dimension="d", eq="x", under="x")):
        with pytest.raises(InvalidInput):
            wrong.asked()


def test_a_version_is_a_rule_or_a_number():
    assert mi.VersionInput(rule=None, number=strawberry.Some(2)).asked() == 2
    assert (
        mi.VersionInput(rule=strawberry.Some(VersionRule.LATEST), number=None).asked() is VersionRule.LATEST
    )
    assert mi.VersionInput(rule=None, number=None).asked() is VersionRule.AS_OF_PERIOD


def test_a_draft_keeps_what_was_sent():
    rows: Any = {"x": []}
    sent = mi.MetricDraftInput(
        key=" a.b ", name_zh="甲", name_en="A", definition_zh="乙", definition_en="B", formula=" leavers ",
        unit="spell", direction=Direction.DOWN, grains=[Grain.MONTH], dimensions=["department"],
        sensitivity="people", notes_zh="注", notes_en=None, synonyms=["丙"],
        examples=[mi.MetricExampleInput(given=rows, period="2025-03", value="1", as_of=date(2025, 4, 1))],
    )  # fmt: skip

    draft = sent.draft()

    assert (draft.key, draft.formula, draft.family, draft.notes) == ("a.b", "leavers", "", Label("注", ""))
    assert draft.examples == ({"given": {"x": []}, "period": "2025-03", "value": "1", "asOf": "2025-04-01"},)
