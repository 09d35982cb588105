"""Row expressions in SQL: the same exact values as in Python, on both databases, for hand-picked and random rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.kernel.clock import spell_instant
from server.metrics.definitions import ColumnType, Label, Source, SourceColumn
from server.metrics.lang.parse import parse_predicate, parse_row
from server.metrics.lang.tree import Column, Literal_, RowBinary, RowCall
from server.metrics.live.reckon import Reckoner
from server.metrics.live.rows import NotInSql, RowSql, calls_in, columns_of, conjuncts
from server.metrics.live.spelling import Binder, spelling

KINDS: dict[str, ColumnType] = {
    "d1": "date",
    "d2": "date",
    "t1": "timestamp",
    "t2": "timestamp",
    "n": "int",
    "h": "decimal",
    "w": "decimal",
    "f": "bool",
    "k": "enum",
}
SQL_TYPES = {
    "date": "date",
    "timestamp": "text",
    "int": "int",
    "decimal": "bigint",
    "bool": "bool",
    "enum": "text",
}
SCALES = {"h": 2, "w": 4}
SOURCE = Source(
    "sample",
    Label("样", "Sample"),
    "(select 1)",
    "k",
    "org",
    {
        name: SourceColumn(name, kind, "{s}." + name, scale=SCALES.get(name, 0))
        for name, kind in KINDS.items()
    },
)
ZONE = ZoneInfo("Asia/Shanghai")
ANCHOR, FIRST, LAST = date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)
BASE = {
    "d1": date(2023, 11, 30), "d2": date(2024, 2, 29), "t1": datetime(2025, 5, 10, 2, tzinfo=UTC),
    "t2": datetime(2025, 5, 11, 2, 0, 1, tzinfo=UTC), "n": 3, "h": Decimal("8.75"), "w": Decimal("0.2"), "f": True,
    "k": "sick",
}  # fmt: skip


def stored(name, value):
    """Spell a value as the tables hold it."""
    if value is None:
        return None
    match KINDS[name]:
        case "decimal":
            return int(value * 10 ** SCALES[name])
        case "timestamp":
            return spell_instant(value)
    return value


async def by_sql(store, row, expression):
    """Let the database work the expression out over one row made of bound values."""
    binder = Binder(spelling(store.dialect))
    sql = RowSql(SOURCE, binder, "w.anchor", "w.first", "w.last")
    term = sql.test(expression) if not is_row(expression) else sql.term(expression)
    text = term if isinstance(term, str) else term.sql
    is_postgres = store.dialect == "postgres"

    def given(value, kind):
        binder.values.append(binder.spelling.value(value))
        return f"${len(binder.values)}::{kind}" if is_postgres else f"?{len(binder.values)}"

    columns = ",".join(f"{given(stored(n, row[n]), SQL_TYPES[k])} as {n}" for n, k in KINDS.items())
    days = ",".join(
        f"{given(d, 'date')} as {n}" for n, d in (("anchor", ANCHOR), ("first", FIRST), ("last", LAST))
    )
    sql_text = f"select {text} from (select {columns}) s, (select {days}) w"
    ((found,),) = await store.reads.rows(sql_text, binder.values)
    if found is None or isinstance(term, str):
        return None if found is None else bool(found)
    return Fraction(found) * term.factor if term.type == "number" else str(found)


def is_row(expression):
    return isinstance(expression, Column | Literal_ | RowBinary | RowCall)


def by_hand(row, expression):
    values = {
        n: Fraction(v) if isinstance(v, int | Decimal) and not isinstance(v, bool) else v
        for n, v in row.items()
    }
    reckoner = Reckoner(values, ANCHOR, FIRST, LAST, ZONE)
    if not is_row(expression):
        return reckoner.test(expression)
    found = reckoner.value(expression)
    return str(found) if isinstance(found, date) else found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("w * h", Fraction("1.75")),
        ("h - w", Fraction("8.55")),
        ("n + h * 2 - 0.05", Fraction("20.45")),
        ("days_between(d1, d2)", Fraction(91)),
        ("days_between(d1, d2) - n", Fraction(88)),
        ("hours_between(t1, t2)", Fraction(86401, 3600)),
        ("seconds_between(t1, t2)", Fraction(86401)),
        ("months_between(d1, d2)", Fraction(3)),
        ("months_between(d2, d1)", Fraction(-3)),
        ("months_between(d1, anchor())", Fraction(3)),
        ("add_months(d1, 3)", "2024-02-29"),
        ("add_months(d2, 0 - 2)", "2023-12-29"),
        ("period_start()", "2024-02-01"),
        ("period_end()", "2024-02-29"),
    ],
)
async def test_an_expression_has_its_exact_value(store, text, value):
    assert await by_sql(store, BASE, parse_row(text)) == value
    assert by_hand(BASE, parse_row(text)) == value


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("h >= 8.75", True),
        ("h > 8.7499", True),
        ("h < 8.751 and n != 4", True),
        ("w * h = 1.75", True),
        ("n in (1, 3)", True),
        ("h in (8.75)", True),
        ("k in ('sick','awol')", True),
        ("not k = 'awol'", True),
        ("d2 >= add_months(d1, 3)", True),
        ("d1 = '2023-11-30'", True),
        ("t1 < '2025-05-10T10:00:00.001+08:00'", True),
        ("t1 >= t2 or f = true", True),
        ("f = false", False),
        ("days_between(d1, d2) in (90, 91)", True),
        ("hours_between(t1, t2) <= 24", False),
        ("k is null", False),
        ("k is not null", True),
    ],
)
async def test_a_condition_has_its_truth(store, text, truth):
    assert await by_sql(store, BASE, parse_predicate(text)) is truth
    assert by_hand(BASE, parse_predicate(text)) is truth


@pytest.mark.parametrize(
    "text",
    [
        "k != 'sick'",
        "not k = 'sick'",
        "k in ('sick')",
        "h > 1",
        "h - w != 0",
        "d1 < d2",
        "f = false",
        "k = 'a' and f = true",
    ],
)
async def test_null_is_neither_equal_nor_unequal(store, text):
    nothing = dict.fromkeys(BASE)

    assert await by_sql(store, nothing, parse_predicate(text)) is None
    assert by_hand(nothing, parse_predicate(text)) is None


async def test_a_false_part_settles_an_and_and_a_true_one_an_or(store):
    row = BASE | {"k": None}

    for text, truth in (("k = 'a' and f = false", False), ("k = 'a' or f = true", True), ("k is null", True)):
        assert await by_sql(store, row, parse_predicate(text)) is truth
        assert by_hand(row, parse_predicate(text)) is truth


def test_what_is_not_exact_is_left_to_python():
    rows = RowSql(SOURCE, Binder(spelling("sqlite")))
    sealed = Source(
        "s",
        Label("", ""),
        "t",
        "k",
        "org",
        {"pay": SourceColumn("pay", "decimal", "{s}.pay", sealed="t.pay")},
    )

    for text in ("h / n", "add_months(d1, 0.5)", "days_between(t1, d2)"):
        with pytest.raises(NotInSql):
            rows.term(parse_row(text))
    with pytest.raises(NotInSql):
        RowSql(sealed, Binder(spelling("sqlite"))).term(parse_row("pay"))
    with pytest.raises(NotInSql):
        rows.test(parse_predicate("t1 >= '2025-05-10'"))


def test_literals_are_bound_and_never_spelled():
    binder = Binder(spelling("sqlite"))

    sql = RowSql(SOURCE, binder).test(parse_predicate("k = 'x'' or 1=1' and h = 1.5 and k in ('a','b')"))

    assert "x'" not in sql
    assert binder.values == ["x' or 1=1", 3, "a", "b"]


def test_conditions_are_taken_apart_and_searched():
    predicate = parse_predicate("k = 'a' and (h > 1 or d1 < anchor()) and k = 'a'")

    assert len(conjuncts(predicate, None, predicate)) == 2
    assert columns_of(predicate) == {"k", "h", "d1"}
    assert calls_in(predicate) == {"anchor"}


DAYS = st.dates(date(2019, 12, 1), date(2025, 3, 31))
MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda each: each.replace(microsecond=each.microsecond // 1000 * 1000)
)
ROWS = st.fixed_dictionaries(
    {
        "d1": st.none() | DAYS,
        "d2": st.none() | DAYS,
        "t1": st.none() | MOMENTS,
        "t2": st.none() | MOMENTS,
        "n": st.none() | st.integers(-40, 40),
        "h": st.none() | st.decimals(-99, 99, places=2),
        "w": st.none() | st.decimals(0, 1, places=4),
        "f": st.none() | st.booleans(),
        "k": st.none() | st.sampled_from(["sick", "awol", "中文"]),
    }
)
EXPRESSIONS = [
    parse_row(text)
    for text in (
        "months_between(d1, d2)", "add_months(d1, n)", "days_between(d1, d2) * w - h", "hours_between(t1, t2)",
        "seconds_between(t2, t1) * n", "h * w + n * 0.125", "months_between(d1, anchor()) * 12",
    )
] + [
    parse_predicate(text)
    for text in (
        "add_months(d1, n) <= d2", "h * w > n - 0.5 or k != 'sick'", "not (d1 < period_start() and f = true)",
        "n in (1, 2.5, 3) or t1 <= t2", "hours_between(t1, t2) <= 24 and k is not null",
    )
]  # fmt: skip


@given(row=ROWS, pick=st.sampled_from(EXPRESSIONS))
@settings(
    max_examples=150,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_sql_and_python_agree_on_random_rows(store, row, pick):
    assert await by_sql(store, row, pick) == by_hand(row, pick)
