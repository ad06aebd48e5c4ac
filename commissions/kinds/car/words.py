"""How a line of a car allowance is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.kinds.kind import Words
from commissions.wording.names import rank_name
from commissions.wording.story import Story


def basis(story: Story, language: str) -> str:
    """Name the rank, and whether it was missed."""
    facts = dict(story.line.facts)
    if "positions" in facts:
        text = _("of the %(positions)s positions of one person, another one has the allowance")
        return text % {"positions": facts["positions"]}
    rank, missed = story.plan.ranks[facts["step"] - 1], facts["missed"]
    said = _("allowance for the rank %(rank)s") % {"rank": rank_name(story.plan, rank.id)}
    if not missed:
        return said
    still = ngettext(
        "kept although the rank was missed in %(count)s period",
        "kept although the rank was missed in %(count)s periods",
        missed,
    )
    return f"{said}, {still % {'count': missed}}"


WORDS = Words(basis)
