"""Random organizations: what the database answers against a plain count, day by day, on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from server.kernel.period import add_months
from server.metrics.asked import DimFilter
from server.metrics.components import Frame
from server.metrics.live.fetch import fetch, person_sets
from server.metrics.periods import Window
from server.metrics.words import OrgView
from server.people import models as m
from server.store.store import Store
from tests.metrics.town import Town, component, dictionary, plain

FIRST, DAYS = date(2024, 1, 20), 60
DEPARTMENTS = ("top", "A", "B", "C", "D")
DAY = timedelta(days=1)
HEADCOUNT, PERSON_DAYS = component("headcount", "stock"), component("headcount", "days")
HIRES, LEAVERS = component("hires"), component("leavers")
COHORTS = {
    kind: component("new_hires", kind, duration=(1, "month")) for kind in ("matured", "kept", "pending")
}


@dataclass(frozen=True)
class Stay:
    person: str
    hired: date
    left: date | None
    posts: tuple[tuple[date, str], ...]
    is_intern: bool


days = st.integers(0, DAYS).map(lambda step: FIRST + DAY * step)


@st.composite
def stays(draw, number: int) -> Stay:
    hired = draw(days)
    left = draw(st.none() | st.integers(0, 40).map(lambda step: hired + DAY * step))
    moves = sorted(set(draw(st.lists(days.filter(lambda each: each > hired), max_size=2))))
    posts = tuple((when, draw(st.sampled_from(DEPARTMENTS[1:]))) for when in (hired, *moves))
    return Stay(f"p{number}", hired, left, posts, draw(st.integers(0, 5)) == 0)


@st.composite
def worlds(draw):
    people = [draw(stays(number)) for number in range(draw(st.integers(1, 6)))]
    moved = draw(st.none() | st.tuples(days, st.sampled_from(("A", "B", "top"))))
    first = draw(days)
    return (
        people,
        moved,
        Window(first, first + DAY * draw(st.integers(0, 35))),
        draw(st.sampled_from(OrgView)),
        draw(days),
    )


# -- the plain count --


def above(department, when, moved):
    """D hangs under C; C under A, and from a day on under something else."""
    parent = {"A": "top", "B": "top", "C": "A", "D": "C", "top": None}
    if moved and when >= moved[0]:
        parent["C"] = moved[1]
    out = []
    while department is not None:
        out.append(department)
        department = parent[department]
    return out


def place(stay, when):
    found = stay.posts[0][1]
    for since, department in stay.posts:
        if since <= when:
            found = department
    return found


def expected(world):
    people, moved, window, view, as_of = world
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("closing", "days", "hires", "leavers", "matured", "kept", "pending")
    }
    for stay in people:
        for name, when in () if stay.is_intern else moments(stay, window, as_of):
            tree_day = window.last if view is OrgView.AS_IS else when
            counts[name].update(above(place(stay, when), tree_day, moved))
    return {name: dict(counter) for name, counter in counts.items()}


def moments(stay, window, as_of):
    """List what a stay counts as, with the day on which it does."""
    last = stay.left or date.max
    if stay.hired <= window.last < last:
        yield "closing", window.last
    for step in range(window.days):
        if stay.hired <= (when := window.first + DAY * step) <= last:
            yield "days", when
    if window.first <= last <= window.last:
        yield "leavers", last
    if window.first <= stay.hired <= window.last:
        deadline = add_months(stay.hired, 1)
        yield "hires", stay.hired
        yield ("matured" if deadline <= as_of else "pending"), stay.hired
        if deadline <= as_of and deadline <= last:
            yield "kept", stay.hired


async def plant(store: Store, people, moved) -> None:
    town = Town().department("top").department("A", "top").department("B", "top")
    town.department("C", "A", moves=[(moved[0].isoformat(), moved[1])] if moved else ()).department("D", "C")
    for stay in people:
        kind: dict[str, Any] = {"type": "INTERN"} if stay.is_intern else {}
        town.person(stay.person)
        town.stay(stay.person, stay.hired.isoformat(), stay.left and stay.left.isoformat(), **kind)
        ends = [when.isoformat() for when, _ in stay.posts[1:]]
        for at, (since, department) in enumerate(stay.posts):
            until = ends[at] if at < len(ends) else None
            town.post(stay.person, department, since.isoformat(), until, is_initial=at == 0)
    await town.build(store)


async def clear(store: Store) -> None:
    async def empty() -> None:
        await m.Department.all().update(parent_id=None)
        for table in (m.Assignment, m.Employment, m.DepartmentVersion, m.Employee, m.Department):
            await table.all().delete()

    await store.write(empty)


async def answered(ctx, world):
    _, _, window, view, as_of = world
    at = Window(window.last, window.last)
    wanted = {
        "closing": (HEADCOUNT, at), "days": (PERSON_DAYS, window), "hires": (HIRES, window),
        "leavers": (LEAVERS, window), **{kind: (each, window) for kind, each in COHORTS.items()},
    }  # fmt: skip
    frame = Frame(by=("department",), org_view=view, as_of=as_of, org_day=window.last)
    found = await fetch(ctx, dictionary(), list(wanted.values()), frame)
    sets = await person_sets(ctx, dictionary(), list(wanted.values()), frame)
    for each in wanted.values():
        assert {g: p.people for g, p in found[each].items()} == {g: len(s) for g, s in sets[each].items()}
    return {
        name: {plain(("department",), group): int(part.value or 0) for group, part in found[each].items()}
        for name, each in wanted.items()
    }


@given(world=worlds())
@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_every_node_agrees_with_a_plain_count(ctx, store, world):
    await plant(store, *world[:2])
    try:
        found = await answered(ctx, world)
    finally:
        await clear(store)

    assert found == expected(world)


@given(world=worlds())
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_the_identity_holds_for_the_whole(ctx, store, world):
    people, moved, window, _, _ = world
    await plant(store, people, moved)
    try:
        opening = (HEADCOUNT, Window(window.first - DAY, window.first - DAY))
        closing = (HEADCOUNT, Window(window.last, window.last))
        frame = Frame(where=(DimFilter("department", ("top",), under=True),))
        found = await fetch(ctx, dictionary(), [opening, closing, (HIRES, window), (LEAVERS, window)], frame)
    finally:
        await clear(store)

    values = {each: Fraction(parts[()].value or 0) for each, parts in found.items()}
    assert values[closing] == values[opening] + values[HIRES, window] - values[LEAVERS, window]


def test_the_plain_count_is_itself_right():
    stay = Stay("p", date(2024, 1, 31), date(2024, 2, 29), ((date(2024, 1, 31), "D"),), False)
    world = (
        [stay],
        (date(2024, 2, 10), "B"),
        Window(date(2024, 1, 31), date(2024, 2, 29)),
        OrgView.AS_WAS,
        date(2024, 2, 29),
    )

    found = expected(world)

    assert found["closing"] == {}
    assert found["kept"] == {"D": 1, "C": 1, "A": 1, "top": 1}
    assert found["leavers"] == {"D": 1, "C": 1, "B": 1, "top": 1}
    assert found["days"] == {"D": 30, "C": 30, "A": 10, "B": 20, "top": 30}
