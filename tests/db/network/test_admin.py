"""The admin shows and never writes."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import desk.admin  # noqa: F401
import network.admin  # noqa: F401
from network.models import Account, Member
from tests.db.network.people import colleague, customer, join, root

pytestmark = pytest.mark.usefixtures("company")

OURS = [model for model in admin.site._registry if model._meta.app_label in {"network", "desk"}]
LISTS = ("account", "member", "memberstatuschange", "sponsorship", "customercredit", "consent")


def test_every_table_of_ours_is_there_and_read_only() -> None:
    request = RequestFactory().get("/admin/")
    request.user = Account.objects.get(pk=colleague("olga", "owner").account_id)
    assert set(OURS) >= set(apps.get_app_config("network").get_models())
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


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_an_owner_opens_every_list_and_a_packer_none(model: type, client: Client) -> None:
    top = root()
    customer("carl", join("anna", top))
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    client.force_login(Account.objects.get(pk=colleague("olga", "owner").account_id))
    assert client.get(address, {"q": str(top)}).status_code == 200
    client.force_login(Account.objects.get(pk=colleague("packer", "warehouse").account_id))
    assert client.get(address).status_code == 403


def test_an_owner_reads_one_account(client: Client) -> None:
    account = Account.objects.get(member=join("anna", root()))
    client.force_login(Account.objects.get(pk=colleague("olga", "owner").account_id))
    page = client.get(reverse("admin:network_account_change", args=[account.pk]))
    assert page.status_code == 200
    assert "anna@example.org" in page.content.decode()


def test_a_longer_list_costs_no_more_statements(client: Client) -> None:
    client.force_login(Account.objects.get(pk=colleague("olga", "owner").account_id))
    top, counts = root(), []
    for names in (("anna",), ("bert", "cara", "dirk", "emil")):
        for name in names:
            customer(f"{name}-c", join(name, top))
        counts.append({name: statements(client, name) for name in LISTS})
    assert counts[0] == counts[1]


def statements(client: Client, model_name: str) -> int:
    """Count what one page of a list costs."""
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"admin:network_{model_name}_changelist"))
    return len(queries)
