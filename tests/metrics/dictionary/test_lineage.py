from __future__ import annotations

from server.metrics.dictionary.lineage import Lineage, lineage, lineage_of, used_by
from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse
from tests.metrics.dictionary.small import small


def test_a_figure_is_followed_down_to_columns_and_classes():
    tree = parse(
        "kept(new_hires[gender = 'F'], 3 months) / closing(headcount) + @order_value_change - nobody"
    )

    assert lineage_of(tree, small()) == Lineage(
        metrics=("order_value_change", "order_value"),
        measures=("new_hires", "headcount", "sales", "orders"),
        sources=("employment", "sale"),
        columns=(
            *("employment.spell_id", "employment.gender", "employment.start_date", "employment.end_date"),
            *("employment.person_id", "sale.amount", "sale.paid_at", "sale.order_id"),
        ),
        classes=("roster", "protected", "feedback"),
    )


def test_the_column_of_done_counts_too():
    found = lineage_of(parse("done(asked, answered_at, 24 hours)"), small())

    assert "sale.answered_at" in found.columns


def test_use_is_found_through_other_metrics_and_of_measures():
    assert used_by("order_value", small()) == ("order_value_change",)
    assert used_by("orders", small()) == ("order_value", "order_value_change")
    assert used_by("order_value_change", small()) == ()
    assert used_by("csat", load_builtin()) == ("csat_uplift", "csat_uplift_pp")


def test_every_built_in_figure_says_which_classes_it_needs():
    known = load_builtin()

    assert [key for key, metric in known.metrics.items() if not lineage(metric, known).classes] == []
