"""Categories, attributes, kinds of products and manufacturers for staff."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import shop.public as shop
from core import policy
from storefront.forms.catalogue import category_choices
from storefront.forms.fields import in_each_language, initial_words
from storefront.forms.refusing import RefusingForm
from storefront.forms.shelves import (
    AttributeForm,
    CategoryForm,
    ManufacturerForm,
    TypeForm,
    ValueForm,
    choices_of,
)
from storefront.pages import STAFF, page, show
from storefront.saving import saved, status_of
from storefront.views.staff_products import EDIT
from storefront.visits import VisitRequest


@require_safe
@page(needs=STAFF)
def shelves(request: VisitRequest) -> HttpResponse:
    """List the categories as a tree, and the manufacturers."""
    visit = request.visit
    sheet = shop.staff_shelves(actor=visit.actor)
    may_edit = policy.allowed(visit.actor, EDIT)
    return show(request, "staff/shelves.html", sheet=sheet, may_edit=may_edit)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def category(request: VisitRequest, slug: str = "") -> HttpResponse:
    """Create a category, or change one."""
    visit, sheet = request.visit, _editable(request)
    known = next((card for card in sheet.categories if card.slug == slug), None)
    if slug and known is None:
        raise shop.UnknownShelf(_("There is no such category."))
    form = CategoryForm(
        request.POST or None,
        initial=_category_initial(known),
        parents=[choice for choice in category_choices(sheet.categories) if choice[0] != slug],
        is_known=known is not None,
    )

    def save() -> None:
        if known is None:
            shop.create_category(actor=visit.actor, category=form.category(), at=visit.at)
        else:
            changes = form.changes()
            shop.change_category(actor=visit.actor, slug=slug, changes=changes, at=visit.at)

    if saved(request, form, save):
        return redirect("storefront:staff_shelves")
    words = in_each_language(form, ("name", "description"))
    return show(request, "staff/category.html", status=status_of(form), form=form, known=known,
                words=words)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def attributes(request: VisitRequest) -> HttpResponse:
    """List attributes and kinds of products; add an attribute, a value, a kind."""
    visit, sheet = request.visit, _editable(request)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    choices = choices_of(sheet.attributes)
    attribute = AttributeForm(request.POST if deed == "attribute" else None, prefix="attribute")
    value = ValueForm(request.POST if deed == "value" else None, prefix="value", attributes=choices)
    kind = TypeForm(request.POST if deed == "kind" else None, prefix="kind", choices=choices)
    deeds: dict[str, tuple[RefusingForm, Callable[[], object]]] = {
        "attribute": (attribute, lambda: shop.create_attribute(
            actor=visit.actor, attribute=attribute.attribute(), at=visit.at)),
        "value": (value, lambda: shop.add_attribute_value(
            actor=visit.actor, attribute=value.cleaned_data["attribute"], value=value.value(),
            at=visit.at)),
        "kind": (kind, lambda: shop.create_product_type(
            actor=visit.actor, product_type=kind.product_type(), at=visit.at)),
    }  # fmt: skip
    if deed in deeds and saved(request, *deeds[deed]):
        return redirect("storefront:staff_attributes")
    return show(
        request,
        "staff/attributes.html",
        status=status_of(attribute, value, kind),
        sheet=sheet,
        attribute=attribute,
        attribute_words=in_each_language(attribute, ("name",)),
        value=value,
        value_words=in_each_language(value, ("name",)),
        kind=kind,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def manufacturer(request: VisitRequest, slug: str = "") -> HttpResponse:
    """Write down who makes products, or correct it."""
    visit, sheet = request.visit, _editable(request)
    known = next((maker for maker in sheet.manufacturers if maker.slug == slug), None)
    if slug and known is None:
        raise shop.UnknownShelf(_("There is no such manufacturer."))
    initial = {name: getattr(known, name) for name in ManufacturerForm.base_fields} if known else {}
    form = ManufacturerForm(request.POST or None, initial=initial)
    form.fields["slug"].disabled = known is not None
    done = saved(request, form, lambda: shop.save_manufacturer(
        actor=visit.actor, manufacturer=form.manufacturer(), at=visit.at))  # fmt: skip
    if done:
        return redirect("storefront:staff_shelves")
    return show(request, "staff/manufacturer.html", status=status_of(form), form=form, known=known)


def _editable(request: VisitRequest) -> shop.ShelfSheet:
    policy.require(request.visit.actor, EDIT)
    return shop.staff_shelves(actor=request.visit.actor)


def _category_initial(known: shop.CategorySheet | None) -> dict[str, object]:
    if known is None:
        return {}
    return {
        "slug": known.slug, "parent": known.parent, "position": known.position,
        **initial_words("name", known.names), **initial_words("description", known.descriptions),
    }  # fmt: skip
