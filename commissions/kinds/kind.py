"""What a kind of rule brings: its keys, how its table becomes a rule, what contradicts, words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from commissions.document.key import Keys
from commissions.engine.facts import Step
from commissions.engine.rule import Rule
from commissions.wording.story import Story
from core.errors import InvariantBroken

Values = Mapping[str, Any]


def no_basis(story: Story, language: str) -> str:
    """Refuse to explain a line without an order for a kind that writes none.

    Raises: InvariantBroken.
    """
    raise InvariantBroken(f"rule {story.line.rule_id} has a line without an order")


def no_terms(rule: Rule) -> Iterable[str]:
    """Say nothing beside what the keys show."""
    return ()


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind explains its lines, in the active language.

    `basis` says what a line without an order rests on ("10% of 1,000.00 EUR of the weaker side"),
    `step` what a member met on the way up did; without it, levels are told. `reasons` name what
    keeps members from taking something, by obstacle, beside those of every plan. `terms` says
    what its keys alone do not show, sentence by sentence.
    """

    basis: Callable[[Story, str], str] = no_basis
    step: Callable[[Step, Callable[[int], str]], str] | None = None
    reasons: Mapping[str, Promise] = field(default_factory=dict)
    terms: Callable[[Rule], Iterable[str]] = no_terms


@dataclass(frozen=True, slots=True)
class Kind:
    """One family of rules; `rule` is its class.

    `read` makes the rule of its values, `check` refuses what contradicts: both see the rule's
    values and the whole document's.
    """

    name: str
    rule: type[Rule]
    keys: Keys
    read: Callable[[Values, Values], Rule]
    check: Callable[[Values, Values], None]
    words: Words = Words()
