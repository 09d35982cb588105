"""Every metric and every edge rule of the dictionary has a worked example, by name."""

from __future__ import annotations

from collections import defaultdict

import pytest

from server.demo.worked import read
from server.metrics.dictionary.load import load_builtin
from tests.metrics.examples import files, loaded, unloaded

ONE_CURRENCY = frozenset({"E18"})
"""No source has a column for a currency, so there is nothing to convert and nothing to work out."""


def values() -> dict[str, list[str]]:
    """Return the exact values expected of each metric."""
    found = defaultdict(list)
    for example in loaded().values():
        for wanted in example["expect"]:
            if wanted.get("value") is not None:
                found[wanted.get("metric") or example["metric"]].append(str(wanted["value"]))
    return found


@pytest.mark.parametrize("key", sorted(load_builtin().metrics))
def test_a_metric_has_a_worked_example_with_an_exact_value(key):
    assert values()[key], f"{key} has no worked example"


@pytest.mark.parametrize("code", sorted(set(load_builtin().edge_rules) - ONE_CURRENCY))
def test_an_edge_rule_has_a_worked_example(code):
    hidden = [each for path in files() for each in read(path).get("suppression_examples", ())]
    assert any(code in example.get("edges", ()) for example in [*loaded().values(), *hidden])


def test_no_source_keeps_a_currency():
    columns = [name for source in load_builtin().sources.values() for name in source.columns]
    assert not [name for name in columns if "currency" in name]


def test_an_example_names_only_rules_there_are_and_shows_its_working():
    rules = set(load_builtin().edge_rules)
    for name, example in loaded().items():
        assert set(example.get("edges", ())) <= rules, name
        assert example["title"].keys() == {"zh", "en"}, name
        assert example["working"].strip(), name


def test_every_dimension_is_split_by_somewhere():
    split = {
        name for each in loaded().values() for wanted in each["expect"] for name in wanted.get("group") or {}
    }
    names = {"department" if name == "dept" else name for name in split}
    assert set(load_builtin().dimensions) <= names


def test_every_reason_for_no_figure_is_met_somewhere():
    met = {wanted.get("reason") for each in loaded().values() for wanted in each["expect"]}
    assert met >= {"OK", "NO_DATA", "EMPTY_DENOMINATOR", "INCOMPLETE_INPUT", "IMMATURE"}


def test_what_needs_no_data_is_as_expected_too():
    found = list(unloaded())
    assert len(found) >= 30
    assert [each.line() for each in found if not each.ok] == []
