"""Files of a lesson: known by their bytes, opened as they came, removed with a way back for a day."""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.kernel.upload import Upload
from server.training.operations.attachments import (
    MOST_FILES,
    add_lesson_attachment,
    open_attachment,
    remove_lesson_attachment,
)
from server.training.operations.courses import publish_course, save_course
from server.training.operations.lessons import remove_lesson, save_lesson
from tests.people.town import one, refused, rows
from tests.plan.world import context
from tests.training.learners import LESSONS, courses

PDF = b"%PDF-1.7 returns"
KEPT = "select file_name,media_type,size from lesson_attachment where not is_removed order by file_name"
IDS = "select id from lesson_attachment order by created_at,id"


def archive(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return whole.getvalue()


async def test_a_file_is_kept_as_what_its_bytes_say_and_opened_by_who_may_read(store):
    await courses(store)
    hr = context(store, "hr_specialist")
    slides = archive("ppt/presentation.xml")

    for file in (Upload("..\\退货.exe", PDF), Upload("b.pdf", slides), Upload("a.txt", "先问原因".encode())):
        assert await add_lesson_attachment(hr, lesson_id=LESSONS[0], file=file) == LESSONS[0]

    assert await rows(store, KEPT) == [
        ("a.txt", "text/plain", "12"),
        ("b.pdf", "application/vnd.openxmlformats-officedocument.presentationml.presentation", str(len(slides))),
        ("退货.exe", "application/pdf", str(len(PDF))),
    ]  # fmt: skip
    file = await one(store, "select id from lesson_attachment where media_type='application/pdf'")
    found = await open_attachment(context(store, "employee"), id=file)
    assert (found.file_name, found.media_type, b64decode(found.base64)) == (
        "退货.exe",
        "application/pdf",
        PDF,
    )


async def test_what_is_unknown_removed_or_out_of_reach_is_absent_alike(store):
    await courses(store)
    hr = context(store, "hr_manager")
    await add_lesson_attachment(hr, lesson_id=LESSONS[0], file=Upload("a.pdf", PDF))
    file = await one(store, IDS)

    absent = [(context(store, "administrator"), file), (hr, "x")]
    for caller, each in absent:
        with pytest.raises(NotFound):
            await open_attachment(caller, id=each)
    await remove_lesson(hr, id=LESSONS[0])
    with pytest.raises(NotFound):
        await open_attachment(hr, id=file)
    await refused(store, partial(remove_lesson_attachment, hr, id="x"), NotFound)


async def test_what_is_a_draft_yet_opens_for_who_writes_it_alone(store):
    await courses(store)
    hr = context(store, "hr_manager")
    draft = await save_course(hr, code="NEW", title="新课", hours=Decimal(1))
    lesson = await save_lesson(hr, course_id=draft, title="第一节", body="先听后答")
    await add_lesson_attachment(hr, lesson_id=lesson, file=Upload("a.pdf", PDF))
    file = await one(store, IDS)

    with pytest.raises(NotFound):
        await open_attachment(context(store, "employee"), id=file)
    assert (await open_attachment(hr, id=file)).file_name == "a.pdf"
    await publish_course(hr, id=draft)
    assert (await open_attachment(context(store, "employee"), id=file)).file_name == "a.pdf"


async def test_what_is_empty_too_large_of_another_kind_or_one_too_many_is_not_kept(store):
    await courses(store)
    hr = context(store, "hr_manager")
    bad = (b"", b"MZ\x90\x00", b"a" * (10 * 1024 * 1024 + 1), archive("ppt/a.xml", "ppt/vbaProject.bin"))
    for content in bad:
        add = partial(add_lesson_attachment, hr, lesson_id=LESSONS[0], file=Upload("a.pdf", content))
        assert (await refused(store, add, InvalidInput)).path == ("input", "file")

    for number in range(MOST_FILES):
        await add_lesson_attachment(hr, lesson_id=LESSONS[0], file=Upload(f"{number}.txt", b"x"))
    add = partial(add_lesson_attachment, hr, lesson_id=LESSONS[0], file=Upload("more.txt", b"x"))
    await refused(store, add, InvalidState)


async def test_a_removed_file_can_be_put_back_for_a_day_and_then_its_bytes_are_gone(store):
    await courses(store)
    hr = context(store, "hr_manager")
    for name in ("a.pdf", "b.pdf"):
        await add_lesson_attachment(hr, lesson_id=LESSONS[0], file=Upload(name, PDF))
    file, other = [each for (each,) in await rows(store, IDS)]
    await remove_lesson_attachment(hr, id=file)
    await remove_lesson_attachment(hr, id=file, is_removed=False)
    assert len(await rows(store, KEPT)) == 2

    await remove_lesson_attachment(hr, id=file)
    later = replace(hr, now=hr.now + timedelta(days=2))
    await remove_lesson_attachment(later, id=other)
    left = await rows(store, "select attachment_id from lesson_attachment_content")
    assert (left, await rows(store, KEPT)) == ([(other,)], [])
    await refused(store, partial(remove_lesson_attachment, later, id=file, is_removed=False), NotFound)
