"""Files that prove learning: sealed, of a kind and size, seen by who judges, each look logged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from server.kernel.errors import InvalidInput, InvalidState, NotFound
from server.kernel.upload import Upload
from server.people.operations.documents import MOST_BYTES
from server.training.models import OutsideLearning, OutsideState
from server.training.operations.enrolling import enroll
from server.training.operations.evidence import (
    MOST_FILES,
    add_learning_evidence,
    open_learning_evidence,
    remove_learning_evidence,
)
from server.training.operations.outside import report_outside_learning
from tests.people.town import one, refused, rows
from tests.plan.world import context, uid
from tests.training.learners import courses

PDF = b"%PDF-1.7 a certificate that was earned"
SCAN = Upload("../结业证书.pdf", PDF)


@pytest.fixture
async def me(store):
    await courses(store)
    return context(store, "employee")


async def told(me, **more):
    return await report_outside_learning(
        me, title="公开课", learned_on=date(2025, 6, 20), hours=Decimal("2.5"), evidence="", **more
    )


async def test_a_file_is_evidence_by_itself_and_is_kept_sealed(me, store):
    await told(me, file=SCAN)

    assert await rows(store, "select evidence from outside_learning") == [("结业证书.pdf",)]
    assert await rows(store, "select employee_id,file_name,media_type,size from learning_evidence") == [
        (uid("E3"), "结业证书.pdf", "application/pdf", str(len(PDF)))
    ]
    assert b"certificate" not in (await one(store, "select content from learning_evidence_content")).encode()
    with pytest.raises(InvalidInput) as caught:
        await told(me)
    assert caught.value.path == ("input", "evidence")


async def test_who_decides_opens_it_with_a_trace_and_others_find_nothing(me, store):
    await told(me, file=SCAN)
    file = await one(store, "select id from learning_evidence")

    found = await open_learning_evidence(context(store, "department_manager"), id=file)

    assert (found.file_name, found.media_type, found.content) == ("结业证书.pdf", "application/pdf", PDF)
    assert await rows(store, "select subject_id,field_group,document from access_log") == [
        (uid("E3"), "training_evidence", "openLearningEvidence")
    ]
    assert (await open_learning_evidence(me, id=file)).content == PDF
    for role in ("payroll_specialist", "performance_specialist", "general_manager", "administrator"):
        await refused(store, partial(open_learning_evidence, context(store, role), id=file), NotFound)


async def test_a_wrong_or_a_large_file_names_its_field_and_nothing_is_told(me, store):
    for file in (
        Upload("a.pdf", b""), Upload("a.exe", b"MZ\x00\x01"), Upload("a.pdf", PDF + b"x" * MOST_BYTES),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            await told(me, file=file)
        assert caught.value.path[-1] == "file"
    assert await one(store, "select count(*) from outside_learning") == 0


async def test_at_most_five_files_and_none_once_it_is_decided(me, store):
    outside = await told(me, file=SCAN)
    add = partial(add_learning_evidence, me, outside_learning_id=outside)
    for _ in range(MOST_FILES - 1):
        await add(file=SCAN)
    with pytest.raises(InvalidState):
        await add(file=SCAN)
    file = await one(store, "select id from learning_evidence limit 1")

    await remove_learning_evidence(me, id=file)

    assert await one(store, "select count(*) from learning_evidence_content") == MOST_FILES - 1
    with pytest.raises(NotFound):
        await open_learning_evidence(me, id=file)
    await store.write(lambda: OutsideLearning.filter(id=outside).update(state=OutsideState.APPROVED))
    with pytest.raises(InvalidState):
        await add(file=SCAN)
    kept = await one(store, "select id from learning_evidence where removed_at is null limit 1")
    with pytest.raises(InvalidState):
        await remove_learning_evidence(me, id=kept)


async def test_a_practical_exam_takes_files_of_the_learner_and_of_who_rates(me, store):
    boss = context(store, "department_manager")
    await enroll(boss, employee_ids=[uid("E3")], course_code="BASE")
    row_id = await one(store, "select id from enrollment")

    mine = await add_learning_evidence(me, file=SCAN, enrollment_id=row_id)
    await add_learning_evidence(boss, file=Upload("现场.txt", "演练记录".encode()), enrollment_id=row_id)

    assert await one(store, "select count(*) from learning_evidence where enrollment_id is not null") == 2
    await refused(store, lambda: remove_learning_evidence(boss, id=mine), NotFound)  # not who added it
    stranger = context(store, "hr_specialist")
    await refused(store, lambda: add_learning_evidence(stranger, file=SCAN, enrollment_id=row_id), NotFound)
    with pytest.raises(InvalidInput) as caught:
        await add_learning_evidence(me, file=SCAN)
    assert caught.value.path == ("input", "outsideLearningId")


async def test_a_course_without_an_exam_and_outside_learning_of_others_take_none(me, store):
    boss = context(store, "department_manager")
    await enroll(boss, employee_ids=[uid("E3")], course_code="WORK")
    row_id = await one(store, "select id from enrollment")
    with pytest.raises(InvalidState):
        await add_learning_evidence(me, file=SCAN, enrollment_id=row_id)
    outside = await told(me, file=SCAN)
    with pytest.raises(NotFound):
        await add_learning_evidence(boss, file=SCAN, outside_learning_id=outside)
