"""The figures of many people: the same as asked one by one, in as many statements for many as for few."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput
from server.metrics import persons
from server.metrics.agreed.registry import Registry
from server.metrics.answers.replay import replay
from server.metrics.answers.service import cell
from server.metrics.periods import named
from server.metrics.persons import is_personal, person_figures, team_figures, whole_figure
from server.metrics.words import CellStatus
from tests.people.town import plant
from tests.performance.scored import hear_customers
from tests.plan.world import context, uid

QUARTER = named("2025-Q1")


@pytest.fixture
async def asks(store):
    await plant(store)
    await hear_customers(store)
    return context(store, "hr_manager")


@pytest.fixture
def registry(asks):
    return Registry(asks.store)


async def test_each_persons_share_is_that_of_their_own_rows(asks, registry):
    found = await person_figures(asks, registry, "csat", QUARTER, [uid("E3"), uid("E5"), uid("E6")])

    told: dict[str, tuple[object, ...]] = {
        key: (each.value, each.numerator, each.denominator, each.n) for key, each in found.items()
    }
    assert told == {
        uid("E3"): (Decimal("0.8"), 8, 10, 10),
        uid("E5"): (Decimal("0.5"), 1, 2, 2),
        uid("E6"): (None, 0, 0, 0),
    }
    assert found[uid("E6")].status is CellStatus.EMPTY_DENOMINATOR


async def test_it_is_the_figure_a_cell_shows(asks, registry):
    for key in ("csat", "one_on_one_coverage"):
        found = await person_figures(asks, registry, key, QUARTER, [uid("E3")])
        if key == "csat":
            assert is_personal((await registry.current(asks)), key)
        else:
            shown = await cell(asks, registry, key, "2025-Q1", employee=uid("E3"))
            assert (found[uid("E3")].value, found[uid("E3")].status) == (shown.value, shown.status)


async def test_without_names_it_is_everybody_of_whom_there_are_rows(asks, registry):
    assert set(await person_figures(asks, registry, "csat", QUARTER)) == {uid("E3"), uid("E5")}


async def test_the_whole_is_that_of_everybody_or_of_a_family(asks, registry):
    assert await whole_figure(asks, registry, "csat", QUARTER) == Decimal("0.75")  # 9 of 12
    assert await whole_figure(asks, registry, "csat", QUARTER, family="service") == Decimal("0.5")
    assert await whole_figure(asks, registry, "csat", QUARTER, family="nobody") is None


async def test_a_receipt_replays_for_whoever_may_see_the_figure(asks, registry):
    found = await person_figures(asks, registry, "csat", QUARTER, [uid("E3")])

    for role in ("hr_manager", "department_manager", "employee"):
        again = await replay(context(asks.store, role), registry, found[uid("E3")].receipt)
        assert (again.is_same, again.then) == (True, Decimal("0.8")), role


async def test_a_departments_figure_is_that_of_all_beneath_it_and_replays(asks, registry):
    found = await team_figures(asks, registry, "csat", QUARTER, [uid("D2"), uid("D3"), uid("D4")])

    # E3 of D2 has 8 of 10, E5 of D3 beneath it 1 of 2; nobody asked about D4.
    assert [(each.value, each.n) for each in found.values()] == [
        (Decimal("0.75"), 12),
        (Decimal("0.5"), 2),
        (None, 0),
    ]
    for each in found.values():
        assert (await replay(asks, registry, each.receipt)).is_same
    assert set(await team_figures(asks, registry, "partner_score_avg", QUARTER, [uid("D2")])) == {uid("D2")}
    with pytest.raises(InvalidInput):
        await team_figures(asks, registry, "no_such_figure", QUARTER, [uid("D2")])


@pytest.mark.parametrize("key", ["no_such_figure", "revenue_per_employee", "profit"])
async def test_what_cannot_be_told_apart_by_people_is_refused(asks, registry, key):
    with pytest.raises(InvalidInput):
        await person_figures(asks, registry, key, QUARTER, [uid("E3")])


async def test_many_people_take_as_many_statements_as_few(asks, registry, monkeypatch):
    reads, counted = asks.store.reads, []
    run = reads.rows

    async def counting(*given):
        counted.append(given)
        return await run(*given)

    monkeypatch.setattr(reads, "rows", counting)
    await person_figures(asks, registry, "csat", QUARTER, [uid("E3")])
    few = len(counted)
    counted.clear()
    await person_figures(asks, registry, "csat", QUARTER, [uid(f"E{number}") for number in range(1, 900)])

    assert len(counted) == few <= 2


async def test_more_than_a_batch_is_answered_batch_by_batch(asks, registry, monkeypatch):
    monkeypatch.setattr(persons, "BATCH", 2)
    people = [uid(f"E{number}") for number in (6, 5, 3, 3, 1)]

    found = await person_figures(asks, registry, "csat", QUARTER, people)

    assert [str(found[each].value) for each in people] == ["None", "0.5", "0.8", "0.8", "None"]
