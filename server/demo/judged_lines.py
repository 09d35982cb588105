"""What is asked, answered and written in the quality checks and feedback of the sample worlds."""

from __future__ import annotations

from server.kernel.labels import label

SHEET = (
    ("主动问候，语气友善", "Greets first and is friendly", 1500, False),
    ("确认客户的问题", "Makes sure of what is asked", 2000, False),
    ("解答准确完整", "Answers correctly and in full", 3000, False),
    ("给出下一步和时间", "Says what happens next and when", 2000, False),
    ("记录完整", "Leaves a complete record", 1500, False),
    ("不泄露客户隐私", "Discloses nothing private", 0, True),
)
ASKED = (
    label("协作顺畅，愿意帮忙", "Works well with others and helps out"),
    label("说到做到，按时交付", "Does what was promised, on time"),
    label("主动沟通，信息透明", "Speaks up early and openly"),
)
REMARKS = (
    "交接清楚，遇到问题会主动说。", "忙的时候愿意搭把手。", "可以早一点同步进度。", "对客户很有耐心。",
    "希望例会上多分享经验。", "",
)  # fmt: skip
NOTES = ("门店拜访，演示新品", "老客户加购", "上门安装与回访")
REASONS = ("客户不满的是快递延误，与本次服务无关。", "客户点错了评分，随后留言致歉。", "同一客户重复评价。")
MEMBERS = (
    "select e.id from employee e join assignment a on a.employee_id=e.id and a.superseded_at is null and a.valid_to "
    "is null join department d on d.id=a.department_id join employment n on n.employee_id=e.id and n.superseded_at is "
    "null where d.code={0} and n.left_on is null order by e.code"
)
ANSWERS = (
    "select f.id,f.agent_id,f.is_valid from customer_feedback f where f.superseded_at is null and f.score<=2 and "
    "f.agent_id in (select a.employee_id from assignment a join employment n on n.employee_id=a.employee_id and "
    "n.superseded_at is null and n.left_on is null where a.superseded_at is null and a.valid_to is null) and "
    "f.recorded_at>={0} order by f.recorded_at desc,f.id"
)
