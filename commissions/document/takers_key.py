"""The key that says whether only active members earn by a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .key import Key, Keys
from .plan_rejected import PlanRejected
from .readers import one_of

Values = Mapping[str, Any]

WHO_TAKES: Keys = {
    "takers": Key(
        one_of("active", "all"),
        'takers = "active"',
        _("Who may take: active members only, or all who are neither suspended nor have left."),
    ),
}


def check_who_takes(rule: Values, document: Values) -> None:
    """Refuse a word about activity that changes nothing.

    Raises: PlanRejected.
    """
    if rule["takers"] == "active" and not document["active"]:
        where = f"rule[{rule['id']}].takers"
        reason = _("“active” has no effect: without [active], every member is active.")
        raise PlanRejected(where, reason, _('Add [active] or write: takers = "all"'))
