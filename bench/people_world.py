"""A company of any size under one fixed tree of sixty departments, written by SQL alone; and what its customers do."""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import sqlite3
from datetime import date
from pathlib import Path

from bench.world import DEPARTMENTS

TODAY = date(2025, 7, 1)
MONTHS_BACK = 24
STAMP = "'2019-01-01T00:00:00.000Z'"
QUICK = (
    "journal_mode=OFF",
    "synchronous=OFF",
    "locking_mode=EXCLUSIVE",
    "cache_size=-800000",
    "temp_store=MEMORY",
)


def uid(kind: int, number: str) -> str:
    """Spell a fixed id in SQL, in the order of creation."""
    return f"'01900000-{kind:04x}-7000-8000-'||printf('%012x',{number})"


def chance(number: str, salt: int, many: int) -> str:
    """Spread a number evenly over 0 to `many`-1: the same in every run, and unlike for every salt."""
    mixed = f"(({number}+{salt * 7919})*2654435761 % 4294967296)"
    return f"((({mixed}>>7)*40503+({mixed}>>19)*{salt * 97 + 31}) % 2147483647 / 13 % {many})"


def counted(many: int) -> str:
    return f"with recursive n(i) as (select 1 union all select i+1 from n where i<{many})"


ROOT = f"case when i=1 then null when i<=10 then {uid(1, '1')} else {uid(1, '2+(i-11)%9')} end"
HIRED = f"date('2018-01-01','+'||{chance('i', 1, 2700)}||' days')"
STAY = chance("i", 2, 2600)
SHIFTED = chance("i", 3, 10)
POST = "valid_from,recorded_at,is_initial,is_primary,fte,reason,department_id,employee_id"
CONTACT = (
    "recorded_at,customer_ref,channel,opened_at,answered_at,wait_ms,handle_ms,is_abandoned,is_short_abandon,"
    "is_resolved_first,is_transferred,is_reopened,is_valid,agent_id"
)


def statements(people: int, contacts: int) -> list[str]:
    """Return what fills an empty migrated file; the hash of a number decides everything about it."""
    place = uid(1, "2+" + chance("i", 4, DEPARTMENTS - 1))
    other = uid(1, "2+" + chance("i", 5, DEPARTMENTS - 1))
    agent = uid(16, "1+" + chance("i", 6, people))
    minute = chance("i", 7, MONTHS_BACK * 43_800)
    opened = f"strftime('%Y-%m-%dT%H:%M:00.000Z','2023-07-01','+'||{minute}||' minutes')"
    numbers = counted(people)
    base = f"{STAMP},{STAMP},1"
    life = f"select i,hired,date(hired,'+'||stay||' days') as left_on from ({numbers} select i,{HIRED} as hired,{STAY} as stay from n)"
    made = "create temp table life as select i,hired,case when left_on<='2025-06-30' then left_on end as left_on,"
    return [
        into("department", "code,name,kind,parent_id")
        + f"{counted(DEPARTMENTS)} select {uid(1, 'i')},{base},'D'||i,'D'||i,'DEPARTMENT',{ROOT} from n",
        into("department_version", "valid_from,recorded_at,name,kind,department_id,parent_id")
        + f"{counted(DEPARTMENTS)} select {uid(4, 'i')},{base},'2018-01-01',{STAMP},'D'||i,'DEPARTMENT',{uid(1, 'i')},{ROOT} from n",
        into("employee", "code,name,name_pinyin,name_initials,is_withdrawn")
        + f"{numbers} select {uid(16, 'i')},{base},'E'||i,'E','e','e',0 from n",
        made + f"date(hired,'+200 days') as shifted from ({life})",
        into(
            "employment",
            "valid_from,recorded_at,is_initial,type,contract,hired_on,left_on,leave_kind,employee_id",
        )
        + f"select {uid(17, 'i')},{base},hired,{STAMP},1,'FULL_TIME','OPEN_ENDED',hired,left_on,"
        + f"case when left_on is not null then 'VOLUNTARY' end,{uid(16, 'i')} from life",
        into("assignment", f"valid_to,{POST}")
        + f"select {uid(18, 'i*2')},{base},case when {SHIFTED}<3 then shifted end,hired,{STAMP},1,1,100,'',{place},"
        + f"{uid(16, 'i')} from life",
        into("assignment", POST)
        + f"select {uid(18, 'i*2+1')},{base},shifted,{STAMP},0,1,100,'',{other},{uid(16, 'i')} from life where {SHIFTED}<3",
        into("contact", CONTACT)
        + f"{counted(contacts)} select {uid(20, 'i')},{base},{STAMP},'c','CHAT',{opened},{opened},0,60000,0,0,"
        + f"{chance('i', 8, 4)}>0,0,0,1,{agent} from n",
    ]


def into(table: str, columns: str) -> str:
    return f"insert into {table}(id,created_at,updated_at,version,{columns}) "


def fill(file: Path, people: int, contacts: int) -> None:
    """Fill a migrated file nobody else has open; indexes are made after the rows, which is several times as quick."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in QUICK:
        connection.execute(f"pragma {pragma}")
    indexes = connection.execute(
        "select name,sql from sqlite_master where type='index' and sql is not null and tbl_name in "
        "('employee','employment','assignment','contact')"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f'drop index "{name}"')
    connection.execute("begin")
    for statement in statements(people, contacts):
        connection.execute(statement)
    connection.execute("commit")
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("analyze")
    connection.execute("pragma journal_mode=WAL")
    connection.close()
