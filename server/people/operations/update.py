"""Keeping a person's own row: name, phone, e-mail, ID number, gender, date of birth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from server import audit
from server.kernel.context import Context
from server.people import rules
from server.people.names import spell
from server.people.operations.access import allow, find_target
from server.people.operations.record import conclude, operation
from server.people.operations.seal import CLEAN, sealed_contacts

FIELDS = {
    "name": "name", "phone": "phone", "email": "email", "id_number": "idNumber", "gender": "gender",
    "birth_on": "birthOn",
}  # fmt: skip


@operation
async def update_employee(
    ctx: Context,
    *,
    changes: Mapping[str, str | date | None],
    id: str | None = None,  # noqa: A002 (the contract's word)
    code: str | None = None,
    version: int | None = None,
) -> str:
    """Change what is named in `changes` (name, contacts, gender, birth_on); None clears one but the name."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "updateEmployee", *(FIELDS[name] for name in changes))
    if not changes:
        raise rules.invalid("name", "请至少填写一项变动。", "Name at least one thing that changes.")
    columns: dict[str, object] = {}
    if "name" in changes:
        name = rules.clean_name(str(changes["name"] or ""))
        pinyin, initials = spell(name)
        columns |= {"name": name, "name_pinyin": pinyin, "name_initials": initials}
    if isinstance(born := changes.get("birth_on"), date) and rules.clean_day(born, "birthOn") > ctx.today:
        raise rules.invalid("birthOn", "出生日期不能晚于今天。", "A date of birth is not in the future.")
    columns |= {name: changes[name] for name in ("gender", "birth_on") if name in changes}
    contacts = {name: str(text) if text else None for name, text in changes.items() if name in CLEAN}
    if contacts:
        columns |= await sealed_contacts(ctx, target.person.id, contacts)
    hidden = {FIELDS[name]: (audit.HIDDEN, audit.HIDDEN) for name in changes}
    return await conclude(ctx, target, "update_employee", hidden, version=version, on=ctx.today, **columns)
