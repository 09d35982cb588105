from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.metrics.definitions import Label, Target
from server.metrics.dictionary.load import DictionaryError, make_metric
from server.metrics.lang.problems import FormulaError
from server.metrics.words import Direction, Grain, Sensitivity
from tests.metrics.dictionary.small import OWN, small


def test_a_metric_is_as_written():
    metric = small().metrics["attrition_average"]

    assert metric.name == Label("离职率(平均口径)", "Attrition rate (average)")
    assert metric.grains == (Grain.MONTH, Grain.YEAR)
    assert metric.dimensions == ("department", "job_family")
    assert metric.targets == (Target("<=", Decimal("0.15"), Grain.YEAR, near=Decimal("0.18")),)
    assert metric.examples == ({"id": "att-01"},)
    assert (metric.is_default, metric.is_core, metric.is_core12, metric.is_builtin) == (
        True,
        True,
        True,
        True,
    )


def test_the_company_s_own_is_as_written():
    metric = make_metric(OWN, small())

    assert (metric.key, metric.version, metric.is_builtin, metric.domain) == (
        "custom.early_exit",
        1,
        False,
        "custom",
    )
    assert (metric.direction, metric.sensitivity) == (Direction.DOWN, Sensitivity.PEOPLE)
    assert len(metric.hash) == 64


def test_what_is_left_out_follows_from_the_formula():
    short = {"key": "k", "name": OWN["name"], "formula": "leavers[gender = 'F'] / leavers", "unit": "percent"}

    metric = make_metric(short, small())

    assert metric.definition == metric.name
    assert metric.sensitivity is Sensitivity.SENSITIVE
    assert metric.dimensions == ("department", "job_family")
    assert metric.direction is Direction.NEUTRAL
    assert Grain.MONTH in metric.grains
    plain = make_metric(short | {"formula": "sales / orders", "unit": "money"}, small())
    assert (plain.sensitivity, plain.dimensions) == (
        Sensitivity.OPEN,
        ("department", "job_family", "segment"),
    )
    assert make_metric(short | {"formula": "leavers / orders"}, small()).sensitivity is Sensitivity.PEOPLE


def test_dates_targets_and_tests_of_an_author_are_read():
    raw = OWN | {
        "effective": {"from": "2025-01-01", "to": date(2025, 12, 31)},
        "targets": [
            {"op": ">=", "value": 1, "grain": "MONTH", "scope": {"department": "D1"}, "from": "2025-01-01"}
        ],
        "tests": [{"given": {}, "expect": {}}],
        "notes": {"zh": "注", "en": "note"},
    }

    metric = make_metric(raw, small())

    assert (metric.effective_from, metric.effective_to) == (date(2025, 1, 1), date(2025, 12, 31))
    assert metric.targets[0].scope == ("department=D1",)
    assert metric.targets[0].first == date(2025, 1, 1)
    assert len(metric.examples) == 2
    assert metric.notes == Label("注", "note")


@pytest.mark.parametrize(
    ("change", "key", "code"),
    [
        ({"key": "Key"}, "key", "E_WORD"),
        ({"key": ""}, "key", "E_MISSING"),
        ({"name": {"zh": "x", "en": ""}}, "name", "E_LABEL"),
        ({"unit": "yuan"}, "unit", "E_UNIT"),
        ({"direction": "left"}, "direction", "E_WORD"),
        ({"grains": ["decade"]}, "grains.0", "E_WORD"),
        ({"dimensions": ["colour"]}, "dimensions.0", "E_DIMENSION"),
        ({"dimensions": ["segment"]}, "dimensions", "E_DIMENSION"),
        ({"sensitivity": "secret"}, "sensitivity", "E_WORD"),
        ({"sensitivity": "open"}, "sensitivity", "E_SENSITIVITY"),
        ({"edge_rules": ["E99"]}, "edge_rules.0", "E_EDGE_RULE"),
        ({"targets": [{"op": "~", "grain": "month", "value": 1}]}, "targets.0.op", "E_WORD"),
        ({"targets": [{"op": "<", "grain": "month"}]}, "targets.0.value", "E_MISSING"),
        ({"examples": [3]}, "examples.0", "E_FORM"),
        ({"formular": "x"}, "formular", "E_KEY"),
    ],
)
def test_a_slip_is_named(change, key, code):
    with pytest.raises(DictionaryError) as caught:
        make_metric(OWN | change, small())

    assert [(each.key, each.code) for each in caught.value.problems] == [(key, code)]


@pytest.mark.parametrize(
    ("formula", "code"),
    [("leavers / headcount", "E_STOCK_UNANCHORED"), ("leavers /", "E_SYNTAX"), ("sales", "E_UNIT"), ("", "E_SYNTAX"),
     ("1 - @custom.early_exit", "E_CYCLE")],
)  # fmt: skip
def test_a_bad_formula_is_refused_as_one(formula, code):
    with pytest.raises(FormulaError) as caught:
        make_metric(OWN | {"formula": formula}, small())

    assert caught.value.problems[0].code == code
