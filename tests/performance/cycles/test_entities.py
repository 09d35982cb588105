"""What a card shows before it is published: figures to its person, ratings only to those who rate, drafts never."""

from __future__ import annotations

import pytest

from server.performance.models import Scorecard, ScoreLine
from tests.plan.world import uid
from tests.schema.cycle_rows import OWN, RATED
from tests.schema.world import World, planted

CARD = (
    '{ scorecard(id: "%s") { score draftScore soFar draftRating rating draftRank '
    "lines(orderBy: [{place: ASC}]) { nodes { value draftValue points draftPoints selfValue } } } }"
)


@pytest.fixture
async def world(store) -> World:
    return await planted(store)


async def lines(world: World, role: str, card: str):
    found = await world.ask(role, CARD % card)
    assert found["codes"] == []
    return found["data"]["scorecard"]


async def test_the_person_sees_figures_and_no_rating(world):
    card = await lines(world, "employee", OWN)

    assert (card["score"], card["draftScore"], card["soFar"]) == (None, None, "80.00")
    assert (card["rating"], card["draftRating"], card["draftRank"]) == (None, None, None)
    rating, figure = card["lines"]["nodes"]
    assert (rating["value"], rating["draftValue"], rating["points"], rating["draftPoints"]) == (None,) * 4
    assert (figure["value"], figure["points"], figure["draftPoints"]) == ("0.80", "80.00", None)


async def test_the_manager_sees_drafts_of_their_people(world):
    card = await lines(world, "department_manager", RATED)

    assert (card["score"], card["draftScore"], card["draftRating"]) == (None, "74.00", "B")
    assert [line["draftValue"] for line in card["lines"]["nodes"]] == ["70", "0.80"]


async def test_a_manager_in_their_own_department_sees_no_draft_of_their_own(world):

    async def own() -> None:
        await Scorecard.filter(id=RATED).update(employee_id=uid("E2"))
        await ScoreLine.filter(scorecard_id=RATED).update(employee_id=uid("E2"))

    await world.store.write(own)
    card = await lines(world, "department_manager", RATED)

    assert (card["draftScore"], card["draftRating"]) == (None, None)
    assert [line["draftValue"] for line in card["lines"]["nodes"]] == [None, None]


@pytest.mark.parametrize(
    "asked",
    [
        'where: {draftScore: {gte: "1"}}',
        "orderBy: [{draftScore: ASC}]",
        'where: {lines: {some: {draftPoints: {gte: "1"}}}}',
    ],
    ids=["filter", "order", "filter by a line"],
)
async def test_a_draft_is_not_found_out_by_asking(world, asked):
    found = await world.ask("employee", f"{{ scorecards({asked}) {{ totalCount }} }}")

    assert found["codes"] == ["FIELD_NOT_FILTERABLE"]


async def test_a_manager_finds_the_cards_that_lack_a_rating_and_puts_them_in_order(world):
    lacking = "where: {lines: {some: {isEntered: {eq: true}, isRated: {eq: false}}}}"
    asked = f"{{ scorecards({lacking}, orderBy: [{{soFar: ASC}}]) {{ nodes {{ id }} }} }}"
    whole = await world.ask("department_manager", asked)

    async def clear() -> None:
        await ScoreLine.filter(scorecard_id=RATED, is_entered=True).update(value=None)

    await world.store.write(clear)
    found = await world.ask("department_manager", asked)

    assert whole["codes"] == found["codes"] == []
    assert {"id": RATED} not in whole["data"]["scorecards"]["nodes"]
    assert {"id": RATED} in found["data"]["scorecards"]["nodes"]


@pytest.mark.parametrize("role", ["payroll_specialist", "general_manager", "auditor", "administrator"])
async def test_others_see_no_card_at_all(world, role):
    found = await world.ask(role, CARD % RATED)

    assert found == {"data": {"scorecard": None}, "codes": []}
