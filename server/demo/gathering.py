"""Thanks among colleagues and activities with who came, in the sample worlds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from server.demo.bulk import Bulk
from server.demo.lives import MONTHS, SEED, Life
from server.demo.rows import Ledger, sample_id
from server.demo.thanks import ACTIVITIES, WORDS
from server.incentives.models import Contest, ContestEntry, ContestState, EntryAnswer, Kudos, KudosValue
from server.kernel.period import add_months

THANKS = 260
MOST_INVITED = 36


@dataclass
class Gathering:
    """Writes who thanked whom, and the activities with their lists."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 32))  # noqa: S311 (a sample, not a secret)

    def write(self) -> None:
        self.thanks()
        for number, (code, *_rest) in enumerate(ACTIVITIES):
            self.activity(code, number)

    def thanks(self) -> None:
        first = add_months(self.ledger.today, -MONTHS)
        span = (self.ledger.today - first).days
        for number in range(THANKS):
            day = first + timedelta(days=number * span // THANKS)
            here = [
                life
                for life in self.lives
                if life.hired_on <= day and (life.left_on is None or life.left_on > day)
            ]
            giver = self.chance.choice(here)
            near = [life for life in here if life.unit.code[:2] == giver.unit.code[:2] and life is not giver]
            if not near:
                continue
            to, (value, words) = self.chance.choice(near), self.chance.choice(WORDS)
            self.add(Kudos, str(number), day, employee_id=sample_id("Employee", to.code), value=KudosValue(value),
                     text=words, sender_id=sample_id("Employee", giver.code), given_on=day,
                     department_id=sample_id("Department", to.unit.code))  # fmt: skip

    def activity(self, code: str, number: int) -> None:
        """Write one activity; those to come have been invited to, those before have their list."""
        _, kind, name, english, place, prize, units, ago = ACTIVITIES[number]
        day = add_months(self.ledger.today.replace(day=18), -ago)
        is_over = day < self.ledger.today
        row = self.add(
            Contest, code, day - timedelta(days=20), code=code, kind=kind, name=name, name_en=english, starts_on=day,
            ends_on=day, where_to=place, prize=prize, state=ContestState.DONE if is_over else ContestState.OPEN,
        )  # fmt: skip
        here = [life for life in self.lives if life.unit.code.startswith(units) and life.hired_on < day
                and (life.left_on is None or life.left_on > day)]  # fmt: skip
        for life in here[:MOST_INVITED]:
            joins = self.chance.random() < 0.82  # noqa: PLR2004 (a share of a sample)
            answer = (
                EntryAnswer.JOINS
                if joins
                else self.chance.choice((EntryAnswer.DECLINED, EntryAnswer.INVITED))
            )
            came = (self.chance.random() < (0.94 if joins else 0.1)) if is_over else None
            self.add(ContestEntry, f"{code}-{life.code}", day, contest_id=row,
                     employee_id=sample_id("Employee", life.code),
                     department_id=sample_id("Department", life.unit.code), held_on=day, answer=answer, attended=came,
                     recorded_at=self.ledger.moment(day),
                     marked_at=self.ledger.moment(day) if is_over else None)  # fmt: skip

    def add(self, model: Any, key: str, known: Any, **values: Any) -> str:
        row_id, moment = sample_id(model.__name__, key), self.ledger.moment(known)
        self.bulk.add(model, {"id": row_id, "created_at": moment, "updated_at": moment, **values})
        return row_id
