"""Put the pictures of every page together: `python -m tests.browser.contact_sheets`.

Reads var/screenshots/pages, writes docs/images/contact-sheet-<part>.webp.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "var" / "screenshots" / "pages"
SHEETS = ROOT / "docs" / "images"
# Each page stands in four pictures: folder, and the width it is shown in.
SIGHTS = (("de-1280-light", 300), ("de-768-dark", 190), ("de-390-light", 110), ("de-390-dark", 110))
HEIGHT, GAP, CAPTION, ACROSS = 380, 8, 22, 3
PAPER, INK = "#e4e4e0", "#20241e"
MOST_BYTES = 400_000


def main() -> None:
    """Compose a sheet for every part of the site."""
    first = PAGES / SIGHTS[0][0]
    names = sorted(path.stem for path in first.glob("*.png"))
    for part in sorted({name.partition("-")[0] for name in names}):
        sheet = _sheet([name for name in names if name.partition("-")[0] == part])
        _save(sheet, SHEETS / f"contact-sheet-{part}.webp")


def _sheet(names: list[str]) -> Image.Image:
    width = sum(shown for _folder, shown in SIGHTS) + GAP * (len(SIGHTS) + 1)
    height = HEIGHT + CAPTION + 2 * GAP
    across = min(ACROSS, len(names))
    down = -(-len(names) // across)
    sheet = Image.new("RGB", (width * across, height * down), PAPER)
    for place, name in enumerate(names):
        sheet.paste(_cell(name, width, height), (place % across * width, place // across * height))
    return sheet


def _cell(name: str, width: int, height: int) -> Image.Image:
    cell = Image.new("RGB", (width, height), PAPER)
    left = GAP
    for folder, shown in SIGHTS:
        picture = PAGES / folder / f"{name}.png"
        if picture.exists():
            cell.paste(_top(picture, shown), (left, GAP + CAPTION))
        left += shown + GAP
    label = name.partition("-")[2].replace("_", " ")
    ImageDraw.Draw(cell).text((GAP, GAP), label, fill=INK, font=ImageFont.load_default(14))
    return cell


def _top(picture: Path, width: int) -> Image.Image:
    """Return the upper part of a picture, as wide as its place."""
    opened = Image.open(picture).convert("RGB")
    reduced = opened.resize(
        (width, opened.height * width // opened.width), Image.Resampling.LANCZOS
    )
    return reduced.crop((0, 0, width, min(reduced.height, HEIGHT)))


def _save(sheet: Image.Image, target: Path) -> None:
    for quality in (72, 60, 48, 36, 24):
        sheet.save(target, "WEBP", quality=quality, method=6)
        if target.stat().st_size <= MOST_BYTES:
            return
    sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3)).save(target, "WEBP", quality=40)


if __name__ == "__main__":
    main()
