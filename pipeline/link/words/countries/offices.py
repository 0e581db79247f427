"""Words for offices of state, for governments by their head, and for kinds of places."""

import re

PRESIDENT = (
    r"presidents?|presidente|presidenta|mandatari[oa]|président|présidente|präsident(?:in)?|"
    r"bundespräsident(?:in)?|presiden"
)
MINISTER = (
    r"prime ministers?|premiers?|chancellors?|(?<!\d )(?-i:PM)|primer ministro|"
    r"primera ministra|canciller|"
    r"premier ministre|première ministre|chancelier|chancelière|(?:bundes)?kanzler(?:in)?|"
    r"ministerpräsident(?:in)?|premierminister(?:in)?|primeiro-ministro|primeira-ministra|"
    r"primo ministro|cancelliere|minister-president|perdana menteri|primer ministre|"
    r"presidente del gobierno|presidente del consiglio|taoiseach"
)
OFFICIAL = (
    r"(?:[\w-]+ ){0,3}minist(?:er|ers|ro|ra|ros|re|er|erin|ri)|menteri(?: [\w-]+){0,3}|"
    r"(?:us |u\.s\. )?senators?|sen\.|senador[ae]?s?|senatore|senatrice|sénateur|sénatrice|"
    r"(?-i:MPs?)|congress(?:man|woman)|lawmakers?|diputad[oa]s?|deputad[oa]s?|députée?|"
    r"attorney general|(?:foreign|home|defen[cs]e|treasury|interior|commerce|health|energy|"
    r"education|labou?r|transport(?:ation)?) secretary|secretary of (?:state|defense|homeland "
    r"security|the treasury|commerce|energy|labor)|minist(?:er|ro|ra) de [\w ]{1,60}"
)
"""Offices that only states have. A bare "president" or "secretary" is a company's as well."""
OTHER = (
    r"governor|gobernadora?|governadora?|gouverneure?|kings?|queen|(?:crown )?prince|princess|rey|"
    r"reina|príncipe|princesa|roi|reine|könig(?:in)?|prinz(?:essin)?|re|regina|rei|rainha|koning(?:in)?|"
    r"ambassador|embajadora?|envoy|foreign secretary|emir|sultan|raja"
)
"""Offices that tell a country where it stands beside them."""
FORMER = re.compile(
    r"\b(?:ex|former|the late|onetime|ancien|ancienne|antiguo|antigua|ehemalige[rn]?|früherer?|"
    r"expresident[ea]|exministr[oa]|antig[oa]|mantan|bekas|voormalig|oud|then-|the then)\b",
    re.IGNORECASE,
)
OF_A_CHURCH = re.compile(
    r"\b(?:baptist|methodist|church|youth|lutheran|presbyterian|evangelical) ministers?\b",
    re.IGNORECASE,
)
"""Ministers that no state has, unless its name stands beside them."""
BODIES_WITH_ONE = frozenset(
    "club company university school college union council board party association federation "
    "league team bank group senate state city chamber court parliament assembly commission class "
    "student society institute foundation network division".split()
)
"""Nouns of bodies that have a president of their own: "club president", "state premier"."""
GOVERNMENT = re.compile(
    r"(?:\b(?:the|el|la|il|le|o|die|das|der|de)\b\s*)?(?:\b(?:administration|government|cabinet|"
    r"presidency|premiership|regime|régimen|régime|regimen|gobierno|gabinete|administración|governo|gouvernement|regierung|"
    r"kabinett|regering|kabinet|pemerintahan|govern)\b\s*)(?:\b(?:of|de|del|di|do|von|van)\b\s*)?",
    re.IGNORECASE,
)
PLACE_NOUNS = (
    r"cit(?:y|ies)|towns?|villages?|provinces?|regions?|districts?|states?|counties|county|capital|"
    r"islands?|ports?|suburbs?|municipality|resorts?|neighbou?rhoods?|peninsula|prefectures?|"
    r"ciudad|ciudades|pueblo|localidad|municipio|provincia|región|estado|departamento|isla|puerto|"
    r"barrio|comuna|cantón|aldea|entidad|"
    r"ville|village|commune|province|région|département|île|banlieue|"
    r"stadt|dorf|gemeinde|provinz|region|hauptstadt|hafenstadt|kleinstadt|großstadt|insel|"
    r"bundesstaat|bundesland|ort|ortschaft|"
    r"città|cittadina|paese|comune|regione|isola|cidade|vila|município|região|ilha|aldeia|"
    r"stad|dorp|gemeente|provincie|eiland|hoofdstad|ciutat|poble|municipi|província|regió|illa|"
    r"kota|desa|provinsi|kabupaten|pulau|wilayah|daerah|bandar|kampung|negeri"
)
_BUILDINGS = (
    r"court(?:s|room|house)?|prisons?|jail|hospitals?|schools?|airport|parliament|stadium|"
    r"cárcel|prisión|hospital|hospitales|escuelas?|aeropuerto|juzgado|"
    r"tribunal|prison|hôpital|hôpitaux|écoles?|aéroport|gericht|gefängnis|krankenhaus|schulen?|"
    r"flughafen|carcere|ospedal[ei]|scuol[ae]|aeroporto|prisão|hospital|hospitais|escolas?|"
    r"rechtbank|gevangenis|ziekenhuis|scholen|luchthaven|presó|escoles|pengadilan|penjara|sekolah"
)
_COUNTRY_NOUNS = (
    r"country|nation|país|pays|land|paese|negara|república|republic|republik|national territory"
)
_LEADING = (
    r"(?:the|this|that|la|el|este|esta|ese|esa|le|cette|ce|der|die|das|dem|den|dieser|diesem|il|lo|"
    r"questo|questa|o|a|no|na|do|da|nel|nella|del|della|de|het|deze|dit|aquesta|aquest|du|im|au|"
    r"zur|zum) |l['’]|dell['’]|nell['’]|d['’]"
)
KNOWN_PLACE = re.compile(
    rf"(?:^|.* )(?:{_LEADING})(?:(?:capital|port|whole|entire|misma|propia|hele|ganze[nr]?) )?"
    rf"(?:{PLACE_NOUNS}|{_COUNTRY_NOUNS}|{_BUILDINGS})$|(?:.* )?(?:{PLACE_NOUNS}|"
    rf"{_COUNTRY_NOUNS}) (?:itu|ini|"
    r"tersebut|berkenaan)$",
    re.IGNORECASE,
)
"""A place that is known from before: "the city", "hospitals in the state", "kota itu"."""
_DIRECTIONS = (
    r"(?:north|south|east|west)(?:[- ]?(?:east|west|central))?(?:ern)?|central|eastern|"
    r"norte|sur|sul|este|leste|oeste|noreste|noroeste|nordeste|sureste|sudeste|suroeste|centro|"
    r"oriente|occidente|nord|sud|est|ouest|centre|norden|süden|osten|westen|nordosten|nordwesten|"
    r"südosten|südwesten|ovest|noorden|zuiden|oosten|westen"
)
TOWARDS = (
    rf"(?:(?:in|en|em|im|al|au|nel|no|in het|dans) )?(?:(?:the|el|la|le|il|lo|o|het) |l['’])?"
    rf"(?:(?:far|extremo|äußersten) )?(?:{_DIRECTIONS})(?: (?:part )?(?:of|de|del|di|da|do|von|van)"
    r"| des| du| d['’])? ?"
)
"""What stands between a place and its country: ", western Japan", ", en el norte de México"."""
