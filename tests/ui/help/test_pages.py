"""Help is searched without script, the dialog knows the page beneath, and the glossary holds both languages."""

from __future__ import annotations

from tests.ui.stage import open_stage
from ui.help.pages import fields


def test_a_search_leaves_the_topics_that_speak_of_it():
    browser, _ = open_stage("hr_manager")

    page = browser.get("/help?q=夜班").text

    assert 'id="topic-attendance"' in page
    assert 'id="topic-audit"' not in page


def test_a_word_nobody_wrote_offers_another_way():
    browser, _ = open_stage("hr_manager")

    page = browser.get("/help?q=zzzz").text

    assert 'id="topic-' not in page
    assert "/help/glossary" in page


def test_the_dialog_begins_with_the_topic_of_the_page_beneath():
    browser, _ = open_stage("hr_manager")
    headers = {"HX-Request": "true", "HX-Target": "dialog#keys", "HX-Current-URL": "http://here/audit?x=1"}

    dialog = browser.get("/help", headers=headers).text

    assert "help-here" in dialog
    assert "哈希链" in dialog
    assert "<html" not in dialog


def test_the_glossary_holds_figures_and_fields():
    figure = {"key": "csat", "name": "客户满意度", "definition": "满意份数除以总份数", "unitLabel": "%"}
    browser, api = open_stage("hr_manager", lines={"Glossary": {"metricDefinitions": {"nodes": [figure]}}})

    page = browser.get("/help/glossary?q=满意").text

    assert "满意份数除以总份数" in page
    assert api.variables("Glossary") == {"search": "满意"}


def test_a_field_is_found_in_either_language():
    assert {"word": "Hire date", "other": "入职日期", "name": "Employee.hiredOn"} in fields("入职日期", "en")
    assert fields("hire date", "zh") == fields("入职日期", "zh") or fields("hire date", "zh")
    assert fields("zzzz", "zh") == []
