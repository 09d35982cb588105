"""Documents of a person: kept sealed apart from their row, opened by an act that is logged, taken away for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.kernel.ids import new_id
from server.kernel.upload import Upload
from server.people import rules
from server.people.files import clean_file_name, media_type
from server.people.models import Document, DocumentContent, DocumentKind
from server.people.operations.access import Target, allow, decide, find_target, link, require
from server.people.operations.record import conclude, operation
from server.people.record_entities import DOCUMENT_CLASSES
from server.store.base import stamp
from server.store.keys import person_key

MOST_BYTES = 10 * 1024 * 1024
LONGEST_TITLE = 128
GONE = "removed"
"""The class of a document taken away: no rule speaks of it, so nobody sees its row."""


@dataclass(frozen=True)
class Opened:
    """A document's file as it was handed in."""

    document_id: str
    file_name: str
    media_type: str
    content: bytes


@operation
async def add_document(
    ctx: Context,
    *,
    file: Upload,
    kind: DocumentKind,
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    title: str = "",
    valid_until: date | None = None,
) -> str:
    """Keep a file about somebody and return the document's id. What the file is, its bytes say."""
    found = check_content(file.content)
    target = await find_target(ctx, id, code)
    data_class = DOCUMENT_CLASSES[DocumentKind(kind)]
    allow(ctx, target.place, "addDocument")
    require(decide(ctx, target.place, data_class, "write"), "kind")
    document_id, name = new_id(), clean_file_name(file.name)
    await Document.create(
        **stamp(ctx), id=document_id, employee_id=target.person.id, kind=kind, data_class=data_class,
        title=clean_title(title or name), file_name=name, media_type=found, size=len(file.content),
        valid_until=valid_until and rules.clean_day(valid_until, "validUntil"), added_by=ctx.principal.name,
    )  # fmt: skip
    await keep_content(ctx, target, document_id, file.content)
    changes = {"document": (None, document_id), "kind": (None, str(kind))}
    await conclude(ctx, target, "add_document", changes, version=None, on=ctx.today)
    return document_id


async def keep_content(ctx: Context, target: Target, document_id: str, content: bytes) -> None:
    key = await person_key(ctx.store.vault, target.person.id)
    sealed = ctx.store.vault.seal_bytes(key, place_of(document_id), content)
    await DocumentContent.create(**stamp(ctx), document_id=document_id, content=sealed)


def place_of(document_id: str) -> str:
    return f"document.content|{document_id}"


def check_content(content: bytes) -> str:
    """Return the media type; InvalidInput for an empty or too large file, or one of a kind not kept."""
    if not content:
        raise rules.invalid("file", "请选择文件。", "Choose a file.")
    if len(content) > MOST_BYTES:
        raise rules.invalid("file", "文件不能超过 10 MB。", "A file has at most 10 MB.")
    found = media_type(content)
    if found is None:
        raise rules.invalid(
            "file",
            "只收 PDF、图片（PNG、JPEG、WebP）、Word、Excel 和纯文本，不含宏。",
            "Hand in a PDF, an image (PNG, JPEG, WebP), Word, Excel or plain text, without macros.",
        )
    return found


def clean_title(title: str) -> str:
    found = " ".join(rules.plain(title).split())
    if not 1 <= len(found) <= LONGEST_TITLE:
        raise rules.invalid("title", "名称须为 1 到 128 个字符。", "A title has 1 to 128 characters.")
    return found


async def open_document(ctx: Context, *, id: str) -> Opened:  # noqa: A002 (the contract's word)
    """Return a document's file, and keep in the access log who opened it."""

    async def whole() -> Opened:
        row, target = await find_document(ctx, id)
        decision = decide(ctx, target.place, row.data_class, "read")
        kept = await DocumentContent.get(document_id=row.id)
        key = await person_key(ctx.store.vault, target.person.id)
        if not key:
            raise not_found()
        content = ctx.store.vault.open_bytes(key, place_of(row.id), kept.content)
        look = audit.look(
            ctx, subject_type="Employee", subject_id=target.person.id, field_group=row.data_class,
            rule=decision.rule.where if decision.rule else "", document="openDocument", rows=1,
        )  # fmt: skip
        await audit.log_access([look])
        return Opened(row.id, row.file_name, row.media_type, content)

    return await ctx.store.write(whole)


@operation
async def remove_document(ctx: Context, *, id: str, reason: str = "") -> str:  # noqa: A002 (as above)
    """Take a document away and destroy its content; return the employee's id."""
    row, target = await find_document(ctx, id)
    allow(ctx, target.place, "removeDocument")
    require(decide(ctx, target.place, row.data_class, "write"), "id")
    await DocumentContent.filter(document_id=row.id).delete()
    gone = {"data_class": GONE, "removed_at": ctx.now, "updated_at": ctx.now, "version": row.version + 1}
    await Document.filter(id=row.id).update(**gone)
    changes: dict[str, tuple[object, object]] = {"document": (row.id, None), "kind": (str(row.kind), None)}
    if reason:
        changes["reason"] = (None, audit.HIDDEN)
    return await conclude(ctx, target, "remove_document", changes, version=None, on=ctx.today)


async def find_document(ctx: Context, document_id: str) -> tuple[Document, Target]:
    """Find a document that is there and that the caller may see; anything else is as one that does not exist."""
    if not document_id:
        raise InvalidInput("请给出文件编号。", "Name the document by id.", path=("input", "id"))
    row = await Document.filter(id=document_id, removed_at=None).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    if not decide(ctx, target.place, row.data_class, "read").allowed:
        raise not_found()
    return row, target
