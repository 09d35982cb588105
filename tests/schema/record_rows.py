"""A document, and a field of the company's own, under ids that cases can name."""

from __future__ import annotations

from datetime import date

from server.people import models as m
from server.people.operations.documents import place_of
from server.store.keys import person_key
from server.store.store import Store
from tests.plan.world import row, uid

DOCUMENT, FIELD = uid("F1"), uid("U1")
CONTENT = b"%PDF-1.7 planted"


async def plant_record(store: Store) -> None:
    """Keep a certificate of E4, and define one field."""

    async def rows() -> None:
        await m.CustomField.create(
            **row("U1"), key="badge", label_zh="工牌号", label_en="Badge", type="TEXT", data_class="roster"
        )
        await m.Document.create(
            **row("F1"), employee_id=uid("E4"), kind="CERTIFICATE", data_class="document_certificate",
            title="健康证", file_name="健康证.pdf", media_type="application/pdf", size=len(CONTENT),
            valid_until=date(2026, 6, 30), added_by="王芳",
        )  # fmt: skip
        key = await person_key(store.vault, uid("E4"))
        sealed = store.vault.seal_bytes(key, place_of(DOCUMENT), CONTENT)
        await m.DocumentContent.create(**row("F2"), document_id=DOCUMENT, content=sealed)

    await store.write(rows)
