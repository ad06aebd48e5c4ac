"""Insist that a key is there exactly where it has an effect."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .key import Keys
from .plan_rejected import PlanRejected


def there_if_it_has_an_effect(path: str, keys: Keys, *, is_there: bool, has_effect: bool) -> None:
    """Refuse a key that nothing uses, and miss one on which the plan depends.

    `path` is its dotted path, `keys` those of its table.
    Raises: PlanRejected.
    """
    if is_there and not has_effect:
        reason = _("It has no effect: nothing in this plan uses it.")
        raise PlanRejected(path, reason, _("Leave the key out."))
    if not is_there and has_effect:
        write = _("Write: %(example)s") % {"example": keys[path.rpartition(".")[2]].write}
        raise PlanRejected(path, _("It is missing, and this plan depends on it."), write)
