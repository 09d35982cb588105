"""Who may see a figure: each role is asked about every class of data behind it; the answers of the roles unite.

A figure is *plain* for a caller where they may read every person behind it on every field it is made of: there no
group is too small. Elsewhere a role may see totals of at least `k` people. What is in neither reach is not computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.kernel.context import SYSTEM, Context, Grant
from server.metrics.definitions import Metric
from server.metrics.words import SMALLEST_GROUP, Grain, Sensitivity

DIMENSION_CLASSES = {
    "gender": "protected",
    "age_band": "protected",
    "person": "key",
    "agent": "key",
    "manager": "roster",
    "tenure_band": "roster",
    "employment_type": "roster",
    "legal_entity": "roster",
    "exit_type": "roster",
}
"""What splitting by a dimension shows of people, beside what the figure itself is made of."""
PERSONS = frozenset({"person", "agent"})
"""Dimensions whose groups are single people; totals never go so far."""
COARSE = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR)
FISCAL = (Grain.FISCAL_MONTH, Grain.FISCAL_QUARTER, Grain.FISCAL_YEAR)


@dataclass(frozen=True)
class Scope:
    """A set of people: everybody, whole departments, or one person."""

    everywhere: bool = False
    departments: frozenset[str] = frozenset()
    person: str | None = None

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.departments) or self.person is not None

    def __or__(self, other: Scope) -> Scope:
        return Scope(
            self.everywhere or other.everywhere,
            self.departments | other.departments,
            self.person or other.person,
        )

    def holds(self, departments: frozenset[str] | None, person: str | None = None) -> bool:
        """Whether people of these departments (None: of all), or this person, all lie in the scope."""
        if self.everywhere or (person is not None and person == self.person):
            return True
        return departments is not None and bool(departments) and departments <= self.departments


NOWHERE = Scope()


@dataclass(frozen=True)
class Reach:
    """What one caller may see of one figure; `k` is the smallest group a total may have, outside of `plain`."""

    plain: Scope = NOWHERE
    totals: Scope = NOWHERE
    k: int = 0
    rule: str = ""

    @property
    def allowed(self) -> bool:
        return bool(self.plain) or bool(self.totals)

    @property
    def is_unguarded(self) -> bool:
        """Whether nothing of this figure can ever have to be hidden from the caller."""
        return self.plain.everywhere

    @property
    def is_guarded(self) -> bool:
        """Whether small groups may have to be hidden."""
        return bool(self.totals) and self.k > 0 and not self.is_unguarded

    def grains(self, fiscal_start: int) -> tuple[Grain, ...] | None:
        """Return the grains in which totals of people may be asked for, None for any.

        Days, weeks and free intervals would tell from two answers what happened to one person in between; so would
        a fiscal year beside a calendar year that begins elsewhere.
        """
        if not self.is_guarded:
            return None
        return COARSE if fiscal_start != 1 else (*COARSE, *FISCAL)

    def frame_scope(self) -> tuple[frozenset[str] | None, str | None]:
        """Return what a question is clamped to: (departments or None for all, person or None)."""
        whole = self.plain | self.totals
        if whole.everywhere:
            return None, None
        if whole.departments:
            return whole.departments, None
        return None, whole.person


NO_REACH = Reach()


def reach(ctx: Context, metric: Metric, classes: Iterable[str], dimensions: Iterable[str] = ()) -> Reach:
    """Say what the caller may see of a metric made of these classes of data, split or narrowed by `dimensions`.

    A person-by-person split shows plain figures only.
    """
    if ctx.principal == SYSTEM:
        return Reach(plain=Scope(everywhere=True), rule="system")
    used = tuple(dimensions)
    asked = frozenset(classes) | {DIMENSION_CLASSES[each] for each in used if each in DIMENSION_CLASSES}
    least = SMALLEST_GROUP[metric.sensitivity]
    only_plain = metric.sensitivity is Sensitivity.PERSONAL or not PERSONS.isdisjoint(used)
    found = NO_REACH
    for grant in ctx.principal.grants:
        one = of_role(ctx, grant, asked, least)
        found = unite(found, Reach(one.plain, NOWHERE, 0, one.rule) if only_plain else one)
    return found


def of_role(ctx: Context, grant: Grant, classes: frozenset[str], least: int) -> Reach:
    """Decide for one role alone: in each relation every class must be open to it, and the strictest view counts."""
    scopes = {
        "org": Scope(everywhere=True),
        "group": Scope(everywhere=True),
        "team": Scope(departments=frozenset(grant.team)),
        "self": Scope(person=ctx.principal.employee_id),
    }
    out = NO_REACH
    for relation, scope in scopes.items():
        if not scope:
            continue
        view, rule = weakest(ctx, grant.role, relation, classes)
        if view == "plain":
            out = unite(out, Reach(plain=scope, rule=rule))
        elif view.startswith("k=") and relation != "self":
            out = unite(out, Reach(totals=scope, k=max(least, int(view[2:])), rule=rule))
    return out


def weakest(ctx: Context, role: str, relation: str, classes: frozenset[str]) -> tuple[str, str]:
    """Return the view that shows least among the classes, with its rule; "" if one of them is closed.

    Where a total is asked for, a class the role may read in full within the company counts as plain.
    """
    least, where = "plain", ""
    for name in sorted(classes):
        decision = ctx.policy.decide(role, relation, name, "aggregate")
        if not decision.allowed and relation == "group":
            decision = ctx.policy.decide(role, "org", name, "aggregate")
        if not decision.allowed:
            return "", decision.rule.where if decision.rule else ""
        view = decision.view
        if view != "plain" and not view.startswith("k="):
            return "", decision.rule.where if decision.rule else ""
        if least == "plain" or (view != "plain" and int(view[2:]) > int(least[2:])):
            least, where = view, decision.rule.where if decision.rule else ""
    return least, where


def unite(one: Reach, other: Reach) -> Reach:
    """Unite two reaches; where both give totals, the smaller group size holds, since one role allows it."""
    sizes = [each.k for each in (one, other) if each.totals]
    rules = [each.rule for each in (one, other) if each.allowed] or [one.rule or other.rule]
    return Reach(
        plain=one.plain | other.plain,
        totals=one.totals | other.totals,
        k=min(sizes, default=0),
        rule=rules[0],
    )


def least_group(ctx: Context, classes: Iterable[str]) -> int:
    """Return the smallest group in which the caller may see totals of these classes in any figure; 0 for none."""
    asked = frozenset(classes)
    found = [of_role(ctx, grant, asked, 0) for grant in ctx.principal.grants]
    return min((each.k for each in found if each.totals), default=0)
