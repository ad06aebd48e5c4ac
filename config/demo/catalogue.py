"""What Quellmoos sells: eight products with their words, prices and points."""

from __future__ import annotations

from dataclasses import dataclass

from shop.public import (
    Declaration,
    NewCategory,
    NewManufacturer,
    NewProduct,
    NewVariant,
    ProductText,
)

CHANNEL = "quellmoos-de"
PRODUCT_TYPE = "natural-goods"

CATEGORIES = (
    NewCategory("koerper", (("de", "Körper"), ("en", "Body")), 1),
    NewCategory("gesicht", (("de", "Gesicht"), ("en", "Face")), 2),
    NewCategory("wohlbefinden", (("de", "Wohlbefinden"), ("en", "Well-being")), 3),
)

MAKER = NewManufacturer(
    slug="quellmoos",
    name="Quellmoos Naturkosmetik GmbH",
    postal_address="Am Quellgrund 7, 79098 Freiburg, Deutschland",
    country="DE",
    electronic_address="service@quellmoos.example",
)


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product with its prices in cents and its points in hundredths.

    The points are the same for every audience, the price is not.
    """

    product: NewProduct
    consumer_minor: int
    partner_minor: int
    reseller_minor: int
    pv_minor: int
    stock: int

    @property
    def sku(self) -> str:
        """Return the SKU of its one variant."""
        return self.product.variants[0].sku


@dataclass(frozen=True, slots=True)
class _Words:
    name: str
    summary: str
    description: str


def _product(
    slug: str, sold_as: tuple[str, str, str], tax_class: str, words: tuple[_Words, _Words]
) -> NewProduct:
    sku, unit, category = sold_as
    texts = tuple(
        ProductText(language, said.name, said.summary, said.description)
        for language, said in zip(("de", "en"), words, strict=True)
    )
    return NewProduct(
        slug=slug,
        product_type=PRODUCT_TYPE,
        category=category,
        tax_class=tax_class,
        texts=texts,
        variants=(NewVariant(sku, unit, unit),),
        art=slug,
        declaration=Declaration(MAKER.slug, has_no_warnings=True),
    )


ROSE_SHOWER_GEL = DemoProduct(
    _product(
        "rose-shower-gel",
        ("QM-1001", "200 ml", "koerper"),
        "standard",
        (
            _Words(
                "Rosen-Duschgel",
                "Milde Reinigung mit Damaszener-Rose",
                "Ein sanftes Duschgel mit Tensiden aus Kokos und Zucker. Rosenwasser und ein Hauch"
                " Geranie duften warm und nicht süß. Ohne Silikone, ohne Mikroplastik; die Flasche"
                " besteht aus Altplastik. Auch für empfindliche Haut.",
            ),
            _Words(
                "Rose shower gel",
                "Mild cleansing with damask rose",
                "A gentle shower gel with surfactants from coconut and sugar. Rose water and a"
                " touch of geranium smell warm rather than sweet. No silicones, no microplastics;"
                " the bottle is made of recycled plastic. Kind to sensitive skin.",
            ),
        ),
    ),
    1290, 970, 780, 800, 240,
)  # fmt: skip

CALENDULA_CREAM = DemoProduct(
    _product(
        "calendula-cream",
        ("QM-1002", "75 ml", "gesicht"),
        "standard",
        (
            _Words(
                "Calendula-Creme",
                "Reichhaltige Pflege mit Ringelblume",
                "Ringelblumen von einem Hof im Markgräflerland, in Sonnenblumenöl angesetzt, dazu"
                " Bienenwachs und Sheabutter. Die Creme zieht langsam ein und schützt trockene"
                " Stellen im Gesicht und an den Händen, besonders in der kalten Jahreszeit.",
            ),
            _Words(
                "Calendula cream",
                "Rich care with marigold",
                "Marigolds from a farm in the Markgräflerland, steeped in sunflower oil, with"
                " beeswax and shea butter. The cream sinks in slowly and protects dry patches on"
                " face and hands, above all in the cold season.",
            ),
        ),
    ),
    2490, 1870, 1500, 1500, 180,
)  # fmt: skip

BIRCH_TONIC = DemoProduct(
    _product(
        "birch-tonic",
        ("QM-1003", "150 ml", "gesicht"),
        "standard",
        (
            _Words(
                "Birken-Tonikum",
                "Klärendes Gesichtswasser",
                "Saft aus Birkenblättern, Hamamelis und ein wenig Bio-Alkohol klären die Haut nach"
                " der Reinigung und bereiten sie auf die Pflege vor. Auf ein Tuch geben und über"
                " Gesicht und Hals streichen, morgens und abends.",
            ),
            _Words(
                "Birch tonic",
                "Clarifying facial water",
                "Juice of birch leaves, witch hazel and a little organic alcohol clarify the skin"
                " after cleansing and prepare it for care. Put some on a cloth and stroke it over"
                " face and neck, morning and evening.",
            ),
        ),
    ),
    1990, 1490, 1200, 1200, 160,
)  # fmt: skip

LAVENDER_OIL = DemoProduct(
    _product(
        "lavender-oil",
        ("QM-1004", "100 ml", "koerper"),
        "standard",
        (
            _Words(
                "Lavendel-Körperöl",
                "Zum Massieren und nach dem Bad",
                "Mandel- und Jojobaöl mit echtem Lavendel aus der Haute-Provence. Auf die feuchte"
                " Haut verteilt, zieht es schnell ein und hinterlässt keinen Film. Ein paar"
                " Tropfen genügen für Schultern und Nacken.",
            ),
            _Words(
                "Lavender body oil",
                "For massage and after the bath",
                "Almond and jojoba oil with true lavender from Haute-Provence. Spread on damp skin"
                " it sinks in quickly and leaves no film. A few drops are enough for neck and"
                " shoulders.",
            ),
        ),
    ),
    2290, 1720, 1380, 1400, 150,
)  # fmt: skip

OAT_SOAP = DemoProduct(
    _product(
        "oat-soap",
        ("QM-1005", "100 g", "koerper"),
        "standard",
        (
            _Words(
                "Hafer-Seife",
                "Kalt gerührt, ohne Duft",
                "Ein festes Stück aus Olivenöl, Raps und gemahlenem Hafer, kalt gerührt und acht"
                " Wochen gereift. Ohne Duftstoffe, in Papier gewickelt. Für Hände, Körper und"
                " unterwegs.",
            ),
            _Words(
                "Oat soap",
                "Cold-stirred, unscented",
                "A solid bar of olive oil, rapeseed and ground oats, stirred cold and matured for"
                " eight weeks. No fragrance, wrapped in paper. For hands, body and the road.",
            ),
        ),
    ),
    790, 590, 470, 450, 320,
)  # fmt: skip

SEA_BUCKTHORN_SERUM = DemoProduct(
    _product(
        "sea-buckthorn-serum",
        ("QM-1006", "30 ml", "gesicht"),
        "standard",
        (
            _Words(
                "Sanddorn-Serum",
                "Konzentrat für Gesicht und Dekolleté",
                "Fruchtfleischöl vom Sanddorn, Hagebuttenkernöl und Vitamin E in einem leichten"
                " Serum. Zwei Tropfen am Abend, vor der Creme. Das Orange der Früchte färbt"
                " nicht, wenn das Serum ganz eingezogen ist.",
            ),
            _Words(
                "Sea buckthorn serum",
                "Concentrate for face and neck",
                "Pulp oil of sea buckthorn, rosehip seed oil and vitamin E in a light serum. Two"
                " drops in the evening, before the cream. The orange of the berries does not stain"
                " once the serum has sunk in.",
            ),
        ),
    ),
    3990, 2990, 2400, 2500, 120,
)  # fmt: skip

MAGNESIUM_CAPSULES = DemoProduct(
    _product(
        "magnesium-capsules",
        ("QM-2001", "72 g", "wohlbefinden"),
        "reduced",
        (
            _Words(
                "Magnesium-Kapseln",
                "Nahrungsergänzungsmittel mit Magnesiumcitrat",
                "Zwei Kapseln enthalten 300 mg Magnesium (80 % NRV). Magnesium trägt zu einer"
                " normalen Muskelfunktion und zur Verringerung von Müdigkeit bei. Kein Ersatz für"
                " eine ausgewogene Ernährung; außer Reichweite kleiner Kinder lagern.",
            ),
            _Words(
                "Magnesium capsules",
                "Food supplement with magnesium citrate",
                "Two capsules contain 300 mg of magnesium (80% NRV). Magnesium contributes to"
                " normal muscle function and to a reduction of tiredness. No substitute for a"
                " balanced diet; keep out of the reach of young children.",
            ),
        ),
    ),
    2990, 2240, 1790, 2000, 200,
)  # fmt: skip

HERBAL_TEA = DemoProduct(
    _product(
        "herbal-tea",
        ("QM-2002", "90 g", "wohlbefinden"),
        "reduced",
        (
            _Words(
                "Kräutertee Quellgarten",
                "Lose Mischung aus Melisse, Minze und Apfel",
                "Melisse, Apfelminze, Brombeerblätter und getrocknete Apfelstücke aus"
                " kontrolliert biologischem Anbau. Zwei Teelöffel mit kochendem Wasser"
                " aufgießen und acht Minuten ziehen lassen. Schmeckt auch kalt.",
            ),
            _Words(
                "Herbal tea Quellgarten",
                "Loose blend of balm, mint and apple",
                "Lemon balm, apple mint, blackberry leaves and dried apple from organic farming."
                " Pour boiling water over two teaspoons and let it steep for eight minutes. Good"
                " cold, too.",
            ),
        ),
    ),
    990, 740, 590, 600, 400,
)  # fmt: skip

PRODUCTS = (
    ROSE_SHOWER_GEL,
    CALENDULA_CREAM,
    BIRCH_TONIC,
    LAVENDER_OIL,
    OAT_SOAP,
    SEA_BUCKTHORN_SERUM,
    MAGNESIUM_CAPSULES,
    HERBAL_TEA,
)
