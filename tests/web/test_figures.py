"""The door to files of figures: sessions and tokens come in, strangers do not, odd questions are refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.datastructures import QueryParams

from server.kernel.errors import InvalidInput
from server.metrics.asked import DimFilter, PeriodAsk
from server.metrics.governance.desk import Desks
from server.metrics.words import Compare, Grain, OrgView, VersionRule
from server.web.figures import asks_of, period_of
from tests.plan.world import plant
from tests.web.conftest import World, parts_of, people_of, running

FILE = "/metrics/export?keys=headcount_closing&period=2025-05&by=department&format=csv"


@pytest.fixture
async def world(store):
    await plant(store)
    desks = Desks()
    async with running(parts_of(store), desk_of=desks.of) as app:
        yield World(app, await people_of(app.house))


async def test_a_token_takes_a_file(world):
    async with world.client("hr_manager") as client:
        answer = await client.get(FILE)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("指标键,指标,版本,期间")
    assert lines[1].startswith("headcount_closing,期末在职人数,1,2025-05,2025-05-01,2025-05-31,合计,,5,5,")


async def test_a_stranger_gets_nothing(world):
    async with world.client() as client:
        for headers in ({}, {"authorization": "Bearer nonsense"}, {"authorization": "Basic x"}):
            answer = await client.get(FILE, headers=headers)
            assert (answer.status_code, answer.content) == (401, b"")

    assert await world.house.store.reads.rows("select count(*) from access_log") == [(0,)]


@pytest.mark.parametrize(
    ("role", "address", "status", "code"),
    [
        ("administrator", FILE, 403, "DENIED"),
        ("auditor", FILE, 403, "DENIED"),
        ("hr_manager", FILE.replace("csv", "pdf"), 422, "INVALID_INPUT"),
        ("hr_manager", FILE.replace("headcount_closing", "nope"), 404, "NOT_FOUND"),
        ("hr_manager", FILE + "&is=department", 422, "INVALID_INPUT"),
        ("hr_manager", FILE + "&grain=fortnight", 422, "INVALID_INPUT"),
        ("hr_manager", "/metrics/export?report=nope", 404, "NOT_FOUND"),
    ],
)
async def test_what_cannot_be_taken_is_refused_in_words(world, role, address, status, code):
    async with world.client(role) as client:
        answer = await client.get(address)

    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == code


def test_an_address_spells_every_part_of_a_question():
    given = QueryParams(
        "keys=csat,nps&period=12%2B&grain=quarter&by=department,channel&under=department:D1&is=channel:chat,phone"
        "&compare=prior_year&org=AS_IS&version=2&known=2025-05-01T00:00:00Z"
    )

    one, other = asks_of(given)

    assert (one.key, other.key) == ("csat", "nps")
    assert one.period == PeriodAsk(last=12, complete=False)
    assert (one.grain, one.by, one.version) == (Grain.QUARTER, ("department", "channel"), 2)
    assert one.where == (
        DimFilter("department", ("D1",), under=True), DimFilter("channel", ("chat", "phone")),
    )  # fmt: skip
    assert (one.compare, one.org_view) == ((Compare.PRIOR_YEAR,), OrgView.AS_IS)
    assert one.as_known_at is not None
    assert asks_of(QueryParams("keys=csat"))[0].version is VersionRule.AS_OF_PERIOD


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("12", PeriodAsk(last=12)),
        ("last:3", PeriodAsk(last=3)),
        ("2025-01-01..2025-03-31", PeriodAsk(between=(date(2025, 1, 1), date(2025, 3, 31)))),
        ("2025-01,2025-Q1 FY2025", PeriodAsk(named=("2025-01", "2025-Q1", "FY2025"))),
    ],
)
def test_periods_have_short_spellings(text, asked):
    assert period_of(text) == asked


def test_a_day_that_is_none_is_refused():
    with pytest.raises(InvalidInput):
        period_of("2025-13-01..2025-13-31")
