"""Rules know people by all the departments above them."""

from __future__ import annotations

from datetime import date

from server.training.operations.trainees import lines, trainees
from tests.plan.world import context, uid
from tests.training.learners import courses


async def test_a_rule_knows_people_by_all_departments_above_them(store):
    await courses(store)
    people = await store.write(lambda: trainees(context(store, "hr_manager")))

    assert sorted(people) == [uid(code) for code in ("E1", "E2", "E3", "E4", "E6")]
    assert people[uid("E4")].departments == {"D1", "D2", "D3"}
    assert (people[uid("E4")].hired_on, people[uid("E4")].family) == (date(2025, 5, 12), "service")


def test_departments_that_lie_in_a_ring_do_not_hang():
    assert lines({"a": ("A", "b"), "b": ("B", "a"), "c": ("C", "")}) == {
        "a": frozenset({"A", "B"}), "b": frozenset({"A", "B"}), "c": frozenset({"C"}),
    }  # fmt: skip
