"""By what the lines of a run can be narrowed: the choices of the page, and reading them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import commissions.public as commissions

Choice = tuple[str, str | Promise]

ORIGINS: tuple[Choice, ...] = (
    ("", _("All")),
    ("team", _("From the team")),
    ("customers", _("From my customers")),
    ("corrections", _("Corrections")),
)
STATES: tuple[Choice, ...] = (
    ("", _("All")),
    ("vested", _("vested")),
    ("pending", _("not vested yet")),
)
LONGEST_ORDER = 64


def filter_of(asked: Mapping[str, str]) -> commissions.LineFilter:
    """Read which lines are wanted; nonsense means all."""
    rule_id, _colon, level = asked.get("rule", "").partition(":")
    origin, state = asked.get("origin", ""), asked.get("state", "")
    return commissions.LineFilter(
        rule_id=rule_id[:40],
        level=int(level) if level.isascii() and level.isdigit() and len(level) < 4 else 0,
        order_ref=asked.get("order", "").strip()[:LONGEST_ORDER],
        origin=origin if origin in dict(ORIGINS) else "",
        state=state if state in dict(STATES) else "",
    )


def rule_choices(rules: Iterable[tuple[str, int, str]]) -> tuple[Choice, ...]:
    """Return the rules and levels of a run to choose from."""
    words = commissions.statement_words
    return (
        ("", _("All")),
        *(
            (f"{rule_id}:{level}", words.rule_in_words(name, level, is_correction=False))
            for rule_id, level, name in rules
        ),
    )
