from __future__ import annotations

import pytest

from server.metrics.definitions import Family
from server.metrics.dictionary.load import DictionaryError, load_builtin, read
from server.metrics.words import Sensitivity
from tests.metrics.dictionary.small import DOMAIN, SHARED, small, written


def problems(tmp_path, shared=SHARED, domain=DOMAIN):
    with pytest.raises(DictionaryError) as caught:
        read(written(tmp_path, shared, domain))
    return caught.value.problems


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        (
            "default: attrition_average",
            "default: attrition_closing",
            "families.attrition.default",
            "E_FAMILY",
        ),
        ("default: attrition_average", "default: attrition_opening", "metrics.0.default_variant", "E_FAMILY"),
        (
            "members: [attrition_average, ",
            "members: [attrition_averge, ",
            "families.attrition.members.0",
            "E_METRIC",
        ),
        (
            "members: [attrition_average, attrition_opening]",
            "members: [attrition_average]",
            "metrics.1.family",
            "E_FAMILY",
        ),
        ("core12: [attrition_average]", "core12: [attrition]", "core12.0", "E_METRIC"),
        ("type: hierarchy", "type: tree", "dimensions.department.type", "E_WORD"),
        ("places: 0", "places: none", "units.person.places", "E_FORM"),
        ("feedback: open", "feedback: public", "class_sensitivity.feedback", "E_WORD"),
        ("conventions:", "convention:", "convention", "E_KEY"),
    ],
)
def test_a_slip_in_what_all_share_is_named(tmp_path, old, new, key, code):
    assert old in SHARED

    assert (key, code) in [(each.key, each.code) for each in problems(tmp_path, SHARED.replace(old, new, 1))]


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        ("formula: sales / orders", "formula: sales / headcount", "metrics.2.formula", "E_STOCK_UNANCHORED"),
        ("formula: sales / orders", "formula: sales /", "metrics.2.formula", "E_SYNTAX"),
        (
            "formula: sales / orders",
            "formula: pct_change(@order_value_change, 1 year)",
            "metrics.2.formula",
            "E_CYCLE",
        ),
        ("    formula: sales / orders\n", "", "metrics.2.formula", "E_MISSING"),
        ("unit: money\n    direction", "unit: person\n    direction", "metrics.2.formula", "E_UNIT"),
        (
            "dimensions: [department, segment]",
            "dimensions: [department, gender, line]",
            "metrics.2.dimensions.2",
            "E_DIMENSION",
        ),
        ("dimensions: [dept, jobFamily]", "dimensions: [segment]", "metrics.0.dimensions", "E_DIMENSION"),
        ("sensitivity: people", "sensitivity: open", "metrics.0.sensitivity", "E_SENSITIVITY"),
        ("key: attrition_opening", "key: attrition_average", "metrics.1.key", "E_TWICE"),
        ("edge_rules: [E01]", "edge_rules: [E77]", "metrics.0.edge_rules.0", "E_EDGE_RULE"),
        ("family: attrition\n    default", "family: turnover\n    default", "metrics.0.family", "E_FAMILY"),
    ],
)
def test_a_slip_in_a_metric_is_named(tmp_path, old, new, key, code):
    assert old in DOMAIN

    assert (key, code) in [
        (each.key, each.code) for each in problems(tmp_path, SHARED, DOMAIN.replace(old, new, 1))
    ]


def test_a_problem_names_its_file_and_line(tmp_path):
    (problem,) = problems(
        tmp_path, SHARED, DOMAIN.replace("formula: sales / orders", "formula: sales / order")
    )

    line = DOMAIN.splitlines().index("    formula: sales / orders") + 1
    assert (problem.file, problem.line) == ((tmp_path / "metrics.yaml").as_posix(), line)
    assert problem.suggestions[0] == "orders"


def test_every_problem_is_named_not_only_the_first(tmp_path):
    broken = DOMAIN.replace("{type: bool}", "{type: flag}").replace("anchor: agent", "anchor: agnet")

    assert len(problems(tmp_path, SHARED, broken)) == 2


def test_broken_yaml_is_named_with_its_line(tmp_path):
    (problem,) = problems(tmp_path, SHARED + "units: {}\n")

    assert (problem.code, problem.line) == ("E_YAML", SHARED.count("\n") + 1)


def test_a_name_in_two_files_is_refused(tmp_path):
    files = written(tmp_path)
    again = tmp_path / "again.yaml"
    again.write_text("measures:\n  sales: {}\n", encoding="utf-8")

    with pytest.raises(DictionaryError) as caught:
        read((*files, again))

    assert [each.code for each in caught.value.problems] == ["E_TWICE"]


def test_shared_words_are_as_written():
    known = small()

    assert known.units["money"].places == 2
    assert known.dimensions["gender"].is_protected
    assert known.families["attrition"] == Family(
        "attrition", ("attrition_average", "attrition_opening"), "attrition_average"
    )
    assert known.edge_rules["E01"].label.en == "Nothing is divided by nothing"
    assert known.conventions["last_day"].zh == "最后一天算在职"
    assert known.class_sensitivity["protected"] is Sensitivity.SENSITIVE


def test_the_product_s_dictionary_is_whole():
    known = load_builtin()

    counts = {
        len(known.metrics),
        len(known.measures),
        len(known.sources),
        len(known.dimensions),
        len(known.edge_rules),
    }
    assert counts == {135, 103, 36, 19, 20}
    assert sum(metric.is_core for metric in known.metrics.values()) == 49
    assert sum(metric.is_core12 for metric in known.metrics.values()) == 12
    assert load_builtin() is known
