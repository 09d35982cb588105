"""A small dictionary of its own, so that tests of the language do not hang on the product's."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from server.metrics.definitions import Dictionary
from server.metrics.dictionary.load import read

SHARED = """
units:
  percent: {label: {zh: 百分比, en: percent}, places: 1}
  person: {label: {zh: 人, en: persons}, places: 0}
  spell: {label: {zh: 人次, en: spells}, places: 0}
  count: {label: {zh: 个, en: count}, places: 0}
  money: {label: {zh: 元, en: money}, places: 2}
dimensions:
  department: {label: {zh: 部门, en: Department}, type: hierarchy, synonyms: [dept]}
  job_family: {label: {zh: 职类, en: Job family}, type: category}
  gender: {label: {zh: 性别, en: Gender}, type: category, is_protected: true}
  person: {label: {zh: 员工, en: Employee}, type: person}
  segment: {label: {zh: 客户分层, en: Segment}, type: category}
edge_rules:
  E01: {zh: 分母为零没有结果, en: Nothing is divided by nothing}
families:
  attrition: {members: [attrition_average, attrition_opening], default: attrition_average}
core12: [attrition_average]
conventions:
  last_day: {zh: 最后一天算在职, en: The last day is employed}
class_sensitivity: {roster: internal, protected: sensitive, feedback: open}
"""

DOMAIN = """
sources:
  employment:
    label: {zh: 任职, en: Employments}
    table: employment
    key: spell_id
    anchor: spell
    person: person_id
    active: [start_date, end_date]
    data_class: roster
    columns:
      spell_id: {type: id, sql: "{s}.id"}
      person_id: {type: id}
      start_date: {type: date}
      end_date: {type: date, "null": true}
      exit_type: {type: enum, values: [voluntary, involuntary], "null": true}
      gender: {type: enum, values: [M, F], data_class: protected}
      is_core: {type: bool}
      fte: {type: decimal, scale: 2}
      note: {type: text, "null": true}
  sale:
    label: {zh: 订单, en: Orders}
    table: sale
    key: order_id
    anchor: agent
    data_class: feedback
    columns:
      order_id: {type: id}
      agent_id: {type: id}
      paid_at: {type: timestamp}
      answered_at: {type: timestamp, "null": true}
      segment: {type: enum, values: [small, key]}
      amount: {type: decimal, scale: 2}
  check:
    label: {zh: 核对, en: Checks}
    table: data_check
    key: check_id
    anchor: org
    columns: {check_id: {type: id}, ran_on: {type: date}}
measures:
  headcount:
    label: {zh: 在职人数, en: Headcount}
    source: employment
    aggregate: count_distinct
    expression: person_id
    kind: stock
    unit: person
  leavers:
    label: {zh: 离职人次, en: Leavers}
    source: employment
    aggregate: count
    expression: spell_id
    time: end_date
    kind: flow
    unit: spell
  voluntary_leavers:
    label: {zh: 主动离职人次, en: Voluntary leavers}
    source: employment
    aggregate: count
    expression: spell_id
    time: end_date
    where: exit_type = 'voluntary'
    kind: flow
    unit: spell
  new_hires:
    label: {zh: 新员工, en: New hires}
    source: employment
    aggregate: count
    expression: spell_id
    time: start_date
    ends: end_date
    kind: cohort
    unit: spell
  asked:
    label: {zh: 咨询, en: Requests}
    source: sale
    aggregate: count
    expression: order_id
    time: paid_at
    kind: cohort
    unit: count
  orders:
    label: {zh: 订单数, en: Orders}
    source: sale
    aggregate: count
    expression: order_id
    time: paid_at
    kind: flow
    unit: count
  sales:
    label: {zh: 销售额, en: Sales}
    source: sale
    aggregate: sum
    expression: amount
    time: paid_at
    kind: flow
    unit: money
  checks:
    label: {zh: 核对次数, en: Checks}
    source: check
    aggregate: count
    expression: check_id
    time: ran_on
    kind: flow
    unit: count
metrics:
  - key: attrition_average
    name: {zh: 离职率(平均口径), en: "Attrition rate (average)"}
    definition: {zh: 离职人次除以平均人数, en: Leavers by average headcount}
    formula: leavers / avg2(headcount)
    unit: percent
    direction: down
    grains: [month, year]
    dimensions: [dept, jobFamily]
    sensitivity: people
    domain: workforce
    family: attrition
    default_variant: true
    core: true
    synonyms: [离职率, turnover]
    edge_rules: [E01]
    targets: [{op: "<=", value: 0.15, grain: year, near: 0.18}]
    examples: [att-01]
  - key: attrition_opening
    name: {zh: 离职率(期初口径), en: "Attrition rate (opening)"}
    definition: {zh: 离职人次除以期初人数, en: Leavers by opening headcount}
    formula: leavers / opening(headcount)
    unit: percent
    direction: down
    grains: [month]
    dimensions: [department]
    sensitivity: people
    domain: workforce
    family: attrition
  - key: order_value
    name: {zh: 笔单价, en: Order value}
    definition: {zh: 每单金额, en: Money per order}
    formula: sales / orders
    unit: money
    direction: up
    grains: [day, month]
    dimensions: [department, segment]
    sensitivity: internal
    domain: service
  - key: order_value_change
    name: {zh: 笔单价变化, en: Change of order value}
    definition: {zh: 笔单价较上期的变化, en: Order value against the period before}
    formula: pct_change(@order_value, 1 period)
    unit: percent
    direction: up
    grains: [month]
    dimensions: [department]
    sensitivity: internal
    domain: service
"""


def written(folder: Path, shared: str = SHARED, domain: str = DOMAIN) -> tuple[Path, Path]:
    """Write the two files into a folder."""
    files = folder / "dictionary.yaml", folder / "metrics.yaml"
    for file, text in zip(files, (shared, domain), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


@cache
def small() -> Dictionary:
    with TemporaryDirectory() as folder:
        return read(written(Path(folder)))


KEY = "custom.early_exit"
OWN: dict[str, Any] = {
    "key": KEY,
    "name": {"zh": "早期离职占比", "en": "Share of early leavers"},
    "definition": {"zh": "离职者中核心岗的占比", "en": "Of all leavers, those in core posts"},
    "formula": "leavers[is_core = true] / leavers",
    "unit": "percent",
    "direction": "down",
    "grains": ["quarter"],
    "dimensions": ["dept"],
    "sensitivity": "people",
    "examples": [{"given": {"leavers": []}, "expect": {"period": "2025-Q2", "value": None}}],
}
"""A definition of the company's own, as it is written down."""
