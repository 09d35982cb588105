"""The editor keeps what was typed, points at the slip, and sends a draft as the contract has it."""

from __future__ import annotations

from typing import Any

from tests.ui.metrics.told import definition
from tests.ui.stage import fragment, open_stage
from ui.metrics.editor import by_source, draft_of, example_of, values_of

WORDS: dict[str, Any] = {
    "metricVocabulary": {
        "measures": [
            {
                "name": "leavers",
                "label": "离职人次",
                "kind": "flow",
                "unit": "spell",
                "source": "employment",
                "sourceLabel": "任职",
                "where": None,
            }
        ],
        "functions": [{"name": "avg2", "syntax": "avg2(stock)", "help": "期初与期末的平均"}],
        "dimensions": [{"name": "department", "label": "部门"}],
        "units": [{"name": "percent", "label": "百分比"}],
        "families": ["attrition"],
        "domains": [],
        "sensitivities": ["people"],
    }
}
WRONG = {
    "validateFormula": {
        "isOk": False,
        "numerator": None,
        "denominator": None,
        "unit": None,
        "hash": None,
        "duplicates": [],
        "sameFamily": [],
        "readable": None,
        "lineage": None,
        "errors": [
            {
                "code": "E_MEASURE",
                "position": 0,
                "length": 4,
                "message": "没有度量 leav",
                "suggestions": ["leavers"],
            }
        ],
    }
}
RIGHT = {
    "validateFormula": {
        "isOk": True,
        "numerator": "leavers",
        "denominator": None,
        "unit": "spell",
        "hash": "x",
        "duplicates": ["exits"],
        "sameFamily": [],
        "readable": "离职人次",
        "errors": [],
        "lineage": {
            "columns": ["employment.end_date"],
            "measures": [{"name": "leavers", "label": "离职人次", "source": "employment"}],
        },
    }
}
TYPED = {
    "csrf": "token",
    "key": "exits_twice",
    "nameZh": "两倍",
    "nameEn": "Twice",
    "definitionZh": "两倍离职",
    "definitionEn": "Twice the leavers",
    "formula": "leavers * 2",
    "unit": "spell",
    "direction": "DOWN",
    "sensitivity": "people",
    "family": "",
    "synonyms": "双倍，翻番",
    "notesZh": "",
    "notesEn": "",
    "grains": ["MONTH", "YEAR"],
    "dimensions": ["department"],
    "given1": "employment\nspell_id,end_date\na,2026-03-02",
    "period1": "2026-03",
    "value1": "2",
}


def test_the_slip_is_marked_where_it_is_with_words_to_choose():
    browser, _ = open_stage("hr_manager", lines={"Vocabulary": WORDS, "Validate": WRONG})

    text = browser.get("/metrics/formula?formula=leav+*+2&unit=spell", headers=fragment("report")).text

    assert "<mark>leav</mark> * 2" in text
    assert "没有度量 leav" in text
    assert 'value="leavers * 2"' in text
    assert "<html" not in text


def test_a_right_formula_reads_as_words_and_names_its_twin():
    browser, _ = open_stage("hr_manager", lines={"Vocabulary": WORDS, "Validate": RIGHT})

    text = browser.get("/metrics/formula?formula=leavers", headers=fragment("report")).text

    assert "离职人次" in text
    assert 'href="/metrics/dictionary/exits"' in text
    assert "employment\nend_date" in text


def test_a_draft_is_sent_with_its_example():
    saved = {"draftMetric": {"key": "exits_twice", "version": 1}}
    browser, api = open_stage(
        "hr_manager", lines={"Vocabulary": WORDS, "Validate": RIGHT, "SaveDraft": saved}
    )

    answer = browser.post("/metrics/dictionary/new", data=TYPED)

    assert answer.headers["location"] == "/metrics/dictionary/exits_twice?version=1"
    sent = api.variables("SaveDraft")["input"]
    assert sent["synonyms"] == ["双倍", "翻番"]
    assert sent["grains"] == ["MONTH", "YEAR"]
    assert "family" not in sent
    assert sent["examples"] == [
        {
            "given": {"employment": [{"spell_id": "a", "end_date": "2026-03-02"}]},
            "period": "2026-03",
            "value": "2",
            "reason": None,
        }
    ]


def test_what_is_missing_is_said_and_nothing_typed_is_lost():
    browser, api = open_stage("hr_manager", lines={"Vocabulary": WORDS, "Validate": RIGHT})

    answer = browser.post("/metrics/dictionary/new", data={**TYPED, "nameEn": "", "given1": "nonsense, here"})

    assert answer.status_code == 422
    assert 'id="nameEn-error"' in answer.text
    assert "第 1 行不是数据" in answer.text
    assert "leavers * 2</textarea>" in answer.text
    assert "SaveDraft" not in [name for name, _ in api.asked]


def test_a_refused_formula_keeps_the_form():
    refused = {
        "errors": [
            {
                "message": "x",
                "extensions": {
                    "code": "INVALID_INPUT",
                    "zh": "单位不符。",
                    "en": "x",
                    "inputPath": ["input", "formula"],
                },
            }
        ]
    }
    browser, _ = open_stage(
        "hr_manager", lines={"Vocabulary": WORDS, "Validate": RIGHT, "SaveDraft": refused}
    )

    answer = browser.post("/metrics/dictionary/csat/edit", data=TYPED)

    assert answer.status_code == 422
    assert "单位不符。" in answer.text


def test_advice_is_taken_without_script_and_saves_nothing():
    browser, api = open_stage("hr_manager", lines={"Vocabulary": WORDS, "Validate": RIGHT})

    answer = browser.post("/metrics/dictionary/new", data={**TYPED, "use": "leavers * 3"})

    assert "leavers * 3</textarea>" in answer.text
    assert "SaveDraft" not in [name for name, _ in api.asked]


def test_a_new_draft_begins_with_the_usual_and_what_a_link_put_in():
    browser, _ = open_stage("performance_specialist", lines={"Vocabulary": WORDS, "Validate": RIGHT})

    text = browser.get("/metrics/dictionary/new?formula=leavers").text

    assert 'id="key"' in text
    assert "leavers</textarea>" in text
    assert 'value="MONTH" checked' in text


def test_who_may_not_draft_is_told_whom_to_ask():
    browser, _ = open_stage("employee", lines={"Vocabulary": WORDS})

    assert browser.get("/metrics/dictionary/new").status_code == 403


def test_editing_begins_with_what_is_there():
    browser, _ = open_stage(
        "hr_manager",
        lines={
            "Vocabulary": WORDS,
            "Validate": RIGHT,
            "DraftOf": {
                "metricDefinition": {
                    **definition(),
                    "nameZh": "离职率",
                    "nameEn": "Attrition",
                    "notesZh": None,
                    "notesEn": None,
                }
            },
        },
    )

    text = browser.get("/metrics/dictionary/attrition_rate_average/edit").text

    assert "leavers / avg2(headcount)</textarea>" in text
    assert 'value="MONTH" checked' in text


def test_small_rules():
    assert values_of({**definition(), "notesZh": None})["dimensions"] == "department"
    assert example_of({"given1": "", "period1": "", "value1": ""}, 1) == []
    assert (
        example_of({"given1": "a\nb\n1", "period1": "2026-03", "value1": "EMPTY_DENOMINATOR"}, 1)[0]["value"]
        is None
    )
    assert "formula" in draft_of(
        {
            **dict.fromkeys(
                (
                    "key",
                    "nameZh",
                    "nameEn",
                    "definitionZh",
                    "definitionEn",
                    "unit",
                    "direction",
                    "sensitivity",
                    "family",
                    "synonyms",
                    "notesZh",
                    "notesEn",
                    "grains",
                    "dimensions",
                ),
                "",
            ),
            "formula": "1",
        }
    )
    assert [name for name, _ in by_source(WORDS["metricVocabulary"]["measures"])] == ["任职"]
