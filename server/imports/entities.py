"""How the import types of GraphQL stand on the tables."""

from __future__ import annotations

from server.imports import models
from server.plan.entity import PUBLIC, Column, Entity, Kind, ToMany, ToOne, derive


def source() -> Entity:
    return Entity(
        "ImportSource",
        "import_source",
        derive(models.ImportSource),
        to_one={"keeper": ToOne("Employee", "{self}.keeper_id")},
        to_many={"batches": ToMany("ImportBatch", "source_id")},
        relations=PUBLIC,
        order=(("rank", False), ("name", False)),
        resolved=frozenset({"is_stale", "priorities"}),
    )


def batch() -> Entity:
    columns = derive(models.ImportBatch)
    del columns["rows"], columns["mapping"], columns["refusals"], columns["linked"]
    columns["row_count"] = Column("{self}.rows", Kind.INT, required=True)
    return Entity(
        "ImportBatch",
        "import_batch",
        columns,
        to_one={"source": ToOne("ImportSource", "{self}.source_id", required=True)},
        to_many={"rows": ToMany("ImportRow", "batch_id"), "drops": ToMany("SourceDrop", "batch_id")},
        relations=PUBLIC,
        order=(("created_at", True),),
        resolved=frozenset({"columns", "missing", "refusals", "job"}),
    )


def row() -> Entity:
    columns = derive(models.StagedRow)
    return Entity(
        "ImportRow",
        "staged_row",
        {name: columns[name] for name in ("id", "number", "state")},
        to_one={"person": ToOne("Employee", "{self}.person_id")},
        relations=PUBLIC,
        order=(("number", False),),
        resolved=frozenset({"cells", "alike", "is_linked"}),
    )


def drop() -> Entity:
    columns = derive(models.SourceDrop)
    del columns["ended_in"]
    return Entity(
        "SourceDrop",
        "source_drop",
        columns,
        to_one={
            "employee": ToOne("Employee", "{self}.employee_id", required=True),
            "source": ToOne("ImportSource", "{self}.source_id", required=True),
            "batch": ToOne("ImportBatch", "{self}.batch_id", required=True),
        },
        relations=PUBLIC,
        order=(("created_at", True), ("code", False)),
    )


def conflict() -> Entity:
    columns = derive(models.DataConflict)
    del columns["told"], columns["digest"]
    return Entity(
        "DataConflict",
        "data_conflict",
        columns,
        to_one={
            "employee": ToOne("Employee", "{self}.employee_id", required=True),
            "chosen": ToOne("ImportSource", "{self}.chosen_id"),
        },
        owner="employee_id",
        order=(("recorded_at", True),),
        resolved=frozenset({"values"}),
    )


def merge() -> Entity:
    columns = derive(models.EmployeeMerge)
    del columns["moves"]
    return Entity(
        "EmployeeMerge",
        "employee_merge",
        columns,
        to_one={"keep": ToOne("Employee", "{self}.keep_id", required=True)},
        relations=PUBLIC,
        order=(("created_at", True),),
    )


BY_CODE = (
    "{self}.id in (with recursive known(id) as (select id from employee where code={value} union select g.keep_id "
    "from employee_merge g join known on g.dropped_id=known.id where g.state='MERGED') select id from known)"
)
"""Who goes by an employee number: of a record merged into another, the one that was kept."""


def entities() -> tuple[Entity, ...]:
    """Return the entities; the models must have been initialized."""
    return (source(), batch(), row(), drop(), conflict(), merge())
