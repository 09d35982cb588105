"""Runs an import: read, match, check everything outside of the transaction, then apply in one."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from server.imports import columns, facts
from server.imports.apply import apply_people
from server.imports.attendance import apply_attendance, plan_attendance
from server.imports.attendance_days import FIELDS as DAYS
from server.imports.attendance_days import TABLE as DAYS_TABLE
from server.imports.attendance_days import apply_days, plan_days
from server.imports.check import Checker, require_columns
from server.imports.columns import OWN_PREFIX, Field, fold, match
from server.imports.deciding import decide
from server.imports.dropped import codes_in, note_drops
from server.imports.entered import ENTERED
from server.imports.entered.planning import apply_entries, plan_entries
from server.imports.fact_columns import fields_of
from server.imports.files import Table, load, load_mapping, read_table
from server.imports.known import read_known
from server.imports.landing import File, Landing, keep_lines, land, land_people, note_check, tell_audit
from server.imports.masters import MASTERS, TABLES, plan_masters
from server.imports.masters_written import apply_masters
from server.imports.outcomes import Outcome, outcomes_of_people, outcomes_of_rows
from server.imports.own_fields import own_decision, own_of, read_own
from server.imports.people import Planner
from server.imports.result import Result
from server.imports.said import read_sayings
from server.imports.scores import FIELDS as SCORES
from server.imports.scores import TABLE as SCORES_TABLE
from server.imports.scores import apply_scores, plan_scores
from server.kernel.context import SYSTEM, Context
from server.kernel.errors import Denied, InvalidInput
from server.metrics.dictionary.load import load_builtin
from server.people.operations.access import Place, allow, require

MOST_SECONDS = 600.0
KINDS: dict[str, tuple[Field, ...]] = {
    "people": columns.PEOPLE,
    "attendance": columns.ATTENDANCE,
    "attendance_days": DAYS,
    "scores": SCORES,
    **MASTERS,
    **{kind: entry.fields for kind, entry in ENTERED.items()},
}
"""The kinds with columns of their own; every source of the dictionary is a kind as well."""
MAKING = {"departments": "createDepartment", "positions": "createPosition", "locations": "createLocation"}
"""The verb by which each kind of master data is made; changing it is of the same class."""
CAMEL = {
    "code": "code", "name": "name", "department": "department", "hired_on": "hiredOn", "position": "position",
    "location": "location", "manager": "manager", "phone": "phone", "email": "email", "id_number": "idNumber",
    "base_salary": "baseSalary", "left_on": "leftOn", "leave_kind": "leaveKind", "leave_reason": "leaveReason",
    "employment_type": "employmentType", "vendor": "vendor", "probation_ends_on": "probationEndsOn",
    "confirmed_on": "Employment.confirmedOn",
}  # fmt: skip
"""The fields of Employee that a column writes; `effective_on` writes none by itself."""


@dataclass(frozen=True)
class Options:
    """How to import: where the file comes from, and how strictly and far to go."""

    source: str
    dry_run: bool = False
    strict: bool = False
    create_departments: bool = False
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    partial: bool = False
    frozen: frozenset[str] = frozenset()
    may_add: bool = True
    linked: Mapping[str, str] = field(default_factory=dict)
    """`partial`: rows about people known already may lack what newcomers need. `frozen` are fields that come in with
    newcomers only; without `may_add` nobody new comes in. `linked` says who the rows of some codes speak of."""


class Apply(Protocol):
    """Writes a checked import inside the transaction; with a batch, its ledger too."""

    def __call__(self, batch: Landing | None = None, /) -> Awaitable[None]: ...


@dataclass(frozen=True)
class Ready:
    """A checked import: `apply` writes it, `outcomes` tells what each accepted row would do, `told` are its people."""

    result: Result
    apply: Apply
    outcomes: Callable[[], dict[int, Outcome]]
    checker: Checker
    told: frozenset[str] = frozenset()


async def import_file(
    ctx: Context, kind: str, path: Path, options: Options, *, map_file: Path | None = None
) -> Result:
    """Import a file and return what came of it; with `dry_run`, what would come of it.

    Bad rows are left out, with `strict` one bad row leaves out all. The whole batch is one audit entry, with the
    file's hash and the counts, so that a file of ten thousand newcomers does not drown the chain; each person
    that changes has an entry of their own. Raises InvalidInput if the file as a whole cannot be used, Conflict if
    others wrote the same people meanwhile.
    """
    content = load(path, ctx.store.settings.import_limit)
    if map_file is not None:
        options = Options(**{**vars(options), "mapping": {**load_mapping(map_file), **options.mapping}})
    ready = await check(ctx, kind, content, options)
    if options.strict and ready.result.errors:
        ready.result.created = ready.result.updated = ready.result.unchanged = 0
    elif not options.dry_run:
        file = File(kind, options.source, path.name, hashlib.sha256(content).hexdigest())
        await ctx.store.write(lambda: write_file(ctx, file, ready), seconds=MOST_SECONDS)
    return ready.result


async def check(ctx: Context, kind: str, content: bytes, options: Options) -> Ready:
    """Check the whole file and work out what it changes, writing nothing."""
    known = await fields_here(ctx, kind)
    table = read_table(content, wording(known, options.mapping))
    matching = match(table.headers, known, options.mapping)
    require_columns(matching, {each.name: each for each in known})
    if ctx.principal != SYSTEM:
        require_rights(ctx, kind, list(matching.fields))
        own = await own_of(ctx, kind)
        for name in (each for each in matching.fields if each.startswith(OWN_PREFIX)):
            require(own_decision(ctx, name, own, "write"), name)
    return await check_table(ctx, kind, table, options)


def wording(known: Sequence[Field], mapping: Mapping[str, str | None]) -> Callable[[str], bool]:
    """Return what tells whether a text is a header of these fields."""
    words = {fold(word) for each in known for word in (each.name, *each.words.split("|"))}
    words |= {fold(header) for header in mapping}
    return lambda text: fold(text) in words


async def check_table(ctx: Context, kind: str, table: Table, options: Options) -> Ready:
    """Check the rows of a table, whose columns may be written by the caller."""
    known = await fields_here(ctx, kind)
    if options.partial and kind == "people":
        known = tuple(replace(each, required=each.name == "code") for each in known)
    fields = {each.name: each for each in known}
    matching = match(table.headers, known, options.mapping)
    require_columns(matching, fields)
    result = Result(unknown_columns=list(matching.unknown))
    checker = Checker(table, fields, matching, result)
    ready = await READERS.get(kind, partial(_facts, kind))(ctx, checker, options)
    result.errors.sort(key=lambda error: error.row)
    return ready


def kind_names() -> list[str]:
    """Name every kind of file that can be imported."""
    return sorted({*KINDS, *facts.kinds()})


def fields_for(kind: str, zone: str) -> tuple[Field, ...]:
    """Return the columns of a kind; InvalidInput for one that nobody knows."""
    if kind in KINDS:
        return KINDS[kind]
    if (name := facts.kinds().get(kind)) is None:
        kinds = ", ".join(kind_names())
        raise InvalidInput(
            f"不支持导入“{kind}”，可选：{kinds}。",
            f"'{kind}' cannot be imported; these can: {kinds}.",
            path=("kind",),
        )
    return fields_of(load_builtin().sources[name], zone)


async def fields_here(ctx: Context, kind: str) -> tuple[Field, ...]:
    """Return the columns of a kind with the company's own fields, whoever may write them."""
    known = fields_for(kind, ctx.store.settings.zone)
    return (*known, *(await read_own(ctx))) if kind == "people" else known


def require_rights(ctx: Context, kind: str, names: Sequence[str]) -> None:
    """Refuse unless the caller may write each column company-wide; the operator's command acts as the system."""
    if ctx.principal == SYSTEM:
        return
    if kind not in KINDS:
        require_class(ctx, load_builtin().sources[facts.kinds()[kind]].import_class)
        return
    if kind in ("attendance", "attendance_days"):
        allow(ctx, Place(), "recordAttendanceDay")
    elif kind == "scores":
        allow(ctx, Place(), "setScores")
    elif kind in MASTERS:
        allow(ctx, Place(), MAKING[kind])
    elif kind in ENTERED:
        guarded = ENTERED[kind].guarded
        allow(ctx, Place(), ENTERED[kind].verb, *(guarded[name] for name in names if name in guarded))
    else:
        allow(ctx, Place(), "hireEmployee", *(CAMEL[name] for name in names if name in CAMEL))


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


async def _people(ctx: Context, checker: Checker, options: Options) -> Ready:
    pay = "base_salary" in checker.matching.fields
    own = any(name.startswith(OWN_PREFIX) for name in checker.matching.fields)
    known = await read_known(ctx.store, pay=pay, source=options.source, contacts=options.partial, own=own)
    known.aliases |= known.named(options.linked)
    plan = Planner(ctx, known, checker, options.create_departments, options.may_add).run()
    people = [change.person.id for change in plan.changes]
    decide(plan, await read_sayings(ctx, options.source, people), options.frozen)
    result = checker.result
    result.created, result.updated, result.unchanged = len(plan.people), len(plan.changes), plan.unchanged
    root = known.roots[0] if len(known.roots) == 1 else None

    async def apply(batch: Landing | None = None, /) -> None:
        await land_people(ctx, plan, batch, lambda: apply_people(ctx, plan, root))

    return Ready(result, apply, lambda: outcomes_of_people(ctx, plan, known), checker, frozenset(plan.told))


async def _attendance(ctx: Context, checker: Checker, options: Options) -> Ready:
    plan = await plan_attendance(ctx, checker, options.source)
    result = checker.result
    result.created, result.updated, result.unchanged = len(plan.inserts), len(plan.changes), plan.unchanged

    async def apply(batch: Landing | None = None, /) -> None:
        await apply_attendance(ctx, plan)
        if batch is not None:
            await keep_lines(ctx, batch.batch_id, "attendance", plan.lines, plan.before)

    return Ready(result, apply, lambda: outcomes_of_rows(plan.found), checker)


async def _days(ctx: Context, checker: Checker, options: Options) -> Ready:
    plan = await plan_days(ctx, checker, options.source)
    result = checker.result
    result.created, result.updated, result.unchanged = plan.added, plan.changed, plan.unchanged

    async def apply(batch: Landing | None = None, /) -> None:
        lines, before = await apply_days(ctx, plan, options.source)
        if batch is not None:
            await keep_lines(ctx, batch.batch_id, DAYS_TABLE, lines, before)

    return Ready(result, apply, lambda: outcomes_of_rows(plan.found), checker)


async def _scores(ctx: Context, checker: Checker, options: Options) -> Ready:
    plan = await plan_scores(ctx, checker, options.source)
    result = checker.result
    result.created, result.unchanged = plan.added, plan.unchanged
    result.updated = len(plan.cells) - plan.added

    async def apply(batch: Landing | None = None, /) -> None:
        await apply_scores(ctx, plan)
        if batch is not None:
            await keep_lines(ctx, batch.batch_id, SCORES_TABLE, plan.lines, plan.before)

    return Ready(result, apply, lambda: outcomes_of_rows(plan.found), checker)


def require_class(ctx: Context, name: str) -> None:
    """Refuse unless the caller may write this class of data company-wide."""
    decision = ctx.policy.decide_for(ctx.principal.roles, "org", name, "write")
    if not decision.allowed:
        raise Denied(
            "无权导入此类数据。",
            "You may not import data of this kind.",
            rule=decision.rule.where if decision.rule else None,
        )


async def _facts(kind: str, ctx: Context, checker: Checker, options: Options) -> Ready:
    source = load_builtin().sources[facts.kinds()[kind]]
    plan = await facts.plan_facts(ctx, source, checker, options.source)
    result = checker.result
    result.created, result.updated, result.unchanged = plan.created, plan.updated, plan.unchanged

    async def apply(batch: Landing | None = None, /) -> None:
        await facts.apply_facts(ctx, plan)
        if batch is not None:
            await keep_lines(ctx, batch.batch_id, source.table, plan.lines)

    return Ready(result, apply, lambda: outcomes_of_rows(plan.found), checker)


async def _masters(kind: str, ctx: Context, checker: Checker, options: Options) -> Ready:
    del options
    plan = await plan_masters(ctx, kind, checker)
    result = checker.result
    result.created = sum(row.version is None for row in plan.rows)
    result.updated, result.unchanged = len(plan.rows) - result.created, plan.unchanged

    async def apply(batch: Landing | None = None, /) -> None:
        await apply_masters(ctx, kind, plan)
        if batch is not None:
            table = str(TABLES[kind]._meta.db_table)
            await keep_lines(ctx, batch.batch_id, table, plan.lines, plan.before)

    return Ready(result, apply, lambda: outcomes_of_rows(plan.found), checker)


async def _entries(kind: str, ctx: Context, checker: Checker, options: Options) -> Ready:
    plan = await plan_entries(ctx, ENTERED[kind], checker, options.source)
    result = checker.result
    result.created, result.unchanged = plan.added, plan.unchanged
    result.updated = len(plan.rows) - plan.added

    async def apply(batch: Landing | None = None, /) -> None:
        await apply_entries(ctx, plan)
        if batch is not None:
            table = str(plan.entry.model._meta.db_table)
            await keep_lines(ctx, batch.batch_id, table, plan.lines, plan.before)

    return Ready(result, apply, lambda: outcomes_of_rows(plan.found), checker)


READERS = {"people": _people, "attendance": _attendance, "attendance_days": _days, "scores": _scores} | {
    kind: partial(_masters, kind) for kind in MASTERS
}
READERS |= {kind: partial(_entries, kind) for kind in ENTERED}


async def write_file(ctx: Context, file: File, ready: Ready) -> None:
    """Write a checked file as a batch of its own; a file that changes nothing leaves no audit entry."""
    batch = await land(ctx, file, ready.result)
    await ready.apply(batch)
    if file.kind == "people":
        await note_drops(ctx, batch, ready.told, codes_in(ready.checker))
    await note_check(ctx, batch.batch_id, ready.result)
    if ready.result.created or ready.result.updated:
        await tell_audit(ctx, file, ready.result)
