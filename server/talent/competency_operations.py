"""Keeping competencies and profiles, and assessing people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from server import audit
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.money import to_minor
from server.people.models import Position
from server.people.operations.access import (
    Place,
    allow,
    allow_anywhere,
    find_position,
    find_target,
    link,
    unknown,
)
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.talent.competency_rules import HIGHEST, LEVELS, LOWEST, WHOLE, Line, changed
from server.talent.models import (
    AssessmentSource,
    Competency,
    CompetencyAssessment,
    CompetencyProfile,
    CompetencyRequirement,
)

CODE = re.compile(r"[A-Z][A-Z0-9_]{1,31}")
LONGEST_NAME, LONGEST_DEFINITION, LONGEST_ANCHOR, LONGEST_EVIDENCE = 64, 300, 300, 500
MOST_LINES = 30


@dataclass(frozen=True)
class ProfileLine:
    """A competency by its code, and the level asked."""

    competency_code: str
    level: int


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def clean(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip()
    if not least <= len(found) <= most:
        raise wrong(field, f"请填写 {least} 至 {most} 字。", f"Write {least} to {most} characters.")
    return found


async def note(
    ctx: Context, action: str, row: tuple[str, str], changes: Mapping[str, tuple[object, object]]
) -> None:
    kind, row_id = row
    await audit.record(ctx, f"talent.{action}", subject_type=kind, subject_id=row_id, changes=dict(changes))


# --- The competencies there are ---


@operation
async def save_competency(
    ctx: Context,
    *,
    code: str,
    name: str,
    anchors: Sequence[str],
    anchors_en: Sequence[str] = (),
    name_en: str = "",
    definition: str = "",
    definition_en: str = "",
    version: int | None = None,
) -> str:
    """Keep a competency by its code, new or changed, and what each of its five levels looks like; return its id.

    One that was retired is in use again.
    """
    allow(ctx, Place(), "saveCompetency")
    values = checked(
        name=name, name_en=name_en, definition=definition, definition_en=definition_en, anchors=anchors,
        anchors_en=anchors_en,
    )  # fmt: skip
    return await keep_competency(ctx, code, values, version)


async def keep_competency(
    ctx: Context, code: str, values: Mapping[str, Any], version: int | None = None
) -> str:
    """Write a competency by its code; inside store.write. The values are columns, of mixed types."""
    key = code.strip().upper()
    if not CODE.fullmatch(key):
        raise wrong("code", "编码用大写字母、数字和下划线。", "A code has capitals, digits and underscores.")
    known = await Competency.filter(code=key).select_for_update().get_or_none()
    if known is None:
        row_id = (await Competency.create(**stamp(ctx), code=key, **values)).id
    else:
        row_id = known.id
        await change_row(ctx, Competency, row_id, version=version, retired_on=None, **values)
    changes = {column: (getattr(known, column, None), value) for column, value in values.items()}
    await note(ctx, "save_competency", ("Competency", row_id), changes)
    return row_id


def checked(
    *,
    name: str,
    name_en: str,
    definition: str,
    definition_en: str,
    anchors: Sequence[str],
    anchors_en: Sequence[str],
) -> dict[str, Any]:
    """Return the columns of a competency that makes sense; InvalidInput names what does not."""
    return {
        "name": clean(name, "name", LONGEST_NAME, 2),
        "name_en": clean(name_en, "nameEn", LONGEST_NAME),
        "definition": clean(definition, "definition", LONGEST_DEFINITION),
        "definition_en": clean(definition_en, "definitionEn", LONGEST_DEFINITION),
        "anchors": anchors_of(anchors, "anchors", least=2),
        "anchors_en": anchors_of(anchors_en or [""] * HIGHEST, "anchorsEn", least=0),
    }


def anchors_of(texts: Sequence[str], field: str, *, least: int) -> str:
    """Return the five texts as they are kept."""
    if len(texts) != HIGHEST:
        raise wrong(field, "请为 1 至 5 级各写一句。", "Write one sentence for each of the levels 1 to 5.")
    return orjson.dumps([clean(text, field, LONGEST_ANCHOR, least) for text in texts]).decode()


@operation
async def retire_competency(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Ask a competency of nobody from today on; what was found of people stays readable."""
    allow(ctx, Place(), "retireCompetency")
    row = await Competency.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if row.retired_on is not None:
        raise InvalidState("这项胜任力已停用。", "This competency is retired already.")
    await change_row(ctx, Competency, id, version=version, retired_on=ctx.today)
    await note(ctx, "retire_competency", ("Competency", id), {"retiredOn": (None, ctx.today)})
    return id


# --- What a position asks ---


@operation
async def set_competency_profile(
    ctx: Context,
    *,
    lines: Sequence[ProfileLine],
    position_id: str | None = None,
    position_code: str | None = None,
    effective_on: date | None = None,
    version: int | None = None,
) -> str:
    """Let exactly these competencies be asked of a position from a day on; return the profile's id.

    `version` is that of the profile seen, 0 for none. What was asked before that day stays on record.
    """
    allow(ctx, Place(), "setCompetencyProfile")
    position = await find_position(position_id, position_code)
    if position is None:
        raise unknown("position", position_id, "岗位", "position")
    return await keep_profile(ctx, position, await wanted_of(lines), effective_on or ctx.today, version)


async def wanted_of(lines: Sequence[ProfileLine]) -> dict[str, int]:
    """Return the levels asked, by competency; InvalidInput for one unknown, named twice or off the scale."""
    if len(lines) > MOST_LINES:
        raise wrong("lines", f"最多 {MOST_LINES} 项。", f"At most {MOST_LINES} lines.")
    known = {row.code: row.id for row in await Competency.filter(retired_on=None)}
    wanted: dict[str, int] = {}
    for each in lines:
        key = each.competency_code.strip().upper()
        if key not in known:
            raise wrong("lines", f"没有胜任力 {key}，请核对。", f"There is no competency {key}; check it.")
        if known[key] in wanted:
            raise wrong("lines", f"{key} 出现了两次。", f"{key} is there twice.")
        if each.level not in LEVELS:
            raise wrong("lines", "等级为 1 至 5。", "A level is 1 to 5.")
        wanted[known[key]] = each.level
    return wanted


async def keep_profile(
    ctx: Context, position: Position, wanted: Mapping[str, int], day: date, version: int | None = None
) -> str:
    """Write what a position asks from a day on; inside store.write."""
    profile = await CompetencyProfile.filter(position_id=position.id).select_for_update().get_or_none()
    if profile is None:
        if version:
            raise gone()
        profile = await CompetencyProfile.create(**stamp(ctx), position_id=position.id)
    else:
        await change_row(ctx, CompetencyProfile, profile.id, version=version)
    rows = await CompetencyRequirement.filter(profile_id=profile.id, superseded_at=None)
    known = [
        Line(row.id, link(row, "competency_id"), row.level, row.valid_from, row.valid_to) for row in rows
    ]
    change = changed(known, wanted, day)
    if change.is_empty:
        return profile.id
    await CompetencyRequirement.filter(id__in=change.superseded).update(
        superseded_at=ctx.now, updated_at=ctx.now
    )
    begun = [(key, level, day, None) for key, level in change.begun.items()]
    for key, level, since, until in [
        *((one.competency_id, one.level, one.since, day) for one in change.cut), *begun,
    ]:  # fmt: skip
        await CompetencyRequirement.create(
            **stamp(ctx), id=new_id(), profile_id=profile.id, position_id=position.id, competency_id=key,
            level=level, valid_from=since, valid_to=until, recorded_at=ctx.now,
        )  # fmt: skip
    before = {each.competency_id: each.level for each in known if each.until is None}
    told = {"requirements": (await spelled(before), await spelled(wanted)), "validFrom": (None, day)}
    await note(ctx, "set_profile", ("CompetencyProfile", profile.id), told)
    return profile.id


async def spelled(levels: Mapping[str, int]) -> str:
    """Return levels by code, as the audit trail tells them."""
    codes = {row.id: row.code for row in await Competency.filter(id__in=list(levels))}
    return ", ".join(sorted(f"{codes[key]} {level}" for key, level in levels.items()))


def gone() -> Conflict:
    return Conflict(
        "岗位画像已被他人修改，请刷新后重试。",
        "Someone else changed this profile; reload and try again.",
        path=("input", "version"),
    )


# --- What was found of people ---


@operation
async def assess_competency(
    ctx: Context,
    *,
    competency_code: str,
    level: Decimal,
    source: AssessmentSource,
    evidence: str,
    employee_id: str | None = None,
    employee_code: str | None = None,
    assessed_on: date | None = None,
) -> str:
    """Write down the level found of a person and what shows it; return the assessment's id.

    A second one of the same day and source takes the place of the first, which stays on record.
    """
    allow_anywhere(ctx, "assessCompetency")
    target = await find_target(ctx, employee_id, employee_code)
    allow(ctx, target.place, "assessCompetency", "CompetencyAssessment.level")
    row = await Competency.get_or_none(code=competency_code.strip().upper(), retired_on=None)
    if row is None:
        raise wrong("competencyCode", "没有这项胜任力，请核对。", "There is no such competency; check it.")
    day = assessed_on or ctx.today
    if not target.stay.hired_on <= day <= ctx.today:
        raise wrong(
            "assessedOn",
            "评估日期须在入职之后、不晚于今天。",
            "The day is after they joined and not after today.",
        )
    return await keep_assessment(
        ctx, target.person.id, row.id, level=hundredths(level), source=source, day=day,
        evidence=clean(evidence, "evidence", LONGEST_EVIDENCE, 4),
    )  # fmt: skip


async def keep_assessment(
    ctx: Context,
    person: str,
    competency: str,
    *,
    level: int,
    source: AssessmentSource,
    day: date,
    evidence: str,
) -> str:
    before = CompetencyAssessment.filter(
        employee_id=person, competency_id=competency, source=source, assessed_on=day, superseded_at=None
    )
    was = await before.first()
    await before.update(superseded_at=ctx.now, updated_at=ctx.now)
    made = await CompetencyAssessment.create(
        **stamp(ctx), id=new_id(), employee_id=person, competency_id=competency, level=level, source=source,
        assessed_on=day, assessor_id=ctx.principal.employee_id, evidence=evidence, recorded_at=ctx.now,
    )  # fmt: skip
    changes = {"level": (was.level if was else None, level), "assessedOn": (None, day)}
    await note(ctx, "assess", ("CompetencyAssessment", made.id), changes)
    return made.id


def hundredths(level: Decimal) -> int:
    """Return a level as it is kept."""
    try:
        found = to_minor(level)
    except ValueError as error:
        raise wrong("level", "最多两位小数。", "At most two decimal places.") from error
    if not LOWEST * WHOLE <= found <= HIGHEST * WHOLE:
        raise wrong("level", "等级为 1 至 5。", "A level is 1 to 5.")
    return found


@operation
async def withdraw_assessment(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Take an assessment back that should not stand; the one before it counts again."""
    allow_anywhere(ctx, "withdrawAssessment")
    row = await CompetencyAssessment.filter(id=id, superseded_at=None).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    target = await find_target(ctx, link(row, "employee_id"), None)
    allow(ctx, target.place, "withdrawAssessment", "CompetencyAssessment.level")
    why = clean(reason, "reason", LONGEST_NAME, 2)
    await change_row(ctx, CompetencyAssessment, id, version=version, superseded_at=ctx.now)
    await note(ctx, "withdraw_assessment", ("CompetencyAssessment", id), {"reason": (None, why)})
    return id
