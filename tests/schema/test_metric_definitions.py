"""A definition tells everything about itself: lineage, targets with ids, who speaks for it, how it is used."""

from __future__ import annotations

from tests.schema.world import planted

ASKED = """{ metricDefinition(key: "attrition_rate_average") {
  numerator denominator additivity smallestGroup unitLabel(lang: "en") isDefault isCore12 isBuiltin
  owners { side role name(lang: "en") }
  lineage { metric metrics usedBy measures { name expression where columns { name type values } } }
  targets { id display(lang: "en") } edgeRules { code } dimensions { name } usage { queries30d lastUsed }
  certifiedNote(lang: "en") hasData successor author signatures { side } history { version summary(lang: "en") }
} }"""


async def test_a_definition_tells_everything(store):
    found = (await (await planted(store)).ask("employee", ASKED))["data"]["metricDefinition"]

    assert (found["numerator"], found["denominator"]) == ("leavers", "avg2(headcount)")
    assert (found["additivity"], found["smallestGroup"], found["unitLabel"]) == ("none", 5, "percent")
    assert (found["isDefault"], found["isCore12"], found["isBuiltin"], found["hasData"]) == (
        True,
        True,
        True,
        True,
    )
    assert found["owners"] == [
        {"side": "HR", "role": "hr_manager", "name": "HR manager"},
        {"side": "BUSINESS", "role": "department_manager", "name": "Department manager"},
        {"side": "BUSINESS", "role": "general_manager", "name": "General manager"},
    ]
    leavers = found["lineage"]["measures"][0]
    assert (leavers["name"], leavers["expression"]) == ("leavers", "count(spell_id)")
    assert {"name": "end_date", "type": "date", "values": []} in leavers["columns"]
    assert found["usage"] == {"queries30d": 0, "lastUsed": None}
    assert found["certifiedNote"] == "Waiting for HR and the business"
    assert (found["signatures"], found["successor"], found["author"]) == ([], None, None)
    assert found["history"] == [{"version": 1, "summary": "First version"}]
