"""Which of the specification's validation rules a document needs: one about `$variables` says nothing without a `$`.

Running all thirty rules is more than half of what a new document costs. A rule is left out only if the text lacks a
mark without which the grammar allows nothing that the rule is about; a mark inside a string keeps it, needlessly.
"""

from __future__ import annotations

from functools import lru_cache

from graphql import ASTValidationRule, specified_rules
from graphql.validation import (
    DeferStreamDirectiveLabel,
    DeferStreamDirectiveOnRootField,
    DeferStreamDirectiveOnValidOperationsRule,
    FragmentsOnCompositeTypesRule,
    KnownDirectivesRule,
    KnownFragmentNamesRule,
    KnownTypeNamesRule,
    NoFragmentCyclesRule,
    NoUndefinedVariablesRule,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    PossibleFragmentSpreadsRule,
    SingleFieldSubscriptionsRule,
    StreamDirectiveOnListField,
    UniqueDirectivesPerLocationRule,
    UniqueFragmentNamesRule,
    UniqueVariableNamesRule,
    VariablesAreInputTypesRule,
    VariablesInAllowedPositionRule,
)

Rule = type[ASTValidationRule]
NEEDS: dict[Rule, tuple[str, ...]] = {
    VariablesAreInputTypesRule: ("$",),
    UniqueVariableNamesRule: ("$",),
    NoUndefinedVariablesRule: ("$",),
    NoUnusedVariablesRule: ("$",),
    VariablesInAllowedPositionRule: ("$",),
    KnownDirectivesRule: ("@",),
    UniqueDirectivesPerLocationRule: ("@",),
    DeferStreamDirectiveOnRootField: ("@",),
    DeferStreamDirectiveOnValidOperationsRule: ("@",),
    DeferStreamDirectiveLabel: ("@",),
    StreamDirectiveOnListField: ("@",),
    KnownFragmentNamesRule: ("...",),
    PossibleFragmentSpreadsRule: ("...",),
    UniqueFragmentNamesRule: ("fragment",),
    NoUnusedFragmentsRule: ("fragment",),
    NoFragmentCyclesRule: ("fragment",),
    FragmentsOnCompositeTypesRule: ("...", "fragment"),
    KnownTypeNamesRule: ("...", "fragment", "$"),
    SingleFieldSubscriptionsRule: ("subscription",),
}
"""The marks of which a document must have one for the rule to say anything; a rule not named here always runs."""

MARKS = tuple(dict.fromkeys(mark for marks in NEEDS.values() for mark in marks))
MOST_SETS = 1 << len(MARKS)


def rules_for(source: str) -> tuple[Rule, ...]:
    """Return the rules that can find anything in a document of this text."""
    return rules_with(frozenset(mark for mark in MARKS if mark in source))


@lru_cache(maxsize=MOST_SETS)
def rules_with(marks: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in specified_rules if rule not in NEEDS or marks & set(NEEDS[rule]))
