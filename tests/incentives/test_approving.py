"""An approval puts a scheme in force or lets a commission begin; without it nothing is paid."""

from __future__ import annotations

import pytest

from server.approvals import Decided
from server.incentives.schemes.operations import steps as scheme_steps
from server.store.store import Store
from tests.incentives.drafted import active, drafted, drafter, states
from tests.incentives.drafted import decided as scheme_decided
from tests.incentives.drafted import proposed as scheme_proposed
from tests.incentives.sold import STATE, decided, proposed, set_up
from tests.people.town import one, rows


@pytest.fixture
async def town(store: Store) -> Store:
    await set_up(store)
    return store


async def test_a_scheme_comes_into_force_by_a_second_person_and_ends_the_revision_before(town):
    first = await active(town)
    assert await states(town) == [("SERVICE", "1", "ACTIVE")]

    second = await scheme_steps.revise_incentive_scheme(drafter(town), id=first, note="higher")
    assert await one(town, "select count(*) from incentive_scheme_rule") == 4
    await scheme_decided(town, await scheme_proposed(town, second))

    assert await states(town) == [("SERVICE", "1", "ENDED"), ("SERVICE", "2", "ACTIVE")]
    assert await one(town, "select count(*) from outbox_message where topic='incentives.begin_scheme'") == 2


@pytest.mark.parametrize("decision", [Decided.REFUSE, Decided.RETURN])
async def test_a_scheme_that_is_not_approved_is_a_draft_again(town, decision: Decided):
    scheme = await drafted(town)

    await scheme_decided(town, await scheme_proposed(town, scheme), decision, note="Too dear")

    assert await states(town) == [("SERVICE", "1", "DRAFT")]
    await scheme_steps.discard_incentive_scheme(drafter(town), id=scheme)
    assert await states(town) == []
    assert await one(town, "select count(*) from incentive_scheme_rule") == 0


async def test_a_commission_that_is_not_approved_makes_no_lines(town):
    await decided(town, await proposed(town), Decided.REFUSE)

    assert await rows(town, STATE) == [("REFUSED", None, None)]
    assert await one(town, "select count(*) from incentive_commission_line") == 0
