"""How much of hand-written SQL's speed do GraphQL reads keep? Requests per CPU-second, interleaved in one run."""

from __future__ import annotations

import asyncio
import os
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from bench.load import Reading, measure, once, request
from bench.stage import Stage, free_port, limit, product, run, serving, settle
from bench.world import HEAD, LED, uid

PAGE = "id code name status hiredOn department { name } position { name } location { name }"
LISTS = (
    "assignments { nodes { validFrom validTo fte department { name } } } "
    "attendance { nodes { month workedHours overtimeHours lateCount } }"
)
DOCUMENTS = {
    "W1": f"{{ employees(first: 100) {{ nodes {{ {PAGE} }} }} }}",
    "W1e": f"{{ employees(first: 100) {{ nodes {{ {PAGE} phone email idNumber baseSalary }} }} }}",
    "W2": f"{{ employees(first: 50) {{ nodes {{ id code name {LISTS} }} }} }}",
    "W3": f"{{ employees(first: 100) {{ nodes {{ {PAGE} phone email idNumber baseSalary }} }} }}",
    "W5": (
        "query One($id: ID!) { employee(id: $id) { id code name phone email idNumber baseSalary status hiredOn leftOn leaveKind "
        "department { name parent { name } } position { name grade } location { name city } manager { name } "
        f"{LISTS} compensations {{ nodes {{ id baseSalary currency validFrom }} }} "
        "employments { nodes { type hiredOn leftOn leaveKind } } } }"
    ),
}
GOALS = {
    "sqlite": {"W1": 0.7, "W2": 0.6, "W5": 0.6, "W3": 0.5, "W1e": 0.5},
    "postgres": {"W1": 0.55, "W2": 0.6, "W5": 0.6, "W3": 0.5, "W1e": 0.5},
}
UNSEEN_GOAL_MS = 5.0


@dataclass(frozen=True)
class Line:
    """One printed result: a ratio (or a time) and whether it reaches its goal."""

    name: str
    value: float
    goal: float
    is_met: bool

    def __str__(self) -> str:
        return f"{self.name} {self.value:.3f} {self.goal} {'ok' if self.is_met else 'short'}"


def product_messages(stage: Stage, name: str) -> list[bytes]:
    token = stage.manager if name == "W3" else stage.hr
    headers = {"authorization": f"Bearer {token}"}
    variables: list[dict[str, object]] = (
        [{"id": uid(16, 37 * n % 9000 + 1)} for n in range(200)] if name == "W5" else [{}]
    )
    bodies = [orjson.dumps({"query": DOCUMENTS[name], "variables": each}) for each in variables]
    return [request("/graphql", body, headers) for body in bodies]


def limit_messages(name: str) -> list[bytes]:
    variables: list[dict[str, object]] = (
        [{"id": uid(16, 37 * n % 9000 + 1)} for n in range(200)] if name == "W5" else [{}]
    )
    if name == "W3":
        variables = [{"me": uid(16, HEAD), "team": [uid(1, n) for n in (LED, *range(11, 61, 9))]}]
    return [request("/", orjson.dumps({"query": name, "variables": each}), {}) for each in variables]


async def ratios(
    stage: Stage, pids: tuple[int, int], ports: tuple[int, int], seconds: float
) -> Iterator[Line]:
    dialect = "sqlite" if stage.settings.is_sqlite else "postgres"
    lines = []
    for name in DOCUMENTS:
        ours, theirs = product_messages(stage, name), limit_messages(name)
        await same(name, ports, ours[0], theirs[0])
        pairs: list[tuple[Reading, Reading]] = []
        for _ in range(4):
            mine = await measure(ports[0], ours, pids[0], seconds=seconds)
            pairs.append((mine, await measure(ports[1], theirs, pids[1], seconds=seconds)))
        share = statistics.median(m.per_cpu_second / t.per_cpu_second for m, t in pairs[1:])
        goal = GOALS[dialect][name]
        lines.append(Line(f"reads.{dialect}.{name}.share_of_sql", share, goal, share >= goal))
        mine, other = pairs[-1]
        print(
            f"# {dialect} {name}: {mine.cpu_ms:.2f} ms CPU, p50 {mine.p50_ms:.1f} p95 {mine.p95_ms:.1f} ms; "
            f"hand-written {other.cpu_ms:.2f} ms CPU, p50 {other.p50_ms:.1f} p95 {other.p95_ms:.1f} ms"
        )
    lines.append(await unseen(stage, pids[0], ports[0], seconds))
    return iter(lines)


async def same(name: str, ports: tuple[int, int], ours: bytes, theirs: bytes) -> None:
    """Both must answer the same, field by field, before either is timed."""
    (_, mine), (_, other) = await once(ports[0], ours), await once(ports[1], theirs)
    found, wanted = flat(orjson.loads(mine)["data"]), flat(orjson.loads(other)["data"])
    if name != "W3" and found != wanted:
        raise RuntimeError(f"{name}: {mine[:500]!r} is not {other[:500]!r}")
    if mine.count(b'"code"') != other.count(b'"code"'):
        raise RuntimeError(f"{name}: another number of rows: {mine[:300]!r} {other[:300]!r}")


def flat(value: object) -> object:
    """Take connections for the lists they hold, so that both answers have one shape."""
    if isinstance(value, list):
        return [flat(item) for item in value]
    if isinstance(value, dict):
        return (
            flat(value["nodes"])
            if set(value) == {"nodes"}
            else {key: flat(item) for key, item in value.items()}
        )
    return value


async def unseen(stage: Stage, pid: int, port: int, seconds: float) -> Line:
    """Return what a document never seen before costs beyond a known one, in CPU milliseconds."""
    headers = {"authorization": f"Bearer {stage.hr}"}
    known = [request("/graphql", orjson.dumps({"query": DOCUMENTS["W1"]}), headers)]
    fresh = [
        request(
            "/graphql",
            orjson.dumps(
                {"query": DOCUMENTS["W1"].replace("{ employees", f"query Q{os.getpid()}x{n} {{ employees")}
            ),
            headers,
        )
        for n in range(4000)
    ]
    warm = await measure(port, known, pid, seconds=seconds)
    cold = await measure(port, fresh, pid, seconds=min(seconds, 2.0))
    extra = cold.cpu_ms - warm.cpu_ms
    dialect = "sqlite" if stage.settings.is_sqlite else "postgres"
    return Line(f"reads.{dialect}.unseen_document_ms", extra, UNSEEN_GOAL_MS, extra <= UNSEEN_GOAL_MS)


def bench(database_url: str = "", *, people: int = 10_000, seconds: float = 2.0) -> Iterator[Line]:
    """Yield the lines of one database."""
    staged = run(people, database_url)
    ports = (free_port(), free_port())
    with (
        serving(product(staged, ports[0]), staged.environment, ports[0]) as mine,
        serving(limit(ports[1]), staged.environment, ports[1]) as theirs,
    ):
        settle(mine)
        yield from asyncio.run(ratios(staged, (mine, theirs), ports, seconds))
