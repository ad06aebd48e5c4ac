"""Mistakes in a plan: what is written instead of what, and what the refusal has to say."""

from __future__ import annotations

from commissions.shipped_plans import shipped_plan

TEXT = shipped_plan("quellmoos", "2026-01-01").document.decode()

MISTAKES = {
    "unknown key": (
        ('currency        = "EUR"', 'currency = "EUR"\ncurrancy = "EUR"'),
        "currancy",
        "no such key",
        "Did you mean “currency”",
    ),
    "unknown key without a likeness": (
        ("[vesting]", "[vesting]\nzebra = 1"),
        "vesting.zebra",
        "no such key",
        "Here can be: after_delivery",
    ),
    "missing key": (('period          = "month"', ""), "period", "missing", 'period = "month"'),
    "missing table": (
        (
            "[vesting]                              # § 6: ausgezahlt wird nach Ablauf der "
            'Widerrufsfrist\nafter_delivery = "14 days"',
            "",
        ),
        "vesting",
        "missing",
        "after_delivery",
    ),
    "bare number for points": (
        ('personal_volume = "50 PV"', "personal_volume = 50"),
        "active.personal_volume",
        "50 is a bare number",
        'personal_volume = "100 PV"',
    ),
    "bare decimal for points": (
        ('personal_volume = "50 PV"', "personal_volume = 50.5"),
        "active.personal_volume",
        "50.5 is a bare number",
        "100 PV",
    ),
    "number as text without a unit": (
        ('personal_volume = "50 PV"', 'personal_volume = "50"'),
        "active.personal_volume",
        "number, a space and PV",
        "100 PV",
    ),
    "bare rate": (
        ('"12%", "6%"', '12, "6%"'),
        "rule[team].rates",
        "12 is a bare number",
        '"10%"',
    ),
    "rate without a sign": (('"12%"', '"12"'), "rule[team].rates", "percentage", '"10%"'),
    "rate too fine": (('"12%"', '"12.345%"'), "rule[team].rates", "two decimals", '"10%"'),
    "negative rate": (('"12%"', '"-1%"'), "rule[team].rates", "percentage", '"10%"'),
    "bare days": (
        ('after_delivery = "14 days"', "after_delivery = 14"),
        "vesting.after_delivery",
        "14 is a bare number",
        '"14 days"',
    ),
    "weeks for days": (
        ('"14 days"', '"2 weeks"'),
        "vesting.after_delivery",
        "number of days",
        '"14 days"',
    ),
    "bare money": (
        ('cv_value        = "1.00 EUR"', "cv_value = 1"),
        "cv_value",
        "bare number",
        "1.00 EUR",
    ),
    "money in another currency": (
        ('cv_value        = "1.00 EUR"', 'cv_value = "1.00 USD"'),
        "cv_value",
        "in USD, but the plan is in EUR",
        "one currency",
    ),
    "unknown currency": (('"EUR"', '"XXX"'), "currency", "currency that we know", '"EUR"'),
    "word that is not supported": (
        ('volume_date     = "paid"', 'volume_date = "delivered"'),
        "volume_date",
        "paid, placed",
        'volume_date = "paid"',
    ),
    "obstacle that is not supported": (
        ('"rank_too_low", "barred"]', '"asleep"]'),
        "rule[team].pass_over",
        "'asleep' is not supported",
        '"barred"',
    ),
    "obstacle named twice": (
        ('"rank_too_low", "barred"]', '"inactive"]'),
        "rule[team].pass_over",
        "twice",
        "inactive",
    ),
    "kind of rule that is not built": (
        ('"unilevel"', '"pyramid"'),
        "rule[team].kind",
        "no such kind",
        "unilevel",
    ),
    "rank below zero": (
        ('"1000 PV"', '"-1000 PV"'),
        "rank[teamleitung].group_volume",
        "below zero",
        "1000 PV",
    ),
    "requirement of nothing": (
        ('"80 PV"', '"0 PV"'),
        "rank[teamleitung].personal_volume",
        "no effect",
        "100 PV",
    ),
    "gap below the lowest rank": (
        ('"0 PV"', '"10 PV"'),
        "rank[partner].group_volume",
        "gap",
        '"0 PV"',
    ),
    "lowest rank that asks for something": (
        ('"0 PV"', '"0 PV"\npersonal_volume = "5 PV"'),
        "rank[partner].personal_volume",
        "everybody's",
        "Leave the key out",
    ),
    "ranks that do not rise": (
        ('"5000 PV"', '"999 PV"'),
        "rank[bereichsleitung].group_volume",
        "not more than rank “teamleitung”",
        "lowest first",
    ),
    "own requirement that falls": (
        ('"100 PV"', '"79 PV"'),
        "rank[bereichsleitung].personal_volume",
        "less than",
        "lowest",
    ),
    "rank without a German name": (
        ('{ de = "Partner", en = "Partner" }', '{ en = "Partner" }'),
        "rank[partner].name",
        "German (de) and in English (en)",
        "Teamleitung",
    ),
    "rank named twice": (
        ('"teamleitung"', '"partner"'),
        "rank[partner].id",
        "“partner” is used twice",
        "own id",
    ),
    "rank that nobody knows": (
        ("partner = 2,", "partner = 2, chef = 3,"),
        "rule[team].depth_by_rank.chef",
        "no such rank",
        "Known ranks: partner, teamleitung",
    ),
    "rank without a depth": (
        ("teamleitung = 3, ", ""),
        "rule[team].depth_by_rank.teamleitung",
        "missing",
        "teamleitung = 1",
    ),
    "depth that is no number": (
        ("partner = 2,", 'partner = "2",'),
        "rule[team].depth_by_rank",
        "whole number",
        "partner",
    ),
    "depth below zero": (
        ("partner = 2,", "partner = -1,"),
        "rule[team].depth_by_rank",
        "from 0",
        "partner",
    ),
    "depths that fall": (
        ("teamleitung = 3", "teamleitung = 1"),
        "rule[team].depth_by_rank",
        "fewer",
        "not fall",
    ),
    "level that nobody reaches": (
        ("direktion = 5", "direktion = 4"),
        "rule[team].depth_by_rank",
        "reaches 4 levels, but there are 5 rates",
        "reach",
    ),
    "level without a rate": (
        ("direktion = 5", "direktion = 6"),
        "rule[team].depth_by_rank",
        "6 levels",
        "have a rate",
    ),
    "last level that pays nothing": (
        ('"2%"]', '"0%"]'),
        "rule[team].rates[5]",
        "pays nothing",
        "Leave it out",
    ),
    "more than the whole": (
        ('"12%"', '"90%"'),
        "rule[team].rates",
        "more than the whole base",
        "100 percent",
    ),
    "day in the middle of a month": (
        ("valid_from      = 2026-01-01", "valid_from = 2026-01-15"),
        "valid_from",
        "not the first day",
        "begins on 2026-01-01",
    ),
    "day as text": (
        ("= 2026-01-01", '= "2026-01-01"'),
        "valid_from",
        "without quotes",
        "2026-01-01",
    ),
    "day with a time": (
        ("= 2026-01-01", "= 2026-01-01T00:00:00Z"),
        "valid_from",
        "without a time",
        "2026",
    ),
    "no contract": (
        (TEXT.split("source")[1].split("\n")[0], ' = "PV"'),
        "source",
        "paragraph",
        "§",
    ),
    "version of zero": (("version         = 1", "version = 0"), "version", "from 1", "version = 1"),
    "version that is true": (
        ("version         = 1", "version = true"),
        "version",
        "whole number",
        "version = 1",
    ),
    "premium for enrolling": (
        ('"order.cv"', '"enrolment"'),
        "rule[team].base",
        "not supported",
        '"order.cv"',
    ),
    "key twice": (
        ('currency        = "EUR"', 'currency = "EUR"\ncurrency = "EUR"'),
        "document",
        "Line 9 says a key a second time",
        "each key once",
    ),
    "broken text": (("[vesting]", "[vesting"), "document", "line", "toml.io"),
}
