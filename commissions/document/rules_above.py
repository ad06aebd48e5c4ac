"""The key that names rules above whose earnings a rule needs, and what is refused of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import readers
from .key import Key, Keys
from .plan_rejected import PlanRejected

Values = Mapping[str, Any]


def rules_above(name: str, meaning: str | Promise, *, required: bool = True) -> Keys:
    """Return a key that lists rules by their ids."""
    write = f'{name} = ["team", "start"]'
    unit = _("list of rules above this one")
    return {name: Key(readers.identifiers, write, meaning, required, unit)}


def check_rules_above(rule: Values, key: str, document: Values) -> None:
    """Insist that each rule that is named stands above this one.

    Raises: PlanRejected.
    """
    above = rules_before(rule, document)
    every = [each["id"] for each in document["rule"]]
    for place, name in enumerate(rule.get(key, ()), start=1):
        where = f"rule[{rule['id']}].{key}[{place}]"
        if name not in every:
            known = _("Here can be: %(keys)s.") % {"keys": ", ".join(above) or "–"}
            raise PlanRejected(where, _("There is no such rule."), known)
        if name not in above:
            reason = _("Rule “%(rule)s” pays only after this one: that would be a cycle.")
            remedy = _("Write the rule that is read above the one that reads it.")
            raise PlanRejected(where, reason % {"rule": name}, remedy)


def rules_before(rule: Values, document: Values) -> Sequence[str]:
    """Return the ids of all rules above one."""
    every = [each["id"] for each in document["rule"]]
    return every[: every.index(rule["id"])]
