"""Kept figures against live ones: the same in every cell, after any edit, on each database."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tortoise.expressions import F

from server.feedback.models import Contact, CustomerAccount, CustomerFeedback
from server.kernel.errors import InvalidState
from server.metrics.asked import DimFilter
from server.metrics.calendar import moved
from server.metrics.components import Frame
from server.metrics.kept.cache import cache_of
from server.metrics.kept.dirty import touched, touched_all
from server.metrics.kept.prepared import fetch
from server.metrics.kept.rollup import last_of
from server.metrics.live import fetch as live
from server.metrics.periods import Window
from server.metrics.rollup_models import MetricFlow, MetricStock
from server.people import models as m
from server.people.operations.record import add_fact, amend_stay, begin_anew, change_fact
from server.people.rules import Span
from tests.metrics.town import PAST, Town, component, dictionary, uid

TABLES = (
    "employee", "employment", "assignment", "department_version", "contact", "customer_feedback", "timesheet",
    "position_slot", "customer_account", "movement",
)  # fmt: skip
DEPARTMENTS = ("top", "a", "b", "a1", "a2", "b1")
COMPONENTS = (
    component("headcount", "stock"),
    component("headcount", "stock", "is_manager = true"),
    component("headcount", "stock", "exit_type = 'voluntary'"),
    component("fte", "stock"),
    component("posts", "stock", "is_filled = false"),
    component("accounts", "stock"),
    component("headcount", "days"),
    component("hires"),
    component("leavers"),
    component("leavers", "flow", "exit_type = 'voluntary'"),
    component("new_hires", "matured", duration=(3, "month")),
    component("new_hires", "kept", duration=(3, "month")),
    component("new_hires", "pending", duration=(3, "month")),
    component("feedback_in", "done", column="first_response_at", duration=(24, "hour")),
    component("contacts"),
    component("fcr_known", "flow", "resolved_first = true"),
    component("handle_seconds"),
    component("overtime_hours"),
    component("movers"),
)
MONTHS = [Window(moved(date(2024, 6, 1), n), last_of(moved(date(2024, 6, 1), n))) for n in range(11)]
WINDOWS = (
    *MONTHS,
    Window(date(2024, 7, 1), date(2024, 9, 30)),
    Window(date(2024, 5, 1), date(2025, 4, 30)),
    Window(date(2025, 1, 6), date(2025, 1, 12)),
    Window(date(2025, 2, 14), date(2025, 2, 14)),
)
BELOW_A = DimFilter("department", ("a",), under=True)
FRAMES = (
    Frame(),
    Frame(by=("department",)),
    Frame(by=("department",), where=(BELOW_A,)),
    Frame(where=(replace(BELOW_A, negated=True),)),
    Frame(where=(DimFilter("department", ("a", "b1")),)),
    Frame(by=("department",), departments=frozenset({uid("a"), uid("a1")})),
    Frame(departments=frozenset({uid("b"), uid("b1")})),
    Frame(by=("department",), want_persons=True),
)


def wanted():
    return [
        (each, Window(window.last, window.last) if each.kind == "stock" else window)
        for each in COMPONENTS
        for window in WINDOWS
    ]


def shown(part):
    """What must be alike; a lower bound of people is only that."""
    return (part.value, part.rows, part.incomplete, part.persons, part.largest)


def is_bound(mine, other):
    return mine.people_at_least and 20 < mine.people < other.people


async def differences(ctx, frames=FRAMES):
    """Ask every frame both ways and list the cells that are not alike."""
    asked, out = wanted(), []
    for frame in frames:
        ours, theirs = (
            await fetch(ctx, dictionary(), asked, frame),
            await live.fetch(ctx, dictionary(), asked, frame),
        )
        for each in asked:
            for group in ours[each].keys() | theirs[each].keys():
                mine, other = ours[each].get(group), theirs[each].get(group)
                if mine is None or other is None or shown(mine) != shown(other):
                    out.append(
                        (frame.by, each[0].measure.name, each[0].kind, each[1].first, group, mine, other)
                    )
                elif mine.people != other.people and not is_bound(mine, other):
                    out.append((frame.by, each[0].measure.name, "people", each[1].first, group, mine, other))
    return out


async def build(store, rng):
    """Plant thirty people in a tree that is changed in the middle of a month, and what they do."""
    town = Town().department("top").department("a", "top").department("b", "top").department("a1", "a")
    town.department("a2", "a", moves=[("2024-11-15", "b")]).department("b1", "b")
    for code, is_manager in (("P", False), ("M", True)):
        row = {"id": uid(code), "created_at": PAST, "updated_at": PAST, "code": code, "name": code}
        town.rows.append(m.Position(**row, is_manager=is_manager))
    for number in range(30):
        person(town, rng, f"p{number}")
    for _ in range(120):
        contact(town, rng)
    for _ in range(8):
        opened = day_of(rng)
        closed = opened + timedelta(days=rng.randrange(200)) if rng.random() < 0.5 else None
        town.event(m.PositionSlot, department=rng.choice(DEPARTMENTS), open_from=opened, closed_on=closed)
        town.event(
            CustomerAccount, agent=rng.choice([f"p{rng.randrange(30)}", None]), customer_ref="c",
            started_on=opened, ended_on=closed,
        )  # fmt: skip
    await town.build(store)


def day_of(rng):
    return date(2024, 4, 1) + timedelta(days=rng.randrange(380))


def person(town, rng, code):
    hired = day_of(rng) - timedelta(days=rng.choice([0, 0, 300]))
    left = hired + timedelta(days=rng.randrange(300)) if rng.random() < 0.5 else None
    kind = rng.choice(["VOLUNTARY", "INVOLUNTARY"]) if left else None
    town.person(code).stay(code, str(hired), str(left) if left else None, leave_kind=kind)
    if rng.random() < 0.1:
        return
    shifted = hired + timedelta(days=rng.randrange(1, 150))
    is_moving = rng.random() < 0.4
    first = {"position_id": uid("P"), "fte": rng.choice([50, 100])}
    town.post(
        code,
        rng.choice(DEPARTMENTS),
        str(hired),
        str(shifted) if is_moving else None,
        is_initial=True,
        **first,
    )
    if is_moving:
        town.post(code, rng.choice(DEPARTMENTS), str(shifted), position_id=uid("M"))
        town.event(m.Movement, employee=code, moved_on=shifted, kind="TRANSFER", reason="NORMAL")


def contact(town, rng):
    agent = rng.choice([f"p{rng.randrange(30)}", None])
    opened = datetime(2024, 4, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(380 * 1440))
    town.event(
        Contact, agent=agent, customer_ref="c", opened_at=opened, is_resolved_first=rng.choice([True, False, None]),
        answered_at=opened, handle_ms=rng.randrange(10**6), is_valid=rng.random() < 0.9,
    )  # fmt: skip
    reply = opened + timedelta(hours=rng.choice([1, 24, 30]))
    town.event(CustomerFeedback, agent=agent, received_at=opened, first_response_at=rng.choice([None, reply]))
    town.event(
        m.Timesheet,
        employee=f"p{rng.randrange(30)}",
        work_on=opened.date(),
        overtime_hours=rng.randrange(500),
    )


async def move(ctx, rng, stay, day):
    place = {"department_id": uid(rng.choice(DEPARTMENTS))}
    await change_fact(ctx, m.Assignment, stay.employee_id, day, place)


async def advance(ctx, rng, stay, day):
    await change_fact(
        ctx, m.Assignment, stay.employee_id, day, {"position_id": uid("M"), "fte": rng.choice([60, 80])}
    )


async def part(ctx, rng, stay, day):
    """Let somebody leave, or take the leaving back."""
    left = rng.choice([None, max(day, stay.hired_on)])
    await amend_stay(ctx, stay, left_on=left, leave_kind=rng.choice(list(m.LeaveKind)))


async def come_back(ctx, rng, stay, day):
    if stay.left_on is None or not await m.Assignment.exists(employee_id=stay.employee_id):
        raise LookupError
    back = stay.left_on + timedelta(days=rng.randrange(1, 40))
    new = {"is_initial": False, "type": "FULL_TIME", "hired_on": back}
    await begin_anew(ctx, m.Employment, stay.employee_id, back, new)
    place = {"is_initial": False, "department_id": uid(rng.choice(DEPARTMENTS)), "fte": 100}
    await begin_anew(ctx, m.Assignment, stay.employee_id, back, place)


async def find_a_place(ctx, rng, stay, day):
    if await m.Assignment.exists(employee_id=stay.employee_id):
        raise LookupError
    place = {"is_initial": True, "department_id": uid("b1")}
    await add_fact(ctx, m.Assignment, stay.employee_id, Span(day, None, place))


async def be_asked(ctx, rng, stay, day):
    town = Town(number=rng.randrange(10**6, 10**7))
    contact(town, rng)
    for row in town.rows:
        await row.save(force_create=True)
    for name in ("contact", "customer_feedback", "timesheet"):
        await touched(ctx, name, date(2024, 4, 1), date(2025, 5, 1))


EDITS = (move, advance, part, come_back, find_a_place, be_asked)


async def edit(ctx, rng):
    """Do something to somebody that is possible, as the operations do."""

    async def work():
        owner = uid(f"p{rng.randrange(30)}")
        stay = await m.Employment.filter(employee_id=owner, superseded_at=None).order_by("-hired_on").first()
        await rng.choice(EDITS)(ctx, rng, stay, day_of(rng))

    while True:
        try:
            return await ctx.store.write(work)
        except (InvalidState, LookupError):
            continue


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_any_edits_every_kept_cell_is_the_live_one(ctx, store, seed):
    rng = random.Random(seed)
    await build(store, rng)
    await store.write(lambda: touched_all(ctx, TABLES))
    assert await differences(ctx) == []
    assert await differences(ctx) == []

    for _ in range(8):
        await edit(ctx, rng)
        if rng.random() < 0.5:
            assert await differences(ctx, rng.sample(FRAMES, 2)) == []
    assert await differences(ctx) == []


async def planted(ctx, store, seed=1):
    """A world whose every question has been asked once."""
    rng = random.Random(seed)
    await build(store, rng)
    await store.write(lambda: touched_all(ctx, TABLES))
    await fetch(ctx, dictionary(), wanted(), Frame(by=("department",)))
    forget(store)


def forget(store):
    """Forget what is remembered in memory, so that what is kept must answer."""
    cache_of(store.reads).entries.clear()


async def count(ctx, ask):
    said: list[str] = []
    ctx.store.reads.on_statement = said.append
    await ask()
    ctx.store.reads.on_statement = None
    return len(said)


MATRIX = [(each, window) for each in (component("leavers"), component("hires")) for window in MONTHS[:5]]
STOCK = [
    (component("headcount", "stock"), Window(day, day)) for day in (date(2024, 7, 31), date(2025, 2, 14))
]


async def test_what_is_kept_is_answered_by_two_statements_and_what_is_remembered_by_one(ctx, store):
    await planted(ctx, store)
    frame = Frame(by=("department",))

    assert await count(ctx, lambda: fetch(ctx, dictionary(), [*MATRIX, *STOCK], frame)) == 2
    assert await count(ctx, lambda: fetch(ctx, dictionary(), [*MATRIX, *STOCK], frame)) == 1


def exact(part):
    return part.value


async def test_kept_cells_are_what_answers(ctx, store):
    """A wrong kept cell shows: nothing is silently computed live."""
    await planted(ctx, store)
    right = await live.fetch(ctx, dictionary(), [*MATRIX, *STOCK], Frame())
    await store.write(lambda: MetricFlow.all().update(value=F("value") + 7))
    await store.write(lambda: MetricStock.all().update(value=F("value") + 7))

    found = await fetch(ctx, dictionary(), [*MATRIX, *STOCK], Frame())

    filled = [each for each in [*MATRIX, STOCK[0]] if right[each][()].rows]
    assert len(filled) == 6
    assert all(exact(found[each][()]) >= exact(right[each][()]) + 7 for each in filled)


async def test_a_fact_written_a_second_ago_shows(ctx, store):
    await planted(ctx, store)
    ask = (component("headcount", "stock"), Window(date(2025, 3, 31), date(2025, 3, 31)))
    before = exact((await fetch(ctx, dictionary(), [ask], Frame()))[ask][()])

    async def hire():
        await Town(number=9999).person("new").rows[0].save(force_create=True)
        for model, values in (
            (m.Assignment, {"is_initial": True, "department_id": uid("a1")}),
            (m.Employment, {"is_initial": True, "type": "FULL_TIME", "hired_on": date(2025, 3, 1)}),
        ):
            await add_fact(ctx, model, uid("new"), Span(date(2025, 3, 1), None, values))

    await store.write(hire)

    assert (await fetch(ctx, dictionary(), [ask], Frame()))[ask][()].value == before + 1


async def test_tables_nobody_tells_of_are_computed_live_every_time(ctx, store):
    await build(store, random.Random(1))

    assert await differences(ctx, FRAMES[:2]) == []
    assert await store.reads.rows("select * from metric_component") == []


async def test_whoever_sees_a_part_computes_nothing_for_the_whole_company(ctx, store):
    await build(store, random.Random(1))
    await store.write(lambda: touched_all(ctx, TABLES))

    await fetch(ctx, dictionary(), MATRIX, Frame(departments=frozenset({uid("a1")})))

    assert await store.reads.rows("select * from metric_component") == []


async def test_inside_a_write_nothing_is_kept_and_nothing_waits(ctx, store):
    await build(store, random.Random(1))
    await store.write(lambda: touched_all(ctx, TABLES))

    async def work():
        return await fetch(ctx, dictionary(), MATRIX, Frame())

    found = await store.write(work)

    assert found == await live.fetch(ctx, dictionary(), MATRIX, Frame())
    assert await store.reads.rows("select * from metric_component") == []


async def test_people_behind_a_large_cell_of_several_months_are_a_lower_bound(ctx, store):
    town = Town().department("A")
    for number in range(25):
        town.worker(f"p{number}", "A", "2024-06-10" if number < 22 else "2024-07-10")
    await town.build(store)
    await store.write(lambda: touched_all(ctx, TABLES))
    ask = (component("hires"), Window(date(2024, 6, 1), date(2024, 7, 31)))

    part = (await fetch(ctx, dictionary(), [ask], Frame()))[ask][()]
    named = (await fetch(ctx, dictionary(), [ask], Frame(want_persons=True)))[ask][()]

    assert (exact(part), part.people, part.people_at_least) == (25, 22, True)
    assert (exact(named), named.people, named.people_at_least) == (25, 25, False)
