"""Rights take two persons: one proposes a role or a link to an employee, another approves; taking away takes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from server.access.accounts import add_grant, end_access, end_grant
from server.access.models import Account, GrantProposal, ProposalKind, ProposalState, RoleGrant
from server.access.operations.accounts import find_account, require_keeper_besides, tell
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.rights import allow
from server.store.base import change_row, stamp
from server.store.idempotency import repeatable

LONGEST_REASON = 500


class GrantDecision(StrEnum):
    APPROVE = "APPROVE"
    REFUSE = "REFUSE"


@dataclass(frozen=True)
class Wish:
    """What is proposed: a role for a while, or an employee's record as one's own."""

    kind: ProposalKind
    reason: str
    role: str = ""
    department_id: str | None = None
    employee_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


async def propose(ctx: Context, account_id: str, wish: Wish) -> str:
    """Write a proposal down; inside store.write. Departments and people are checked by the domain that knows them."""
    account = await find_account(account_id)
    if not account.is_active:
        raise InvalidState(
            "账号已停用，请先启用。",
            "This account is disabled; enable it first.",
            path=("input", "accountId"),
        )
    _require_sense(ctx, wish)
    if wish.kind is ProposalKind.LINK:
        await _require_free(wish.employee_id)
    made = await GrantProposal.create(
        **stamp(ctx),
        account_id=account.id,
        proposed_by=ctx.principal.name,
        **(vars(wish) | {"reason": wish.reason.strip()}),
    )
    await tell(ctx, f"propose_{wish.kind.lower()}", account.id, _told(wish))
    return made.id


@repeatable
async def decide_grant(
    ctx: Context, *, id: str, decision: GrantDecision, note: str = "", version: int | None = None  # noqa: A002 (the contract's word)
) -> str:  # fmt: skip
    """Approve or refuse what somebody else proposed for an account that is not one's own; of two at once one wins."""
    allow(ctx, "Mutation.decideGrant")
    proposal = await _open_proposal(id)
    account_id = str(getattr(proposal, "account_id", ""))
    if ctx.principal.account_id in (proposal.created_by, account_id):
        raise InvalidState(
            "须由第二人批准：不能批自己提出的，也不能批给自己的。",
            "A second person decides: not who proposed it, and not who would get it.",
        )
    approved = decision is GrantDecision.APPROVE
    if not approved and not note.strip():
        raise InvalidInput("请写明拒绝的理由。", "Say why it is refused.", path=("input", "note"))
    await _settle(
        ctx, proposal, ProposalState.APPROVED if approved else ProposalState.REFUSED, note.strip(), version
    )
    if approved and proposal.kind == ProposalKind.GRANT:
        await add_grant(
            ctx, account_id=account_id, role=proposal.role, department_id=proposal.department_id,
            valid_from=max(proposal.valid_from or ctx.today, ctx.today), valid_to=proposal.valid_to,
        )  # fmt: skip
    elif approved:
        await _link(ctx, account_id, proposal.employee_id)
    else:
        await tell(ctx, "refuse_grant", account_id, {"role": [proposal.role or None, None]})
    return proposal.id


@repeatable
async def withdraw_grant(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (as above)
    """Take a proposal back before it is decided."""
    allow(ctx, "Mutation.withdrawGrant")
    proposal = await _open_proposal(id)
    await _settle(ctx, proposal, ProposalState.WITHDRAWN, "", version)
    await tell(
        ctx, "withdraw_grant", str(getattr(proposal, "account_id", "")), {"role": [proposal.role, None]}
    )
    return proposal.id


@repeatable
async def revoke_role(ctx: Context, *, id: str) -> str:  # noqa: A002 (as above)
    """Take a role away from today on; return the account's id. The last keeper of accounts stays."""
    allow(ctx, "Mutation.revokeRole")
    grant = await RoleGrant.filter(id=id).select_for_update().get_or_none()
    if grant is None:
        raise not_found()
    account_id = str(getattr(grant, "account_id", ""))
    if ctx.policy.decide(grant.role, "org", "account", "write").allowed:
        await require_keeper_besides(ctx, account_id)
    await end_grant(ctx, grant_id=grant.id)
    return account_id


# --- Shared ---


async def _open_proposal(proposal_id: str) -> GrantProposal:
    found = await GrantProposal.filter(id=proposal_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    if found.state != ProposalState.OPEN:
        raise InvalidState(
            "这项申请已有结论，请刷新。", "This proposal has been settled; reload.", path=("input", "id")
        )
    return found


async def _settle(
    ctx: Context, proposal: GrantProposal, state: ProposalState, note: str, version: int | None
) -> None:
    await change_row(
        ctx, GrantProposal, proposal.id, version=version, state=state, note=note[:LONGEST_REASON],
        decided_by=ctx.principal.name, decided_at=ctx.now,
    )  # fmt: skip


async def _link(ctx: Context, account_id: str, employee_id: str | None) -> None:
    await _require_free(employee_id)
    await change_row(ctx, Account, account_id, employee_id=employee_id)
    await end_access(account_id)
    await tell(ctx, "link_account", account_id, {"employeeId": [None, employee_id]})


async def _require_free(employee_id: str | None) -> None:
    if await Account.exists(employee_id=employee_id):
        raise Conflict(
            "这名员工已有账号，请先解除原来的关联。",
            "This employee has an account already; unlink that first.",
            path=("input", "employeeCode"),
        )


def _require_sense(ctx: Context, wish: Wish) -> None:
    if not 0 < len(wish.reason.strip()) <= LONGEST_REASON:
        raise InvalidInput(
            f"请用 1 到 {LONGEST_REASON} 字写明理由。",
            f"Say why, in 1 to {LONGEST_REASON} characters.",
            path=("input", "reason"),
        )
    if wish.kind is ProposalKind.LINK:
        return
    if wish.role not in ctx.policy.roles():
        raise InvalidInput("没有这个角色。", "No such role.", path=("input", "role"))
    first = wish.valid_from or ctx.today
    if wish.valid_to is not None and wish.valid_to <= max(first, ctx.today):
        raise InvalidInput(
            "失效日期须晚于生效日期和今天。",
            "It must end after it begins and after today.",
            path=("input", "validTo"),
        )


def _told(wish: Wish) -> dict[str, list[object]]:
    return {name: [None, value] for name, value in vars(wish).items() if value and name != "kind"}
