"""Notes: sealed, for HR or managers, never about oneself, corrected by a further note."""

from __future__ import annotations

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.people import operations as ops
from server.people.models import NoteVisibility
from tests.people.town import one, refused, rows
from tests.plan.world import context, uid


async def noted(town, role: str = "hr_manager", **given) -> str:
    return await ops.add_note(context(town, role), **{"code": "E4", "text": "试用期表现稳定"} | given)


async def test_a_note_is_sealed_and_named(town):
    note = await noted(town, visibility=NoteVisibility.MANAGER)

    assert await rows(town, "select id,employee_id,visibility,data_class,author,is_corrected from note") in (
        [(note, uid("E4"), "MANAGER", "note_manager", "hr_manager", "0")],
        [(note, uid("E4"), "MANAGER", "note_manager", "hr_manager", "False")],
    )
    assert "试用期" not in await one(town, "select text from note")


async def test_a_manager_writes_for_managers_only(town):
    await noted(town, "department_manager", visibility=NoteVisibility.MANAGER)

    manager = context(town, "department_manager")
    trouble = await refused(town, lambda: ops.add_note(manager, code="E4", text="给人事"), Denied)
    assert trouble.path == ("input", "visibility")


async def test_nobody_writes_about_themselves(town):
    hr = context(town, "hr_manager")

    trouble = await refused(town, lambda: ops.add_note(hr, code="E1", text="自评"), Denied)

    assert trouble.rule is not None
    assert trouble.rule.startswith("rules/records.csv")


async def test_out_of_sight_is_absent(town):
    specialist = context(town, "hr_specialist")

    await refused(town, lambda: ops.add_note(specialist, code="E4", text="别的部门"), NotFound)


async def test_a_correction_marks_the_earlier_note_once(town):
    first = await noted(town)
    second = await noted(town, text="试用期表现优秀", corrects=first)

    hr = context(town, "hr_manager")
    await refused(town, lambda: ops.add_note(hr, code="E4", text="再改", corrects=first), InvalidState)
    assert [row[0] for row in await rows(town, "select corrects_id from note order by id")] == [None, first]
    assert await one(town, "select count(*) from note where is_corrected") == 1
    assert second != first


async def test_a_note_of_somebody_else_is_not_corrected(town):
    first = await noted(town)

    hr = context(town, "hr_manager")
    await refused(town, lambda: ops.add_note(hr, code="E3", text="错人", corrects=first), InvalidInput)


async def test_an_empty_note_is_refused(town):
    hr = context(town, "hr_manager")

    await refused(town, lambda: ops.add_note(hr, code="E4", text="  \n "), InvalidInput)


async def test_the_same_note_is_written_about_several_or_about_nobody(town):
    hr = context(town, "hr_manager")

    await refused(town, lambda: ops.add_notes(hr, ids=[uid("E4"), "nobody"], text="已谈话"), NotFound)
    assert await ops.add_notes(hr, ids=[uid("E3"), uid("E4"), uid("E3")], text="已谈话") == "2"

    assert await rows(town, "select employee_id,visibility from note order by 1") == [
        (uid("E3"), "HR"),
        (uid("E4"), "HR"),
    ]
