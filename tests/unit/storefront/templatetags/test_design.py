"""Components in templates: tables that keep the address, fields that say what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from core.paging import Page
from storefront.icons import ICONS


def drawn(markup: str, address: str = "/", **facts: Any) -> str:
    context = Context({"request": RequestFactory().get(address), **facts})
    loaded = "{% load cotton design i18n vinea %}" + markup
    return " ".join(Template(loaded).render(context).split())


def component(name: str, attributes: str = "", inside: str = "") -> str:
    return f"{{% cotton {name} {attributes} %}}{inside}{{% endcotton %}}"


def test_a_sort_link_keeps_the_filter_and_leaves_the_page() -> None:
    head = component("th", 'by="placed"', "Placed")
    html = drawn(head, "/?state=paid&page=3", sort="number")
    assert 'href="?state=paid&amp;sort=placed"' in html
    assert "aria-sort" not in html


@pytest.mark.parametrize(
    ("sort", "said", "next_sort"),
    [("placed", "ascending", "-placed"), ("-placed", "descending", "placed")],
)
def test_the_sorted_column_says_so_and_turns_round(sort: str, said: str, next_sort: str) -> None:
    html = drawn(component("th", 'by="placed"', "Placed"), sort=sort)
    assert f'aria-sort="{said}"' in html
    assert f'href="?sort={next_sort}"' in html


def test_an_empty_page_shows_its_empty_state_instead_of_a_table() -> None:
    table = component("table", ':page="page" caption="Orders" empty_title="No orders"', "<tr></tr>")
    nothing: Page[int] = Page((), 1, 25, None, has_next=False)
    one = Page((1,), 1, 25, None, has_next=False)
    assert "<table" not in drawn(table, page=nothing)
    assert "No orders" in drawn(table, page=nothing)
    assert "<caption>Orders</caption>" in drawn(table, page=one)


def test_a_chip_marks_what_is_chosen() -> None:
    chips = component("chips", 'name="state" :choices="states" label="State"')
    html = drawn(chips, "/?state=paid&q=x", states=[("", "All"), ("paid", "Paid")])
    assert '<a class="chip" href="?q=x">All</a>' in html
    assert '<a class="chip" href="?q=x&amp;state=paid" aria-current="true">Paid</a>' in html


def test_filters_keep_the_order_and_offer_to_clear_what_narrows() -> None:
    filters = component("filters", 'keep="sort" clears="q"')
    html = drawn(filters, "/?q=serum&sort=-name&page=2")
    assert '<input type="hidden" name="sort" value="-name">' in html
    assert 'href="?"' in html
    assert 'name="page"' not in html
    assert 'href="?"' not in drawn(filters, "/?sort=-name")


class Everything(forms.Form):
    """A field of every kind."""

    name = forms.CharField(help_text="As on the bell.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    agrees = forms.BooleanField()
    size = forms.ChoiceField(choices=[("s", "Small"), ("l", "Large")], widget=forms.RadioSelect)


@pytest.mark.parametrize("name", ["name", "agrees", "size"])
def test_a_field_says_what_is_wrong_beside_it(name: str) -> None:
    form = Everything({})
    html = drawn(component("field", ':field="field"'), field=form[name])
    assert f'id="id_{name}_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_one_may_leave_out_says_so() -> None:
    assert "(optional)" in drawn(component("field", ':field="field"'), field=Everything()["note"])
    html = drawn(component("field", ':field="field"'), field=Everything()["name"])
    assert "(optional)" not in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_choices_are_a_group_with_its_question() -> None:
    html = drawn(component("field", ':field="field"'), field=Everything()["size"])
    assert html.startswith("<fieldset")
    assert "<legend> Size </legend>" in html
    assert html.count('class="pick"') == 2


def test_a_dialog_opens_without_script() -> None:
    html = drawn(component("dialog", 'id="sure" label="Delete" title="Sure?"', "Gone."))
    assert 'popovertarget="sure"' in html
    assert 'id="sure" popover role="dialog" aria-labelledby="sure-title"' in html


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_draws_and_is_hidden_from_readers(name: str) -> None:
    html = drawn(f'{{% icon "{name}" "size-4" %}}')
    assert 'aria-hidden="true"' in html
    assert "size-4" in html
