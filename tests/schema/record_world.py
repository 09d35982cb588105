"""What the tests of the record plant besides the sample world: fields of each class, their values, a file, notes."""

from __future__ import annotations

from server.kernel.context import Context
from server.kernel.upload import Upload
from server.people import operations as ops
from server.people.models import CustomType, DocumentKind, NoteVisibility
from server.store.store import Store
from tests.plan.world import context

FIELDS = (
    # key, type, class, choices, searchable
    ("uniform", CustomType.CHOICE, "roster", ("S", "M", "L"), True),
    ("distance", CustomType.NUMBER, "roster", (), False),
    ("certified", CustomType.DATE, "roster", (), False),
    ("emergency", CustomType.TEXT, "phone", (), False),
    ("account", CustomType.TEXT, "pay", (), False),
)
VALUES = {
    "E3": {"uniform": "M", "distance": "12.5"},
    "E4": {"uniform": "L", "distance": "3", "certified": "2025-06-01"},
}


async def plant_fields(store: Store) -> None:
    """Define the fields and fill them for two people."""
    hr = context(store, "hr_manager")
    for key, kind, data_class, choices, is_searchable in FIELDS:
        if data_class == "phone":
            continue
        await ops.define_custom_field(
            hr, key=key, label_zh=f"字段{key}", label_en=key.title(), type=kind, data_class=data_class,
            choices=choices, is_searchable=is_searchable,
        )  # fmt: skip
    for code, values in VALUES.items():
        await fill(hr, code, values)
    await fill(context(store, "payroll_specialist"), "E4", {"account": "6222 0001"})


async def fill(ctx: Context, code: str, values: dict[str, str]) -> None:
    told = [{"key": key, "value": value} for key, value in values.items()]
    await ops.set_custom_fields(ctx, code=code, values=told)


async def plant_papers(store: Store) -> str:
    """Keep a contract and two notes of E4; return the contract's id."""
    hr = context(store, "hr_manager")
    await ops.add_note(hr, code="E4", text="只给人事")
    await ops.add_note(hr, code="E4", text="给经理", visibility=NoteVisibility.MANAGER)
    return await ops.add_document(
        hr, code="E4", file=Upload("合同.pdf", b"%PDF-1.7 x"), kind=DocumentKind.CONTRACT
    )
