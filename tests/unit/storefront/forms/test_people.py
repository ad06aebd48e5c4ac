"""A whole link serves as a code, and a weak password is refused before anything is asked."""

from __future__ import annotations

import pytest

from storefront.forms.people import RegistrationForm, SponsorCodeForm


@pytest.mark.parametrize(
    "typed", ["anna", " anna ", "https://shop.example/p/anna/", "shop.example/p/anna", "/p/anna/"]
)
def test_a_link_is_as_good_as_its_code(typed: str) -> None:
    form = SponsorCodeForm({"code": typed})
    assert form.is_valid()
    assert form.cleaned_data["code"] == "anna"


@pytest.mark.parametrize("password", ["short", "1234567890", "password123"])
def test_a_weak_password_is_refused(password: str) -> None:
    form = RegistrationForm({"name": "Bea", "email": "b@example.org", "password": password})
    assert list(form.errors) == ["password"]
