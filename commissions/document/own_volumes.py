"""Volumes that a plan defines itself: a formula with a name, for other formulas to use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.formulas.formula import Defined
from commissions.formulas.units import Unit

from . import readers
from .formula_key import FORMULA, formula_at
from .key import Key, Keys
from .member_facts import FACTS, in_active_language
from .plan_rejected import PlanRejected

Values = Mapping[str, Any]
_FORMULAS = ("formula", "pays")

VOLUME: Keys = {
    "id": Key(readers.identifier, 'id = "score"', _("The name under which other formulas use it.")),
    "name": Key(
        readers.names,
        'name = { de = "Wertung", en = "Score" }',
        _("What it is called, without an article."),
    ),
    "formula": Key(
        readers.text,
        'formula = "pv + min(customer_pv, PV(500))"',
        _("What it comes to for a member in a period; it may use volumes defined above it."),
        unit=FORMULA,
    ),
}


def own_volumes(document: Values) -> Mapping[str, Defined]:
    """Return the volumes that the document defines, by their ids.

    Raises: PlanRejected — a formula is none, or does not come to points.
    """
    found: dict[str, Defined] = {}
    for table in document.get("volume", ()):
        path = f"volume[{table['id']}].formula"
        formula = formula_at(
            path, table["formula"], FACTS, Unit.POINTS, document["currency"], found
        )
        found[table["id"]] = Defined(formula, in_active_language(table["name"]))
    return found


def check_own_volumes(document: Values) -> None:
    """Refuse names that are taken, and volumes that no formula uses.

    Raises: PlanRejected.
    """
    taken = {*FACTS, *(rank["id"] for rank in document["rank"])}
    own_volumes(document)
    tables = [document["active"], *document["rank"], *document["rule"], *document["volume"]]
    words = {word for table in tables for word in _words(table)}
    for table in document["volume"]:
        where = f"volume[{table['id']}]"
        if table["id"] in taken:
            reason = _("“%(name)s” is known to formulas already.") % {"name": table["id"]}
            raise PlanRejected(f"{where}.id", reason, _("Give it a name of its own."))
        if table["id"] not in words:
            unused = _("It has no effect: nothing in this plan uses it.")
            raise PlanRejected(where, unused, _("Leave it out, or name it in a formula."))


def names_asked(document: Values, table: Values) -> set[str]:
    """Return what the formulas of a table name, themselves or by volumes that the plan defines."""
    found = set(_words(table))
    for volume in reversed(document.get("volume", ())):  # each may use those above it
        if volume["id"] in found:
            found |= set(_words(volume))
    return found


def _words(table: Values) -> Iterator[str]:
    """Yield the words of a table's formulas."""
    for key in _FORMULAS:
        yield from re.findall(r"\w+", str(table.get(key, "")))
