"""Words for people killed, injured and missing, by language, as regular expressions."""

from collections.abc import Mapping

CUES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "killed": r"kill(?:ed|s|ing)?|dead|deaths?|die[ds]?|dying|deadly|fatalit(?:y|ies)|"
        r"fatally|lives|bodies|corpses|slain|perished",
        "injured": r"injur(?:e|es|ed|y|ies|ing)|wound(?:s|ed|ing)?|hurt",
        "missing": r"missing|unaccounted|disappeared",
    },
    "es": {
        "killed": r"muert[oa]s?|muertes?|mat(?:a|an|ar|aron|ando)|mató|murieron|murió|"
        r"fallec\w+|asesinad[oa]s?|víctimas mortales|cadáveres",
        "injured": r"herid[oa]s?|lesionad[oa]s?|hirió|hirieron",
        "missing": r"desaparecid[oa]s?",
    },
    "fr": {
        "killed": r"morts?|mortes?|tuée?s?|décès|décédée?s?|tuant",
        "injured": r"blessée?s?|blessant",
        "missing": r"disparue?s?",
    },
    "de": {
        "killed": r"tote[nr]?|tot|getötet\w*|todesopfer\w*|starben|gestorben|ums leben",
        "injured": r"verletzt\w*|verletzte\w*|verwundet\w*",
        "missing": r"vermisst\w*",
    },
    "pt": {
        "killed": r"mort[oa]s?|mortes?|morreram|morreu|matou|mataram|óbitos",
        "injured": r"ferid[oa]s?|feriu",
        "missing": r"desaparecid[oa]s?",
    },
    "it": {
        "killed": r"mort[oiae]|uccis[oiae]|morirono|vittime|decessi",
        "injured": r"ferit[oiae]",
        "missing": r"dispers[oiae]|scompars[oiae]",
    },
    "id": {
        "killed": r"tewas|meninggal(?: dunia)?|terbunuh|menewaskan|korban jiwa",
        "injured": r"luka|luka-luka|terluka|melukai|cedera",
        "missing": r"hilang",
    },
}
