"""Who may see and do what, and why: the policy files, and the engine that decides and explains."""

from policies.engine import BRANCHES, Policy, load, unite
from policies.explain import Explanation, who_may
from policies.lint import lint
from policies.masks import MASKS, alias, best, rank, smallest_group
from policies.matrix import Change, Row, as_csv, diff, matrix
from policies.words import ACTS, RELATIONS, Decision, PolicyError, Problem, Rule, RuleRow

__all__ = [
    "ACTS",
    "BRANCHES",
    "MASKS",
    "RELATIONS",
    "Change",
    "Decision",
    "Explanation",
    "Policy",
    "PolicyError",
    "Problem",
    "Row",
    "Rule",
    "RuleRow",
    "alias",
    "as_csv",
    "best",
    "diff",
    "lint",
    "load",
    "matrix",
    "rank",
    "smallest_group",
    "unite",
    "who_may",
]
