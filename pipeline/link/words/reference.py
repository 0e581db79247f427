"""Words that point at what was named before, and words that tell nothing apart."""

import re

EMPTY_WORDS = frozenset(
    "the a an of in on for and or to by with its their his her this that these those some other "
    "el la los las un una unos unas de del y en su sus le les des du et der die das ein eine und "
    "o os as da do dos e il lo gli i di della dello dei s it he she they them we us him who which "
    "él ella ellos ellas quien que ello lui elle ils elles nous er sie es wir ele eles lei loro "
    "l d".split()
)
"""Words too common to show that two names mean one thing."""
PRONOUNS = frozenset(
    "it he she they them we us i him her this that these those both who which él ella ellos ellas "
    "il elle ils elles lui leur er sie wir ihn ele ela eles elas lei loro".split()
)
NO_NAMES = PRONOUNS | frozenset(
    "her my our your me us who whom whose many some others other several few most all none any "
    "both one another each everyone someone nobody numerous various similar muchos algunos otros "
    "otras varios todos nadie nos les se certains plusieurs autres tous viele einige andere alle "
    "muitos alguns outros molti alcuni altri tutti banyak beberapa mereka dia ia kami kita zij hij "
    "hen velen anderen molts altres".split()
)
"""Words that fill no field alone."""
DEFINITE = re.compile(
    r"(?:^|[\s\"“«(])(?:the|this|that|these|those|its|their|his|her|our|both|el|la|los|las|este|"
    r"esta|estos|estas|ese|esa|dicho|dicha|su|sus|le|les|ce|cette|son|sa|leur|der|die|das|den|dem|"
    r"des|dieser|diese|dieses|seine?|ihre?|o|a|os|as|esse|essa|seu|sua|il|lo|gli|questo|questa)\s+"
    r"(?:[\w-]+['’]s\s+)?(?:[\w-]+\s+){0,2}$|\b[ld]['’](?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
"""The end of what stands before a noun that speaks of something known."""
EACH = re.compile(
    r"\b(?:per|a|an|each|por|cada|par|pro|je|ao?)[\s-]+(?:\w+[\s-]+)?(?:share|unit|tonne|barrel|"
    r"acción|acciones|action|aktie|ação|azione)\b|-a-share",
    re.IGNORECASE,
)
"""A price of one piece, which says nothing of the whole."""
