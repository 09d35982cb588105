from __future__ import annotations

from dataclasses import replace

import pytest

from server.metrics.definitions import Label
from server.metrics.dictionary.likeness import duplicates, findings, namesakes, near_names, rivals, rivals_of
from server.metrics.dictionary.load import load_builtin, make_metric, with_metrics
from server.metrics.lang.parse import parse
from server.metrics.words import ConflictKind, MetricStatus
from tests.metrics.dictionary.small import KEY, OWN, small


def own(**change):
    return make_metric(OWN | change, small())


def test_the_same_figure_under_another_name_is_a_duplicate():
    again = own(formula="( leavers )/avg2( headcount )")

    assert duplicates(again, small()) == ("attrition_average",)
    assert duplicates(own(), small()) == ()
    assert duplicates(small().metrics["attrition_average"], small()) == ()


@pytest.mark.parametrize(
    "name",
    [
        {"zh": "离职率", "en": "Something"},
        {"zh": "某指标", "en": "TURNOVER rate"},
        {"zh": "离职比例（新）", "en": "Something"},
    ],
)
def test_the_same_name_for_another_figure_is_found(name):
    assert namesakes(own(name=name), small())[0] == "attrition_average"


def test_another_name_is_no_namesake():
    assert namesakes(own(), small()) == ()


def test_same_numerator_over_something_else_is_a_rival():
    assert rivals(own(formula="100 * leavers / closing(headcount)"), small()) == (
        "attrition_average",
        "attrition_opening",
    )
    assert rivals(own(), small()) == ()
    assert rivals_of(parse("leavers"), small()) == ()
    assert rivals_of(parse("nobody / leavers"), small()) == ()


def test_near_names_need_enough_letters():
    assert near_names(own(name={"zh": "笔单价变更", "en": "Change of order valeu"}), small()) == (
        "order_value_change",
    )
    assert near_names(own(name={"zh": "笔单件", "en": "Quite another"}), small()) == ()


def with_own(**change):
    return with_metrics(small(), [replace(own(**change), status=MetricStatus.PUBLISHED)])


def test_findings_name_every_kind_of_conflict():
    twin = with_own(formula="leavers / avg2(headcount)")
    homonym = with_own(name={"zh": "笔单价(新)", "en": "New"})
    near = with_own(name={"zh": "某个指标", "en": "Order valeu"})

    assert [(each.kind, each.keys) for each in findings(twin)] == [
        (ConflictKind.SAME_FORMULA_OTHER_NAME, ("attrition_average", KEY))
    ]
    assert [(each.kind, each.keys) for each in findings(homonym)] == [
        (ConflictKind.SAME_NAME_OTHER_FORMULA, ("order_value", KEY))
    ]
    assert [(each.kind, each.keys) for each in findings(near)] == [
        (ConflictKind.NEAR_DUPLICATE, ("order_value", KEY))
    ]


def test_a_metric_whose_upstream_is_retired_is_an_orphan():
    known = small()
    retired = replace(known.metrics["order_value"], status=MetricStatus.RETIRED)

    (finding,) = findings(replace(known, metrics={**known.metrics, "order_value": retired}))

    assert (finding.kind, finding.keys) == (
        ConflictKind.ORPHAN_UPSTREAM,
        ("order_value_change", "order_value"),
    )
    assert finding.detail == Label(
        "“笔单价变化”引用的指标“order_value”已停用或不存在",
        "'Change of order value' refers to 'order_value', which is gone",
    )


def test_members_of_a_family_do_not_get_in_each_other_s_way():
    assert findings(small()) == []


def test_the_product_s_own_figures_are_all_different():
    gravest = [
        each for each in findings(load_builtin()) if each.kind is not ConflictKind.SAME_NAME_OTHER_FORMULA
    ]

    assert gravest == []
