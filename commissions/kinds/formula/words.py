"""How a bonus by formula is explained."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commissions.engine.rule import Rule
from commissions.formulas.units import Fact, Unit
from commissions.formulas.words import amount_in_words, explain
from commissions.kinds.kind import Words
from commissions.wording.story import Story

from .rule import ByFormula


def basis(story: Story, language: str) -> str:
    """Say the formula, and what each fact in it was."""
    rule = story.plan.rule(story.line.rule_id)
    assert isinstance(rule, ByFormula)
    facts = [
        f"{rule.pays.facts[name].meaning}: {_shown(story, rule.pays.facts[name], value, language)}"
        for name, value in story.line.facts
    ]
    return f"{explain(rule.pays)}; {', '.join(facts)}"


def terms(rule: Rule) -> Iterable[str]:
    """Say the formula."""
    assert isinstance(rule, ByFormula)
    yield explain(rule.pays)


def _shown(story: Story, fact: Fact, value: int, language: str) -> str:
    if fact.unit is Unit.RANK:
        ranks = story.plan.ranks
        return ranks[value - 1].names[language[:2]] if value else "–"
    if fact.unit is Unit.YES_NO:
        return _("yes") if value else _("no")
    return amount_in_words(fact.unit, value, story.plan.currency, language)


WORDS = Words(basis, terms=terms)
