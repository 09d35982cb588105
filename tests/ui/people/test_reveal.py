"""The ID number is asked for with a reason, shown once, and offered to nobody who may not reveal it."""

from __future__ import annotations

from tests.ui.stage import ME, OTHER, PERSON, open_stage

NUMBER = "999999199001010004"
SHOWN = {"Reveal": {"revealIdNumber": {"idNumber": NUMBER}}}
MASKED = {"PersonHeader": {"employee": {**PERSON, "idNumber": "999***********0004"}}}
PATH = f"/people/{OTHER}/reveal"


def test_a_reason_shows_the_number_in_full():
    browser, api = open_stage("hr_manager", lines={**MASKED, **SHOWN})

    answer = browser.post(PATH, data={"csrf": "token", "reason": "办理社保", "key": "k"})

    assert answer.status_code == 200
    assert NUMBER in answer.text
    assert api.variables("Reveal")["input"] == {
        "id": PERSON["id"],
        "reason": "办理社保",
        "idempotencyKey": "k",
    }


def test_asking_for_the_form_shows_nothing():
    browser, api = open_stage("hr_manager", lines={**MASKED, **SHOWN})

    answer = browser.get(PATH)

    assert 'name="reason"' in answer.text
    assert NUMBER not in answer.text
    assert "Reveal" not in [name for name, _ in api.asked]


def test_the_drawer_gets_the_form_without_its_frame():
    browser, _ = open_stage("hr_manager", lines=MASKED)

    text = browser.get(PATH, headers={"hx-request": "true", "hx-target": "div#drawer"}).text

    assert 'name="reason"' in text
    assert "<html" not in text


def test_a_refused_reason_is_said_at_its_field():
    extensions = {
        "code": "INVALID_INPUT",
        "zh": "太短。",
        "en": "Too short.",
        "inputPath": ["input", "reason"],
    }
    refused = {"Reveal": {"errors": [{"message": "Too short.", "extensions": extensions}]}}
    browser, _ = open_stage("hr_manager", lines={**MASKED, **refused})

    answer = browser.post(PATH, data={"csrf": "token", "reason": "a"})

    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text


def test_only_who_may_reveal_is_offered_it():
    hr, _ = open_stage("hr_manager", lines=MASKED)
    manager, _ = open_stage("department_manager", lines=MASKED)

    assert f'href="{PATH}"' in hr.get(f"/people/{OTHER}").text
    assert f'href="{PATH}"' not in manager.get(f"/people/{OTHER}").text
    assert manager.get(PATH).status_code == 403


def test_ones_own_number_needs_no_revealing():
    own = {"PersonHeader": {"employee": {**PERSON, "id": ME, "idNumber": NUMBER}}}
    browser, _ = open_stage("hr_manager", lines=own)

    assert f'href="/people/{ME}/reveal"' not in browser.get(f"/people/{ME}").text
