"""How a bonus for a full level is explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commissions.kinds.kind import Words
from commissions.wording.story import Story


def basis(story: Story, language: str) -> str:
    """Say which level is full."""
    text = _("all %(places)s places of level %(level)s below it are taken for the first time")
    return text % {"places": dict(story.line.facts)["places"], "level": story.line.level}


WORDS = Words(basis)
