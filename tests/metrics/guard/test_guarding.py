"""Deductions across questions, by those who see totals only."""

from typing import Any

from server.metrics.agreed.governed import governed
from server.metrics.agreed.registry import Registry
from server.metrics.agreed.standing import Standing
from server.metrics.answers.planning import prepare
from server.metrics.answers.service import answer
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.components import Group
from server.metrics.dictionary.load import load_builtin
from server.metrics.guard.differencing import Rows
from server.metrics.guard.guarding import is_odd, whole
from server.metrics.words import CellStatus
from tests.metrics.answers.firm import APRIL_END, TREE
from tests.metrics.company import found, people, seen_by, staffed

MARCH = PeriodAsk(named=("2025-03",))
HIDDEN = CellStatus.SUPPRESSED_DIFFERENCING
CLOSING = "headcount_closing"


def only(*types):
    return (DimFilter("employment_type", types),)


async def statuses(ctx, *asks):
    answers: list[Any] = [(await answer(ctx, Registry(ctx.store), [ask]))[0] for ask in asks]
    return [[row.cells[0].status for row in table.rows] for table in answers]


async def test_a_difference_of_a_few_people_is_refused_and_of_many_is_not(store):
    """30 in all: 24 permanent, 6 for a term, of whom 2 are known by gender: 24 may be told, 28 may not."""
    stays = staffed(
        people("a", 24, "N1", gender="F"),
        people("b", 4, "N1", employment_type="fixed_term", gender="F"),
        people("c", 2, "N1", employment_type="fixed_term", gender="M"),
    )
    general = seen_by(await found(store, APRIL_END, TREE | stays), "general_manager")

    regular = Ask(CLOSING, MARCH, where=only("regular"))
    women = Ask(CLOSING, MARCH, where=(DimFilter("gender", ("F",)),))

    assert await statuses(general, regular, women, regular) == [[CellStatus.OK], [HIDDEN], [CellStatus.OK]]


async def test_what_one_caller_was_shown_does_not_bind_another(store):
    stays = staffed(people("a", 14, "N1"), people("b", 7, "N1", employment_type="fixed_term"))
    ctx = await found(store, APRIL_END, TREE | stays)
    asks = [Ask(CLOSING, MARCH, where=only("regular")), Ask(CLOSING, MARCH, where=only("fixed_term"))]

    first = await statuses(seen_by(ctx, "general_manager", account="one"), *asks)
    second = await statuses(seen_by(ctx, "general_manager", account="two"), *asks[::-1])

    assert (first, second) == ([[CellStatus.OK], [CellStatus.OK]], [[CellStatus.OK], [CellStatus.OK]])


async def test_plain_tables_and_plain_readers_are_not_weighed(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, {})
    laid = governed(load_builtin(), Standing(), APRIL_END)
    general = seen_by(ctx, "general_manager")

    def odd(caller, **more):
        question: Any = prepare(caller, laid, Ask(CLOSING, MARCH, **more))
        return is_odd(question)

    assert odd(general, where=only("regular"))
    assert odd(general, by=("gender",))
    assert not odd(general, by=("department",))
    assert not odd(general)
    assert not odd(ctx, where=only("regular"))


def test_the_total_is_everybody_in_its_groups():
    groups: dict[Group, Rows] = {("a",): {"r1": "p1"}, ("b",): {"r2": "p2"}}

    assert whole(groups, ()) == {"r1": "p1", "r2": "p2"}
    assert whole(groups, ("c",)) == {}
