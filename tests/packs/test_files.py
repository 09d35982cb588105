"""Every pack's file is whole and its figures pass the dictionary's checks; an odd file is refused by name."""

from __future__ import annotations

import pytest
import yaml

from server.metrics.dictionary.load import load_builtin
from server.packs.files import FOLDER, BadPack, digest_of, packs, read
from server.packs.parts import Item, Metrics
from server.performance.plans.templates import TEMPLATES
from server.training.models import CourseTag

CODES = ("b2b", "ecommerce", "hospital", "retail")


def test_there_is_a_pack_for_each_industry():
    assert tuple(packs()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_what_a_pack_holds_is_whole_and_in_both_languages(code):
    pack = packs()[code]

    for each in (*pack.competencies, *pack.topics, *pack.metrics, pack.plan):
        assert len(each["name"]) == 2
        assert all(each["name"])
    assert {tag for each in pack.courses for tag in each["tags"]} <= set(CourseTag)
    courses = {each["code"] for each in pack.courses}
    assert {each["course"] for each in pack.topics if "course" in each} <= courses
    assert pack.plan["template"] in {each.code for each in TEMPLATES}


@pytest.mark.parametrize("code", CODES)
def test_its_figures_pass_the_checks_of_the_dictionary(code):
    part = Metrics(load_builtin(), "Asia/Shanghai")

    for each in packs()[code].metrics:
        assert part.checked(Item(each["key"], tuple(each["name"]), each))["formula"] == each["formula"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"more": 1}, "more"),
        ({"profiles": [{"ladders": ["shop"], "levels": {"NONE": 1}}]}, "NONE"),
        ({"competencies": [{"code": "A", "anchors": ["一"], "anchors_en": []}]}, "A.anchors"),
    ],
)
def test_an_odd_file_is_refused_by_name(tmp_path, change, named):
    raw = yaml.safe_load((FOLDER / "retail.yaml").read_text("utf-8"))
    file = tmp_path / "odd.yaml"
    file.write_text(yaml.safe_dump({**raw, **change}, allow_unicode=True), "utf-8")

    with pytest.raises(BadPack, match=named):
        read(file)


@pytest.mark.parametrize("text", ["- a\n- b\n", "a: [1"])
def test_what_is_no_pack_at_all_is_refused(tmp_path, text):
    file = tmp_path / "odd.yaml"
    file.write_text(text, "utf-8")

    with pytest.raises(BadPack):
        read(file)


def test_a_digest_tells_contents_apart_and_not_their_order():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1}) != digest_of({"a": 1, "b": 3})
