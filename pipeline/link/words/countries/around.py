"""What stands around the name of a country or city and makes it something else, or keeps it one."""

import re

# Names of people too: no country before, or after, another capitalised word.
FIRST_NAMES = frozenset(("Jordan", "Chad", "Georgia", "Virginia", "Montana", "Cade"))
SURNAMES = frozenset("Jordan Wales Holland England Ireland Washington Bercy Cade Garda".split())
WATER = frozenset(
    "Sea Ocean Gulf Channel Strait River Bay Lake Lago Lac Golfo Golfe Mar Mare Mer".split()
)
# After a city these keep it a place; before another capitalised word it is rather a surname.
PLACE_WORDS = frozenset(
    "City County Province Region District Governorate Oblast State Prefecture Department Airport "
    "International University Stadium Court Police Stock Exchange Metropolitan Mayor Council "
    "Municipal Parliament High Fire Public School Cathedral".split()
)
# Before a city these keep it a place: "Landgericht Hamburg", "Polres Bandung".
BEFORE_CITY = frozenset(
    "Greater Central Downtown Metro East West North South Northern Southern Eastern Western Inner "
    "University Port Police Mayor Landgericht Amtsgericht Oberlandesgericht Verwaltungsgericht "
    "Arbeitsgericht Polizei Polizeipräsidium Staatsanwaltschaft Generalstaatsanwaltschaft "
    "Universität Flughafen Stadt Landeshauptstadt Großraum Raum Klinikum Tribunal Préfecture "
    "Université Aéroport Tribunale Procura Questura Prefettura Comune Aeroporto Università Kota "
    "Polda Polres Polresta Polrestabes Pengadilan Negeri Provinsi Kabupaten Bandara Universitas "
    "Rechtbank Gerechtshof Gemeente Politie Universiteit Luchthaven Ayuntamiento".split()
)
# Capitalised where a sentence opens, and no part of a name.
OPENING = frozenset(
    "The A An In At Near From Outside Former El La Los Las Le Les Der Die Das Den Dem Im Ein Eine "
    "Il Lo Gli Un Una Une O Os As Em Na No De Het Een Di Pada Els".split()
)
# A carrier or a paper is a company of its own name: "British Airways", "Washington Post".
COMPANY_WORDS = frozenset(
    "Airlines Airways Airline Air Post Times Journal Herald Tribune Gazette Telegraph Express "
    "Chronicle Sun Examiner Observer Tobacco".split()
)
# It speaks of more than one country: "anti-China protest", "the Franco-German brigade".
PREFIXES = re.compile(
    r"\b(?:anti|pro|non|ex|sud|sul|south|latino|centro|inter|pan|trans|franco|anglo|sino|russo|"
    r"indo|italo|hispano|greco|luso|austro|deutsch|américo|germano)-$",
    re.IGNORECASE,
)
# What is done by one country to the other thing: "US-led coalition", "Iran-backed militia".
NOT_ITS_OWN = re.compile(
    r"[-\s](?:led|backed|brokered|mediated|sponsored|supported|funded|allied|aligned|friendly|style|"
    r"born|owned|made|bound|speaking|language|educated|trained|designated|occupied|held|controlled)"
    r"\b",
    re.IGNORECASE,
)
ACROSS = re.compile(
    r"\b(?:borders?|frontera|frontière|grenze|grens|fronteira|confine|perbatasan|sempadan|"
    r"outside|bordering|fuera de|hors de|außerhalb|"
    r"embass(?:y|ies)|consulates?|embajadas?|consulados?|ambassades?|consulats?|ambasciat[ae]|"
    r"consolat[oi]|embaixadas?|ambaixad(?:a|es)|kedutaan|kedubes|kedutaan besar|konsulat\w*|"
    r"\w*botschaft)\b",
    re.IGNORECASE,
)
"""A place between countries, or of one within another."""
BORDERING = re.compile(
    r"\b(?:borders?|frontera|frontière|grenze|grens|fronteira|confine|frontiera|perbatasan|"
    r"sempadan)\s(?:\w+\s)?(?:with|and|con|y|avec|et|mit|zu|zur|com|met|dengan|amb|i)\s(?:\w{2,3}\s)?$",
    re.IGNORECASE,
)
"""Before a country that lies on the other side: "its border with Serbia"."""
SEATED = re.compile(
    r",? (?:(?:of|from|based in|de|du|des|aus|von|vom|do|da|dos|das|di|del|dels|della|uit|van|"
    r"dari|asal) (?:(?:the|la|el|los|las|le|les|der|den|dem|het) |l['’])?|"
    r"d['’]|dell['’])"
)
"""Between a party and the country or town where it is at home: "Widgets GmbH >of< Germany"."""
SITTING = re.compile(r" (?:a|à|in|en|em|no|na)(?: (?:the|la|el|los|las|le|les|der|den|dem|het))? ")
"""The same behind an organ of a state alone: a party that is in a country may be on a visit, and
"a" and Dutch "en" mean "to" and "and" as well ("un tribunale >a< Roma")."""
EU_SEAT = frozenset("brussels bruselas bruxelles brüssel bruxelas brussel brussel·les".split())
"""The town whose name as an actor is said of the European Union."""

# Towns by name, and words that stand in the names of places of any kind.
NO_TOWNS = frozenset(
    "Se Un Una Of Most Male Police Time Federal Central Officer Bank March Mission Summit "
    "Independence Airport Date Hurricane Sale Union Lista University Alliance Registro Normal "
    "Frontera Libertad Reforma Bar Obra Justicia Vista Triunfo Holiday Opportunity Pueblo Republic "
    "Superior Metro Green Forest Universidad Liberal Sala Reading Cine Mile Fleet Temple "
    "Constitucion Constitución Independencia Cerro Retreat Retiro Mesa Reserva Orange Nice Isla "
    "Midway Fundacion Fundación Colonia Custodia Condado Enterprise Banda Annex Americana "
    "Commonwealth Bay Anthem Delta Liberty Barra Area Media Solo Salud Presidente Human Gran Nuevo "
    "Center Centre Centro North South East West Market Side Port Freedom Tour Hall Canal Veto "
    "Puerto Palestina Khorasan Zulia Ramadan God Carrefour Ali Mary Andrea Garcia "
    "Banco Campos Empire Conquista Playa Outer Plaza Valley Salon Reino Barrios Alley Junction "
    "Jardines Battleground Channel Mobile Split Bath Marco Spring Young Best Camp Hospital Capital "
    "Campus Stadium Mall Park Downtown Congress Parliament Senate House Court Church Square Street "
    "Village Town City Island Islands Station Tower Bridge Lake River Mountain Beach School "
    "College "
    "Museum Victoria Internet Web Online Google Ciudad Congreso Parlamento Palacio Cámara Tribunal "
    "Estadio Calle Avenida Iglesia Escuela Colegio Hotel Teatro Museo Ville Marché Gare Rathaus "
    "Bahnhof Zentrum Mitte Stadt Pasar Jalan Kota Rumah Gedung Bandar Kampung Pulau Grande Grand "
    "Cathedral Arena Theater Theatre Opera Space Earth World Moon Mars Sun".split()
)
"""No towns, though GeoNames has some of these names."""
