"""The worked-out questions of attendance, in the reader's language and with hours."""

from __future__ import annotations

from server.people.models import Attendance, Employment, LegalEntity
from tests.plan.world import row, uid
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


SPLIT = """{ monthlyAttendance(where: {month: {eq: "2025-04"}}) { nodes {
  overtimeHours workdayOvertimeHours restDayOvertimeHours holidayOvertimeHours overtimeSplitGap
} } }"""


async def test_the_parts_of_overtime_or_why_there_are_none_are_told_to_who_sees_the_hours(sqlite_store):
    """Four callers: HR and the person see the parts, payroll that a month is there, an administrator nothing."""
    world = await planted(sqlite_store)

    async def seen(role: str) -> set[tuple[str | None, ...]]:
        found = await world.ask(role, SPLIT)
        months = (found["data"] or {}).get("monthlyAttendance") or {"nodes": []}
        return {tuple(each.values()) for each in months["nodes"]}

    async def change(**values: int | None) -> None:
        assert await Attendance.filter(month="2025-04").update(overtime_hours=1900, **values)

    await sqlite_store.write(change)
    assert await seen("hr_manager") == {("19.00", None, None, None, "TOTAL_ONLY")}
    parts = {"workday_overtime_hours": 300, "rest_day_overtime_hours": 800, "holiday_overtime_hours": 800}
    await sqlite_store.write(lambda: change(**parts))

    told = {("19.00", "3.00", "8.00", "8.00", None)}
    assert await seen("hr_manager") == told
    assert await seen("employee") == told
    assert await seen("payroll_specialist") == {(None,) * 5}
    assert await seen("administrator") == set()


async def test_a_legal_entity_leads_to_those_of_its_people_the_reader_may_see(sqlite_store):
    """Four callers: HR sees both, a head the one of their department, an employee themselves, the last nobody."""
    world = await planted(sqlite_store)

    async def contract() -> None:
        entity = await LegalEntity.create(**row("L9"), code="LE1", name="某某有限公司")
        people = [uid("E3"), uid("E6")]
        assert await Employment.filter(employee_id__in=people).update(legal_entity_id=entity.id)

    await sqlite_store.write(contract)
    ask = "{ legalEntities { nodes { code employees { totalCount nodes { code } } } } }"

    async def seen(role: str) -> list[str]:
        found = await world.ask(role, ask)
        entities = found["data"]["legalEntities"]["nodes"]
        return sorted(
            each["code"] for entity in entities for each in (entity["employees"] or {"nodes": []})["nodes"]
        )

    assert await seen("hr_manager") == ["E3", "E6"]
    assert await seen("department_manager") == ["E3"]
    assert await seen("employee") == ["E3"]
    assert await seen("administrator") == []
