"""The worked-out questions of attendance, in the reader's language and with hours."""

from __future__ import annotations

from server.people.models import Attendance
from tests.schema.world import planted

ASK = """query Ask($input: AbsenceSpan!) {
  absencePreview(input: $input) { hours days remainingDays skipped { day name } }
}"""


async def test_a_preview_counts_hours_and_names_what_is_left_out(sqlite_store):
    world = await planted(sqlite_store)
    span = {"typeCode": "PERSONAL", "firstDay": "2025-07-04", "hours": "1.5"}

    found = await world.ask("employee", ASK, {"input": span})
    days = await world.ask(
        "employee", ASK, {"input": {"typeCode": "SICK", "firstDay": "2025-05-30", "lastDay": "2025-06-03"}}
    )

    assert found["data"]["absencePreview"] == {
        "hours": "1.50", "days": "0.18", "remainingDays": None, "skipped": [],
    }  # fmt: skip
    assert [entry["name"] for entry in days["data"]["absencePreview"]["skipped"]] == ["端午节", "", "休息日"]


async def test_what_cannot_be_asked_for_is_told_at_its_input(sqlite_store):
    world = await planted(sqlite_store)

    found = await world.ask(
        "employee", ASK, {"input": {"typeCode": "ANNUAL", "firstDay": "2025-07-04", "lastDay": "2025-07-01"}}
    )

    assert found["codes"] == ["INVALID_INPUT"]


async def test_more_than_thirty_hours_of_overtime_in_a_month_are_flagged(sqlite_store):
    world = await planted(sqlite_store)

    async def work_late() -> None:
        for month, hours in (("2025-04", 3000), ("2025-05", 3050)):
            assert await Attendance.filter(month=month).update(overtime_hours=hours)

    await sqlite_store.write(work_late)

    found = await world.ask(
        "hr_manager",
        "{ monthlyAttendance(orderBy: [{month: ASC}]) { nodes { overtimeHours hasLongOvertime } } }",
    )

    flags = {
        row["overtimeHours"]: row["hasLongOvertime"] for row in found["data"]["monthlyAttendance"]["nodes"]
    }
    assert (flags["30.00"], flags["30.50"]) == (False, True)
