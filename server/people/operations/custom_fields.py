"""Fields a company adds to its people: defined and changed by HR, their values kept as dated, sealed facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import orjson

from server import audit
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, not_found
from server.kernel.ids import new_id
from server.people import custom, rules
from server.people.models import CustomField, CustomType, CustomValue
from server.people.operations.access import Place, Target, allow, decide, find_target, require
from server.people.operations.record import conclude, operation
from server.people.record_entities import CUSTOM_CLASSES, OPEN_CLASSES
from server.store.base import change_row, stamp
from server.store.keys import person_key

FIELD = "custom_value.value"
MOST_FIELDS = 200


@operation
async def define_custom_field(
    ctx: Context,
    *,
    key: str,
    label_zh: str,
    label_en: str,
    type: CustomType,  # noqa: A002 (the contract's word)
    data_class: str,
    choices: Sequence[str] = (),
    is_required: bool = False,
    is_searchable: bool = False,
) -> str:
    """Add a field to every person; its type and class stand from then on. Return the field's id."""
    allow(ctx, Place(), "defineCustomField")
    name = custom.clean_key(key)
    if await CustomField.exists(key=name):
        raise Conflict(f"字段键 {name} 已被使用。", f"The key {name} is taken.", path=("input", "key"))
    if (place := await CustomField.all().count()) >= MOST_FIELDS:
        raise InvalidState("自定义字段最多 200 个。", "There are at most 200 added fields.")
    if data_class not in CUSTOM_CLASSES:
        raise rules.invalid("dataClass", "请选择数据级别。", "Choose a data class.")
    require_searchable(data_class, is_searchable=is_searchable)
    row = await CustomField.create(
        **stamp(ctx), key=name, label_zh=custom.clean_label(label_zh, "labelZh"),
        label_en=custom.clean_label(label_en, "labelEn"), type=type, data_class=data_class,
        choices=orjson.dumps(custom.clean_choices(type, choices)).decode(), is_required=is_required,
        is_searchable=is_searchable, place=place,
    )  # fmt: skip
    changes = {"key": (None, name), "type": (None, str(type)), "dataClass": (None, data_class)}
    await audit.record(
        ctx, "people.define_custom_field", subject_type="CustomField", subject_id=row.id, changes=changes
    )
    return row.id


def require_searchable(data_class: str, *, is_searchable: bool) -> None:
    if is_searchable and data_class not in OPEN_CLASSES:
        raise rules.invalid(
            "isSearchable",
            "这个级别的值加密保存，不能搜索，只能按等于筛选。",
            "Values of this class are kept sealed: they can be filtered by equality, not searched.",
        )


@operation
async def change_custom_field(
    ctx: Context,
    *,
    changes: Mapping[str, object],
    id: str,  # noqa: A002 (as above)
    version: int | None = None,
) -> str:
    """Change labels, choices, place, and whether a field is required, searchable or in use."""
    allow(ctx, Place(), "changeCustomField")
    row = await CustomField.get_or_none(id=id)
    if row is None:
        raise not_found()
    columns = {name: value for name, value in changes.items() if value is not None}
    for name in ("label_zh", "label_en"):
        if name in columns:
            columns[name] = custom.clean_label(str(columns[name]), rules_name(name))
    if isinstance(told := columns.get("choices"), list):
        columns["choices"] = orjson.dumps(custom.clean_choices(row.type, told)).decode()
    require_searchable(row.data_class, is_searchable=bool(columns.get("is_searchable", row.is_searchable)))
    if not columns:
        raise rules.invalid("labelZh", "请至少填写一项变动。", "Name at least one thing that changes.")
    await change_row(ctx, CustomField, row.id, version=version, **columns)
    told_changes = {rules_name(name): (getattr(row, name), value) for name, value in columns.items()}
    await audit.record(
        ctx, "people.change_custom_field", subject_type="CustomField", subject_id=row.id, changes=told_changes
    )
    return row.id


def rules_name(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


@operation
async def set_custom_fields(
    ctx: Context,
    *,
    values: Sequence[Mapping[str, str | None]],
    id: str | None = None,  # noqa: A002 (as above)
    code: str | None = None,
    effective_on: date | None = None,
    version: int | None = None,
) -> str:
    """Let added fields hold these values from a day on, today unless named; None takes a value away."""
    target = await find_target(ctx, id, code)
    allow(ctx, target.place, "setCustomFields")
    day = rules.clean_day(effective_on or ctx.today, "effectiveOn")
    told = {str(each["key"]): each.get("value") for each in values}
    if not told:
        raise rules.invalid("values", "请至少填写一项变动。", "Name at least one thing that changes.")
    known = {row.key: row for row in await CustomField.filter(key__in=sorted(told), is_active=True)}
    for key, text in told.items():
        await set_one(ctx, target, known.get(key), key, text, day)
    changes = dict.fromkeys(told, (audit.HIDDEN, audit.HIDDEN)) | {"effectiveOn": (None, day)}
    return await conclude(ctx, target, "set_custom_fields", changes, version=version, on=day)


async def fill_at_hire(ctx: Context, target: Target, told: Mapping[str, str | None], day: date) -> None:
    """Set the values a newcomer comes with; one that is required and left out is missed by who may fill it."""
    known = {row.key: row for row in await CustomField.filter(is_active=True).order_by("place", "key")}
    may = decide(ctx, target.place, "Mutation.setCustomFields", "write").allowed
    for key, field in known.items():
        wanted = field.is_required and key not in told
        if wanted and may and decide(ctx, target.place, field.data_class, "write").allowed:
            raise rules.invalid(key, f"“{field.label_zh}”是必填项。", f"'{field.label_en}' is required.")
    if told:
        allow(ctx, target.place, "setCustomFields")
    for key, text in told.items():
        await set_one(ctx, target, known.get(key), key, text, day)


async def set_one(
    ctx: Context, target: Target, field: CustomField | None, key: str, text: str | None, day: date
) -> None:
    """Set one value for a person the caller may change; a field whose values they may not write counts as unknown."""
    decision = decide(ctx, target.place, field.data_class, "write") if field else None
    if field is None or decision is None:
        raise rules.invalid(key, f"没有字段 {key}。", f"There is no field {key}.")
    require(decision, key)
    clear = rules.plain(text or "")
    if not clear and field.is_required:
        raise rules.invalid(key, f"“{field.label_zh}”是必填项。", f"'{field.label_en}' is required.")
    kept = custom.read_value(field.type, orjson.loads(field.choices), clear, key) if clear else None
    await keep_value(ctx, target.person.id, field, kept, day)


async def keep_value(
    ctx: Context, person_id: str, field: CustomField, kept: custom.Kept | None, day: date
) -> None:
    """Let the value hold from `day` to where the next known one begins; nothing is overwritten."""
    live = CustomValue.filter(employee_id=person_id, field_id=field.id, superseded_at=None)
    rows = await live.order_by("valid_from").select_for_update()
    now = next(
        (row for row in rows if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)), None
    )
    until = (
        now.valid_to if now else min((row.valid_from for row in rows if row.valid_from > day), default=None)
    )
    key = await person_key(ctx.store.vault, person_id)
    if now is not None:
        before = ctx.store.vault.open(key, f"{FIELD}|{now.id}", now.value)
        if kept is not None and before == kept.text:
            return
        await CustomValue.filter(id=now.id).update(superseded_at=ctx.now, updated_at=ctx.now)
        if now.valid_from < day:
            await insert(ctx, person_id, field, custom.Kept(before, now.open_number), (now.valid_from, day))
    if kept is not None:
        await insert(ctx, person_id, field, kept, (day, until))


async def insert(
    ctx: Context, person_id: str, field: CustomField, kept: custom.Kept, span: tuple[date, date | None]
) -> None:
    key = await person_key(ctx.store.vault, person_id)
    await value_row(ctx, (person_id, key), field, kept, span).save(force_create=True)


def value_row(
    ctx: Context,
    person: tuple[str, str],
    field: CustomField,
    kept: custom.Kept,
    span: tuple[date, date | None],
) -> CustomValue:
    """Return the row, not written yet, of a value that holds over a time; `person` is the id and the wrapped key."""
    vault, row_id, (person_id, key) = ctx.store.vault, new_id(), person
    is_open = field.data_class in OPEN_CLASSES
    return CustomValue(
        **stamp(ctx), id=row_id, employee_id=person_id, field_id=field.id, valid_from=span[0], valid_to=span[1],
        recorded_at=ctx.now, value=vault.seal(key, f"{FIELD}|{row_id}", kept.text),
        value_hash=vault.blind(FIELD, kept.text), open_text=kept.text if is_open else None,
        open_number=kept.number if is_open else None,
    )  # fmt: skip
