"""The pages on which staff change one product."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import shop.public as shop
from core import policy
from storefront.forms.catalogue import (
    DeclarationForm,
    KindForm,
    PictureForm,
    PriceForm,
    TextsForm,
    VariantForm,
    category_choices,
    declaration_initial,
    kind_initial,
    texts_initial,
    variant_initial,
)
from storefront.forms.fields import in_each_language, languages, words_of
from storefront.forms.shelves import choices_of
from storefront.pages import STAFF, page, page_request, show
from storefront.saving import saved, status_of
from storefront.views.staff_products import EDIT, after, frame_of, sheet_of
from storefront.visits import VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def texts(request: VisitRequest, slug: str) -> HttpResponse:
    """Write a product's words."""
    visit, sheet = request.visit, _editable(request, slug)
    form = TextsForm(request.POST or None, initial=texts_initial(sheet.texts))
    done = saved(request, form, lambda: shop.set_product_texts(
        actor=visit.actor, slug=slug, texts=form.texts(), at=visit.at))  # fmt: skip
    if done:
        return after(request, slug, "staff_product_texts")
    facts = frame_of(request, sheet, "staff_product_texts")
    words = in_each_language(form, form.TEXTS)
    return show(request, "staff/product_texts.html", status=status_of(form), form=form, words=words,
                **facts)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def kind(request: VisitRequest, slug: str) -> HttpResponse:
    """Put a product on its shelf; say its attributes, its tax, what goes with it."""
    visit, sheet = request.visit, _editable(request, slug)
    categories = category_choices(shop.staff_categories(actor=visit.actor))
    form = KindForm(
        request.POST or None, initial=kind_initial(sheet), sheet=sheet,
        categories=categories,
    )  # fmt: skip

    def save() -> None:
        shop.change_product(actor=visit.actor, slug=slug, changes=form.changes(), at=visit.at)
        shop.relate_products(
            actor=visit.actor, slug=slug, related=form.related_slugs(), at=visit.at
        )

    if saved(request, form, save):
        return after(request, slug, "staff_product_kind")
    facts = frame_of(request, sheet, "staff_product_kind")
    return show(request, "staff/product_kind.html", status=status_of(form), form=form, **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def variants(request: VisitRequest, slug: str) -> HttpResponse:
    """Change the variants, add another one; the form that was sent names its SKU."""
    visit, sheet = request.visit, _editable(request, slug)
    known = {variant.sku: variant for variant in sheet.variants}
    sent = request.POST.get("of", "") if request.method == "POST" else None
    forms = {sku: _variant_form(request, sku, known[sku], sent == sku) for sku in known}
    new = VariantForm(request.POST if sent == "" else None, prefix="new")
    form = forms.get(sent or "", new)

    def save() -> None:
        deed = shop.change_variant if sent else shop.add_variant
        deed(actor=visit.actor, slug=slug, variant=form.variant(), at=visit.at)

    if sent is not None and saved(request, form, save):
        return after(request, slug, "staff_product_variants")
    facts = frame_of(request, sheet, "staff_product_variants")
    shown = [(sku, one, in_each_language(one, ("own_name",))) for sku, one in forms.items()]
    return show(
        request,
        "staff/product_variants.html",
        status=status_of(form),
        forms=shown,
        new=new,
        new_names=in_each_language(new, ("own_name",)),
        **facts,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def prices(request: VisitRequest, slug: str) -> HttpResponse:
    """Set a price from a day on; show what is, was and will be asked."""
    visit, sheet = request.visit, _editable(request, slug)
    channels = [(listed.channel, listed.channel_name) for listed in sheet.listed]
    skus = [variant.sku for variant in sheet.variants]
    form = PriceForm(
        request.POST or None,
        initial={"valid_from": visit.today.isoformat(), "channel": visit.channel.slug},
        skus=skus,
        channels=channels,
    )
    done = saved(request, form, lambda: shop.set_price(
        actor=visit.actor, price=form.price(), at=visit.at))  # fmt: skip
    if done:
        return after(request, slug, "staff_product_prices")
    facts = frame_of(request, sheet, "staff_product_prices")
    history = shop.price_history(
        actor=visit.actor, slug=slug, page=page_request(request), at=visit.at
    )
    return show(
        request,
        "staff/product_prices.html",
        status=status_of(form),
        form=form,
        history=history,
        **facts,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def pictures(request: VisitRequest, slug: str) -> HttpResponse:
    """Upload a picture; say what each one shows."""
    visit, sheet = request.visit, _editable(request, slug)
    form = PictureForm(request.POST or None, request.FILES or None)

    def save() -> None:
        content = form.cleaned_data["file"].read(shop.MOST_PICTURE_BYTES + 1)
        picture = shop.NewPicture(content, words_of(form, "alt"))
        shop.add_picture(actor=visit.actor, slug=slug, picture=picture, at=visit.at)

    if saved(request, form, save):
        return after(request, slug, "staff_product_pictures")
    facts = frame_of(request, sheet, "staff_product_pictures")
    shown = [
        (known.picture.digest, [(code, dict(known.alts).get(code, "")) for code in languages()])
        for known in sheet.pictures
    ]
    return show(request, "staff/product_pictures.html", status=status_of(form), form=form,
                pictures=shown, alts=in_each_language(form, ("alt",)), **facts)  # fmt: skip


@require_POST
@page(needs=STAFF)
def change_picture(request: VisitRequest, slug: str, digest: str) -> HttpResponse:
    """Say anew what a picture shows, put it first, or remove it."""
    visit, deed = request.visit, request.POST.get("deed", "")
    if deed == "remove":
        shop.remove_picture(actor=visit.actor, slug=slug, digest=digest, at=visit.at)
    else:
        given = ((code, request.POST.get(f"alt_{code}", "")[:200]) for code in languages())
        shop.change_picture(
            actor=visit.actor, slug=slug, digest=digest, at=visit.at, is_first=deed == "first",
            alts=tuple((code, alt) for code, alt in given if alt.strip()),
        )  # fmt: skip
    messages.success(request, _("Saved."))
    return after(request, slug, "staff_product_pictures")


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def declaration(request: VisitRequest, slug: str) -> HttpResponse:
    """Write down what the law wants to be said."""
    visit, sheet = request.visit, _editable(request, slug)
    makers = choices_of(shop.staff_shelves(actor=visit.actor).manufacturers)
    initial = declaration_initial(sheet.declaration)
    form = DeclarationForm(request.POST or None, initial=initial, manufacturers=makers)
    done = saved(request, form, lambda: shop.declare_product(
        actor=visit.actor, slug=slug, declaration=form.declaration(), at=visit.at))  # fmt: skip
    if done:
        return after(request, slug, "staff_product_declaration")
    facts = frame_of(request, sheet, "staff_product_declaration")
    labels = in_each_language(form, form.LABELS)
    return show(request, "staff/product_declaration.html", status=status_of(form), form=form,
                labels=labels, **facts)  # fmt: skip


def _editable(request: VisitRequest, slug: str) -> shop.ProductSheet:
    policy.require(request.visit.actor, EDIT)
    return sheet_of(request, slug)


def _variant_form(
    request: VisitRequest, sku: str, variant: shop.NewVariant, is_sent: bool
) -> VariantForm:
    form = VariantForm(
        request.POST if is_sent else None, prefix=f"v-{sku}", initial=variant_initial(variant)
    )
    form.fields["sku"].disabled = True
    return form
