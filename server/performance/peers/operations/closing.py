"""The end of a round: answers are added up where there are enough of them, and destroyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random, SystemRandom

import orjson

from server.desk.notices import notify, settle_notices
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.performance.peers.models import (
    PartnerRating,
    PeerAnswer,
    PeerComment,
    PeerRelation,
    PeerResult,
    PeerRound,
    PeerRoundKind,
    PeerRoundState,
)
from server.performance.peers.operations.ground import keys_of, note, require_state
from server.performance.peers.rules import Said, Sum, remarks, shown_groups, sums, total_of
from server.store.base import change_row, stamp
from server.store.keys import person_key

BATCH = 500


@operation
async def close_peer_round(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Close a round; its results show, as far as enough people answered. It cannot be opened again."""
    allow(ctx, Place(), "closePeerRound")
    await close(ctx, id, version)
    return id


async def close(ctx: Context, round_id: str, version: int | None = None) -> None:
    """Close an open round as the house or as a person; inside store.write."""
    row = await PeerRound.filter(id=round_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    require_state(row, PeerRoundState.OPEN)
    keys = keys_of(row)
    answers = await PeerAnswer.filter(round_id=round_id)
    if row.kind is PeerRoundKind.PEOPLE:
        await tell_people(ctx, row, keys, answers)
        for person in sorted({link(answer, "subject_id") for answer in answers}):
            title = label(f"反馈结果：{row.name}", f"Feedback on you: {row.name_en or row.name}")
            await notify(
                ctx, [person], "peers", title=title, link=f"/peers/{row.id}/{person}",
                key=f"peer-result:{row.id}",
            )  # fmt: skip
    else:
        await tell_partners(ctx, row, keys, answers)
    await PeerAnswer.filter(round_id=round_id).delete()
    await change_row(
        ctx, PeerRound, round_id, version=version, state=PeerRoundState.CLOSED, closed_on=ctx.today
    )
    await settle_notices(ctx, f"peers:{round_id}")
    await note(ctx, "close_round", round_id, {"state": (PeerRoundState.OPEN, PeerRoundState.CLOSED)})


def said_of(answer: PeerAnswer) -> Said:
    return Said(PeerRelation(answer.relation), orjson.loads(answer.scores), answer.remark)


def by(answers: Sequence[PeerAnswer], *columns: str) -> Mapping[tuple[str, ...], list[Said]]:
    found: dict[tuple[str, ...], list[Said]] = {}
    for answer in answers:
        found.setdefault(tuple(link(answer, column) for column in columns), []).append(said_of(answer))
    return found


async def tell_people(
    ctx: Context,
    row: PeerRound,
    keys: Sequence[str],
    answers: Sequence[PeerAnswer],
    chance: Random | None = None,
) -> None:
    """Write what the groups that may be shown said of each person, and their remarks by lot."""
    for (person,), said in sorted(by(answers, "subject_id").items()):
        groups = shown_groups(said, row.least_answers)
        parts = {group.relation: sums(group.said, keys, row.least_answers) for group in groups}
        own = [each for each in said if each.relation is PeerRelation.SELF]
        told: list[tuple[PeerRelation | None, Sum]] = [
            *(
                (None, each)
                for each in total_of(list(parts.values()), sum(len(group.said) for group in groups))
            ),
            *((relation, each) for relation, found in parts.items() for each in found),
            *((PeerRelation.SELF, each) for each in sums(own, keys, 1)),
        ]
        await PeerResult.bulk_create(
            [
                PeerResult(
                    **stamp(ctx), recorded_at=ctx.now, round_id=row.id, employee_id=person, closed_on=ctx.today,
                    relation=relation, question=each.question, points=each.points * 100, ratings=each.ratings,
                    answers=each.answers,
                )
                for relation, each in told
            ],
            batch_size=BATCH,
        )  # fmt: skip
        await keep_remarks(ctx, row, person, remarks(groups, chance or SystemRandom()))
    await touched_row(ctx, "peer_result", ctx.today)


async def keep_remarks(ctx: Context, row: PeerRound, person: str, written: Sequence[str]) -> None:
    if not written:
        return
    key = await person_key(ctx.store.vault, person)
    for place, text in enumerate(written, start=1):
        row_id = new_id()
        sealed = ctx.store.vault.seal(key, f"peer_comment.text|{row_id}", text)
        await PeerComment.create(
            **stamp(ctx), id=row_id, round_id=row.id, employee_id=person, place=place, text=sealed
        )


async def tell_partners(
    ctx: Context, row: PeerRound, keys: Sequence[str], answers: Sequence[PeerAnswer]
) -> None:
    """Write what each department's people said of another, where there are enough of them."""
    for (asking, department), said in sorted(by(answers, "asking_id", "department_id").items()):
        found = sums(said, keys, row.least_answers) if len(said) >= row.least_answers else []
        for each in found[:1]:
            await PartnerRating.create(
                **stamp(ctx), recorded_at=ctx.now, round_id=row.id, asking_id=asking, department_id=department,
                closed_on=ctx.today, points=each.points * 100, ratings=each.ratings, answers=each.answers,
            )  # fmt: skip
    await touched_row(ctx, "partner_rating", ctx.today)
