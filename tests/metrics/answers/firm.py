"""The firm of the end-to-end questions, and how they are asked and read."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import Any

from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import answer
from server.metrics.asked import Ask, PeriodAsk
from server.metrics.dictionary.load import load_builtin
from server.metrics.words import CellStatus
from tests.metrics.company import people, staffed

OK = CellStatus.OK
SMALL, ALSO = CellStatus.SUPPRESSED_SMALL_GROUP, CellStatus.SUPPRESSED_COMPLEMENTARY
MARCH = PeriodAsk(named=("2025-03",))
APRIL_END = date(2025, 4, 30)
CORE = [metric.key for metric in load_builtin().metrics.values() if metric.is_core12]
DISPUTE: dict[str, Any] = {
    "employment": [
        {"repeat": 17, "spell_id": "stay{i}", "start_date": date(2021, 5, 1)},
        {"repeat": 3, "spell_id": "gone{i}", "start_date": date(2021, 5, 1), "end_date": date(2025, 3, 12),
         "exit_type": "voluntary"},
        {"repeat": 23, "spell_id": "new{i}", "start_date": date(2025, 3, 3)},
    ]
}  # fmt: skip
"""Twenty at the start of March, three go, twenty-three come."""
TREE: dict[str, Any] = {
    "department": [
        {"code": "CO", "parent": None},
        {"code": "N", "parent": "CO"},
        {"code": "S", "parent": "CO"},
        {"code": "N1", "parent": "N"},
        {"code": "N2", "parent": "N"},
    ]
}
FIRM: dict[str, Any] = TREE | staffed(
    people("a", 12, "N1"), people("b", 8, "N2"), people("c", 3, "S"), people("d", 6, "S", gender="F")
)
"""N holds 12 + 8, S holds 9 (6 of them women), the company 29."""


@contextmanager
def counted(store):
    statements: list[str] = []
    store.reads.on_statement = statements.append
    yield statements
    store.reads.on_statement = None


async def ask(ctx, key, period=MARCH, **more) -> Any:
    (got,) = await answer(ctx, Registry(ctx.store), [Ask(key, period, **more)])
    return got


def figures(table):
    return {tuple(each.key for each in row.group): [cell.value for cell in row.cells] for row in table.rows}


def statuses(table):
    return {"/".join(each.key for each in row.group): row.cells[-1].status for row in table.rows}
