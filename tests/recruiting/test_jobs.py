"""Data of those turned down goes when its time is over, from the tables and from what the key sealed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import InvalidState
from server.recruiting.jobs import erase_candidates
from server.recruiting.models import Candidate
from server.recruiting.operations.candidates import change_candidate, move_candidate
from tests.people.town import rows
from tests.recruiting.looking import found, got


async def test_who_agreed_is_kept_for_180_days_and_who_did_not_for_one(hr, apply, tested, later, town):
    kept = await apply("周航", "13900000001", pay=Decimal(5000), has_consent=True)
    gone = await apply("何苗", "13900000002", note="夜班")
    hired = await apply("钱多", "13900000003")
    await tested(gone, 60, 60, 60)
    for made in (kept, gone):
        await move_candidate(hr, id=made, state="REJECTED", reason="名额已满")

    await erase_candidates(hr)
    assert await found(town, lambda: Candidate.filter(erased_at__isnull=False).count()) == 0

    await erase_candidates(later(hr, 1))
    row = await got(town, Candidate, id=gone)
    assert (row.name, row.phone, row.phone_hash, row.note, row.reason) == ("", None, None, "", "")
    assert await rows(town, f"select distinct evidence from candidate_test where candidate_id='{gone}'") == [
        ("",)
    ]
    assert await rows(town, f"select wrapped from person_key where person_id='{gone}'") == [("",)]

    await erase_candidates(later(hr, 179))
    assert (await got(town, Candidate, id=kept)).name == "周航"
    await erase_candidates(later(hr, 180))
    assert (await got(town, Candidate, id=kept)).name == ""
    assert (await got(town, Candidate, id=hired)).name == "钱多"


async def test_who_was_erased_is_not_changed_any_more(hr, apply, later):
    made = await apply("何苗", "13900000002")
    await move_candidate(hr, id=made, state="WITHDRAWN")
    await erase_candidates(later(hr, 1))
    with pytest.raises(InvalidState, match="erased"):
        await change_candidate(hr, id=made, note="x")
