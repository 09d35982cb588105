"""Acts on several people at once."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.call import call
from schema.inputs import Once, given, needed, optional
from schema.people_mutations import Post
from server.kernel.labels import label
from server.people import operations
from server.people.models import NoteVisibility
from server.people.operations.bulk import job_of_move


@strawberry.input(description=label("批量调动", "Moving several people"))
class MoveEmployeesInput(Post):
    ids: list[strawberry.ID] = needed(
        "员工编号，最多 1000 个；超过 100 个由任务办理",
        "Employee ids, at most 1000; more than 100 are left to a job",
    )
    effective_on: date | None = optional("生效日期，默认今天", "Effective on, today by default")
    reason: str | None = optional("原因", "Reason")


@strawberry.input(description=label("撤销批量调动", "Taking a move of several people back"))
class UndoMoveInput(Once):
    id: strawberry.ID = needed("批量调动的编号", "Id of the move")


@strawberry.input(description=label("撤销刚办理的变动", "Taking a change just made back"))
class UndoChangeInput(Once):
    id: strawberry.ID = needed("员工编号", "Employee id")
    version: int = needed("办理后得到的版本", "The version that the change answered with")


@strawberry.input(description=label("为多名员工写同一条备注", "The same note about several people"))
class AddNotesInput(Once):
    ids: list[strawberry.ID] = needed("员工编号，最多 100 个", "Employee ids, at most 100")
    text: str = needed("内容，最多 4000 字", "Text, 4000 characters at most")
    visibility: NoteVisibility | None = optional("可见范围，默认仅人事", "Who it is for, HR by default")


@strawberry.type(description=label("批量调动", "A move of several people"))
class EmployeesMoved:
    id: strawberry.ID = needed("编号，用于撤销", "Id, to take it back with")
    count: int = needed("人数", "How many people")
    job_id: strawberry.ID | None = strawberry.field(
        description=label("办理任务，人数不多时为空", "The job that does it; null where none is needed"),
        default=None,
    )


@strawberry.type(description=label("批量操作", "Acts on several people"))
class BulkMutation:
    @strawberry.mutation(
        description=label("批量调动：全部成功或全部不办", "Move several people, all or none")
    )
    async def move_employees(self, info: strawberry.Info, input: MoveEmployeesInput) -> EmployeesMoved:
        done = await operations.move_employees(call(info).ctx, **given(input))
        job = await job_of_move(call(info).ctx, done)
        return EmployeesMoved(
            id=strawberry.ID(done), count=len(set(input.ids)), job_id=strawberry.ID(job) if job else None
        )

    @strawberry.mutation(
        description=label(
            "撤销批量调动，须之后没有别的变动；超过 100 人时返回任务编号",
            "Take a move back, while nothing else has changed since; of more than 100 people it answers with the job",
        )
    )
    async def undo_move(self, info: strawberry.Info, input: UndoMoveInput) -> strawberry.ID:
        return strawberry.ID(await operations.undo_move(call(info).ctx, **given(input)))

    @strawberry.mutation(
        description=label(
            "为多名员工写同一条备注，全部成功或全部不写，返回人数",
            "Write the same note about several people, all or none; answers with how many",
        )
    )
    async def add_notes(self, info: strawberry.Info, input: AddNotesInput) -> int:
        return int(await operations.add_notes(call(info).ctx, **given(input)))

    @strawberry.mutation(
        description=label(
            "撤销自己刚为某人办理的变动，须之后没有别的变动",
            "Take back what one has just recorded about somebody, while nothing else has changed since",
        )
    )
    async def undo_change(self, info: strawberry.Info, input: UndoChangeInput) -> strawberry.ID:
        return strawberry.ID(await operations.undo_change(call(info).ctx, **given(input)))
