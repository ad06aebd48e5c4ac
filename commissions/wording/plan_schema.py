"""Print the grammar of plans: every key with its meaning, its unit and its family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from commissions.document.grammar import TABLES
from commissions.document.key import Key, Keys
from commissions.document.key_units import unit_of
from commissions.document.plan_examples import EXAMPLE
from commissions.kinds.registry import KINDS


def schema_in_words() -> Iterator[str]:
    """Yield every key: how it is written, what it takes, whether it must be there, its meaning."""
    for title, keys in all_tables().items():
        yield title or "plan"
        for key in keys.values():
            yield f"  {key.write.splitlines()[0]}"
            yield f"      {key.meaning}"
            yield f"      {takes(key)}"
        yield ""


def all_tables() -> Mapping[str, Keys]:
    """Return the keys of every table under its heading; each kind of rule is a family."""
    rules = {f"[[rule]] {name}": kind.keys for name, kind in KINDS.items()}
    return {**TABLES, **rules, "[[example]]": EXAMPLE}


def takes(key: Key) -> str:
    """Say what a key takes and whether it may be left out."""
    if key.required:
        return unit_of(key)
    return _("%(unit)s; may be left out") % {"unit": unit_of(key)}
