"""Files that prove outside learning or a practical exam: sealed, seen by who judges, each look logged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.upload import Upload
from server.people.files import clean_file_name
from server.people.operations.access import Target, allow, decide, find_target, link
from server.people.operations.documents import check_content
from server.people.operations.record import operation
from server.store.base import stamp
from server.store.keys import person_key
from server.training.models import (
    Course,
    Enrollment,
    LearningEvidence,
    LearningEvidenceContent,
    OutsideLearning,
    OutsideState,
)
from server.training.operations.ground import note, require_open

MOST_FILES = 5
CLASS = "training_evidence"


@dataclass(frozen=True)
class OpenedEvidence:
    """A file of evidence as it was handed in."""

    id: str
    file_name: str
    media_type: str
    content: bytes


@operation
async def add_learning_evidence(
    ctx: Context,
    *,
    file: Upload,
    outside_learning_id: str | None = None,
    enrollment_id: str | None = None,
) -> str:
    """Keep a file with outside learning that waits to be decided, or with a course that has an exam; return its id.

    What the file is, its bytes say.
    """
    if bool(outside_learning_id) == bool(enrollment_id):
        raise InvalidInput(
            "请指明一项校外学习或一项学习任务。", "Name either outside learning or an enrollment.",
            path=("input", "outsideLearningId"),
        )  # fmt: skip
    if outside_learning_id:
        target = await outside_target(ctx, outside_learning_id)
        return await keep(ctx, target, file, outside_id=outside_learning_id)
    return await keep(ctx, await exam_target(ctx, str(enrollment_id)), file, enrollment_id=str(enrollment_id))


async def keep(ctx: Context, target: Target, file: Upload, **of: Any) -> str:  # the column that names the row
    """Keep a file that belongs to a row, sealed with the key of the person; inside store.write."""
    found = check_content(file.content)
    if await LearningEvidence.filter(**of, removed_at=None).count() >= MOST_FILES:
        raise InvalidState(
            f"最多 {MOST_FILES} 个文件，请先移除一个。",
            f"At most {MOST_FILES} files; remove one first.",
            path=("input", "file"),
        )
    row_id, name = new_id(), clean_file_name(file.name)
    values: dict[str, Any] = {"file_name": name, "media_type": found, "size": len(file.content)}
    await LearningEvidence.create(**stamp(ctx), id=row_id, employee_id=target.person.id, **of, **values)
    key = await person_key(ctx.store.vault, target.person.id)
    sealed = ctx.store.vault.seal_bytes(key, place_of(row_id), file.content)
    await LearningEvidenceContent.create(**stamp(ctx), evidence_id=row_id, content=sealed)
    await note(ctx, "add_evidence", "LearningEvidence", row_id, {"file": (None, name)})
    return row_id


def place_of(row_id: str) -> str:
    return f"learning_evidence.content|{row_id}"


async def outside_target(ctx: Context, row_id: str) -> Target:
    """Find outside learning of one's own that nobody has decided."""
    row = await OutsideLearning.filter(id=row_id).select_for_update().get_or_none()
    if row is None or link(row, "employee_id") != ctx.principal.employee_id:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    allow(ctx, target.place, "addLearningEvidence")
    if row.state is not OutsideState.SENT:
        raise InvalidState(
            "已有审批结果，不能再改证明。", "It has been decided; its evidence stays as it is."
        )
    return target


async def exam_target(ctx: Context, row_id: str) -> Target:
    """Find an open course with an exam: one's own, or that of somebody whose exam one may rate."""
    row = await Enrollment.filter(id=row_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    allow(ctx, target.place, "addLearningEvidence")
    require_open(row)
    if not (await Course.get(id=link(row, "course_id"))).has_exam:
        raise InvalidState("这门课没有考核，无需证明。", "This course has no exam to prove.")
    return target


@operation
async def remove_learning_evidence(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Take a file away that one added oneself, while nothing is decided; its content is destroyed."""
    row = await LearningEvidence.filter(id=id, removed_at=None).select_for_update().get_or_none()
    if row is None or row.created_by != ctx.principal.account_id:
        raise not_found()
    if outside := link(row, "outside_id"):
        await outside_target(ctx, outside)
    else:
        await exam_target(ctx, link(row, "enrollment_id"))
    await LearningEvidenceContent.filter(evidence_id=id).delete()
    await LearningEvidence.filter(id=id).update(removed_at=ctx.now, updated_at=ctx.now)
    await note(ctx, "remove_evidence", "LearningEvidence", id, {"file": (row.file_name, None)})
    return id


async def open_learning_evidence(ctx: Context, *, id: str) -> OpenedEvidence:  # noqa: A002 (as above)
    """Return a file to who may see it, and keep in the access log who opened it."""

    async def whole() -> OpenedEvidence:
        row = await LearningEvidence.get_or_none(id=id, removed_at=None)
        if row is None:
            raise not_found()
        target = await find_target(ctx, link(row, "employee_id"), None)
        decision = decide(ctx, target.place, CLASS, "read")
        key = await person_key(ctx.store.vault, target.person.id)
        if not decision.allowed or not key:
            raise not_found()
        kept = await LearningEvidenceContent.get(evidence_id=row.id)
        content = ctx.store.vault.open_bytes(key, place_of(row.id), kept.content)
        look = audit.look(
            ctx, subject_type="Employee", subject_id=target.person.id, field_group=CLASS,
            rule=decision.rule.where if decision.rule else "", document="openLearningEvidence", rows=1,
        )  # fmt: skip
        await audit.log_access([look])
        return OpenedEvidence(row.id, row.file_name, row.media_type, content)

    return await ctx.store.write(whole)
