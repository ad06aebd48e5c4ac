"""A refused use case stands beside the field it is about, and what was typed is kept."""

from __future__ import annotations

import pytest
from django import forms

from core.errors import Denied, Invalid, InvariantBroken, NotFound, Refusal, Refused
from storefront.forms.refusing import RefusingForm


class Wine(RefusingForm):
    """A form with a field that a refusal is about."""

    about = {"test.too_young": "age"}

    age = forms.IntegerField()
    name = forms.CharField()


class TooYoung(Invalid):
    """A refusal about a field."""

    code = "test.too_young"


def refused_by(refusal: Refusal) -> Wine:
    form = Wine({"age": "17", "name": "Bea"})
    assert form.is_valid()

    def use_case() -> str:
        raise refusal

    assert form.carry_out(use_case) is None
    return form


def test_a_result_is_handed_back() -> None:
    form = Wine({"age": "18", "name": "Bea"})
    assert form.is_valid()
    assert form.carry_out(lambda: "poured") == "poured"
    assert not form.errors


def test_a_refusal_about_a_field_stands_there() -> None:
    form = refused_by(TooYoung("Come back at 18."))
    assert form.errors == {"age": ["Come back at 18."]}
    assert form["name"].value() == "Bea"


def test_a_refusal_that_names_its_field_stands_there() -> None:
    assert refused_by(Invalid("Too long.", field="name")).errors == {"name": ["Too long."]}


@pytest.mark.parametrize("refusal", [Refused("Closed."), Invalid("No.", field="elsewhere")])
def test_any_other_refusal_stands_above(refusal: Refusal) -> None:
    assert refused_by(refusal).non_field_errors() == [refusal.message]


@pytest.mark.parametrize("refusal", [NotFound("Gone."), Denied("No.")])
def test_what_is_missing_or_forbidden_passes_on(refusal: Refusal) -> None:
    with pytest.raises(type(refusal)):
        refused_by(refusal)


def test_a_broken_invariant_is_nobodys_form_error() -> None:
    form = Wine({"age": "18", "name": "Bea"})
    assert form.is_valid()

    def use_case() -> None:
        raise InvariantBroken("bug")

    with pytest.raises(InvariantBroken):
        form.carry_out(use_case)
