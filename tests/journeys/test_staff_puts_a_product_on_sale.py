"""Staff creates a product step by step and puts it on sale; a guest finds and buys it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import scenes
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.usefixtures("shop_is_open")
PAGE = "/staff/products/willow-balm/"
GERMANY = {"channel": "quellmoos-de"}
NEW = {
    "slug": "willow-balm",
    "product_type": "cosmetics",
    "category": "face-creams",
    "tax_class": "standard",
    "name_de": "Weidenbalsam",
    "summary_de": "Balsam mit Weidenröschen",
    "name_en": "Willow balm",
    "sku": "QM-9001",
    "name": "",
    "content": "30 ml",
    "weight_g": "60",
}


@pytest.fixture
def keeper() -> Visitor:
    """Somebody of marketing who keeps the catalogue."""
    visitor = Visitor("en")
    visitor.sign_in(scenes.staff("marketing", scenes.FOUNDED))
    return visitor


@pytest.fixture
def warehouse() -> Visitor:
    """Somebody who keeps the stock."""
    visitor = Visitor("en")
    visitor.sign_in(scenes.staff("warehouse", scenes.FOUNDED))
    return visitor


def done(visitor: Visitor, path: str, **fields: object) -> None:
    """Send a form that is accepted."""
    answer = visitor.send(path, **fields)
    assert answer.status_code == 302, (path, answer.context and answer.context.get("form").errors)


def picture() -> SimpleUploadedFile:
    """Return a photograph."""
    out = io.BytesIO()
    Image.new("RGB", (600, 600), "seagreen").save(out, "JPEG")
    return SimpleUploadedFile("balm.jpg", out.getvalue(), "image/jpeg")


def test_from_the_first_word_to_the_first_order(keeper: Visitor, warehouse: Visitor) -> None:
    done(keeper, "/staff/new/product/", **NEW)
    assert "things missing" in keeper.open(PAGE)
    keeper.send(f"{PAGE}publish/", **GERMANY)
    assert "not on sale" in keeper.open(PAGE)
    price = {"sku": "QM-9001", **GERMANY, "audience": "customer", "gross": "14,90", "pv": "9"}
    done(keeper, f"{PAGE}prices/", **price, cv="", valid_from="2026-03-05", go_on="1")
    done(keeper, f"{PAGE}pictures/", file=picture(), alt_de="Ein Tiegel Balsam")
    maker = {"manufacturer": "quellmoos", "has_no_warnings": "on", "nutrients_per": "portion"}
    done(keeper, f"{PAGE}declaration/", **maker, ingredients_de="Mandelöl, Weidenröschen")
    assert "ready" in keeper.open(PAGE)
    done(keeper, f"{PAGE}publish/", **GERMANY)
    done(warehouse, "/staff/stock/item/QM-9001/", deed="receive", quantity=5, reference="LS-9")

    guest = Visitor("de")
    assert "Weidenbalsam" in guest.open("/products/?q=weidenbalsm")
    told = guest.open("/products/willow-balm/")
    for said in ("14,90 €", "496,67 € / 1 l", "Weidenröschen", "Quellmoos", "Nur noch 5"):
        assert said in told, said
    assert "/pictures/" in guest.client.get("/products/willow-balm/").content.decode()
    guest.add(("willow-balm", "QM-9001"), 2)
    payment = guest.order()
    assert "bezahlt" in guest.pay(payment).casefold()
    assert "−" not in warehouse.open("/staff/stock/item/QM-9001/")


def test_what_is_on_sale_is_kept_complete_and_can_be_taken_off(keeper: Visitor) -> None:
    path = "/staff/products/birch-tonic/"
    answer = keeper.send(f"{path}declaration/", manufacturer="", nutrients_per="portion")
    assert answer.status_code == 422
    assert "Missing" in answer.content.decode()
    done(keeper, f"{path}unpublish/", **GERMANY)
    Visitor().open("/products/birch-tonic/", status=404)
    done(keeper, f"{path}declaration/", manufacturer="", nutrients_per="portion")


def test_a_planned_price_stands_in_the_history_and_holds_from_its_day(keeper: Visitor) -> None:
    path = "/staff/products/birch-tonic/prices/"
    price = {"sku": "QM-1003", **GERMANY, "audience": "customer", "gross": "9.95", "pv": "5"}
    done(keeper, path, **price, cv="4.5", valid_from="2026-03-20")
    history = keeper.open(path)
    assert "Planned" in history and "€9.95" in history
    assert "€9.95" not in Visitor("en").open("/products/birch-tonic/")
    wrong = keeper.send(path, **{**price, "gross": "much"}, valid_from="2026-03-20")
    assert wrong.status_code == 422


def test_words_variants_and_kind_are_changed_on_their_pages(keeper: Visitor) -> None:
    path = "/staff/products/birch-tonic/"
    done(keeper, f"{path}texts/", name_de="Birkenwasser", name_en="Birch water")
    variant = {"name": "groß", "content": "0,3 l", "weight_g": "400"}
    done(
        keeper,
        f"{path}variants/",
        of="QM-1003",
        **{f"v-QM-1003-{k}": v for k, v in variant.items()},
    )
    extra = {"sku": "QM-1003-S", **variant, "content": "50 ml"}
    done(keeper, f"{path}variants/", of="", **{f"new-{k}": v for k, v in extra.items()})
    kind = {"category": "lips", "tax_class": "reduced", "related": "oat-soap"}
    done(keeper, f"{path}kind/", **kind, **{"a-skin-type": ["dry"]})
    told = Visitor("de").open("/products/birch-tonic/")
    for said in ("Birkenwasser", "0,3 l", "Lippen", "Hafer-Seife", "7 % MwSt."):
        assert said in told, said
    listed = keeper.open("/staff/products/?q=qm-1003-s&sort=-price&state=published&category=lips")
    assert "QM-1003 +1" in listed and "Hafer" not in listed
    assert keeper.send(f"{path}kind/", **{**kind, "related": "moon"}).status_code == 404


def test_shelves_attributes_and_makers_are_kept(keeper: Visitor) -> None:
    done(keeper, "/staff/new/category/", slug="gifts", position=9, parent="", name_de="Geschenke")
    done(keeper, "/staff/shelves/gifts/", position=1, parent="body", name_de="Mitbringsel")
    assert keeper.send("/staff/shelves/body/", position=1, parent="gifts", name_de="x"
                       ).status_code == 422  # fmt: skip
    done(keeper, "/staff/attributes/", deed="attribute", **{"attribute-slug": "wrap",
         "attribute-name_de": "Hülle"})  # fmt: skip
    done(keeper, "/staff/attributes/", deed="value", **{"value-attribute": "wrap",
         "value-slug": "paper", "value-name_de": "Papier"})  # fmt: skip
    done(keeper, "/staff/attributes/", deed="kind", **{"kind-slug": "toys", "kind-name": "Spiel",
         "kind-product_class": "other", "kind-attributes": ["wrap"]})  # fmt: skip
    maker = {"name": "Tal GmbH", "postal_address": "Am Tal 1", "country": "DE"}
    done(keeper, "/staff/new/manufacturer/", slug="tal", **maker, electronic_address="tal.example")
    done(keeper, "/staff/manufacturers/tal/", **maker, electronic_address="neu.example")
    assert "Papier" in keeper.open("/staff/attributes/")
    shelves = keeper.open("/staff/shelves/")
    assert "Mitbringsel" in shelves and "Tal GmbH" in shelves
    keeper.open("/staff/shelves/moon/", status=404)
    keeper.open("/staff/manufacturers/moon/", status=404)


def test_pictures_are_described_put_first_and_removed(keeper: Visitor) -> None:
    path = "/staff/products/oat-soap/pictures/"
    done(keeper, path, file=picture(), alt_de="Ein Stück Seife")
    bad = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    assert keeper.send(path, file=bad, alt_de="x").status_code == 422
    digest = keeper.client.get(path).context["pictures"][0][0]
    done(keeper, f"{path}{digest}/", alt_de="Seife", deed="first")
    served = Visitor().client.get(f"/pictures/{digest}-480.webp")
    assert served.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"".join(served.streaming_content).startswith(b"RIFF")  # type: ignore[attr-defined]
    done(keeper, f"{path}{digest}/", deed="remove")
    assert "A jar" not in keeper.open(path)


def test_the_stock_is_counted_with_a_reason(warehouse: Visitor) -> None:
    path = "/staff/stock/item/QM-1003/"
    listed = warehouse.client.get(path).context["row"].on_hand
    done(warehouse, path, deed="count", counted=listed - 3, listed=listed, reason="Bruch")
    assert "Bruch" in warehouse.open(path)
    again = warehouse.send(path, deed="count", counted=1, listed=listed, reason="Bruch")
    assert again.status_code == 422
    assert "Missing when counting" in warehouse.open("/staff/stock/movements/?kind=lost")
