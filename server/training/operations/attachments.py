"""Files that go with a lesson: added by who writes courses, opened by who may read them, removed with a way back."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta

from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.rights import decide
from server.kernel.upload import Upload
from server.people.files import OFFICE, SLIDES, clean_file_name, media_type
from server.people.operations.access import Place, allow, link
from server.people.operations.documents import MOST_BYTES
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.training.models import Lesson, LessonAttachment, LessonAttachmentContent
from server.training.operations.courses import find
from server.training.operations.ground import note, wrong

MOST_FILES = 20
KEPT = timedelta(days=1)
"""So long a removed file can be put back."""
FILE = (
    "select a.file_name, a.media_type, c.content from lesson_attachment a "
    "join lesson_attachment_content c on c.attachment_id=a.id join lesson l on l.id=a.lesson_id "
    "join course co on co.id=l.course_id where a.id={0} and not a.is_removed and not l.is_removed"
)
NO_DRAFT = " and co.state<>'DRAFT'"


@dataclass(frozen=True)
class Opened:
    """An attachment's file as it was handed in."""

    file_name: str
    media_type: str
    base64: str


@operation
async def add_lesson_attachment(ctx: Context, *, lesson_id: str, file: Upload) -> str:
    """Keep a file with a lesson and return the lesson's id. What the file is, its bytes say."""
    allow(ctx, Place(), "addLessonAttachment")
    found = check_content(file.content)
    lesson = await find(Lesson, lesson_id)
    await check_room(lesson.id)
    name = clean_file_name(file.name)
    row = await LessonAttachment.create(
        **stamp(ctx), lesson_id=lesson.id, file_name=name, media_type=found, size=len(file.content)
    )
    content = b64encode(file.content).decode()
    await LessonAttachmentContent.create(**stamp(ctx), attachment_id=row.id, content=content)
    await note(ctx, "add_attachment", "Lesson", lesson.id, {"attachment": (None, name)})
    return lesson.id


def check_content(content: bytes) -> str:
    """Return the media type; InvalidInput for an empty or too large file, or one of a kind not kept."""
    if not content:
        raise wrong("file", "请选择文件。", "Choose a file.")
    if len(content) > MOST_BYTES:
        raise wrong("file", "文件不能超过 10 MB。", "A file has at most 10 MB.")
    found = media_type(content, {**OFFICE, **SLIDES})
    if found is None:
        raise wrong(
            "file",
            "只收 PDF、图片（PNG、JPEG、WebP）、Word、Excel、PowerPoint 和纯文本，不含宏。",
            "Add a PDF, an image (PNG, JPEG, WebP), Word, Excel, PowerPoint or plain text, without macros.",
        )
    return found


async def check_room(lesson_id: str) -> None:
    if await LessonAttachment.filter(lesson_id=lesson_id, is_removed=False).count() >= MOST_FILES:
        raise InvalidState(
            f"一节课最多 {MOST_FILES} 个附件，请先移除不用的。",
            f"A lesson has at most {MOST_FILES} files; remove one that is not needed first.",
        )


@operation
async def remove_lesson_attachment(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_removed: bool = True,
) -> str:
    """Take a file from its lesson, or put it back within a day. Return the lesson's id."""
    allow(ctx, Place(), "removeLessonAttachment")
    row = await LessonAttachment.filter(id=id).select_for_update().get_or_none()
    if row is None or not await LessonAttachmentContent.filter(attachment_id=id).exists():
        raise not_found()
    lesson_id = link(row, "lesson_id")
    if row.is_removed == is_removed:
        return lesson_id
    if not is_removed:
        await check_room(lesson_id)
    await change_row(ctx, LessonAttachment, id, is_removed=is_removed)
    await discard(ctx)
    names = (row.file_name, None) if is_removed else (None, row.file_name)
    await note(ctx, "remove_attachment", "Lesson", lesson_id, {"attachment": names})
    return lesson_id


async def discard(ctx: Context) -> None:
    """Throw away the bytes of what was removed more than a day ago; the rows tell that there was a file."""
    old = LessonAttachmentContent.filter(
        attachment__is_removed=True, attachment__updated_at__lt=ctx.now - KEPT
    )
    gone = await old.values_list("id", flat=True)
    await LessonAttachmentContent.filter(id__in=gone).delete()


async def open_attachment(ctx: Context, *, id: str) -> Opened:  # noqa: A002 (the contract's word)
    """Return a file to whoever may read its course; to anybody else it is as one that does not exist."""
    if not decide(ctx, "LessonFile.base64", "read").allowed:
        raise not_found()
    drafts = decide(ctx, "course_draft", "read").allowed
    found = await ctx.store.ask(FILE if drafts else FILE + NO_DRAFT, id)
    if not found:
        raise not_found()
    name, kind, content = map(str, found[0])
    return Opened(name, kind, content)
