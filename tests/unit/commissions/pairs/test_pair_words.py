"""What the lines of these kinds say of themselves."""

from __future__ import annotations

import pytest

from commissions.document.plan_examples import check_plan_text
from commissions.shipped_plans import plan_files, shipped_paths
from commissions.wording.plan_words import examples_in_words

SAID = {
    "waage": [
        "anna earns €32.00 (8% of €400.00 for 500 matched points, with 700 points on the left and "
        "540 on the right; 200 and 40 carry over)",
        "(the most in a period is €2,500.00)",
    ],
    "takt": [
        "(1 cycle, with 260 points on the left and 200 on the right; 60 and 100 carry over)",
        "anna earns €20.00 less (of 7 cycles, at most 5 cycles)",
    ],
    "paarstufen": ["(the step of 2,000 points, with 3,500 points on the left"],
    "gleis": ["less (of 1,265 matched points, at most 1,000 matched points)"],
    "echo": [
        "cara earns €4.20 (15% of €28.00 that member dora earned by “Level commission”)",
        "(15% of €18.20 that member cara earned by “Level commission” and received as matching "
        "itself (€4.20))",
    ],
    "gipfel": [
        "(3 of 5 shares in a pool of €300.03, which is 3% of what was sold)",
        "of 2,900 counted points in €60.00, the rank's quota of a pool of €100.00, which is 2% of",
    ],
    "zuwachs": ["(€40.00 of €70.00 counted pay in a pool of €20.00, which is 1% of what was sold)"],
    "aufstieg": [
        "(an instalment for the title Leader: €30.00, an instalment for the title Director: "
        "€66.67)",
        "(for the title Leader €50.00)",
    ],
    "wagen": [
        "(allowance for the rank Director)",
        "(allowance for the rank President, kept although the rank was missed in 1 period)",
    ],
}


@pytest.mark.parametrize("code", SAID)
def test_each_line_says_what_it_rests_on(code: str) -> None:
    (path,) = (path for path in shipped_paths() if path.parent.name == code)
    files = plan_files(path)
    report = check_plan_text(files.document, files.examples, files.filename)
    text = "\n".join(examples_in_words(report, "en"))
    for sentence in SAID[code]:
        assert sentence in text
