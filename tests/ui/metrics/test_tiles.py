"""Tiles: few questions, nothing empty before a board is pinned, a way to every definition."""

from __future__ import annotations

from tests.ui.metrics.told import cell, definition, table
from ui.metrics import tiles
from ui.metrics.tiles import Wanted

BEFORE = {"kind": "PRIOR_PERIOD", "difference": "0.01", "display": "9.0%", "status": "OK", "isBreak": False}


def made(**changes):
    return tiles.tile(Wanted("attrition_rate_average"), {**table(dimensions=[]), **changes}, "zh", "整体")


def test_a_tile_shows_the_newest_figure_there_is():
    tile = made(total={"group": [], "cells": [cell("0.2", compare=[BEFORE]), cell(None)]})

    assert tile.newest.cell["value"] == "0.2"
    assert tile.difference == "+1.0 个百分点"


def test_a_change_across_definitions_is_not_shown():
    assert tiles.difference(cell(compare=[{**BEFORE, "isBreak": True}]), definition(), "zh") == ""
    assert tiles.difference(cell(), definition(), "zh") == ""


def test_a_refusal_keeps_its_words_and_its_rule():
    denied = {"__typename": "MetricDenied", "key": "pay", "rule": "pay.csv:3", "message": "您看不到薪资。"}
    invalid = {"__typename": "InvalidMetricQuery", "problems": [{"message": "不能按它拆分"}]}

    tile = tiles.tile(Wanted("pay"), denied, "zh", "整体")

    assert (tile.said, tile.rule, tile.has_value) == ("您看不到薪资。", "pay.csv:3", False)
    assert tiles.tile(Wanted("x"), invalid, "zh", "").said == "不能按它拆分"
    assert tiles.tile(Wanted("x"), None, "zh", "").newest is None


def test_only_what_speaks_is_shown_unasked():
    quiet = made(total={"group": [], "cells": [cell(None), cell(None)]})

    assert tiles.speaking([quiet, made(), made()], most=1) == [made()]
    assert made(total=None, rows=[]).newest is None


def test_the_company_and_a_person_see_different_figures_first():
    assert tiles.usual(company=True)[0].key == "headcount_closing"
    assert tiles.usual(company=False)[0].key == "appraisal_score_weighted"


def test_tiles_move_one_step_and_stop_at_the_ends():
    a, b = Wanted("a"), Wanted("b")

    assert tiles.moved([a, b], 0, 1) == [b, a]
    assert tiles.moved([a, b], 0, -1) == [a, b]
    assert tiles.viewed(a, "pie") == a
    assert Wanted.kept({"key": "a", "period": "last:12", "by": None, "view": "pie"}) == a
    assert Wanted("a", by="department").question.by == ("department",)
