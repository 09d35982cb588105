"""An answer becomes rows, lines and bars; every figure leads to its receipt."""

from __future__ import annotations

from typing import Any

from tests.ui.metrics.told import HIDDEN, cell, row, table
from ui.metrics import answers
from ui.metrics.question import Question

ASKED = Question(keys=("attrition_rate_average",), by=("department",))
TREE = (
    row("C", cell("0.2"), cell("0.1")),
    row("R1", cell("0.2"), HIDDEN, depth=2, parent="R"),
    row("R", cell("0.3"), cell("0.2"), depth=1, parent="C"),
)


def shaped(found: Any, asked: Question, whole: str) -> Any:
    """Lay a table out; untyped, for what a test reads of it is there."""
    return answers.shape(found, asked, whole)


def test_a_tree_shows_what_is_open_children_under_their_parent():
    closed = shaped(table(*TREE), ASKED, "整体")
    opened = shaped(table(*TREE), Question(keys=ASKED.keys, by=ASKED.by, opened=("R",)), "整体")

    assert [(one.key, one.depth, one.has_children) for one in closed.rows] == [
        ("C", 0, False),
        ("R", 1, True),
    ]
    assert [one.key for one in opened.rows] == ["C", "R", "R1"]
    assert opened.rows[2].newest.is_hidden


def test_a_figure_leads_to_the_same_question_for_its_period_and_row():
    laid = shaped(table(*TREE), ASKED, "整体")

    link = laid.rows[1].newest.why

    assert link.startswith(
        "/metrics/explain?key=attrition_rate_average&period=2026-10&grain=MONTH&by=department"
    )
    assert link.endswith("&group=department%3AR&at=2")
    assert "by=" not in laid.whole.newest.why


def test_the_only_row_of_an_answer_that_is_not_split_is_the_whole():
    laid = shaped(
        table({"group": [], "cells": [cell("0.2"), cell("0.1")]}, dimensions=[], total=None),
        Question(keys=("x",)),
        "整体",
    )

    assert laid.whole.newest.cell["value"] == "0.1"
    assert laid.rows == []
    assert len(laid.chart.lines) == 1


def test_the_target_of_the_whole_at_this_grain_is_drawn():
    found = table()
    usual: Any = {"grain": "MONTH", "scope": [], "appliesTo": None}
    targets = [
        {**usual, "value": "0.05", "display": "<= 5.0%", "grain": "YEAR"},
        {**usual, "value": "0.06", "display": "<= 6.0%", "grain": "CUSTOM"},
        {**usual, "value": "0.04", "display": "<= 4.0%", "scope": ["department=R"]},
        {**usual, "value": "-0.1", "display": "<= -10.0%", "appliesTo": "pct_change"},
        {**usual, "value": "0.03", "display": "<= 3.0%"},
    ]
    found["definition"] = {**found["definition"], "targets": targets}

    assert shaped(found, Question(keys=("x",)), "整体").target["display"] == "<= 3.0%"
    found["definition"]["targets"] = targets[:2]
    assert shaped(found, Question(keys=("x",)), "整体").target["display"] == "<= 6.0%"


def test_a_break_cuts_every_line():
    found = table(breaks=[{"beforePeriod": "2026-10", "toVersion": 2, "note": "换分母"}])

    laid = shaped(found, Question(keys=("x",)), "整体")

    assert laid.whole.spark.paths == ()
    assert laid.chart.breaks == (50.0,)


def test_one_period_makes_bars_and_no_line():
    laid = shaped(table(row("A", cell("0.2")), row("B", HIDDEN), periods=("2026-10",)), ASKED, "整体")

    assert laid.chart is None
    assert [one.bar and one.bar.width for one in laid.rows] == [100.0, None]
