"""A caller of totals asks whatever they like; no arithmetic on all the answers reaches fewer than five people."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from server.metrics.agreed.registry import Registry
from server.metrics.answers.planning import prepare
from server.metrics.answers.work import work
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.guard.differencing import cut, resting_on
from server.metrics.live.fetch import row_sets
from server.metrics.reckoning.question import TOTAL, Question
from tests.metrics.company import found, people, seen_by, staffed

K = 5
TODAY = date(2025, 7, 31)
TREE = {
    "department": [
        {"code": "CO", "parent": None},
        {"code": "N", "parent": "CO"},
        {"code": "S", "parent": "CO"},
        {"code": "N1", "parent": "N"},
        {"code": "N2", "parent": "N"},
        {"code": "S1", "parent": "S"},
        {"code": "S2", "parent": "S"},
    ]
}
UNITS = {"N1": 17, "N2": 6, "S1": 9, "S2": 4, "CO": 2}
KEYS = (
    "attrition_rate_rolling12",
    "headcount_closing",
    "hires_count",
    "attrition_rate_average",
    "voluntary_attrition_rate",
    "attrition_rate_closing",
)
SPLITS = ((), ("department",), ("gender",), ("employment_type",), ("department", "gender"), ("exit_type",))
PERIODS = ("2025-02", "2025-03", "2025-04", "2025-05", "2025-Q1", "2025-Q2", "2025-H1", "2025")


def company(chance: random.Random) -> dict[str, Any]:
    stays = []
    for unit, size in UNITS.items():
        for number in range(size):
            left = date(2025, chance.randint(1, 6), chance.randint(1, 28)) if chance.random() < 0.45 else None
            kind = (
                {"end_date": left, "exit_type": chance.choice(("voluntary", "involuntary"))} if left else {}
            )
            stays.append(
                people(f"{unit}-{number}-", 1, unit, gender=chance.choice("MF"), **kind)
                + people(
                    f"{unit}+{number}-",
                    1,
                    unit,
                    gender=chance.choice("MF"),
                    start_date=date(2025, chance.randint(2, 6), 3),
                )
                * (chance.random() < 0.4)
            )
    return TREE | staffed(*stays)


def question(chance: random.Random) -> Ask:
    narrowed = chance.choice(
        [
            (),
            (DimFilter("department", (chance.choice(["N", "S", "N1", "N2", "S1"]),), under=True),),
            (DimFilter("department", (chance.choice(["N1", "N2", "S1", "S2", "CO"]),), negated=True),),
            (DimFilter("gender", (chance.choice("MF"),)),),
            (DimFilter("gender", ("F",)), DimFilter("department", ("S", "N2"), under=True)),
        ]
    )
    period = PeriodAsk(named=tuple(chance.sample(PERIODS, chance.randint(1, 2))))
    return Ask(chance.choice(KEYS), period, by=chance.choice(SPLITS), where=narrowed)


@pytest.mark.parametrize("seed", [1, 3, 13, 29])
async def test_no_sequence_of_questions_isolates_a_few(sqlite_store, seed):
    chance = random.Random(seed)
    house = await found(sqlite_store, TODAY, company(chance))
    ctx = seen_by(house, "general_manager")
    governed = await Registry(sqlite_store).governed(ctx)
    shown: dict[tuple[object, ...], list[dict[str, str]]] = defaultdict(list)
    answered = 0
    for _ in range(45):
        asked = prepare(ctx, governed, question(chance))
        if isinstance(asked, Question):
            answered += await told(ctx, asked, shown)
    assert answered > 5
    for universe, sets in shown.items():
        for few in reached(sets):
            pytest.fail(f"{universe}: {few}")


async def told(ctx, asked: Question, shown) -> int:
    """Note every set of rows whose figure the answer shows; return how many cells it shows."""
    (worked,) = await work(ctx, [asked])
    split = await row_sets(ctx, asked.dictionary, list(asked.wanted), asked.frame)
    whole = await row_sets(ctx, asked.dictionary, list(asked.wanted), replace(asked.frame, by=()))
    count = 0
    for column in asked.columns:
        for group, value in worked.figures[column.mark].items():
            if group in worked.hidden[column.mark] or value.value is None:
                continue
            count += 1
            for each in asked.leaves[column.mark]:
                component, window = each
                rows = (whole if group == TOTAL else split).get(each, {}).get(group, {})
                moment = window.last if component.kind == "stock" else None
                if rows:
                    shown[component.measure.source.name, component.measure.time, moment].append(rows)
    return count


def reached(sets: list[dict[str, str]]) -> list[set[str]]:
    """Return the groups of fewer than K people whose own sum arithmetic on the sets gives.

    What only gives the difference of two unknown sums, whose signs are mixed, reaches nobody.
    """
    pieces = cut(sets)
    matrix = np.zeros((len(sets), len(pieces)), dtype=np.int64)
    order = sorted(pieces, key=lambda piece: len(pieces[piece]) < K)
    for column, piece in enumerate(order):
        matrix[list(piece), column] = 1
    small = sum(len(pieces[piece]) >= K for piece in order)
    out = []
    for row in resting_on(matrix, small) if small < len(order) else ():
        group = set().union(*(pieces[order[at]] for at in np.flatnonzero(row)))
        if len(group) < K and len(set(row[row != 0].tolist())) == 1:
            out.append(group)
    return out
