"""Who would decide on what the caller asks for: the chain as it stands, before anything is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import strawberry

from schema.call import call
from schema.inputs import needed
from server.approvals import DEFAULT_STEPS, Step
from server.attendance.operations import absences
from server.kernel.errors import InvalidInput
from server.kernel.labels import label
from server.people.operations import foreseeing
from server.people.operations.leave import RESIGNATION

FORESEEN: Final[Mapping[str, Sequence[Step]]] = {RESIGNATION: DEFAULT_STEPS, absences.KIND: absences.STEPS}
"""What people ask for themselves, with the chain where the company has set none."""


@strawberry.type(description=label("将要经过的一步审批", "A step of approval to come"))
class ForeseenStep:
    approver: str = needed(
        "审批人（如 manager、role:hr_manager）", "Who approves, as manager or role:hr_manager"
    )
    any_of: bool = needed("其中一人即可", "One of them is enough")
    names: list[str] = needed("姓名", "Their names")


@strawberry.type(description=label("将要经过的审批", "Approval to come"))
class ForeseenQuery:
    @strawberry.field(
        description=label(
            "本人的申请会由谁审批（absence、resignation），不提交；空表示没有人可以审批",
            "Who would decide on a request of one's own (absence, resignation); empty where nobody could",
        )
    )
    async def foreseen_approval(self, info: strawberry.Info, kind: str) -> list[ForeseenStep]:
        if kind not in FORESEEN:
            known = "、".join(FORESEEN)
            raise InvalidInput(f"只能是：{known}。", f"It must be one of: {known}.", path=("kind",))
        found = await foreseeing.foresee_approval(call(info).ctx, kind, FORESEEN[kind])
        return [ForeseenStep(**vars(each)) for each in found]
