"""The rules by themselves: dated facts never overlap and always cover, states, the tree, and inputs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kernel.errors import InvalidInput, InvalidState
from server.people import rules
from server.people.models import DepartmentKind as Kind
from server.people.rules import Revision, Span, close_and_continue, revise

START = date(2024, 1, 1)
changes = st.dictionaries(st.sampled_from(["department", "position"]), st.integers(0, 3), min_size=1)
steps = st.lists(st.tuples(st.integers(0, 60), changes, st.booleans()), max_size=12)


def apply(spans: list[Span], revision: Revision) -> list[Span]:
    kept = [span for span in spans if span.key not in revision.superseded]
    made = [
        Span(s.start, s.end, s.values, f"{s.start}-{len(spans)}-{n}") for n, s in enumerate(revision.made)
    ]
    return sorted([*kept, *made], key=lambda span: span.start)


def at(spans: list[Span], day: date) -> dict[str, object]:
    (found,) = [span for span in spans if span.covers(day)]
    return dict(found.values)


@given(steps)
def test_facts_never_overlap_and_always_cover(taken):
    spans = [Span(START, None, {"department": 0, "position": 0}, "first")]

    for offset, change, again in taken:
        day = START + timedelta(days=offset)
        before = {n: at(spans, START + timedelta(days=n)) for n in range(offset)}
        if again and day > spans[-1].start:
            spans = apply(spans, close_and_continue(spans, day, {"department": 9, "position": 9} | change))
        else:
            spans = apply(spans, revise(spans, day, change))
        assert at(spans, day).items() >= change.items()
        assert {n: at(spans, START + timedelta(days=n)) for n in range(offset)} == before

    assert spans[0].start == START
    assert spans[-1].end is None
    assert [span.end for span in spans[:-1]] == [span.start for span in spans[1:]]
    assert all(span.end is None or span.start < span.end for span in spans)


def test_a_change_learned_late_reaches_into_what_was_known_later():
    spans = [
        Span(START, date(2024, 6, 1), {"department": "A", "position": "junior"}, "1"),
        Span(date(2024, 6, 1), None, {"department": "B", "position": "junior"}, "2"),
    ]

    revision = revise(spans, date(2024, 3, 1), {"position": "senior"})

    assert revision.superseded == ("1", "2")
    assert [(s.start, s.values["department"], s.values["position"]) for s in revision.made] == [
        (START, "A", "junior"),
        (date(2024, 3, 1), "A", "senior"),
        (date(2024, 6, 1), "B", "senior"),
    ]


def test_a_change_does_not_undo_what_was_decided_later():
    spans = [Span(START, date(2024, 6, 1), {"d": "A"}, "1"), Span(date(2024, 6, 1), None, {"d": "B"}, "2")]

    assert revise(spans, date(2024, 3, 1), {"d": "C"}).superseded == ("1",)


def test_nothing_changes_before_the_first_fact():
    with pytest.raises(InvalidState):
        revise([Span(START, None, {"d": 1}, "1")], START - timedelta(days=1), {"d": 2})


PARENTS = {"root": None, "a": "root", "b": "a", "c": "b", "other": None}


def test_a_subtree_is_everything_beneath_each_once():
    assert rules.subtree(["a", "b"], PARENTS) == ("a", "b", "c")
    assert rules.subtree(["gone"], PARENTS) == ()


@pytest.mark.parametrize("parent", ["a", "c"])
def test_a_department_cannot_hang_under_itself_or_what_is_beneath_it(parent):
    with pytest.raises(InvalidState):
        rules.require_no_circle("a", parent, PARENTS)


def test_a_department_may_hang_under_another():
    rules.require_no_circle("a", "other", PARENTS)


@pytest.mark.parametrize(
    ("kind", "parent"), [(Kind.COMPANY, Kind.DEPARTMENT), (Kind.STORE, Kind.TEAM), (Kind.WARD, Kind.STORE)]
)
def test_some_kinds_do_not_hang_under_others(kind, parent):
    with pytest.raises(InvalidState):
        rules.require_place(kind, parent)


@pytest.mark.parametrize(
    ("kind", "parent"), [(Kind.COMPANY, None), (Kind.TEAM, Kind.WARD), (Kind.WARD, Kind.DEPARTMENT)]
)
def test_others_do(kind, parent):
    rules.require_place(kind, parent)


@pytest.mark.parametrize(
    ("clean", "text", "clear"),
    [
        (rules.clean_phone, " １３８-0000 0001", "13800000001"),
        (rules.clean_phone, "+86 138 0000 0001", "+8613800000001"),
        (rules.clean_email, "Wang.Fang@Example.com ", "wang.fang@example.com"),
        (rules.clean_id_number, "99999919900101123x", "99999919900101123X"),
        (rules.clean_code, "Ｅ１", "E1"),
        (rules.clean_name, "  王　芳 ", "王 芳"),
        (rules.clean_pay, Decimal(8000), "8000.00"),
    ],
)
def test_inputs_are_spelled_one_way(clean, text, clear):
    assert clean(text) == clear


@pytest.mark.parametrize(
    ("clean", "text", "path"),
    [
        (rules.clean_phone, "电话", ("input", "phone")),
        (rules.clean_email, "a@b", ("input", "email")),
        (rules.clean_id_number, "12-34", ("input", "idNumber")),
        (rules.clean_code, "E 1", ("input", "code")),
        (rules.clean_name, " ", ("input", "name")),
        (rules.clean_pay, Decimal("1.001"), ("input", "baseSalary")),
        (rules.clean_pay, Decimal(-1), ("input", "baseSalary")),
        (rules.clean_pay, Decimal("Infinity"), ("input", "baseSalary")),
    ],
)
def test_a_wrong_input_is_refused_at_its_field(clean, text, path):
    with pytest.raises(InvalidInput) as caught:
        clean(text)

    assert caught.value.path == path


def test_dates_must_make_sense():
    with pytest.raises(InvalidInput):
        rules.clean_day(date(1066, 10, 14), "hiredOn")
    with pytest.raises(InvalidInput):
        rules.clean_probation(date(2024, 1, 1), date(2024, 1, 2))
