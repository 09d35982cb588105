"""Payouts and recognition of the sample worlds: two years of runs, honors, thanks and activities with who came."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import orjson

from server.attendance.absence_models import type_id
from server.attendance.models import AbsenceBalance, AbsenceEntry, EntryKind
from server.demo.bulk import Bulk, defaults_of
from server.demo.lives import MONTHS, SEED, Life
from server.demo.rows import Ledger, sample_id
from server.demo.thanks import HONORS, Titled
from server.incentives.models import (
    Award,
    Basis,
    Honor,
    IncentivePayout,
    Payout,
    PayoutCheck,
    PayoutRun,
    RunCheck,
    RunKind,
    RunState,
)
from server.kernel.money import from_minor
from server.kernel.period import add_months
from server.store.models import PersonKey

HR, BOSS, PAYER = "Z1002", "Z1001", "Z1003"
GOAL, FULL = 80, 100
THANKS = 260
LINE = ("employee_id", "id", "amount", "basis", "paid_on")


@dataclass
class Paying:
    """Gathers what was paid into runs, and hangs honors and thanks on the wall."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 31))  # noqa: S311 (a sample, not a secret)
    honors: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        for model in (Honor, Award, PayoutRun):
            _ = self.bulk.rows[model]  # what others point at is inserted first
        for place, honor in enumerate(HONORS):
            self.honors[honor.code] = self.honor(honor, place)
        self.quarters()
        this = self.ledger.today.replace(day=1)
        for back in range(MONTHS, 0, -1):
            self.month(add_months(this, -back), back)

    # --- What was paid for each quarter ---

    def quarters(self) -> None:
        """Make a run of the bonuses of each quarter, and name each line in the fact that figures read."""
        names = list(defaults_of(IncentivePayout))
        rows = self.bulk.rows.get(IncentivePayout, [])
        by_day: dict[date, list[int]] = defaultdict(list)
        own = {sample_id("Employee", code) for code in (HR, BOSS, PAYER)}
        for place, row in enumerate(rows):
            if row[names.index("employee_id")] in own:
                continue  # who proposes, approves and pays has no line of their own
            by_day[as_day(row[names.index("paid_on")])].append(place)
        for day, places in sorted(by_day.items()):
            end = day.replace(day=1) - timedelta(days=1)
            period = f"{end.year}-Q{(end.month + 2) // 3}"
            lines = [dict(zip(names, rows[place], strict=True)) for place in places]
            made = self.run(
                RunKind.SCHEME,
                period,
                day,
                [self.bonus(line) for line in lines],
                note="季度绩效奖金 Quarterly bonus",
            )
            at = names.index("source_key")
            for place, payout in zip(places, made, strict=True):
                rows[place] = (*rows[place][:at], f"payout:{payout}", *rows[place][at + 1 :])

    def bonus(self, line: dict[str, Any]) -> dict[str, Any]:
        """Return a line for a bonus: so much for each point of the score."""
        person = line["employee_id"]
        text = self.ledger.vault.open(
            self.ledger.keys[person], f"incentive_payout.amount|{line['id']}", line["amount"]
        )
        amount = int(Decimal(text) * 100)
        share = 1200 if amount > FULL * 800 else 800  # of heads, and of everybody else
        score = amount // share
        steps = [
            (
                f"绩效得分 {score} 达到 {GOAL}，每分 {share // 100} 元",
                f"Score {score} reaches {GOAL}; {share // 100} a point",
                amount,
            )
        ]
        return {
            "employee_id": person,
            "amount": amount,
            "basis": line["basis"],
            "steps": steps,
            "attainment": score * 10000 // GOAL,
        }

    # --- Runs ---

    def run(
        self,
        kind: RunKind,
        period: str,
        day: date,
        lines: list[dict[str, Any]],
        state: RunState = RunState.PAID,
        note: str = "",
    ) -> list[str]:
        """Add a run with its checks and lines, and return the lines' ids."""
        payees = {line["employee_id"] for line in lines}
        proposer, approver = self.hands(payees)
        key = f"{kind}-{period}"
        row, moment = sample_id("PayoutRun", key), self.ledger.moment
        wrapped = self.ledger.vault.new_person_key()
        self.ledger.rows.setdefault(PersonKey, []).append(PersonKey(person_id=row, wrapped=wrapped))
        total = self.ledger.vault.seal(
            wrapped, f"payout_run.total|{row}", from_minor(sum(line["amount"] for line in lines))
        )
        done = [
            RunState.PROPOSED,
            RunState.CHECKED,
            RunState.APPROVED,
            RunState.PAYABLE,
            RunState.PAID,
        ].index(state)
        asked, agreed = day - timedelta(days=6), day - timedelta(days=4)
        self.add(
            PayoutRun, key, asked, kind=kind, period=period, state=state, line_count=len(lines), total=total, note=note,
            proposed_by_id=proposer, proposed_at=moment(asked), checked_at=moment(asked) if done else None,
            approved_by_id=approver if done > 1 else None, approved_at=moment(agreed) if done > 1 else None,
            pay_on=day if done > 2 else None, released_by_id=sample_id("Employee", PAYER) if done > 2 else None,  # noqa: PLR2004 (places in the list)
            released_at=moment(agreed) if done > 2 else None,  # noqa: PLR2004 (as above)
            paid_by_id=sample_id("Employee", PAYER) if state is RunState.PAID else None,
            paid_at=moment(day) if state is RunState.PAID else None,
        )  # fmt: skip
        for place, check in enumerate(RunCheck):
            self.add(PayoutCheck, f"{key}-{check}", asked, run_id=row, rule=check, has_passed=True, place=place,
                     found_zh=f"共 {len(lines)} 笔" if check is RunCheck.HAS_LINES else "",
                     found_en=f"{len(lines)} lines" if check is RunCheck.HAS_LINES else "")  # fmt: skip
        return [
            self.line(f"{key}-{number}", row, period, asked, day if state is RunState.PAID else None, line)
            for number, line in enumerate(lines)
        ]

    def hands(self, payees: set[str]) -> tuple[str, str]:
        """Return who proposed a run and who approved it: two people whom it does not pay."""
        free = [each for code in (HR, PAYER, BOSS) if (each := sample_id("Employee", code)) not in payees]
        proposer = free[0]
        second = [each for code in (HR, BOSS) if (each := sample_id("Employee", code)) in free[1:]]
        return proposer, second[0]

    def line(
        self, key: str, run: str, period: str, known: date, paid: date | None, line: dict[str, Any]
    ) -> str:
        person, row = line["employee_id"], sample_id("Payout", key)
        steps = orjson.dumps(
            [{"zh": zh, "en": en, "value": value, "receipt": ""} for zh, en, value in line["steps"]]
        )
        return self.add(
            Payout, key, known, run_id=run, employee_id=person, period=period, basis=line["basis"], outcome="PAID",
            attainment=line.get("attainment"), award_id=line.get("award_id"), source_key=line.get("source_key"),
            amount=self.seal(person, f"payout.amount|{row}", from_minor(line["amount"])),
            steps=self.seal(person, f"payout.steps|{row}", steps.decode()), paid_on=paid,
        )  # fmt: skip

    # --- Honors ---

    def honor(self, honor: Titled, place: int) -> str:
        return self.add(
            Honor, honor.code, add_months(self.ledger.today, -MONTHS), code=honor.code, name=honor.name,
            name_en=honor.name_en, icon=honor.icon, criteria=honor.criteria, criteria_en=honor.criteria_en,
            grain=honor.grain, metric=honor.metric, places=honor.places, cash=honor.cash, leave_hours=honor.leave_hours,
            is_priority=honor.is_priority, place=place,
        )  # fmt: skip

    def month(self, month: date, back: int) -> None:
        """Give the month's honors, and those of a quarter or year that ends with it; then pay their cash."""
        end = add_months(month, 1) - timedelta(days=1)
        by_period: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for honor in HONORS:
            period = honor.period(end)
            if period:
                by_period[period] += [
                    line for life in self.chosen(honor, end) if (line := self.award(honor, life, period, end))
                ]
        for period, lines in by_period.items():
            if back == 1 or not lines:
                continue
            day, state = end + timedelta(days=15), RunState.PAYABLE if back == 2 else RunState.PAID  # noqa: PLR2004 (months ago)
            if day > self.ledger.today:
                state = RunState.PAYABLE
            for row, line in zip(self.run(RunKind.HONOR, period, day, lines, state), lines, strict=True):
                if state is RunState.PAID:
                    self.fact(row, line, day)

    def chosen(self, honor: Titled, end: date) -> list[Life]:
        """Return who is honored: people of the honor's units, a few months in, no heads."""
        here = [
            life
            for life in self.lives
            if life.unit.code.startswith(honor.units) and not life.is_head and add_months(life.hired_on, 3) <= end
            and (life.left_on is None or life.left_on > end)
        ]  # fmt: skip
        return self.chance.sample(here, min(honor.places, len(here)))

    def award(self, honor: Titled, life: Life, period: str, end: date) -> dict[str, Any] | None:
        """Give an honor, and return the line that pays its cash."""
        person, day = sample_id("Employee", life.code), min(end + timedelta(days=3), self.ledger.today)
        row = self.add(
            Award, f"{honor.code}-{period}-{life.code}", day, employee_id=person, honor_id=self.honors[honor.code],
            department_id=sample_id("Department", life.unit.code), period=period, awarded_on=day,
            reason=self.chance.choice(honor.reasons), given_by_id=sample_id("Employee", HR),
        )  # fmt: skip
        if honor.leave_hours and day.year == self.ledger.today.year:
            self.leave(honor, person, row, day)
        if not honor.cash:
            return None
        steps = [(f"荣誉“{honor.name}”（{period}）", f"Honor: {honor.name_en} ({period})", honor.cash)]
        return {"employee_id": person, "amount": honor.cash, "basis": Basis.OTHER, "steps": steps, "award_id": row,
                "source_key": f"award:{row}"}  # fmt: skip

    def leave(self, honor: Titled, person: str, award: str, day: date) -> None:
        """Enter the paid hours off that an award brought this year."""
        kind, hours = type_id("LIEU"), honor.leave_hours
        self.add(AbsenceEntry, f"award-{award}", day, employee_id=person, type_id=kind, year=day.year, hours=hours,
                 kind=EntryKind.ADJUSTED, entered_on=day, note=f"荣誉：{honor.name} Honor: {honor.name_en}",
                 entry_key=f"award:{award}:given")  # fmt: skip
        self.add(AbsenceBalance, f"lieu-{person}", day, employee_id=person, type_id=kind, year=day.year,
                 granted_hours=hours, remaining_hours=hours)  # fmt: skip

    def fact(self, payout: str, line: dict[str, Any], day: date) -> None:
        person, row = line["employee_id"], sample_id("IncentivePayout", payout)
        self.add(
            IncentivePayout, payout, day, employee_id=person, paid_on=day, basis=line["basis"],
            source_key=f"payout:{payout}",
            amount=self.seal(person, f"incentive_payout.amount|{row}", from_minor(line["amount"])),
            recorded_at=self.ledger.moment(day),
        )  # fmt: skip

    # --- Rows ---

    def add(self, model: Any, key: str, known: date, **values: Any) -> str:
        row_id, moment = sample_id(model.__name__, key), self.ledger.moment(known)
        self.bulk.add(model, {"id": row_id, "created_at": moment, "updated_at": moment, **values})
        return row_id

    def seal(self, person: str, place: str, text: str) -> str:
        return self.ledger.vault.seal(self.ledger.keys[person], place, text)


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
