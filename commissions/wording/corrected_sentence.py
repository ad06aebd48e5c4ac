"""Say in one sentence why a line of a closed period was corrected."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from commissions.wording.sentence import agreed, order_in_words, way_in_words
from commissions.wording.story import Story
from core.money import format_money
from core.rates import format_rate


@dataclass(frozen=True, slots=True)
class CorrectedStory:
    """A correction with all its sentence names: the line's story, and what it was and is now.

    `story` is told with the plan and the network of the closed period; its line's amount and base
    are the differences. `came_back` tells whether something of this very order came back, which
    is else the reason why the whole period came to be settled again. `path` leads from the seller
    up to the member; its steps are not kept where the period had no such line.
    """

    story: Story
    period_key: str
    line_no: int | None
    base_before_minor: int
    amount_before_minor: int
    came_back: bool
    path: tuple[int, ...] = ()

    @property
    def base_minor(self) -> int:
        """Return what the line's rate is taken of now."""
        return self.base_before_minor + self.story.line.base_minor

    @property
    def amount_minor(self) -> int:
        """Return what the line pays now."""
        return self.amount_before_minor + self.story.line.amount_minor


def corrected_sentence(told: CorrectedStory, language: str) -> str:
    """Return one sentence: member, difference, period, order, what was and is paid, rule, plan."""
    with translation.override(language):
        if told.story.line.volume is None:
            return " ".join((_rest(told, language), agreed(told.story), _line(told)))
        return " ".join((_outcome(told, language), agreed(told.story), _line(told)))


def _outcome(told: CorrectedStory, language: str) -> str:
    line, currency = told.story.line, told.story.plan.currency

    def money(minor: int) -> str:
        return format_money(minor, currency, language)

    facts = {
        "who": told.story.who(line.member_id),
        "amount": money(abs(line.amount_minor)),
        "period": told.period_key,
        "rate": format_rate(line.rate_bp, language),
        "base": money(told.base_minor),
        "base_before": money(told.base_before_minor),
        "whole": money(abs(line.base_minor)),
        "now": money(told.amount_minor),
        "before": money(told.amount_before_minor),
        "order": _order(told.story),
    }
    return _form(told) % facts


def _order(story: Story) -> str:
    return order_in_words(story, story.line.volume) if story.line.volume else ""


def _rest(told: CorrectedStory, language: str) -> str:
    """Say what becomes of an earning that rests on no single order."""
    line, currency = told.story.line, told.story.plan.currency
    if line.amount_minor < 0:
        text = _(
            "Member %(who)s gives back %(amount)s for %(period)s: settled again without what came "
            "back, the period pays %(now)s instead of %(before)s,"
        )
    else:
        text = _(
            "Member %(who)s gets %(amount)s for %(period)s: settled again without what came back, "
            "the period pays %(now)s instead of %(before)s,"
        )
    return text % {
        "who": told.story.who(line.member_id),
        "amount": format_money(abs(line.amount_minor), currency, language),
        "period": told.period_key,
        "now": format_money(told.amount_minor, currency, language),
        "before": format_money(told.amount_before_minor, currency, language),
    }


def _form(told: CorrectedStory) -> str:
    if told.came_back and told.story.line.amount_minor < 0:
        return _(
            "Member %(who)s gives back %(amount)s for %(period)s, as %(rate)s are due only of "
            "%(base)s instead of %(base_before)s (%(order)s), which is %(now)s instead of "
            "%(before)s,"
        )
    if told.story.line.amount_minor < 0:
        return _(
            "Member %(who)s gives back %(amount)s for %(period)s, which was %(rate)s of %(whole)s "
            "(%(order)s): settled again without what came back, the period pays this to somebody "
            "else or to nobody,"
        )
    return _(
        "Member %(who)s gets %(amount)s for %(period)s, that is %(rate)s of %(whole)s (%(order)s): "
        "settled again without what came back, the period pays this to member %(who)s,"
    )


def _line(told: CorrectedStory) -> str:
    if told.story.line.volume is None:
        if told.line_no is None:
            return _("the period had no such line.")
        return _("it corrects line %(number)s of the period.") % {"number": told.line_no}
    if told.line_no is None:
        path = " → ".join(map(told.story.who, told.path))
        return _("the period had no such line; the way up: %(path)s.") % {"path": path}
    corrects = _("it corrects line %(number)s of the period;") % {"number": told.line_no}
    return f"{corrects} {way_in_words(told.story)}"
