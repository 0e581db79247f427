"""Names of parties and things, cleaned of what does not belong to them."""

import re

POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
QUOTES = "\"'“”‘’«»„‚()[]"


def clean_name(text: str) -> str:
    """The name on one line, without quotation marks around it or a possessive at its end.

    Articles stay: "the company" and "A Russian court" are what the source says.
    """
    name = " ".join(text.split()).strip(QUOTES + " ,;:")
    return POSSESSIVE.sub("", name)
