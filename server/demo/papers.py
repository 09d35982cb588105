"""The sample worlds' papers: fields the companies added, documents that expire, fixed terms that end, a note or two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import orjson

from server.demo.lives import Life
from server.demo.rows import FOUNDED, Ledger, sample_id
from server.demo.world import SHOWCASE
from server.people import models as m
from server.people.operations.documents import place_of
from server.people.record_entities import DOCUMENT_CLASSES, NOTE_CLASSES

SIZES = ("S", "M", "L", "XL")
FIELDS = (
    ("uniform", "工服尺码", "Uniform size", m.CustomType.CHOICE, "roster", SIZES),
    ("health_until", "健康证到期", "Health certificate until", m.CustomType.DATE, "roster", ()),
    ("emergency", "紧急联系人电话", "Emergency phone", m.CustomType.TEXT, "contact", ()),
)
ENDS = (7, 29, 58, 200)
"""In so many days the first fixed terms of the hospital end."""
PAPER = b"%PDF-1.4\n% sample\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SAID = ("面谈：愿意带新人，希望明年竞聘组长。", "家住附近，可支援周末班。")


def keep_papers(ledger: Ledger, lives: Iterable[Life]) -> None:
    """Add them to the ledger, for people who are there."""
    define(ledger)
    present = [life for life in lives if life.left_on is None and life.hired_on <= ledger.today]
    shop = [life for life in present if life.unit.code == SHOWCASE]
    for number, life in enumerate(shop):
        fill(ledger, life, "uniform", SIZES[number % len(SIZES)])
        if number % 3 == 0:
            expires = ledger.today + timedelta(days=10 + 40 * number)
            fill(ledger, life, "health_until", expires.isoformat())
            document(ledger, life, m.DocumentKind.CERTIFICATE, "健康证", expires)
    for life, text in zip(shop, SAID, strict=False):
        note(ledger, life, text)
    fixed = [life for life in present if life.unit.code.startswith("H-") and not life.is_head][: len(ENDS)]
    for life, days in zip(fixed, ENDS, strict=False):
        end = ledger.today + timedelta(days=days)
        document(ledger, life, m.DocumentKind.CONTRACT, "劳动合同", end)
        for row in ledger.rows[m.Employment]:
            if row.employee_id == sample_id("Employee", life.code):  # type: ignore[attr-defined] # a column Tortoise adds
                row.contract, row.contract_ends_on = m.Contract.FIXED_TERM, end


def define(ledger: Ledger) -> None:
    for place, (key, zh, en, kind, data_class, choices) in enumerate(FIELDS):
        ledger.add(
            m.CustomField, key, ledger.moment(FOUNDED), key=key, label_zh=zh, label_en=en, type=kind, place=place,
            data_class=data_class, choices=orjson.dumps(choices).decode(), is_searchable=data_class == "roster",
        )  # fmt: skip


def fill(ledger: Ledger, life: Life, key: str, text: str) -> None:
    """Let a field hold a value since the person was hired."""
    person, known, vault = sample_id("Employee", life.code), ledger.moment(life.hired_on), ledger.vault
    row_id = sample_id("CustomValue", f"{life.code}.{key}")
    ledger.add(
        m.CustomValue, f"{life.code}.{key}", known, employee_id=person, field_id=sample_id("CustomField", key),
        valid_from=life.hired_on, recorded_at=known, open_text=text,
        value=vault.seal(ledger.keys[person], f"custom_value.value|{row_id}", text),
        value_hash=vault.blind("custom_value.value", text),
    )  # fmt: skip


def document(ledger: Ledger, life: Life, kind: m.DocumentKind, title: str, until: date) -> None:
    person, key = sample_id("Employee", life.code), f"{life.code}.{kind}"
    known = ledger.moment(life.hired_on + timedelta(days=3))
    row = ledger.add(
        m.Document, key, known, employee_id=person, kind=kind, data_class=DOCUMENT_CLASSES[kind], title=title,
        file_name=f"{title}.pdf", media_type="application/pdf", size=len(PAPER), valid_until=until, added_by="人事",
    )  # fmt: skip
    sealed = ledger.vault.seal_bytes(ledger.keys[person], place_of(row), PAPER)
    ledger.add(m.DocumentContent, key, known, document_id=row, content=sealed)


def note(ledger: Ledger, life: Life, text: str) -> None:
    person, known = sample_id("Employee", life.code), ledger.moment(ledger.today - timedelta(days=20))
    row_id, kind = sample_id("Note", life.code), m.NoteVisibility.MANAGER
    ledger.add(
        m.Note, life.code, known, employee_id=person, visibility=kind, data_class=NOTE_CLASSES[kind], author="人事",
        text=ledger.vault.seal(ledger.keys[person], f"note.text|{row_id}", text),
    )  # fmt: skip
