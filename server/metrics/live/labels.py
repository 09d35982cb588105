"""What groups are called: codes, names in both languages, and for departments their place in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from server.kernel.context import Context
from server.metrics.asked import DimValue
from server.metrics.components import Frame, Group
from server.metrics.definitions import Label
from server.metrics.live.spelling import Binder, spelling
from server.metrics.live.tree import Tree, read_tree

TABLES = {
    "department": "department",
    "location": "location",
    "position": "position",
    "legal_entity": "legal_entity",
    "person": "employee",
    "agent": "employee",
    "manager": "employee",
}
"""Where the codes and names of keys are kept."""
NONE = Label("未归属", "None")
WORDS: Mapping[tuple[str, str], Label] = {
    ("gender", "M"): Label("男", "Male"),
    ("gender", "F"): Label("女", "Female"),
    ("gender", "X"): Label("其他", "Other"),
    ("age_band", "<30"): Label("30岁以下", "Under 30"),
    ("age_band", "30-49"): Label("30至49岁", "30 to 49"),
    ("age_band", "50+"): Label("50岁及以上", "50 and over"),
    ("tenure_band", "<3"): Label("不满3个月", "Under 3 months"),
    ("tenure_band", "3-11"): Label("3至11个月", "3 to 11 months"),
    ("tenure_band", "12-35"): Label("12至35个月", "12 to 35 months"),
    ("tenure_band", "36-59"): Label("36至59个月", "36 to 59 months"),
    ("tenure_band", "60+"): Label("60个月及以上", "60 months and over"),
}
Named = Mapping[tuple[str, str | None], DimValue]


async def labels(ctx: Context, frame: Frame, groups: Iterable[Group]) -> Named:
    """Return what every key of the groups is called, by dimension and key, in one statement (two with departments).

    A department bears the name and place it had on the frame's day; one that is unknown keeps its key.
    """
    keys: dict[str, set[str | None]] = {name: set() for name in frame.by}
    for group in groups:
        for name, key in zip(frame.by, group, strict=True):
            keys[name].add(key)
    tree = await read_tree(ctx, frame) if keys.get("department") else None
    kept = await kept_names(ctx, {n: k for n, k in keys.items() if n in TABLES and n != "department"})
    day = frame.org_day or frame.as_of or ctx.today
    out: dict[tuple[str, str | None], DimValue] = {}
    for name, each in keys.items():
        for key in each:
            if key is None:
                out[name, key] = DimValue(name, "", NONE)
            elif name == "department" and tree is not None:
                out[name, key] = department(tree, key, day)
            else:
                code, called = kept.get((TABLES.get(name, ""), key), (key, None))
                text = Label(called, called) if called else WORDS.get((name, key), Label(key, key))
                out[name, key] = DimValue(name, code, text)
    return out


def department(tree: Tree, key: str, day: date) -> DimValue:
    node = tree.nodes.get(key)
    if node is None:
        return DimValue("department", key, Label(key, key))
    standing = node.on(day)
    above = tree.nodes.get(standing.parent) if standing.parent else None
    called = Label(standing.name, standing.name)
    return DimValue("department", node.code, called, tree.depth(key, day), above.code if above else "")


async def kept_names(
    ctx: Context, keys: Mapping[str, Iterable[str | None]]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return code and name by table and key; a key may be the code itself."""
    wanted: dict[str, set[str]] = {}
    for name, each in keys.items():
        wanted.setdefault(TABLES[name], set()).update(key for key in each if key is not None)
    binder = Binder(spelling(ctx.store.dialect))
    selects = []
    for table, some in wanted.items():
        if some:
            listed = binder.table((("k", "text"),), [(key,) for key in sorted(some)])
            selects.append(
                f"select '{table}' as kind,w.k,t.code,t.name from ({listed}) w "
                f"join {table} t on t.id=w.k or t.code=w.k"
            )
    if not selects:
        return {}
    rows = await ctx.store.reads.rows(" union all ".join(selects), binder.values)
    return {(str(kind), str(key)): (str(code), str(name)) for kind, key, code, name in rows}
