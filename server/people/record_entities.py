"""How documents, notes and added fields stand on their tables; the class of such a row stands in the row."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from server.people import models
from server.plan.entity import PUBLIC, Classed, Column, Entity, Join, Keyed, Kind, derive

DOCUMENT_CLASSES: Final = {
    models.DocumentKind.CONTRACT: "document_contract",
    models.DocumentKind.IDENTITY: "document_identity",
    models.DocumentKind.CERTIFICATE: "document_certificate",
    models.DocumentKind.OTHER: "document_other",
}
NOTE_CLASSES: Final = {
    models.NoteVisibility.HR: "note_hr",
    models.NoteVisibility.MANAGER: "note_manager",
}
OPEN_CLASSES: Final = ("roster", "timesheet", "training")
"""Classes whose values need no sealing to be kept, and so can be compared and searched."""
CUSTOM_CLASSES: Final = (
    *OPEN_CLASSES,
    "contact",
    "identity",
    "pay",
    "protected",
    "exit_reason",
    "performance",
)
"""The classes a company may give a field of its own."""

CUSTOM_FIELD: Final = Keyed(
    target="CustomValue",
    child="{self}.employee_id",
    key="{f}.key",
    field="value",
    place="custom_value.value",
    blind="{self}.value_hash",
    text="{self}.open_text",
    number="{self}.open_number",
    searched="{f}.is_searchable",
)


def document() -> Entity:
    """Only what has not been taken away; the content is opened by an act of its own."""
    columns = derive(models.Document)
    return Entity(
        "Document",
        "document",
        columns,
        owner="employee_id",
        order=(("created_at", True),),
        classed=Classed("{self}.data_class", tuple(DOCUMENT_CLASSES.values()), frozenset()),
    )


def note() -> Entity:
    return Entity(
        "Note",
        "note",
        derive(models.Note),
        owner="employee_id",
        order=(("created_at", True),),
        classed=Classed("{self}.data_class", tuple(NOTE_CLASSES.values()), frozenset({"text"})),
        hides_self=True,
    )


def custom_field() -> Entity:
    columns = derive(models.CustomField)
    here = "case when :language='en' then {self}.label_en else {self}.label_zh end"
    return Entity(
        "CustomField",
        "custom_field",
        columns | {"label": Column(here, Kind.TEXT), "choices": replace(columns["choices"], kind=Kind.JSON)},
        relations=PUBLIC,
        order=(("place", False), ("key", False)),
    )


def custom_value() -> Entity:
    columns = derive(models.CustomValue)
    here = "case when :language='en' then {f}.label_en else {f}.label_zh end"
    return Entity(
        "CustomValue",
        "custom_value",
        columns
        | {
            "key": Column("{f}.key", Kind.TEXT),
            "label": Column(here, Kind.TEXT),
            "type": Column("{f}.type", Kind.TEXT),
            "data_class": Column("{f}.data_class", Kind.TEXT),
            "place": Column("{f}.place", Kind.INT),
        },
        joins={"f": Join("custom_field", "{it}.id={self}.field_id", required=True)},
        owner="employee_id",
        is_fact=True,
        is_current=True,
        order=(("place", False), ("key", False)),
        classed=Classed("{f}.data_class", CUSTOM_CLASSES, frozenset({"value"})),
    )


def record_entities() -> tuple[Entity, ...]:
    return (document(), note(), custom_field(), custom_value())
