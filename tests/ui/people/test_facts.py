"""Facts as lines: what each says, what a form of it offers, and how two states of knowledge differ."""

from __future__ import annotations

from tests.ui.people.told import MOVED, OLD, PAY, POST, STAY
from ui.people.facts import GROUPS, LEFT, compared, inputs_of, says, value_of


def same(text):
    return text


def test_two_states_of_knowledge_differ_by_what_was_learned_and_what_was_corrected():
    assert [(mark, row["id"]) for mark, row in compared([POST, MOVED], [OLD, MOVED])] == [
        ("same", "a2"), ("added", "a1"), ("gone", "a0")
    ]  # fmt: skip
    assert [mark for mark, _ in compared([POST], None)] == ["same"]


def test_a_fact_reads_as_one_line():
    write = {"money": lambda value, _: f"¥{value}"}
    post, stay, pay = GROUPS

    assert says(post, MOVED, "zh", write, same) == "城西店 · FTE 0.50"
    assert says(stay, STAY, "en", write, same) == (
        "Hired 2024-02-05 · Full-time · Fixed term · Confirmed 2024-05-05 · Contract ends 2027-02-04"
    )
    assert says(pay, PAY, "zh", write, same) == "amount masked by policy"
    assert says(pay, {**PAY, "baseSalary": "9.00"}, "zh", write, same) == "¥9.00"


def test_a_form_offers_what_the_fact_has():
    stay = GROUPS[1]

    assert inputs_of(stay, STAY) == stay.inputs
    assert inputs_of(stay, {**STAY, "leftOn": "2025-01-01"}) == (*stay.inputs, *LEFT)
    assert (value_of(POST, "departmentId"), value_of(POST, "positionId"), value_of(PAY, "baseSalary")) == (
        "d1",
        "",
        "",
    )
