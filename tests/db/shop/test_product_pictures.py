"""Uploaded pictures: checked, stripped, kept once, described."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from core.errors import Refusal
from core.policy import NotAllowed
from shop import picture_files
from shop.picture_files import BadPicture
from shop.public import (
    NewPicture,
    NotReady,
    PictureNotFound,
    add_picture,
    change_picture,
    list_products,
    open_picture,
    product_detail,
    remove_picture,
)
from shop.services.product_pictures import TooManyPictures
from tests.db.shop.market import AT, MARKETING, WAREHOUSE, shopper

pytestmark = pytest.mark.usefixtures("market")
ALTS = (("de", "Ein Tiegel"), ("en", "A jar"))


def picture(
    colour: str = "green", size: tuple[int, int] = (1600, 800), kind: str = "JPEG"
) -> bytes:
    """Paint a picture; a JPEG tells where it was taken and that it lies on its side."""
    out = BytesIO()
    image = Image.new("RGB", size, colour)
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010F] = "Secret Camera"
        exif[0x0112] = 6
        image.save(out, kind, exif=exif)
    else:
        image.save(out, kind)
    return out.getvalue()


def added(content: bytes | None = None) -> str:
    """Add a picture to the cream."""
    new = NewPicture(content or picture(), ALTS)
    return add_picture(actor=MARKETING, slug="rose-cream", picture=new, at=AT)


def shown(language: str = "de") -> list[tuple[str, str]]:
    """Return digest and words of the cream's pictures."""
    detail = product_detail(shopper=shopper(language=language), slug="rose-cream", at=AT)
    return [(one.digest, one.alt) for one in detail.pictures]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_in_two_sizes_upright_and_without_secrets(kind: str) -> None:
    digest = added(picture(kind=kind))
    assert shown() == [(digest, "Ein Tiegel")]
    assert shown("en") == [(digest, "A jar")]
    for size in picture_files.SIZES:
        with open_picture(digest, size) as file:
            kept = Image.open(BytesIO(file.read()))
        assert (kept.format, max(kept.size)) == ("WEBP", size)
        assert (kept.height > kept.width) == (kind == "JPEG")
        assert not kept.getexif()
    (_tea, card) = list_products(shopper=shopper(), at=AT).products.items
    assert card.picture == digest


def test_the_same_picture_is_there_once() -> None:
    assert added() == added()
    assert len(shown()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        picture()[:200],
        picture(size=(199, 900)),
        b"\0" * (10 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_usable_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        add_picture(actor=MARKETING, slug="rose-cream", picture=NewPicture(content, ALTS), at=AT)


def test_too_many_pixels_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_files, "_MOST_PIXELS", 1000)
    with pytest.raises(BadPicture, match="pixels"):
        added()


@pytest.mark.parametrize("alts", [(), (("de", " "),)])
def test_a_picture_says_what_it_shows(alts: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(BadPicture, match="shows"):
        add_picture(actor=MARKETING, slug="rose-cream", picture=NewPicture(picture(), alts), at=AT)


def test_a_picture_is_described_anew_and_put_first() -> None:
    first, second = added(), added(picture("red"))
    change_picture(
        actor=MARKETING, slug="rose-cream", digest=second, alts=(("de", "Rot"),), is_first=True,
        at=AT,
    )  # fmt: skip
    assert shown() == [(second, "Rot"), (first, "Ein Tiegel")]


def test_a_picture_is_removed_but_the_last_one_of_what_is_on_sale_stays() -> None:
    from shop.models import Product

    digest = added()
    Product.objects.filter(slug="rose-cream").update(art="")
    with pytest.raises(NotReady, match="picture"):
        remove_picture(actor=MARKETING, slug="rose-cream", digest=digest, at=AT)
    second = added(picture("red"))
    remove_picture(actor=MARKETING, slug="rose-cream", digest=digest, at=AT)
    assert [found for found, _alt in shown()] == [second]


@pytest.mark.parametrize(("digest", "size"), [("x", 480), ("a" * 64, 480), ("../" * 21, 480)])
def test_an_unknown_picture_is_not_found(digest: str, size: int) -> None:
    with pytest.raises(PictureNotFound):
        open_picture(digest, size)
    with pytest.raises(PictureNotFound):
        remove_picture(actor=MARKETING, slug="rose-cream", digest=digest, at=AT)


def test_only_a_size_that_is_made_is_served() -> None:
    digest = added()
    with pytest.raises(PictureNotFound):
        open_picture(digest, 481)


def test_the_number_of_pictures_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.services.product_pictures.MOST_PICTURES", 1)
    added()
    refused: type[Refusal] = TooManyPictures
    with pytest.raises(refused):
        added(picture("red"))
    with pytest.raises(NotAllowed):
        add_picture(actor=WAREHOUSE, slug="rose-cream", picture=NewPicture(picture(), ALTS), at=AT)
