"""Contracts: a fixed term has its end, an open one has none; a probation may be extended while it runs."""

from __future__ import annotations

from datetime import date

from server.kernel.errors import Denied, InvalidInput, InvalidState
from server.people import operations as ops
from server.people.models import Contract
from tests.people.town import refused, rows
from tests.plan.world import context, uid

STAY = (
    "select contract,contract_ends_on,probation_ends_on from employment "
    "where employee_id='{}' and superseded_at is null"
)


async def changed(town, **given):
    await ops.change_contract(context(town, "hr_manager"), **{"code": "E4"} | given)
    return (await rows(town, STAY.format(uid("E4"))))[0]


async def test_a_fixed_term_is_recorded_with_its_end(town):
    assert await changed(town, contract=Contract.FIXED_TERM, contract_ends_on=date(2027, 5, 11)) == (
        "FIXED_TERM", "2027-05-11", None
    )  # fmt: skip


async def test_an_end_alone_makes_it_a_fixed_term(town):
    assert (await changed(town, contract_ends_on=date(2027, 5, 11)))[0] == "FIXED_TERM"


async def test_an_open_contract_loses_its_end(town):
    await changed(town, contract_ends_on=date(2027, 5, 11))

    assert await changed(town, contract=Contract.OPEN_ENDED) == ("OPEN_ENDED", None, None)


async def test_a_probation_is_extended(town):
    assert (await changed(town, probation_ends_on=date(2025, 9, 30)))[2] == "2025-09-30"


async def test_what_cannot_be_is_refused(town):
    hr = context(town, "hr_manager")

    await refused(town, lambda: ops.change_contract(hr, code="E4"), InvalidInput)
    await refused(
        town, lambda: ops.change_contract(hr, code="E4", contract=Contract.FIXED_TERM), InvalidInput
    )
    early = date(2024, 1, 1)
    await refused(town, lambda: ops.change_contract(hr, code="E4", contract_ends_on=early), InvalidInput)
    await refused(town, lambda: ops.change_contract(hr, code="E3", probation_ends_on=early), InvalidState)
    await refused(
        town, lambda: ops.change_contract(hr, code="E5", contract_ends_on=date(2026, 1, 1)), InvalidState
    )


async def test_nobody_changes_their_own_contract(town):
    hr = context(town, "hr_manager")

    await refused(town, lambda: ops.change_contract(hr, code="E1", contract_ends_on=date(2030, 1, 1)), Denied)
