"""A cell of the grid of ratings: what would become of it, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.kernel.clock import spell_instant
from server.people.operations.access import link
from server.performance.plans.models import ComponentBasis
from server.performance.reviews.entry_reading import Card, names_of
from server.performance.reviews.entry_rules import CellOutcome, judge, said


@dataclass(frozen=True)
class Cell:
    """A cell as somebody typed it; `version` is that of the line they saw, None to write whatever stands there."""

    scorecard_id: str
    component_code: str
    value: str = ""
    version: int | None = None


@dataclass
class Told:
    """What became of a cell: what is kept there now, by whom and since when, and what to say about it."""

    cell: Cell
    outcome: CellOutcome
    value: str | None = None
    version: int | None = None
    entered_by: str | None = None
    entered_at: str | None = None
    zh: str = ""
    en: str = ""


def foresee(card: Card | None, cell: Cell) -> tuple[CellOutcome, Told]:
    """Return what would become of a cell, writing nothing."""
    if card is None or cell.component_code not in card.lines:
        outcome = CellOutcome.UNKNOWN
        zh, en = said(outcome)
        return outcome, Told(cell, outcome, zh=zh, en=en)
    outcome = card.barred or judged(card, cell)
    return outcome, now_at(card, cell, outcome)


def judged(card: Card, cell: Cell) -> CellOutcome:
    line, component = card.lines[cell.component_code], card.components[cell.component_code]
    if component.basis is not ComponentBasis.RATING:
        return CellOutcome.NOT_ENTERED
    wrong, value = judge(component, cell.value)
    if wrong is not None:
        return wrong
    if line.value == value:
        return CellOutcome.UNCHANGED
    if cell.version is not None and cell.version != line.version:
        return CellOutcome.CONFLICT
    return CellOutcome.NEW if line.value is None else CellOutcome.CHANGED


def now_at(card: Card, cell: Cell, outcome: CellOutcome) -> Told:
    """Return a cell as it stands, with what to say; of a card that is not theirs to score nothing is shown."""
    zh, en = said(outcome, card.components.get(cell.component_code))
    if outcome in (CellOutcome.OWN_RESULT, CellOutcome.NOT_ALLOWED):
        return Told(cell, outcome, zh=zh, en=en)
    line = card.lines[cell.component_code]
    at = None if line.entered_at is None else spell_instant(line.entered_at)
    by = link(line, "entered_by_id") or None
    return Told(cell, outcome, line.value, line.version, by, at, zh, en)


async def name_writers(told: Sequence[Told]) -> None:
    """Put names in place of the ids of who wrote what."""
    names = await names_of({each.entered_by for each in told if each.entered_by})
    for each in told:
        each.entered_by = names.get(each.entered_by or "")


def spelled(told: Told, cards: Mapping[str, Card]) -> dict[str, Any]:
    """Return a cell's outcome for the wire."""
    card = cards.get(told.cell.scorecard_id)
    shows = card is not None and card.barred in (None, CellOutcome.LOCKED)
    return {
        **vars(told.cell),
        **{name: value for name, value in vars(told).items() if name != "cell"},
        "typed": told.cell.value,
        "value": told.value,
        "version": told.version,
        "score": card.row.score if card is not None and shows else None,
    }
