"""New tables are described together, in their order; what comes after them sees them all."""

from __future__ import annotations

from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from server.store.fields import Ref, Text, TextId
from server.store.steps import Steps


class Made(Steps):
    """Three tables, two that know each other by the third, and a change of one."""

    operations = [  # noqa: RUF012 (Tortoise's own shape)
        ops.CreateModel(name="Leaf", fields=[("id", TextId(primary_key=True)), ("branch", Ref("Branch"))]),
        ops.CreateModel(name="Branch", fields=[("id", TextId(primary_key=True)), ("name", Text(10))]),
        ops.AddField(model_name="Branch", name="age", field=Text(20, null=True)),
        ops.CreateModel(name="Root", fields=[("id", TextId(primary_key=True)), ("branch", Ref("Branch"))]),
    ]


async def test_tables_made_together_know_each_other():
    state = State(models={}, apps=StateApps())
    migration = Made("0001_made", "models")
    after = await migration.apply(state, dry_run=True)
    assert [name for _, name in after.models] == ["Leaf", "Branch", "Root"]
    for name in ("Leaf", "Root"):
        field = after.apps.get_model(f"models.{name}")._meta.fields_map["branch"]
        assert isinstance(field, ForeignKeyFieldInstance)
        assert field.related_model.__name__ == "Branch"
    assert "age" in after.apps.get_model("models.Branch")._meta.fields_map
    assert [each.name for each in migration.operations if isinstance(each, ops.CreateModel)] == [
        "Leaf",
        "Branch",
        "Root",
    ]
