"""How a group differential rule is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.document.key import Key, Keys
from commissions.document.readers import one_of
from commissions.document.rule_keys import BASE, RULE, kind
from commissions.document.stage_keys import STAGES, TAKERS, check_stages, check_takers
from commissions.kinds.kind import Kind, Values, Words
from commissions.kinds.reading import stages_of, takers_of

from . import words
from .rule import BLOCK_LEG, NEGATIVE, ZERO, GroupDifferential

KEYS: Keys = {
    **kind(
        "group_differential",
        _(
            "How the rule pays: each member the rate of its stage for the worth of its whole "
            "group, less what its partners get by the same rule (group method)."
        ),
    ),
    **RULE,
    **BASE,
    **STAGES,
    **TAKERS,
    "overtaken": Key(
        one_of(ZERO, NEGATIVE, BLOCK_LEG),
        'overtaken = "zero"',
        _(
            "What a leg of a higher stage is to those above (Überholung): they get nothing of it "
            "until somebody reaches that stage; they bear the loss; or it is cut off and counts "
            "for nobody above, like a company of its own."
        ),
    ),
}


def read(values: Values, document: Values) -> GroupDifferential:
    """Make the rule of its values."""
    return GroupDifferential(
        id=values["id"],
        names=values["name"],
        tax_nature=values["tax_nature"],
        base=values["base"],
        stages=stages_of(values, document),
        takers=takers_of(values),
        overtaken=values["overtaken"],
    )


def check(values: Values, document: Values) -> None:
    """Refuse stages with gaps, and words that change nothing."""
    check_stages(values, document)
    check_takers(values, document)


KIND = Kind("group_differential", GroupDifferential, KEYS, read, check, Words(basis=words.basis))
