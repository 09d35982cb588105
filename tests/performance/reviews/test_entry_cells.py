"""What would become of a cell, before anything is written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from server.people.operations.access import Place
from server.performance.plans.models import ComponentBasis
from server.performance.plans.points import Component
from server.performance.reviews.entry_cells import Cell, foresee, spelled
from server.performance.reviews.entry_reading import Card
from server.performance.reviews.entry_rules import CellOutcome as C

SERVICE = Component("SERVICE", 6000, name="服务")
CSAT = Component("CSAT", 4000, name="满意度", basis=ComponentBasis.METRIC, metric="csat")


def line(value, version=2):
    return SimpleNamespace(id="l", value=value, version=version, entered_at=None, entered_by_id=None)


def card(value="80", barred=None):
    held: Any = SimpleNamespace(id="k", score=8000)
    return Card(
        held, "E3", Place("E3", "D2"), {"SERVICE": SERVICE, "CSAT": CSAT},
        {"SERVICE": line(value), "CSAT": line("0.8")}, barred,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("held", "cell", "outcome"),
    [
        (card(None), Cell("k", "SERVICE", "90"), C.NEW),
        (card(), Cell("k", "SERVICE", "90", 2), C.CHANGED),
        (card(), Cell("k", "SERVICE", "80.0", 1), C.UNCHANGED),
        (card(), Cell("k", "SERVICE", "90", 1), C.CONFLICT),
        (card(), Cell("k", "SERVICE", "101"), C.OUT_OF_RANGE),
        (card(), Cell("k", "SERVICE", "好"), C.NOT_A_NUMBER),
        (card(), Cell("k", "CSAT", "0.9"), C.NOT_ENTERED),
        (card(), Cell("k", "NONE", "1"), C.UNKNOWN),
        (None, Cell("z", "SERVICE", "1"), C.UNKNOWN),
        (card(barred=C.LOCKED), Cell("k", "SERVICE", "90"), C.LOCKED),
    ],
    ids=["new", "changed", "same", "conflict", "range", "word", "figure", "component", "card", "locked"],
)
def test_a_cell_is_foreseen(held, cell, outcome):
    assert foresee(held, cell)[0] is outcome


@pytest.mark.parametrize("barred", [C.OWN_RESULT, C.NOT_ALLOWED])
def test_a_card_that_is_not_theirs_to_score_shows_nothing(barred):
    held = card(barred=barred)

    _, told = foresee(held, Cell("k", "SERVICE", "90"))

    assert (told.value, told.version, spelled(told, {"k": held})["score"]) == (None, None, None)
