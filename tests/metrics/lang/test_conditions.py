from __future__ import annotations

from decimal import Decimal

from server.metrics.lang.parse import parse_predicate
from server.metrics.lang.tree import Both, Column, Either, In, IsNull, Literal_, Not, RowBinary, RowCall
from server.metrics.lang.tree import Test as Comparison

A, B = Column("a"), Column("b")
ONE = Literal_(Decimal(1))


def test_and_binds_closer_than_or_and_chains_are_flat():
    first, second, third = (Comparison("=", A, Literal_(Decimal(n))) for n in (1, 2, 3))

    assert parse_predicate("a = 1 and a = 2 or a = 3 or a = 1") == Either(
        (Both((first, second)), third, first)
    )
    assert parse_predicate("a = 1 and (a = 2 or a = 3)") == Both((first, Either((second, third))))


def test_brackets_may_hold_a_condition_or_a_calculation():
    total = RowBinary("+", A, B)

    assert parse_predicate("((a + b)) * 2 > 1") == Comparison(
        ">", RowBinary("*", total, Literal_(Decimal(2))), ONE
    )
    assert parse_predicate("((a = 1))") == Comparison("=", A, ONE)
    assert parse_predicate("not (a = 1)") == parse_predicate("not a = 1") == Not(Comparison("=", A, ONE))


def test_values_lists_and_emptiness():
    assert parse_predicate("a in ('x', -2, true)") == In(
        A, (Literal_("x"), Literal_(Decimal(-2)), Literal_(True))
    )
    assert parse_predicate("a is not null") == IsNull(A, negated=True)
    assert parse_predicate("days_between(a, anchor()) is null") == IsNull(
        RowCall("days_between", (A, RowCall("anchor")))
    )
    assert parse_predicate("a = 'it''s'") == Comparison("=", A, Literal_("it's"))
