"""The words the cases of `callers.py` are made of: callers, answers, and what an operation is asked and shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from server import audit
from server.store.store import Store
from tests.plan.world import context


@dataclass(frozen=True)
class Answer:
    """What a caller gets: the data, exactly, or the code of a refusal."""

    data: Mapping[str, object] | None = None
    code: str | None = None


@dataclass(frozen=True)
class Caller:
    """A role of the sample world and its answer."""

    role: str
    answer: Answer


@dataclass(frozen=True)
class CallerCase:
    """One operation; `untouched` is a query whose answer, for the privileged, a refused call leaves equal.

    `stir` is what happens while a caller of a subscription listens.
    """

    document: str
    unprivileged: Caller
    half: Caller
    privileged: Caller
    variables: Mapping[str, object] = field(default_factory=dict)
    untouched: str = ""
    stir: Callable[[Store], Awaitable[object]] | None = None


def seen(name: str, value: object) -> Answer:
    return Answer(data={name: value})


def codes(*found: str) -> dict[str, object]:
    return {"nodes": [{"code": code} for code in found]}


def rows(name: str, none: Answer, half: Caller, full: Answer, *, full_role: str = "hr_manager") -> CallerCase:
    """A list of coded rows: the administrator has no right to it, another a part, the last all."""
    document = f"{{ {name}(orderBy: [{{code: ASC}}]) {{ nodes {{ code }} }} }}"
    return CallerCase(document, Caller("administrator", none), half, Caller(full_role, full))


def reading(document: str, none: Caller, half: Caller, full: Caller) -> CallerCase:
    return CallerCase(document, none, half, full)


def deed(subject_type: str, subject_id: str) -> Callable[[Store], Awaitable[object]]:
    """Let something be done to a thing, as the trail has it."""

    async def done(store: Store) -> None:
        ctx = context(store, "hr_manager")
        note = {"subject_type": subject_type, "subject_id": subject_id}
        await store.write(lambda: audit.record(ctx, "approvals.note", **note, changes={}))

    return done


NOBODY = Answer(code="DENIED")
EMPTY: dict[str, object] = {"nodes": []}
SILENCE = Answer()
"""What a caller hears who is told nothing."""
DENIED, ABSENT = Answer(code="DENIED"), Answer(code="NOT_FOUND")
FACTS = "code status hiredOn leftOn department { code } position { code } baseSalary version"
WHO = f"{{ employees(orderBy: [{{code: ASC}}]) {{ nodes {{ {FACTS} }} }} }}"


def change(
    name: str,
    given: dict[str, object],
    shown: dict[str, object],
    *,
    unprivileged: Caller,
    half: Caller,
    privileged: str = "hr_manager",
    untouched: str = WHO,
    code: str | None = None,
) -> CallerCase:
    """A mutation whose answer, for the privileged, shows exactly these fields (or one code)."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    document = f"mutation Try($input: {kind}!) {{ {name}(input: $input) {{ {' '.join(shown)} }} }}"
    answer = Answer(code=code) if code else seen(name, shown)
    return CallerCase(document, unprivileged, half, Caller(privileged, answer), {"input": given}, untouched)


STAFF, OUTSIDE, MANAGER = (
    Caller("employee", DENIED),
    Caller("hr_specialist", ABSENT),
    Caller("department_manager", DENIED),
)
OTHER_HR = Caller("hr_specialist", DENIED)
