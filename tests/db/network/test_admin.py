"""The admin shows and never writes."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import RequestFactory

import desk.admin  # noqa: F401
import network.admin  # noqa: F401
from network.models import Account, Member
from tests.db.network.people import colleague, join, root

pytestmark = pytest.mark.usefixtures("company")

OURS = [model for model in admin.site._registry if model._meta.app_label in {"network", "desk"}]


def test_every_table_of_ours_is_there_and_read_only() -> None:
    request = RequestFactory().get("/admin/")
    request.user = Account.objects.get(pk=colleague("olga", "owner").account_id)
    assert len(OURS) == 10
    for model in OURS:
        page = admin.site._registry[model]
        assert page.has_view_permission(request)
        assert not page.has_add_permission(request)
        assert not page.has_change_permission(request)
        assert not page.has_delete_permission(request)


def test_sealed_fields_open_on_the_page_of_one_account_only() -> None:
    account = Account.objects.get(member=join("anna", root()))
    page = admin.site._registry[Account]
    assert page.shown_name(account) == "Anna Probe"
    assert page.shown_email(account) == "anna@example.org"
    assert not {"shown_name", "shown_email"} & set(page.list_display)
    assert not {"email_sealed", "name_sealed", "password"} & set(page.fields)


def test_members_are_listed_without_a_statement_for_each() -> None:
    assert "account" not in admin.site._registry[Member].list_display
