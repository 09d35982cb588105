"""Acts on several people at once."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.call import call
from schema.people_mutations import Once, Post, given, needed, optional
from server.kernel.labels import label
from server.people import operations


@strawberry.input(description=label("批量调动", "Moving several people"))
class MoveEmployeesInput(Post):
    ids: list[strawberry.ID] = needed("员工编号，最多 100 个", "Employee ids, at most 100")
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")
    reason: str | None = optional("原因", "Reason")


@strawberry.input(description=label("撤销批量调动", "Taking a move of several people back"))
class UndoMoveInput(Once):
    id: strawberry.ID = needed("批量调动的编号", "Id of the move")


@strawberry.type(description=label("批量调动", "A move of several people"))
class EmployeesMoved:
    id: strawberry.ID = needed("编号，用于撤销", "Id, to take it back with")
    count: int = needed("人数", "How many people")


@strawberry.type(description=label("批量操作", "Acts on several people"))
class BulkMutation:
    @strawberry.mutation(
        description=label("批量调动：全部成功或全部不办", "Move several people, all or none")
    )
    async def move_employees(self, info: strawberry.Info, input: MoveEmployeesInput) -> EmployeesMoved:
        done = await operations.move_employees(call(info).ctx, **given(input))
        return EmployeesMoved(id=strawberry.ID(done), count=len(set(input.ids)))

    @strawberry.mutation(
        description=label(
            "撤销批量调动，须之后没有别的变动", "Take a move back, while nothing else has changed since"
        )
    )
    async def undo_move(self, info: strawberry.Info, input: UndoMoveInput) -> strawberry.ID:
        return strawberry.ID(await operations.undo_move(call(info).ctx, **given(input)))
