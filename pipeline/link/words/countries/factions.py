"""Political parties that are one country's by name: they tell what country an article is about.

They are no organs of a state: one that acts itself has no country by its bare name.
"""

import functools
import re
from collections.abc import Mapping

from pipeline.link.words.countries.tables import table
from pipeline.link.words.tags import base_of

_FACTIONS = table("""
GB Tory Tories Lib_Dems Lib_Dem SNP Plaid_Cymru UKIP Ukip Reform_UK DUP; US GOP;
DE CDU CSU SPD AfD Linkspartei; ES PSOE PNV EH_Bildu Bildu Unidas_Podemos Podemos Vox BNG
Esquerra_Republicana Junts_per_Catalunya Junts Izquierda_Unida PDeCAT Coalición_Canaria;
FR Rassemblement_National Rassemblement_national La_France_insoumise La_France_Insoumise
Front_National EELV; IT Forza_Italia Fratelli_d_Italia Movimento_5_Stelle Lega_Nord;
NL PVV VVD GroenLinks PvdA; BE N_VA Vlaams_Belang; AT ÖVP SPÖ FPÖ; PT Chega Bloco_de_Esquerda;
BR PSDB PMDB PSOL União_Brasil; MX Movimiento_Ciudadano; AR Peronist Peronists peronismo
kirchnerismo Kirchnerism; CO Centro_Democrático Pacto_Histórico; PE Fuerza_Popular Perú_Libre;
CA Bloc_Québécois Parti_Québécois NDP; IN BJP Bharatiya_Janata_Party Aam_Aadmi_Party; PK PTI PML_N;
IL Likud Meretz Yisrael_Beiteinu; TR AKP CHP HDP; ZA ANC African_National_Congress;
TW Kuomintang KMT Democratic_Progressive_Party; MY UMNO Barisan_Nasional Pakatan_Harapan;
ID PDIP PDI_P Golkar Gerindra; HU Fidesz Jobbik; PL Law_and_Justice Civic_Platform;
GR Syriza PASOK; RU United_Russia Yabloko; IE Fianna_Fáil Fianna_Fail Fine_Gael Sinn_Féin;
VE PSUV; SE Sverigedemokraterna; DK Venstre; JP Komeito
""")
_OF_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "en": table(
        "US Republican Republicans Democrat Democrats; GB Labour_MP Labour_MPs; NG PDP APC; JP LDP"
    ),
    "es": table("ES PP ERC CUP; MX Morena PRI PRD PAN"),
    "ca": table("ES PP ERC CUP PNB"),
    "pt": table("BR PT PL MDB; PT PS PSD"),
    "it": table("IT Partito_Democratico Lega Pd"),
    "de": table("DE FDP; AT Neos NEOS"),
    "fr": table("FR LFI LR Les_Républicains"),
}
"""Names that are other words, or other parties, in another language."""


_OTHERS = "".join(f"(?<!{word} )" for word in "Liberal Christian Social Sweden Free".split())
_NOT_PARTY = r"(?! (?:Guard|Palace|People['’]s|Unity))"
"""The words of a party within the name of another: "Liberal Democrats", "Republican Guard"."""


@functools.lru_cache(maxsize=32)
def _pattern(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    known = {**_FACTIONS, **_OF_LANGUAGE.get(language, {})}
    longest_first = sorted(known, key=len, reverse=True)
    names = "|".join(name.replace(" ", "[-'’ ]") for name in longest_first)
    return re.compile(rf"(?<![\w-]){_OTHERS}(?:{names})(?![\w-]){_NOT_PARTY}"), known


def factions_in(text: str, language: str | None) -> list[str]:
    """The countries of the political parties that a text names, each as often as it does."""
    pattern, known = _pattern(base_of(language or "en"))
    return [known[re.sub(r"[-'’]", " ", found)] for found in pattern.findall(text)]
