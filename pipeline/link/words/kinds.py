"""Common nouns for parties, by the kind of party that they can stand for."""

import re
from collections.abc import Mapping


def _table(kinds: dict[str, str]) -> Mapping[str, str]:
    return {noun: kind for kind, nouns in kinds.items() for noun in nouns.split()}


# Nouns that end a name or open one before "of": "Deutsche Bank", "Bank of America".
LAST = _table(
    {
        "company": "company firm corporation conglomerate startup start-up retailer maker carmaker "
        "automaker manufacturer chipmaker drugmaker developer publisher platform giant group "
        "unternehmen konzern firma gruppe hersteller autobauer",
        "bank": "bank lender sparkasse",
        "airline": "airline airlines airways carrier fluggesellschaft",
        "agency": "agency regulator watchdog authority commission administration behörde agentur "
        "kommission bundesamt aufsicht",
        "ministry": "ministry ministerium",
        "department": "department",
        "court": "court tribunal gericht gerichtshof landgericht",
        "police": "police polizei",
        "government": "government regierung bundesregierung",
        "university": "university universität",
        "party": "party partei",
        "union": "union gewerkschaft",
        "church": "church kirche",
        "council": "council rat",
        "assembly": "parliament senate congress assembly parlament",
        "fund": "fund fonds foundation stiftung",
        "club": "club team verein",
        "hospital": "hospital krankenhaus klinik",
        "other": "house office service bureau institute school college museum committee "
        "association federation league navy army force forces ministers board society museum "
        "center centre theatre theater stadium hotel press times post news daily journal airport "
        "organization organisation network alliance laboratory lab studio studios stadium street "
        "academy square prize award cup "
        " games act bill treaty index exchange district county city state "
        "province island islands river sea university region magistrates campaign project program",
    }
)
# Nouns that open a name: "Banco Santander", "Ministerio de Salud", "Cour de cassation".
FIRST = _table(
    {
        "company": "empresa compañía firma multinacional grupo fabricante tecnológica entreprise "
        "groupe constructeur companhia azienda gruppo impresa startup cadena "
        "plataforma constructora farmacéutica",
        "bank": "banco banque banca",
        "airline": "aerolínea compagnie aerolineas aerolíneas",
        "agency": "agencia regulador autoridad comisión agence régulateur autorité commission "
        "agência autoridade comissão agenzia autorità commissione superintendencia",
        "ministry": "ministerio ministère ministério ministero secretaría cancillería",
        "department": "departamento",
        "court": "tribunal corte juzgado audiencia cour tribunale",
        "police": "policía polícia polizia",
        "government": "gobierno gouvernement governo",
        "university": "universidad université universidade università",
        "party": "partido parti partito",
        "union": "sindicato syndicat sindacato",
        "church": "iglesia église igreja chiesa",
        "council": "consejo conseil conselho consiglio ayuntamiento",
        "assembly": "parlamento parlement asamblea congreso senado assemblée sénat congresso",
        "fund": "fundación fondo fondation fundação fondazione",
        "club": "club equipo equipe clube squadra",
        "hospital": "hospital hôpital ospedale",
        "other": "fiscalía instituto oficina servicio federación asociación organización cámara "
        "unión guardia fuerzas ejército escuela colegio museo liga casa palacio estadio avenida "
        "plaza teatro premio copa ley tratado parquet bureau institut procura ordine procuradoria "
        "instituto canal periódico diario revista red centro estado ciudad comunidad sala "
        "rey reina papa alcaldía gobernación registro junta confederación coordinadora "
        "frente movimiento san "
        "santa calle universidade procuraduría defensoría contraloría",
    }
)
GERMAN_KIND = re.compile(r"\w{3,}(ministerium|gericht|regierung|behörde)")
# They are what many parties may be: the noun alone settles little, other unknown names speak
# against it.
GENERIC = frozenset(("company", "bank", "airline", "agency", "club", "party", "union", "fund"))
# Parties that everybody knows are no companies.
BODIES: Mapping[str, str] = _table(
    {
        "bloc": "eu ue un onu nato otan g7 g20 opec opep asean uno",
        "agency": "fbi cia sec ftc fcc doj fda epa nsa nasa who imf ecb bce fmi oms wto cdc cfpb "
        "fca cisa dhs irs iaea cnil agcm bafin",
    }
)
# Said of companies: "Acme shares", "the chief executive of Acme", "acciones de Acme".
OF_COMPANIES = (
    r"(?:CEO|CFO|chief executive|shares|stock|shareholders|employees|customers|acciones|"
    r"consejero delegado|accionistas|empleados|clientes|actions|actionnaires|PDG|Aktien|"
    r"Vorstandschef|ações|acionistas|azioni|azionisti|subsidiary|filial|filiale)"
)
# The roles that only companies and the like fill, by type: field names of the ontology.
COMPANY_FIELDS = frozenset(
    {
        ("acquisition", "acquired"),
        ("financing", "recipient"),
        ("financial_results", "company"),
        ("pricing_change", "company"),
        ("layoffs", "employer"),
        ("bankruptcy", "debtor"),
    }
)
# Before a name they tell what it is: "the carmaker Volkswagen".
TOLD_BEFORE = frozenset(("company", "bank", "airline", "agency", "university", "club", "union"))
# Fields that a party fills through the role of things.
PARTY_OBJECTS = frozenset({("acquisition", "seller"), ("appointment", "predecessor")})
