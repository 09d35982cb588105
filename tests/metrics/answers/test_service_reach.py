"""Who gets which figures: callers of different reach, and groups too small to show, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import cell, cells
from server.metrics.asked import Denied, DimFilter
from server.metrics.words import CellStatus, Compare
from tests.metrics.answers.firm import ALSO, APRIL_END, FIRM, OK, SMALL, TREE, ask, figures, statuses
from tests.metrics.company import department, employee, found, people, seen_by, staffed


async def test_a_manager_is_clamped_to_the_team_and_told_so(store):
    ctx = await found(store, APRIL_END, FIRM)
    team = [await department(store, code) for code in ("N", "N1", "N2")]
    manager = seen_by(ctx, "department_manager", team=team)

    table = await ask(manager, "headcount_closing", by=("department",), compare=(Compare.ORG_TOTAL,))

    assert figures(table) == {("N",): [20], ("N1",): [12], ("N2",): [8]}
    assert table.total.cells[0].value == 20
    assert [note.en for note in table.notes] == ["Limited to the departments you may see."]
    assert table.total.cells[0].compare[0].status is CellStatus.NOT_PERMITTED


async def test_small_groups_are_hidden_from_who_sees_totals_only(store):
    ctx = await found(
        store, APRIL_END, TREE | staffed(people("a", 12, "N1"), people("b", 8, "N2"), people("c", 3, "S"))
    )
    general = seen_by(ctx, "general_manager")

    table = await ask(general, "headcount_closing", by=("department",))

    assert statuses(table) == {"CO": OK, "N": ALSO, "N1": OK, "N2": ALSO, "S": SMALL}
    hidden = next(row.cells[0] for row in table.rows if row.group[0].key == "S")
    assert (hidden.value, hidden.people, hidden.parts, hidden.receipt) == (None, None, {}, "")
    assert table.suppressed == 3
    assert table.notes[-1].zh == "有 3 个单元格因人数过少(少于 5 人)或为防止推算而隐去。"


async def test_who_reads_everybody_sees_small_groups(store):
    ctx = await found(store, APRIL_END, TREE | staffed(people("a", 12, "N1"), people("c", 3, "S")))

    table = await ask(seen_by(ctx, "hr_manager"), "headcount_closing", by=("department",))

    assert figures(table)[("S",)] == [3]
    assert table.suppressed == 0


async def test_a_narrowed_figure_that_would_give_one_person_away_is_refused(store):
    """20 people, 19 of them permanent: with the total known, the figure without the one tells of that one."""
    stays = staffed(people("a", 19, "N1"), people("b", 1, "N1", employment_type="fixed_term"))
    general = seen_by(await found(store, APRIL_END, TREE | stays), "general_manager")
    regular = DimFilter("employment_type", ("regular",))

    whole = await ask(general, "headcount_closing")
    narrowed = await ask(general, "headcount_closing", where=(regular,))

    assert whole.total.cells[0].value == 20
    assert narrowed.total.cells[0].status is CellStatus.SUPPRESSED_DIFFERENCING


async def test_strangers_are_denied(store):
    ctx = await found(store, APRIL_END, FIRM)

    denied = await ask(seen_by(ctx, "administrator"), "headcount_closing")

    assert isinstance(denied, Denied)
    assert (denied.key, denied.grains) == ("headcount_closing", ())


async def test_a_department_out_of_reach_is_not_permitted(store):
    ctx = await found(store, APRIL_END, FIRM)
    team = [await department(store, code) for code in ("N", "N1", "N2")]
    manager = seen_by(ctx, "department_manager", team=team)

    mine: Any = await cell(manager, Registry(store), "headcount_closing", "2025-03", department=team[0])
    theirs = await cell(
        manager, Registry(store), "headcount_closing", "2025-03", department=await department(store, "S")
    )

    assert (mine.value, mine.status) == (20, OK)
    assert (theirs.value, theirs.status) == (None, CellStatus.NOT_PERMITTED)


SCORES: dict[str, Any] = {
    "employment": [{"repeat": 2, "spell_id": "p{i}", "start_date": date(2022, 1, 1)}],
    "appraisal_item": [
        {"person_id": who, "cycle": "2025-Q1", "closed_on": date(2025, 3, 31), "component": part, "weight": weight,
         "score": score}
        for who, part, weight, score in (
            ("p1", "sales", 0.6, 90), ("p1", "csat", 0.4, 80), ("p2", "sales", 0.6, 70), ("p2", "csat", 0.4, None),
        )
    ],
}  # fmt: skip


async def test_people_see_their_own_figures_and_nobody_elses(store):
    ctx = await found(store, APRIL_END, SCORES)
    one, other = [await employee(store, code) for code in ("p1", "p2")]
    key, quarter = "appraisal_score_weighted", "2025-Q1"

    own: Any = await cells(
        seen_by(ctx, "employee", employee=one), Registry(store), key, quarter, employees=[one, other]
    )
    all_of_them = await cells(ctx, Registry(store), key, quarter, employees=[one, other])

    assert (own[one].value, own[one].numerator, own[one].denominator) == (86, 86, 1)
    assert own[other].status is CellStatus.NOT_PERMITTED
    assert all_of_them[other].status is CellStatus.INCOMPLETE_INPUT
