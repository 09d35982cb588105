"""Goals from a file: whose they are says their level, and what cannot be measured is refused as on its page."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from server.imports import values as cells
from server.imports.check import Values
from server.imports.columns import Field, limited
from server.imports.entered.entry import Entry, Ground, inside
from server.imports.result import BadCell
from server.imports.values import Cell
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Dictionary
from server.people.models import Department, Employee
from server.people.operations.access import link
from server.performance.goals.attainment import ChangeKind
from server.performance.goals.lint import Figure, Wish, lint
from server.performance.goals.measuring import figures
from server.performance.goals.models import Goal, GoalLevel
from server.performance.goals.operations.goals import clean_title, keep_goal, require_measurable, values_of
from server.performance.goals.operations.ground import OPEN
from server.performance.goals.rules import require_span

KINDS = {
    ChangeKind.RELATIVE: "relative 相对 百分比 按比例",
    ChangeKind.POINTS: "points 增减 点数 百分点",
    ChangeKind.ABSOLUTE: "absolute 达到 绝对 绝对值",
}
PERCENT = Decimal(100)


def change_of(cell: Cell) -> ChangeKind:
    return cells.choice_of(cell, KINDS)


def figure_of(cell: Cell) -> Decimal:
    """Read a figure; 5% is 0.05."""
    text = cells.text_of(cell).replace(",", "")
    try:
        value = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise BadCell("INVALID_NUMBER", f"“{text}”不是数字。", f"'{text}' is not a number.")
    return value / PERCENT if text.endswith("%") else value


FIELDS = (
    Field("title", limited(120), "目标|目标名称|目标内容|goal|objective", required=True),
    Field("starts_on", cells.day_of, "开始日期|起始日期|start date|from", required=True),
    Field("ends_on", cells.day_of, "结束日期|截止日期|end date|due date|to", required=True),
    Field("code", limited(64), "工号|员工编号|employee number|employee code"),
    Field("department", limited(64), "部门|部门编码|department code|team"),
    Field("parent", limited(120), "上级目标|支持的目标|goal above|parent goal"),
    Field("metric", limited(96), "指标|指标名称|metric key|kpi"),
    Field("change_kind", change_of, "变化方式|kind of change"),
    Field("baseline", figure_of, "基线|基线值|现值|starting value"),
    Field("target_change", figure_of, "目标变化|变化|目标值|target|change"),
    Field("note", limited(1000), "说明|备注|remark"),
)  # fmt: skip


def level_of(row: Values) -> GoalLevel:
    """A person named makes it a person's goal, else a department a team's, else it is the company's."""
    if "code" in row:
        return GoalLevel.PERSON
    return GoalLevel.TEAM if "department" in row else GoalLevel.COMPANY


async def prepare(ctx: Context) -> Dictionary:
    return await Registry(ctx.store).current(ctx)


async def find(_: Context, row: Values, __: Ground) -> Goal | None:
    """Find the goal of the same words, owner and first day."""
    department, employee = await owner_of(row)
    level = level_of(row)
    team = department if level is GoalLevel.TEAM else None
    known = Goal.filter(
        level=level, title=clean_title(str(row["title"])), starts_on=row["starts_on"], state__in=OPEN
    )
    return await known.filter(employee_id=employee, department_id=team).first()


async def owner_of(row: Values) -> tuple[str | None, str | None]:
    """Return the department and the person that a row names."""
    named = str(row.get("department", ""))
    department = None
    if named:
        found = await Department.filter(code=named) or await Department.filter(name=named).limit(2)
        if len(found) != 1:
            raise lacking("department", f"没有部门“{named}”。", f"There is no department '{named}'.")
        department = found[0].id
    if "code" not in row:
        return department, None
    person = await Employee.get_or_none(code=str(row["code"]).strip().upper())
    if person is None:
        raise lacking("code", "没有这个工号，请先导入员工。", "No such employee; import people first.")
    return department, person.id


async def enter(ctx: Context, row: Values, held: Any, ground: Ground) -> str:
    level = level_of(row)
    require_span(row["starts_on"], row["ends_on"])  # type: ignore[arg-type] # what their columns read
    known = figures(ground.known, level)
    told: dict[str, Any] = {name: row.get(name) for name in ("change_kind", "baseline", "target_change")}
    found = lint(
        Wish(clean_title(str(row["title"])), metric_of(known, str(row.get("metric", ""))), **told), known
    )
    require_measurable(found)
    department, employee = await owner_of(row)
    parent = (
        await parent_of(str(row["parent"])) if "parent" in row else held and (link(held, "parent_id") or None)
    )
    note = str(row["note"]) if "note" in row else held.note if held else ""
    return await inside(keep_goal)(
        ctx, id=held and held.id, level=level, parent_id=parent, department_id=department, employee_id=employee,
        starts_on=row["starts_on"], ends_on=row["ends_on"], note=note.strip(), values=values_of(found),
        version=held and held.version,
    )  # fmt: skip


def metric_of(known: list[Figure], named: str) -> str:
    """Return the key of a metric that a file names as people do; the words themselves where none fits."""
    wanted = named.strip().lower()
    for each in known:
        if wanted and wanted in (each.key, *(name.lower() for name in each.names)):
            return each.key
    return wanted


async def parent_of(title: str) -> str:
    found = await Goal.filter(title=" ".join(title.split()), state__in=OPEN).limit(2)
    if len(found) != 1:
        raise lacking(
            "parent",
            f"没有（或不止一个）进行中的目标“{title}”。",
            f"No goal under way, or more than one, is called '{title}'.",
        )
    return found[0].id


def lacking(column: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", column))


GOALS = Entry(
    labels=("目标", "Goals"),
    verb="saveGoal",
    model=Goal,
    key=("title", "starts_on", "code", "department"),
    fields=FIELDS,
    columns=(
        "ends_on", "parent_id", "metric", "change_kind", "baseline", "target_change", "required", "aim", "note",
        "state",
    ),
    shows=dict.fromkeys((each.name for each in FIELDS), "Goal.title"),
    find=find,
    enter=enter,
    prepare=prepare,
    names={"parent_id": "parent", "department_id": "department", "employee_id": "code"},
)  # fmt: skip
