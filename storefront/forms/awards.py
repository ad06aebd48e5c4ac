"""A rank that somebody of the staff wants to give by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.public import NewAward, RankChoice
from storefront.forms.members import reason_field
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm

NONE = ""


class AwardForm(RefusingForm):
    """Which rank, for which days, and why."""

    about = {
        "commissions.unknown_rank": "rank",
        "commissions.award_too_early": "valid_from",
        "commissions.award_ends_first": "valid_until",
        "commissions.nothing_to_end": "rank",
        "commissions.award_reason_missing": "reason",
    }

    rank = forms.ChoiceField(label=_("Rank"))
    meaning = forms.ChoiceField(
        label=_("How it counts"),
        choices=[
            ("least", _("At least this rank; a higher one that is earned still counts")),
            ("exact", _("Exactly this rank, whatever is earned")),
        ],
        initial="least",
        widget=forms.RadioSelect,
    )
    valid_from = forms.DateField(
        label=_("From this day on"),
        help_text=_("A period counts it if it is in force on the period's last day."),
        widget=day_input(),
    )
    valid_until = forms.DateField(
        label=_("Until before this day"),
        help_text=_("Empty: until somebody ends it."),
        required=False,
        widget=day_input(),
    )
    reason = reason_field()

    def __init__(
        self, *args: Any, ranks: Iterable[RankChoice], may_end: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choices = list(ranks)
        plans = {choice.plan_code for choice in self._choices}
        words = [(_value(each), _words(each, len(plans) > 1)) for each in self._choices]
        if may_end:
            words += [
                (f"{code}:", str(_("None: end what was given by hand"))) for code in sorted(plans)
            ]
        self.fields["rank"].choices = words  # type: ignore[attr-defined]

    def wish(self) -> NewAward:
        """Return what was asked for."""
        data = self.cleaned_data
        plan_code, _colon, rank = data["rank"].partition(":")
        return NewAward(
            plan_code,
            rank,
            data["valid_from"],
            data["valid_until"] if rank else None,
            is_exact=bool(rank) and data["meaning"] == "exact",
        )


def _value(choice: RankChoice) -> str:
    return f"{choice.plan_code}:{choice.rank}"


def _words(choice: RankChoice, with_plan: bool) -> str:
    return f"{choice.rank_name} ({choice.plan_label})" if with_plan else choice.rank_name
