"""What an author is told while writing: mistakes with places, what a formula means, and what it may be made of."""

from __future__ import annotations

from tests.schema.world import planted

CHECK = """query C($formula: String!) { validateFormula(formula: $formula) {
  isOk unit hash errors { code position length message(lang: "en") suggestions } readable(lang: "en")
  duplicates sameFamily lineage { columns measures { name } } } }"""


async def test_a_sound_formula_and_a_mistake(store):
    world = await planted(store)

    sound = (await world.ask("employee", CHECK, {"formula": "leavers / avg2(headcount)"}))["data"][
        "validateFormula"
    ]
    wrong = (await world.ask("employee", CHECK, {"formula": "leavers / headcount"}))["data"][
        "validateFormula"
    ]

    assert (sound["isOk"], sound["unit"], sound["errors"]) == (True, "percent", [])
    assert sound["duplicates"] == ["attrition_rate_average"]
    assert [each["name"] for each in sound["lineage"]["measures"]] == ["leavers", "headcount"]
    assert (wrong["isOk"], wrong["lineage"], wrong["hash"], wrong["readable"]) == (False, None, None, None)
    (error,) = wrong["errors"]
    assert (error["code"], error["position"], error["length"]) == ("E_STOCK_UNANCHORED", 10, 9)


async def test_the_vocabulary_has_words_for_everything(store):
    world = await planted(store)
    document = """{ metricVocabulary { functions { name syntax help(lang: "en") } units { name label } families
      domains { name label(lang: "en") } dimensions { name } sensitivities measures { name } } }"""

    found = (await world.ask("employee", document))["data"]["metricVocabulary"]

    assert len(found["functions"]) == 18
    assert {"name": "turnover", "label": "Turnover and retention"} in found["domains"]
    assert [each for each in found["domains"] if each["name"] == each["label"]] == []
    assert found["sensitivities"] == ["open", "internal", "people", "sensitive", "personal"]


async def test_rival_definitions_are_bridged(store):
    world = await planted(store)
    document = """{ compareDefinitions(keys: ["attrition_rate_opening", "attrition_rate_average"],
      period: {named: ["2025-03"]}) { variants { cell { value } } bridge { from to value effect } } }"""

    found = (await world.ask("hr_manager", document))["data"]["compareDefinitions"]

    assert [each["cell"]["value"] for each in found["variants"]] == ["0.2", "0.222222"]
    assert found["bridge"][-1]["value"] == "0.222222"
