"""The limit: one hand-written statement per workload over the same rows, served by the same HTTP server.

No GraphQL, no policy, no validation. Plain columns become JSON in the database; sealed ones are opened with the same
library as the product's, and the page is put together as dictionaries.

What the product owes by its rules, this program does too, as cheaply as by hand: the line manager falls back to the
department's head, then to the head above; and who looked at contact data or pay of others is written to `access_log`,
one row an answer, in one transaction for all answers of a tenth of a second, synced to the disk like the product's.
It knows beforehand which classes an answer shows; the product finds that out of document, policy and answer.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite
import asyncpg
import orjson

from bench.world import HR, uid
from server.kernel.ids import new_id
from server.kernel.secrets import load_secrets
from server.kernel.settings import Settings
from server.store.reads import PostgresReads, ReadPool, SqliteReads
from server.store.vault import Vault

TODAY = "2025-06-30"
READER = uid(16, HR)
DATA = Path(os.environ.get("BENCH_DATA", "build/bench"))
URL = os.environ.get("BENCH_URL", "")
PG = bool(URL)
OBJ, AGG = ("json_build_object", "json_agg") if PG else ("json_object", "json_group_array")


def p(number: int) -> str:
    return f"${number}" if PG else f"?{number}"


def nested(sql: str) -> str:
    return sql if PG else f"json({sql})"


NOW = "{x}.superseded_at is null and {x}.valid_from<={t} and ({x}.valid_to is null or {x}.valid_to>{t})"
STATUS = (
    "case when em.left_on<{t} then 'LEFT' when em.notice_on<={t} then 'NOTICE' "
    "when em.confirmed_on is null or em.confirmed_on>{t} then 'PROBATION' else 'ACTIVE' end"
)


def facts(today: str, *, pay: bool = False) -> str:
    """Join what a page shows: employment, assignment, and where that is."""
    joins = [
        f"left join employment em on em.employee_id=e.id and {NOW.format(x='em', t=today)}",
        f"left join assignment a on a.employee_id=e.id and a.is_primary and {NOW.format(x='a', t=today)}",
        "left join department d on d.id=a.department_id",
        "left join position po on po.id=a.position_id",
        "left join location l on l.id=a.location_id",
    ]
    if pay:
        joins.append(f"left join compensation c on c.employee_id=e.id and {NOW.format(x='c', t=today)}")
        joins.append("left join person_key k on k.person_id=e.id")
    return " ".join(joins)


def maybe(alias: str, *columns: str) -> str:
    """Spell a row that may be absent."""
    pairs = ",".join(f"'{column}',{alias}.{column}" for column in columns)
    return f"case when {alias}.id is not null then {OBJ}({pairs}) end"


def centi(column: str) -> str:
    return f"to_char({column}/100.0,'FM9999999990.00')" if PG else f"printf('%.2f',{column}/100.0)"


def page(today: str, extra: str = "") -> str:
    columns = (
        f"'id',e.id,'code',e.code,'name',e.name,'status',{STATUS.format(t=today)},'hiredOn',em.hired_on,"
        f"'department',{OBJ}('name',d.name),'position',{maybe('po', 'name')},'location',{maybe('l', 'name')}"
    )
    return f"{OBJ}({columns}{extra})"


def order(sql: str) -> str:
    return f"{AGG}({sql} order by e.id)" if PG else f"{AGG}({sql})"


W1 = f"select {order(page(p(1)))} from (select id,code,name from employee order by id limit 100) e {facts(p(1))}"
SEALED = (
    f"select e.id,e.code,e.name,e.phone,e.email,e.id_number,c.base_salary,c.id,k.wrapped,{STATUS.format(t=p(1))},em.hired_on,"
    "d.name,po.name,l.name from "
)
W1E = f"{SEALED} (select * from employee order by id limit 100) e {facts(p(1), pay=True)} order by e.id"
TEAM = f"= any({p(2)})" if PG else f"in (select value from json_each({p(2)}))"
MEMBERS = f"select a.employee_id from assignment a where a.is_primary and a.department_id {TEAM} and {NOW.format(x='a', t=p(1))}"
PICKED = f"select * from employee where id in ({MEMBERS} union all select {p(3)}) order by id limit 100"
W3 = f"{SEALED} ({PICKED}) e {facts(p(1), pay=True)} order by e.id"
ASSIGNED = (
    f"(select {AGG}({OBJ}('validFrom',x.valid_from,'validTo',x.valid_to,'fte',{centi('x.fte')},'department',{OBJ}('name',xd.name))) from "
    "(select * from assignment where employee_id=e.id and superseded_at is null order by valid_from desc limit 50) x "
    "left join department xd on xd.id=x.department_id)"
)
MONTHS = (
    f"(select {AGG}({OBJ}('month',y.month,'workedHours',{centi('y.worked_hours')},'overtimeHours',{centi('y.overtime_hours')},'lateCount',y.late_count)) from "
    "(select * from attendance where employee_id=e.id order by month desc limit 50) y)"
)
LISTS = f"'assignments',{nested(ASSIGNED)},'attendance',{nested(MONTHS)}"
ROW2 = f"{OBJ}('id',e.id,'code',e.code,'name',e.name,{LISTS})"
W2 = f"select {order(ROW2)} from (select id,code,name from employee order by id limit 50) e"
PAID = (
    f"(select {AGG}({OBJ}('id',z.id,'baseSalary',z.base_salary,'currency',z.currency,'validFrom',z.valid_from)) from "
    "(select * from compensation where employee_id=e.id and superseded_at is null order by valid_from desc limit 50) z)"
)
EMPLOYED = (
    f"(select {AGG}({OBJ}('type',w.type,'hiredOn',w.hired_on,'leftOn',w.left_on,'leaveKind',w.leave_kind)) from "
    "(select * from employment where employee_id=e.id and superseded_at is null order by hired_on desc limit 50) w)"
)
W5 = (
    f"select {OBJ}('id',e.id,'code',e.code,'name',e.name,'phone',e.phone,'email',e.email,'idNumber',e.id_number,"
    f"'baseSalary',c.base_salary,'c',c.id,'k',k.wrapped,'status',{STATUS.format(t=p(1))},'hiredOn',em.hired_on,'leftOn',em.left_on,"
    f"'leaveKind',em.leave_kind,'department',{OBJ}('name',d.name,'parent',{maybe('dp', 'name')}),'position',{maybe('po', 'name', 'grade')},"
    f"'location',{maybe('l', 'name', 'city')},'manager',{maybe('mg', 'name')},{LISTS},'compensations',{nested(PAID)},"
    f"'employments',{nested(EMPLOYED)}) from employee e {facts(p(1), pay=True)} left join department dp on dp.id=d.parent_id "
    f"left join employee mg on mg.id=coalesce(a.manager_id,case when d.manager_id<>e.id then d.manager_id "
    f"when dp.manager_id<>e.id then dp.manager_id end) where e.id={p(2)}"
)
LOG_COLUMNS = "id,at,actor_id,actor_name,roles,subject_type,subject_id,field_group,rule,document,rows,purpose,request_id"
LOG = f"insert into access_log ({LOG_COLUMNS}) values ({','.join(p(n) for n in range(1, 14))})"
GATHER_SECONDS = 0.1

reads: ReadPool
vault: Vault
looks: list[tuple[object, ...]] = []
writer: asyncio.Task[None]


async def start() -> None:
    global reads, vault, writer  # noqa: PLW0603 (one process, one benchmark)
    reads = await PostgresReads.open(URL, 3) if PG else await SqliteReads.open(DATA / "zhiren.db", 3)
    vault = Vault(load_secrets(DATA, Settings(data=DATA).keys))
    writer = asyncio.create_task(write_looks())


def looked(subject: str | None, rows: int) -> None:
    """Note that contact data and pay were shown."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
    looks.append(
        (
            new_id(),
            at,
            "raw",
            "raw",
            "hr_manager",
            "Employee",
            subject,
            "contact pay",
            "by hand",
            "",
            rows,
            "",
            "",
        )
    )


async def write_looks() -> None:
    """Write what waits, every tenth of a second."""
    database: Any = await asyncpg.connect(URL) if PG else await aiosqlite.connect(DATA / "zhiren.db")
    if not PG:
        for pragma in ("synchronous=FULL", "busy_timeout=5000"):
            await database.execute(f"pragma {pragma}")
    try:
        while True:
            await asyncio.sleep(GATHER_SECONDS)
            group, looks[:] = list(looks), []
            if group:
                await database.executemany(LOG, group)
            if group and not PG:
                await database.commit()
    finally:
        await database.close()


def opened(row: tuple[Any, ...], *, masked: bool) -> dict[str, Any]:
    """Put one page row together, its sealed columns opened; as a manager sees it when masked."""
    key, me = vault.key(row[8]), row[0]
    phone = vault.open_with(key, f"employee.phone|{me}", row[3])
    out = {
        "id": me,
        "code": row[1],
        "name": row[2],
        "status": row[9],
        "hiredOn": row[10],
        "department": {"name": row[11]},
        "position": {"name": row[12]},
        "location": {"name": row[13]},
        "phone": f"{phone[:3]}****{phone[-4:]}" if masked and phone else phone,
        "email": vault.open_with(key, f"employee.email|{me}", row[4]),
    }
    if not masked:
        out["idNumber"] = id_masked(vault.open_with(key, f"employee.id_number|{me}", row[5]), me)
        out["baseSalary"] = vault.open_with(key, f"compensation.base_salary|{row[7]}", row[6])
    return out


def id_masked(number: str | None, me: str) -> str | None:
    """Mask as the HR manager sees it, who reads only their own in full."""
    return number if number is None or me == READER else f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


async def answer(asked: dict[str, Any]) -> bytes:
    name, variables = asked["query"], asked.get("variables") or {}
    if name == "W1":
        return plain((await reads.rows(W1, [TODAY]))[0][0])
    if name == "W2":
        return plain((await reads.rows(W2, []))[0][0])
    if name in ("W1e", "W3"):
        team = variables.get("team", [])
        args = (
            [TODAY]
            if name == "W1e"
            else [TODAY, team if PG else orjson.dumps(team).decode(), variables["me"]]
        )
        rows = await reads.rows(W1E if name == "W1e" else W3, args)
        if name == "W1e":
            looked(None, sum(1 for row in rows if row[0] != READER))
        return orjson.dumps(
            {"data": {"employees": {"nodes": [opened(row, masked=name == "W3") for row in rows]}}}
        )
    return whole((await reads.rows(W5, [TODAY, variables["id"]]))[0][0])


def plain(text: str) -> bytes:
    return b'{"data":{"employees":{"nodes":' + text.encode() + b"}}}"


def whole(text: str) -> bytes:
    row = orjson.loads(text)
    key, me = vault.key(row.pop("k")), row["id"]
    for field, column in (("phone", "phone"), ("email", "email"), ("idNumber", "id_number")):
        row[field] = vault.open_with(key, f"employee.{column}|{me}", row[field])
    row["idNumber"] = id_masked(row["idNumber"], me)
    if me != READER:
        looked(me, 1)
    row["baseSalary"] = vault.open_with(key, f"compensation.base_salary|{row.pop('c')}", row["baseSalary"])
    for paid in row["compensations"]:
        paid["baseSalary"] = vault.open_with(
            key, f"compensation.base_salary|{paid['id']}", paid["baseSalary"]
        )
    return orjson.dumps({"data": {"employee": row}})


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Serve POST {"query": "W1", "variables": {}}; ASGI's own untyped signature."""
    if scope["type"] == "lifespan":
        await receive()
        await start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        writer.cancel()
        await reads.close()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    out = await answer(orjson.loads(body))
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(out)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": out})
