"""Answering: whoever is asked says what they think, and nothing kept says whose answer it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import uuid4

import orjson

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people.operations.access import Place, decide, link, require
from server.people.operations.record import operation
from server.performance.peers.models import PeerAnswer, PeerInvite, PeerRound, PeerRoundState
from server.performance.peers.operations.ground import find_round, keys_of, note, wrong
from server.performance.peers.rules import is_rating

LONGEST_REMARK = 1000


@dataclass(frozen=True)
class Rated:
    """A rating of one question, by its key."""

    key: str
    rating: int


@operation
async def answer_peer_invite(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    ratings: Sequence[Rated],
    remark: str = "",
) -> str:
    """Answer, or change one's answer while the round is open; nothing kept says whose answer it is."""
    asked, row = await own_invite(ctx, id, "answerPeerInvite")
    scores = {each.key: each.rating for each in ratings}
    if not scores or not scores.keys() <= set(keys_of(row)) or not all(map(is_rating, scores.values())):
        raise wrong("ratings", "请用 1 至 5 分回答问题。", "Answer the questions with 1 to 5.")
    said = remark.strip()
    if len(said) > LONGEST_REMARK:
        raise wrong("remark", f"最多 {LONGEST_REMARK} 字。", f"At most {LONGEST_REMARK} characters.")
    ticket = ctx.store.vault.blind(
        "peer_answer.ticket", f"{row.id}|{link(asked, 'rater_id')}|{subject_of(asked)}"
    )
    await PeerAnswer.filter(ticket=ticket).delete()
    born = datetime.combine(row.starts_on, time(), UTC)
    await PeerAnswer.create(
        id=str(uuid4()), created_at=born, updated_at=born, created_by=None, round_id=row.id,
        subject_id=link(asked, "subject_id") or None, department_id=link(asked, "department_id") or None,
        asking_id=link(asked, "asking_id") or None, relation=asked.relation,
        scores=orjson.dumps(scores, option=orjson.OPT_SORT_KEYS).decode(), remark=said, ticket=ticket,
    )  # fmt: skip
    await PeerInvite.filter(id=id).update(is_answered=True, is_declined=False)
    await note(ctx, "answer", row.id, {"answer": (None, audit.HIDDEN)})
    return id


@operation
async def decline_peer_invite(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
) -> str:
    """Say that one does not know enough to answer; it is nobody else's to see."""
    asked, row = await own_invite(ctx, id, "declinePeerInvite")
    if asked.is_answered:
        raise InvalidState("您已作答。", "You have answered already.")
    await PeerInvite.filter(id=id).update(is_declined=True)
    await note(ctx, "decline", row.id, {"answer": (None, audit.HIDDEN)})
    return id


def subject_of(asked: PeerInvite) -> str:
    return link(asked, "subject_id") or link(asked, "department_id")


async def own_invite(ctx: Context, invite_id: str, verb: str) -> tuple[PeerInvite, PeerRound]:
    """Find one's own invitation of an open round; another's is as one that does not exist."""
    asked = await PeerInvite.filter(id=invite_id).select_for_update().get_or_none()
    me = ctx.principal.employee_id
    require(decide(ctx, Place(me), f"Mutation.{verb}", "write"))
    if asked is None or me is None or link(asked, "rater_id") != me:
        raise not_found()
    return asked, await find_round(link(asked, "round_id"), PeerRoundState.OPEN, is_locked=False)
