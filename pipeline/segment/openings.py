"""How lines begin where expressions that are anchored there can match, for a look before them.

Each names the expression that it is for; a test proves that none hides a match. To look three
letters up in a set costs a tenth of what it costs an expression of many words to fail.
"""

LETTERS = 3
"""How many letters of a line, in lower case, are looked up."""


def _openings(words: str) -> frozenset[str]:
    """Openings that blanks part; in them blanks are written as underscores."""
    return frozenset(opening.replace("_", " ") for opening in words.split())


RELATED = _openings(
    "als alt art auc bac ber cli col das don edi els enl ext fon fue haz i_p in_ lat le_ lea lee"
    " leg lei les leé lie lir lo_ mai may meh mei mig mir mor mos más no_ nos not otr out pot que"
    " qui rea rec ref rel see sou sur tal tam te_ ter ti_ top tre vej voc voi web wei wha you à_d"
    " à_l à_v"
)
"""For ``phrases.RELATED``."""

CLOSES = _openings(
    "acl an_ ann art ber cet cla com con cor dad dat der die edi err est fai fe_ fon fue giv hec"
    " kor l'a la_ mit o_p ori pen pew pos pre que rea rec rel rep see sig sou sta sum the thi vie"
    " wit"
)
"""For ``closings.CLOSES``, but for its lines about the future, which any word can open."""

STAFF = _openings("add ass com edi esc inf inp red rep wit wri")
"""For ``closings.STAFF``, after marks."""

PICTURE = _openings("bil cre cré did fil fot gam ima imm leg lég pho pic pie")
"""For ``phrases.PICTURE``."""

COUNTED = _openings("doc art dok")
"""For ``phrases.COUNTED``, but for lines that begin with a number."""

BYLINE = frozenset("au by di do es ol pa po st te vo wo wr".split())
"""The first two letters of bylines."""

SIGNED = (
    *("reuters", "afp", "ap", "epa", "efe", "dpa", "europa press", "ansa", "lusa", "xinhua"),
    *("getty", "getty images", "shutterstock", "istock", "unsplash", "alamy", "file", "handout"),
    *("archive", "archivo", "photo", "foto", "images"),
)
"""How lines end, in lower case, that ``phrases.CREDIT`` finds without bracket and slash."""
