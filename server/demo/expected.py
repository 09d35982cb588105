"""Spells out what an expectation says of a cell, and what the cell says, so that both can be compared as texts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from server.metrics.asked import Ambiguous, Answer, Cell, Comparison, Row, Table
from server.metrics.live.dims import canonical
from server.metrics.words import Compare, TargetState

Example = Mapping[str, Any]  # an expectation of the file, of mixed types
MILLIONTH = Decimal("0.000001")
KEPT = (
    "value", "numerator", "denominator", "pending", "people", "reason", "target", "target_met", "prior", "difference",
    "pct_change", "prior_year", "year_change", "org_total", "parent_unit",
)  # fmt: skip
"""What an expectation may say of a cell."""


def texts(wanted: Example) -> dict[str, str]:
    """Spell out what an expectation says of a cell."""
    found = {name: spelled(wanted[name]) for name in KEPT if name in wanted}
    if "candidates" in wanted:
        found["candidates"] = listed({key: spelled(value) for key, value in wanted["candidates"].items()})
    return found


def listed(values: Mapping[str, str]) -> str:
    return " ".join(f"{key}={value}" for key, value in sorted(values.items()))


def spelled(value: object) -> str:
    """Spell a figure the same whether it came as text, number or null."""
    if value is None or isinstance(value, bool):
        return str(value)
    try:
        return f"{Decimal(str(value)).quantize(MILLIONTH, ROUND_HALF_UP).normalize():f}"
    except ArithmeticError:
        return str(value)


def came(given: Answer, wanted: Example) -> dict[str, str]:
    """Spell out the cell that an expectation speaks of."""
    if isinstance(given, Ambiguous):
        values = {metric.key: spelled(cell and cell.value) for metric, cell in given.candidates}
        return {"value": "Ambiguous", "candidates": listed(values)}
    if not isinstance(given, Table):
        return {"value": type(given).__name__}
    row = row_of(given, wanted.get("group") or {})
    if row is None:
        return {"value": "no such group"}
    cell = row.cells[-1]
    beside = {each.kind: each for each in cell.compare}
    last_year = beside.get(Compare.PRIOR_YEAR)
    prior = beside.get(Compare.PRIOR_PERIOD) or last_year
    return {
        "value": spelled(cell.value),
        "numerator": spelled(cell.numerator),
        "denominator": spelled(cell.denominator),
        "pending": spelled(cell.pending),
        "people": spelled(cell.people),
        "reason": str(cell.status),
        "target": str(cell.target),
        "target_met": target_met(cell),
        "prior": spelled(prior and prior.value),
        "difference": spelled(prior and prior.difference),
        "pct_change": spelled(prior and prior.pct_change),
        "prior_year": spelled(last_year and last_year.value),
        "year_change": spelled(last_year and last_year.pct_change),
        "org_total": spelled(value_of(beside.get(Compare.ORG_TOTAL))),
        "parent_unit": spelled(value_of(beside.get(Compare.PARENT_UNIT))),
    }


def value_of(beside: Comparison | None) -> Decimal | None:
    return beside.value if beside else None


def target_met(cell: Cell) -> str:
    """Say whether the target is reached; one that is nearly reached is not."""
    found = {TargetState.MET: True, TargetState.NEAR: False, TargetState.MISSED: False}
    return spelled(found.get(cell.target) if cell.target else None)


def row_of(table: Table, group: Mapping[str, object]) -> Row | None:
    if not group:
        return table.total if table.total is not None else next(iter(table.rows), None)
    wanted = {canonical(name) or name: "" if key is None else str(key) for name, key in group.items()}
    return next(
        (row for row in table.rows if {each.dimension: each.key for each in row.group} == wanted), None
    )
