"""Forms of a customer's page, and lists as they are pasted."""

from __future__ import annotations

from ui.library.customer_deeds import begun_person, lines_of, named, shaped_person, wrong_line


def test_the_need_stands_bare_and_the_others_under_their_own_names():
    assert (named("need", "note"), named("person", "phone"), named("person", "")) == (
        "note",
        "person-phone",
        "",
    )


def test_a_person_begins_without_contacts_and_empty_ones_are_not_sent():
    row = {
        "id": "p", "name": "刘", "jobTitle": None, "isMain": True, "sinceOn": "2026-01-05", "untilOn": None,
        "version": 3, "phone": "138****8000",
    }  # fmt: skip
    begun = begun_person(row, "2026-11-23")
    assert begun["person-isMain"] == "1"
    assert "person-phone" not in begun
    assert begun_person(None, "2026-11-23") == {"person-sinceOn": "2026-11-23"}
    values = dict.fromkeys(
        ("name", "jobTitle", "phone", "email", "isMain", "sinceOn", "untilOn", "personId"), ""
    )
    assert shaped_person("a", {**values, "version": ""}) == {
        "accountId": "a", "name": "", "jobTitle": "", "isMain": False,
    }  # fmt: skip


def test_lists_are_read_with_tabs_or_commas_and_without_their_head():
    pasted = "Account code\tname\n\nK-1\t刘经理\t\t13800138000\n"
    assert lines_of("persons", pasted) == [{"accountCode": "K-1", "name": "刘经理", "phone": "13800138000"}]
    assert lines_of("segments", 'K-1,"Small",2026-01-01') == [
        {"accountCode": "K-1", "segment": "SMALL", "sinceOn": "2026-01-01"}
    ]


def test_the_first_line_that_cannot_be_read_is_named():
    good = {"accountCode": "K-1", "segment": "KEY", "sinceOn": "2026-01-01"}

    assert wrong_line("segments", [good, good]) == 0
    assert wrong_line("segments", [good, {**good, "segment": "VIP"}]) == 2
    assert wrong_line("segments", [{**good, "sinceOn": "昨天"}]) == 1
    assert wrong_line("persons", [{"accountCode": "K-1"}]) == 1
    assert wrong_line("persons", [{"accountCode": "K-1", "name": "刘经理"}]) == 0
