"""Departments, positions and places of work from a file, known by their codes: what each row would make or change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.imports import values
from server.imports.check import Checker, Values
from server.imports.columns import Field, clean, limited
from server.imports.landing import Line
from server.imports.models import RowState
from server.imports.outcomes import Found
from server.imports.result import BadCell
from server.imports.values import Cell
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.kernel.ids import new_id
from server.people import rules
from server.people.models import Department, DepartmentKind, Location, Position
from server.store.reads import Snapshot

HIGHEST_GRADE = 100
KIND_WORDS = {
    DepartmentKind.COMPANY: "company 公司",
    DepartmentKind.DEPARTMENT: "department 部门",
    DepartmentKind.STORE: "store 门店",
    DepartmentKind.TEAM: "team 班组 小组",
    DepartmentKind.WARD: "ward 病区",
}
YES, NO = ["yes", "true", "1", "y", "是", "√"], ["no", "false", "0", "n", "否", "×"]


def flag_of(cell: Cell) -> bool:
    text = values.text_of(cell).lower()
    if text not in (*YES, *NO):
        raise BadCell("INVALID_CHOICE", f"“{text}”请写“是”或“否”。", f"Write yes or no, not '{text}'.")
    return text in YES


def grade_of(cell: Cell) -> int:
    grade = values.count_of(cell)
    if grade > HIGHEST_GRADE:
        raise BadCell("INVALID_NUMBER", "职级须在 0 到 100 之间。", "The grade lies between 0 and 100.")
    return grade


def kind_of(cell: Cell) -> DepartmentKind:
    return values.choice_of(cell, KIND_WORDS)


def named(what: str, words: str) -> Field:
    return Field("name", clean(rules.clean_name), f"{what}名称|名称|{words}", required=True)


def coded(what: str, words: str) -> Field:
    return Field("code", clean(rules.clean_code), f"{what}编码|编码|{what}代码|{words}", required=True)


MASTERS: dict[str, tuple[Field, ...]] = {
    "departments": (
        coded("部门", "department code|dept code"),
        named("部门", "department name|department"),
        Field("kind", kind_of, "类别|部门类别|department kind|type"),
        Field("parent", limited(64), "上级部门|上级部门编码|parent department|parent code"),
        Field("manager", limited(64), "负责人|部门负责人|负责人工号|head|head code|manager code"),
        Field("valid_from", values.day_of, "成立日期|生效日期|valid from|since"),
    ),
    "positions": (
        coded("岗位", "position code|job code"),
        named("岗位", "position name|job title|position"),
        Field("family", limited(64), "职类|岗位序列|job family"),
        Field("grade", grade_of, "职级|级别|job grade|level"),
        Field("ladder", limited(64), "晋升通道|career ladder"),
        Field("is_core", flag_of, "核心岗位|是否核心|core position|core"),
        Field("is_manager", flag_of, "管理岗位|是否管理岗|management position"),
    ),
    "locations": (
        coded("地点", "location code|site code"),
        named("地点", "location name|site name|location"),
        Field("city", limited(64), "城市|所在城市"),
        Field("address", limited(256), "地址|详细地址|street address"),
    ),
}
TABLES: dict[str, type[Department | Position | Location]] = {
    "departments": Department,
    "positions": Position,
    "locations": Location,
}
COLUMNS: dict[str, tuple[str, ...]] = {
    "departments": ("name", "kind", "parent_id", "manager_id"),
    "positions": ("name", "family", "grade", "ladder", "is_core", "is_manager"),
    "locations": ("name", "city", "address"),
}
FLAGS = ("is_core", "is_manager")
FIXED = {
    "kind": (
        "类别与现有部门不同，请在组织页面修改。",
        "The kind differs from the department's; change it on its page.",
    ),
    "parent_id": (
        "上级与现有部门不同，请在组织页面调整，以便人员随之变动。",
        "The parent differs from the department's; move it on its page, so that its people move with it.",
    ),
}
"""What a file does not change of a department that is there: people and kinds beneath hang on it."""


@dataclass(frozen=True)
class Master:
    """One row of a file: the id it has or is to have, what it says, and what of that is new."""

    number: int
    id: str
    code: str
    columns: dict[str, Any]  # of mixed types
    version: int | None = None
    before: dict[str, Any] = field(default_factory=dict)  # as above
    valid_from: date | None = None


@dataclass
class MasterPlan:
    """Rows in the order in which they are written, a parent before what hangs under it."""

    rows: list[Master] = field(default_factory=list)
    unchanged: int = 0
    found: Found = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class Ground:
    """What is there: rows by code as (id, version, columns), and people by code."""

    rows: dict[str, tuple[str, int, dict[str, Any]]]
    people: dict[str, str]


async def plan_masters(ctx: Context, kind: str, checker: Checker) -> MasterPlan:
    """Hold every row against what goes by its code; a refused parent refuses what hangs under it."""
    async with ctx.store.reads.snapshot(seconds=120) as snapshot:
        ground = await read_ground(snapshot, kind)
    told = checker.rows(("code",))
    ids = {code: row[0] for code, row in ground.rows.items()}
    ids |= {str(row["code"]): new_id() for _, row in told if str(row["code"]) not in ids}
    plan = MasterPlan()
    masters = [
        master
        for number, row in told
        if (master := read(checker, kind, number, row, ids, ground)) is not None
    ]
    if kind == "departments":
        masters = in_order(checker, masters, ground)
    for master in masters:
        note(plan, master)
    return plan


async def read_ground(snapshot: Snapshot, kind: str) -> Ground:
    columns = COLUMNS[kind]
    table = TABLES[kind]._meta.db_table
    found = await snapshot.rows(f"select code,id,version,{','.join(columns)} from {table}")  # noqa: S608 (constants)
    rows = {
        code: (row_id, version, {name: plain(name, value) for name, value in zip(columns, told, strict=True)})
        for code, row_id, version, *told in found
    }
    people = await snapshot.rows("select code,id from employee") if kind == "departments" else []
    return Ground(rows, dict(people))


def plain(name: str, value: object) -> object:
    return bool(value) if name in FLAGS else value


def read(
    checker: Checker, kind: str, number: int, row: Values, ids: Mapping[str, str], ground: Ground
) -> Master | None:
    """Return what a row says in columns; None if it names what is not there, or changes what a file does not."""
    said: dict[str, Any] = {name: row[name] for name in COLUMNS[kind] if name in row}
    if "kind" in said:
        said["kind"] = str(said["kind"])
    for name, known in (("parent", ids), ("manager", ground.people)) if kind == "departments" else ():
        if name not in row:
            continue
        if (found := known.get(str(row[name]))) is None:
            zh, en = (
                f"没有“{row[name]}”，请先建立或更正。",
                f"There is no '{row[name]}'; make it first or correct it.",
            )
            checker.refuse(
                number, name, f"UNKNOWN_{'DEPARTMENT' if name == 'parent' else 'EMPLOYEE'}", zh, en
            )
        said[f"{name}_id"] = found
    code = str(row["code"])
    there = ground.rows.get(code)
    day = row.get("valid_from")
    if there is None:
        made = {"kind": str(DepartmentKind.DEPARTMENT), **said} if kind == "departments" else said
        return sound(
            checker, Master(number, ids[code], code, made, valid_from=day if isinstance(day, date) else None)
        )
    row_id, version, held = there
    changed = {name: value for name, value in said.items() if value != held[name]}
    for name, (zh, en) in FIXED.items():
        if name in changed:
            checker.refuse(number, name.removesuffix("_id"), "FIXED_BY_FILE", zh, en)
    return sound(
        checker, Master(number, row_id, code, changed, version, {name: held[name] for name in changed})
    )


def sound(checker: Checker, master: Master) -> Master | None:
    return None if master.number in checker.bad_rows else master


def in_order(checker: Checker, masters: list[Master], ground: Ground) -> list[Master]:
    """Put parents first; refuse who hangs under a refused row, in a circle, or under the wrong kind."""
    kinds = {row_id: str(held["kind"]) for row_id, _, held in ground.rows.values()}
    known = {"", *kinds}
    waiting, out = list(masters), list[Master]()
    while waiting:
        ready = [each for each in waiting if each.version or (each.columns.get("parent_id") or "") in known]
        if not ready:
            break
        waiting = [each for each in waiting if each not in ready]
        for each in ready:
            if each.version is None and not fits(checker, each, kinds):
                continue
            kinds.setdefault(each.id, str(each.columns.get("kind")))
            known.add(each.id)
            out.append(each)
    for each in waiting:
        zh, en = (
            "上级部门所在的行有误，或互为上下级。",
            "The parent's own row is refused, or the two are each other's parent.",
        )
        checker.refuse(each.number, "parent", "UNKNOWN_DEPARTMENT", zh, en)
    return out


def fits(checker: Checker, master: Master, kinds: Mapping[str, str]) -> bool:
    parent = master.columns.get("parent_id")
    above = DepartmentKind(kinds[parent]) if parent else None
    try:
        rules.require_place(DepartmentKind(master.columns["kind"]), above)
    except InvalidState as error:
        checker.refuse(master.number, "parent", "WRONG_PARENT", error.zh, error.en)
        return False
    return True


def note(plan: MasterPlan, master: Master) -> None:
    if master.version is not None and not master.columns:
        plan.unchanged += 1
        plan.found[master.number] = (RowState.UNCHANGED, {})
        return
    is_new = master.version is None
    plan.rows.append(master)
    plan.lines.append((master.number, master.id, None if is_new else master.id))
    plan.before[master.id] = {"was": master.before, "now": master.columns}
    before = {name.removesuffix("_id"): shown(value) for name, value in master.before.items()}
    plan.found[master.number] = (RowState.NEW, {}) if is_new else (RowState.CHANGED, before)


def shown(value: object) -> str | None:
    return None if value in (None, "") else str(value)
