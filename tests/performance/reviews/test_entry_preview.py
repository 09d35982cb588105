"""What a pasted table would change: by headings or as a block, and nothing is written."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, InvalidInput
from server.performance.reviews.entry_preview import preview_scores
from server.performance.reviews.entry_rules import CellOutcome as C
from server.performance.reviews.operations.scores import set_scores
from tests.people.town import picture, refused
from tests.performance.scored import card_of, ready
from tests.plan.world import context


@pytest.fixture
async def cycle(town):
    return await ready(town)


@pytest.fixture
def manager(town):
    return context(town, "department_manager")


def brief(preview):
    return [(each.row, each.name or each.code, each.told.outcome, each.told.value) for each in preview.cells]


async def test_rows_are_matched_by_number_or_name_and_told_apart(town, cycle, manager):
    card = await card_of(town, "E3")
    await set_scores(manager, cells=[{"scorecard_id": card.id, "component_code": "SERVICE", "value": "80"}])
    before = await picture(town)

    found = await preview_scores(
        manager, cycle_id=cycle, text="工号\t服务\t满意度\t备注\nE3\t90\t1\t好\nE9\t70\t\t\nE1\t1\t\t"
    )

    assert brief(found) == [(2, "E3", C.CHANGED, "80"), (2, "E3", C.NOT_ENTERED, "0.8")]
    assert (found.unknown, found.unmatched) == (["备注"], [(3, "E9"), (4, "E1")])
    assert await picture(town) == before


async def test_a_name_is_enough_where_one_alone_has_it(town, cycle, manager):
    found = await preview_scores(manager, cycle_id=cycle, text="姓名\tService\n陈佳\t101\n李娜\t60")

    assert brief(found) == [(2, "陈佳", C.OUT_OF_RANGE, None), (3, "李娜", C.OWN_RESULT, None)]


async def test_a_block_is_laid_on_the_cells_it_was_pasted_over(town, cycle, manager):
    card = (await card_of(town, "E3")).id

    found = await preview_scores(
        manager, cycle_id=cycle, text="88\t1\n77", scorecard_ids=[card], component_codes=["SERVICE"]
    )

    assert [(each.told.cell.value, each.told.outcome) for each in found.cells] == [("88", C.NEW)]


async def test_too_much_is_refused_and_so_is_who_scores_nobody(town, cycle, manager):
    await refused(town, lambda: preview_scores(manager, cycle_id=cycle, text="1" * 200_001), InvalidInput)
    await refused(
        town, lambda: preview_scores(context(town, "employee"), cycle_id=cycle, text="姓名\t服务"), Denied
    )
