"""What keeps positions, places and departments: changed, closed from a day on, opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from schema.acts import Operation, act
from schema.inputs import Once, optional, split_changes
from schema.people import Department, Location, Position
from server.kernel.labels import label
from server.people import operations


@strawberry.input(description=label("以编号或编码指明", "Named by id or code"))
class NamedInput(Once):
    id: strawberry.ID | None = optional("编号", "Id")
    code: str | None = optional("编码，可代替编号", "Code, instead of the id")
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("修改岗位", "Position update"))
class UpdatePositionInput(NamedInput):
    name: str | None = optional("岗位名称", "Position name")
    family: str | None = optional("职类", "Job family")
    grade: int | None = optional("职级", "Grade")
    is_core: bool | None = optional("核心岗位", "Core position")
    is_manager: bool | None = optional("管理岗位", "Management position")
    ladder: str | None = optional("晋升通道", "Career ladder")


@strawberry.input(description=label("修改工作地点", "Location update"))
class UpdateLocationInput(NamedInput):
    name: str | None = optional("地点名称", "Location name")
    city: str | None = optional("城市", "City")
    address: str | None = optional("地址", "Address")


@strawberry.input(description=label("关闭", "Closing"))
class CloseInput(NamedInput):
    closed_on: date | None = optional("从哪天起停用，默认今天", "Closed from this day on, today by default")


def close(
    zh: str, en: str, answer: type, run: Operation
) -> Any:  # stands where dataclasses expect the field's own type
    return act(f"关闭{zh}", f"Close a {en}", CloseInput, answer, run, is_certain=True)


def reopen(zh: str, en: str, answer: type, run: Operation) -> Any:  # as above
    return act(f"重开{zh}", f"Open a closed {en} again", NamedInput, answer, run, is_certain=True)


@strawberry.type(description=label("基础资料变更", "Changes to master data"))
class MasterMutation:
    update_position = act(
        "修改岗位",
        "Change a position",
        UpdatePositionInput,
        Position,
        operations.update_position,
        handed=split_changes,
        is_certain=True,
    )
    update_location = act(
        "修改工作地点",
        "Change a location",
        UpdateLocationInput,
        Location,
        operations.update_location,
        handed=split_changes,
        is_certain=True,
    )
    close_position = close("岗位", "position", Position, operations.close_position)
    close_location = close("工作地点", "location", Location, operations.close_location)
    close_department = close("部门", "department", Department, operations.close_department)
    reopen_position = reopen("岗位", "position", Position, operations.reopen_position)
    reopen_location = reopen("工作地点", "location", Location, operations.reopen_location)
    reopen_department = reopen("部门", "department", Department, operations.reopen_department)
