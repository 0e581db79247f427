"""Names of parties and things, cleaned of what does not belong to them."""

import re

POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
MARKS = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "»": "«", "„": "“", "(": ")", "[": "]"}
CLOSING = {'"': '"', "'": "'", "”": "“", "’": "‘", "»": "«", "«": "»", "“": "„", ")": "(", "]": "["}


def clean_name(text: str) -> str:
    """The name on one line, without quotation marks around it or a possessive at its end.

    Articles stay: "the company" and "A Russian court" are what the source says.
    """
    name = unquoted(" ".join(text.split()).strip(" ,;:"))
    return POSSESSIVE.sub("", name)


def unquoted(name: str) -> str:
    """The name without the marks around it; those around a part stay: ``a famous 'youtuber'``."""
    before = None
    while name and name != before:
        before = name
        if len(name) > 1 and MARKS.get(name[0]) == name[-1]:
            name = name[1:-1]
        elif name[0] in MARKS and MARKS[name[0]] not in name[1:]:
            name = name[1:]
        elif name[-1] in CLOSING and not POSSESSIVE.search(name):
            opening = CLOSING[name[-1]]
            name = name if re.search(rf"(?<!\w){re.escape(opening)}", name[:-1]) else name[:-1]
        elif name[0] in "”’‚])":
            name = name[1:]
        name = name.strip(" ,;:")
    return name
