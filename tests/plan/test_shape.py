"""Ids of rows are handed along once each."""

from __future__ import annotations

from server.plan.shape import ObjectShape, ValueFix


def test_a_row_s_id_is_handed_along_once():
    shape = ObjectShape()

    assert [shape.row("t1.id"), shape.row("t2.id"), shape.row("t1.id")] == [1, 2, 1]
    assert not shape
    assert ObjectShape(values=[ValueFix("phone", ("plain",))])
