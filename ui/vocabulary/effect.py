"""Words of what may be said of an effect of training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EFFECTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "effect_verdict": {
        "IMPROVED": ("有改善", "Improved"),
        "WORSENED": ("变差了", "Worsened"),
        "NO_EFFECT": ("未见效果", "No effect seen"),
        "UNCLEAR": ("说法不一", "Unclear"),
        "TOO_FEW": ("人数不足", "Too few to say"),
        "ABSTAINED": ("不下结论", "No claim made"),
        "NOT_CONVERGED": ("算不出来", "No answer found"),
    },
    "effect_reason": {
        "TOO_FEW_PEOPLE": (
            "一边不足五人，不作比较。",
            "There are fewer than five people on one side, so nothing is compared.",
        ),
        "TOO_FEW_LEAVERS": (
            "满三个月之后，离开的人或留下的人太少，看不出学时的作用。",
            "After month three too few left, or too few stayed, to tell what hours do.",
        ),
        "NOBODY_ALIKE": (
            "学完的人身边没有情况相近、却没有学的人可比。",
            "Nobody alike who did not learn stands beside those who did.",
        ),
        "NO_HISTORY": (
            "没有更早一期的数据，无法知道两边原来是否同步。",
            "There is no earlier period to see whether both sides moved alike before.",
        ),
        "APART_BEFORE": (
            "上课之前两边就已经拉开，之后的差别不能算在课程上。",
            "Both sides were moving apart before the course, so what came later is not put down to it.",
        ),
        "SAME_HOURS": ("大家学时一样，无从比较。", "Everybody learned alike, so nothing can be compared."),
        "TOO_EARLY": (
            "变更还不满三个月，尚无人走完这三个月。",
            "Three months have not passed since the change: nobody has come to their end yet.",
        ),
        "NO_ANSWER": ("这些数据分不清各个因素。", "These records cannot tell the factors apart."),
    },
    "effect_method": {
        "BY_TEAM": ("双重差分，误差按团队计算", "Difference in differences, errors by team"),
        "SHUFFLED": ("双重差分，团队内随机置换", "Difference in differences, shuffled within teams"),
        "POISSON": ("计数模型（泊松）", "Model of counts (Poisson)"),
        "NEGATIVE_BINOMIAL": (
            "计数模型（负二项，数据过度离散）",
            "Model of counts (negative binomial, wide scatter)",
        ),
    },
}
