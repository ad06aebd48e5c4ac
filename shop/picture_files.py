"""Pictures as files: checked, stripped of what a camera writes into them, in two sizes, as WebP."""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import Invalid, NotFound

SMALL, LARGE = 480, 1200
SIZES = (SMALL, LARGE)
MOST_BYTES = 10 * 1024 * 1024
FEWEST_PIXELS = 200
_MOST_PIXELS = 40_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 82
_DIGEST = re.compile(r"[0-9a-f]{64}")


class BadPicture(Invalid):
    """The file is no picture we can show, or too large or too small a one."""

    code = "shop.bad_picture"


class PictureNotFound(NotFound):
    """There is no such picture."""

    code = "shop.picture_not_found"


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """A picture ready to be kept: the file of each size, named after the largest one's content."""

    digest: str
    width: int
    height: int
    files: tuple[tuple[int, bytes], ...]


def prepare(content: bytes) -> PreparedPicture:
    """Check a picture and turn it into the files that are shown.

    Position, camera and whatever else the file told are left behind.

    Raises: BadPicture.
    """
    if len(content) > MOST_BYTES:
        raise BadPicture(_("A picture may have 10 MB at most. Make it smaller."), field="file")
    picture = _read(content)
    if min(picture.size) < FEWEST_PIXELS:
        text = _("The picture is too small: each side needs %(least)s pixels or more.")
        raise BadPicture(text % {"least": FEWEST_PIXELS}, field="file")
    files = tuple((size, _webp(picture, size)) for size in SIZES)
    shown = Image.open(BytesIO(files[-1][1]))
    digest = hashlib.sha256(files[-1][1]).hexdigest()
    return PreparedPicture(digest, shown.width, shown.height, files)


def keep(picture: PreparedPicture) -> None:
    """Store a picture's files; the same picture again changes nothing."""
    for size, content in picture.files:
        name = _path(picture.digest, size)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))


def open_picture(digest: str, size: int) -> IO[bytes]:
    """Open a picture's file.

    Raises: PictureNotFound.
    """
    if size in SIZES and _DIGEST.fullmatch(digest):
        name = _path(digest, size)
        if default_storage.exists(name):
            return default_storage.open(name)
    raise PictureNotFound(_("There is no such picture."))


def _path(digest: str, size: int) -> str:
    return f"pictures/{digest[:2]}/{digest}-{size}.webp"


def _read(content: bytes) -> Image.Image:
    """Decode the picture, upright, in plain colours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=_FORMATS)
            if picture.width * picture.height > _MOST_PIXELS:
                raise BadPicture(_("The picture has too many pixels. Make it smaller."))
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError,
            Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:  # fmt: skip
        text = _("This is no picture we can read. Upload a JPEG, PNG or WebP file.")
        raise BadPicture(text, field="file") from fault
    upright = ImageOps.exif_transpose(picture) or picture
    return upright.convert("RGBA" if "transparency" in upright.info or upright.mode in {
        "RGBA", "LA", "PA"} else "RGB")  # fmt: skip


def _webp(picture: Image.Image, size: int) -> bytes:
    sized = picture.copy()
    sized.thumbnail((size, size), Image.Resampling.LANCZOS)
    out = BytesIO()
    sized.save(out, "WEBP", quality=_QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
