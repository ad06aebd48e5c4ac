"""Say in one sentence why a line was paid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commissions.engine.facts import OWN, PASSED_OVER, TOOK, Step, Volume
from commissions.engine.plan import BARRED, INACTIVE, RANK_TOO_LOW
from commissions.engine.positions import ROUNDED
from commissions.engine.rule import ORDER_NET, ORDER_RETAIL
from commissions.kinds.registry import words_of
from commissions.wording.exchange_words import exchanged_in_words
from commissions.wording.names import rank_name, rule_name
from commissions.wording.product_words import counted_in_words, products_in_words
from commissions.wording.rounding_words import rounding_basis
from commissions.wording.story import Story
from core.money import format_money
from core.rates import format_rate

# A way up may pass over thousands: the sentence names the nearest few and counts the rest.
NAMED = 5


def why_sentence(story: Story, language: str) -> str:
    """Return one sentence: member, amount, rate, base, order, rule, level, plan and the way up.

    A line that rests on no single order says what it rests on instead, in the words of its kind.
    """
    with translation.override(language):
        if story.line.volume is None:
            told = [_outcome_without_order(story, language), agreed(story, ends=".")]
        else:
            outcome = _outcome(story, story.line.volume, language)
            told = [outcome, agreed(story), way_in_words(story)]
        return " ".join((*told, *_ranked(story), *_awarded(story)))


def _outcome(story: Story, volume: Volume, language: str) -> str:
    line, currency = story.line, story.plan.currency
    return _("Member %(who)s earns %(amount)s, that is %(rate)s of %(base)s (%(order)s),") % {
        "who": story.who(line.member_id),
        "amount": format_money(line.amount_minor, currency, language),
        "rate": format_rate(line.rate_bp, language),
        "base": format_money(line.base_minor, currency, language),
        "order": order_in_words(story, volume),
    }


def _outcome_without_order(story: Story, language: str) -> str:
    line = story.line
    if line.amount_minor < 0:
        text = _("Member %(who)s earns %(amount)s less (%(basis)s),")
    else:
        text = _("Member %(who)s earns %(amount)s (%(basis)s),")
    return text % {
        "who": story.who(line.member_id),
        "amount": format_money(abs(line.amount_minor), story.plan.currency, language),
        "basis": _basis(story, language),
    }


def _basis(story: Story, language: str) -> str:
    if story.line.level == ROUNDED:
        return rounding_basis(story, language)
    rule = story.plan.rule(story.line.rule_id)
    return words_of(rule).basis(story, language) + products_in_words(rule.products)


def order_in_words(story: Story, volume: Volume) -> str:
    """Name the order, what of it the rate is taken of, who bought it, and when it was paid."""
    rule = story.plan.order_rule(story.line.rule_id)
    if rule.base == ORDER_RETAIL:
        value = _("retail margin of order %(order)s") % {"order": volume.order_ref}
    elif rule.base == ORDER_NET:
        value = _("net value of order %(order)s") % {"order": volume.order_ref}
    else:
        value = _("commission value of order %(order)s") % {"order": volume.order_ref}
    value += exchanged_in_words(story.plan, rule.base, volume)
    value += counted_in_words(story.plan, rule, volume)
    seller = {"who": story.who(volume.member_id)}
    if volume.kind == OWN:
        buyer = _("bought by member %(who)s") % seller
    else:
        buyer = _("bought by a customer of member %(who)s") % seller
    if story.paid_on is None:
        return f"{value}, {buyer}"
    paid = _("paid on %(day)s") % {"day": formats.date_format(story.paid_on, "DATE_FORMAT")}
    return f"{value}, {buyer}, {paid}"


def agreed(story: Story, ends: str = ";") -> str:
    """Name level, rule and plan version, and where they are agreed."""
    plan, rule = story.plan, story.plan.rule(story.line.rule_id)
    text = _(
        "on level %(level)s by the rule “%(name)s” (%(rule)s) of plan %(plan)s, version "
        "%(version)s [%(sha)s], agreed in: %(source)s"
    )
    without_level = _(
        "by the rule “%(name)s” (%(rule)s) of plan %(plan)s, version %(version)s [%(sha)s], agreed "
        "in: %(source)s"
    )
    facts = {
        "level": story.line.level,
        "name": rule_name(plan, rule.id),
        "rule": rule.id,
        "plan": plan.code,
        "version": plan.version,
        "sha": plan.sha256[:8],
        "source": plan.source,
    }
    return (text if story.line.level > 0 else without_level) % facts + ends


def _ranked(story: Story) -> Iterator[str]:
    """Say which rank the line's member had on the day of the order, where that is what pays."""
    if story.ranked is not None:
        rank, day = story.ranked
        yield _("Rank on %(day)s: %(rank)s.") % {
            "day": formats.date_format(day, "DATE_FORMAT"),
            "rank": rank_name(story.plan, rank),
        }


def _awarded(story: Story) -> Iterator[str]:
    """Say that a rank was given by hand, where the line's member is paid by it."""
    if story.award is None:
        return
    rank, day = story.award
    yield _("Member %(who)s is paid by the rank %(rank)s, awarded by hand on %(day)s.") % {
        "who": story.who(story.line.member_id),
        "rank": rank_name(story.plan, rank),
        "day": formats.date_format(day, "DATE_FORMAT"),
    }


def way_in_words(story: Story) -> str:
    """Say what each member on the way up did."""
    return _("the way up: %(steps)s.") % {"steps": " → ".join(_steps(story))}


def _steps(story: Story) -> Iterator[str]:
    words = words_of(story.plan.rule(story.line.rule_id))
    told = words.step or _stop
    for decision, stretch in groupby(story.steps, key=lambda step: step.decision):
        if decision == PASSED_OVER:
            yield _passed_over(list(stretch), story.who, words.reasons)
        else:
            yield from (told(step, story.who) for step in stretch)


def _stop(step: Step, who: Callable[[int], str]) -> str:
    facts = {"who": who(step.member_id), "level": step.level, "why": _reason(step.obstacle)}
    if step.decision == TOOK:
        return _("%(who)s takes level %(level)s") % facts
    return _("%(who)s uses up level %(level)s (%(why)s)") % facts


def _passed_over(
    steps: Sequence[Step], who: Callable[[int], str], own: Mapping[str, Promise]
) -> str:
    reasons = [str(own.get(step.obstacle) or _reason(step.obstacle)) for step in steps[:NAMED]]
    each = zip(steps[:NAMED], reasons, strict=True)
    named = ", ".join(f"{who(step.member_id)} ({reason})" for step, reason in each)
    if len(steps) <= NAMED:
        return _("passed over: %(named)s") % {"named": named}
    rest = len(steps) - NAMED
    return _("passed over: %(named)s and %(rest)s more") % {"named": named, "rest": rest}


def _reason(obstacle: str) -> str:
    reasons = {
        BARRED: _("suspended or no longer a member"),
        INACTIVE: _("not active in this period"),
        RANK_TOO_LOW: _("rank too low for this level"),
    }
    return reasons.get(obstacle, "")
