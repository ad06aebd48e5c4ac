"""Read small tables in braces, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import readers
from .readers import Reader, Unreadable


def fields(
    value: object, needed: Mapping[str, Reader], more: Mapping[str, Reader] | None = None
) -> Mapping[str, Any]:
    """Read a table in braces: each key that is needed, and of the others whichever is there."""
    table, known = readers.table(value), {**needed, **(more or {})}
    for name in table:
        if name not in known:
            reason = _("There is no “%(name)s” in it. Here can be: %(known)s.")
            raise Unreadable(reason % {"name": name, "known": ", ".join(known)})
    missing = next((name for name in needed if name not in table), None)
    if missing is not None:
        raise Unreadable(_("“%(name)s” is missing in it.") % {"name": missing})
    return {name: _field(name, known[name], item) for name, item in table.items()}


def _field(name: str, read: Reader, item: object) -> object:
    try:
        return read(item)
    except Unreadable as unreadable:
        reason = _("“%(name)s”: %(reason)s") % {"name": name, "reason": unreadable.reason}
        raise Unreadable(reason) from None
