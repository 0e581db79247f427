"""Words around the names of people and companies: titles, roles, particles, legal forms, openers.

All tables are lower case and without dots; a word is looked up as ``plain`` gives it.
"""

import functools
import re

# Before a single surname too: "President Biden", "Mr Cloutier", "el ministro Pérez".
STRONG_TITLES = frozenset(
    "mr mrs ms mx sen senator representative congressman congresswoman lawmaker president "
    "ex-president chancellor minister governor mayor ambassador commissioner secretary "
    "secretary-general director-general pm ceo cfo coo cto chairman chairwoman chairperson "
    "spokesman spokeswoman spokesperson col colonel lt lieutenant sgt sergeant capt maj gen cpl "
    "adm admiral brigadier rep gov vice-president co-founder cofounder founder billionaire "
    "actor actress singer journalist lawyer detective inspector sir mp whistleblower "
    "presidente presidenta expresidente expresidenta vicepresidente vicepresidenta mandatario "
    "ministro ministra exministro exministra canciller senador senadora diputado diputada "
    "gobernador gobernadora exgobernador exgobernadora alcalde alcaldesa exalcalde secretario "
    "secretaria portavoz coronel teniente sargento almirante embajador embajadora sr sra "
    "srta señor señora doctor doctora lic ing periodista abogado abogada empresario empresaria "
    "cantante actriz futbolista exfutbolista magistrado magistrada youtuber activista "
    "président présidente ministre maire sénateur sénatrice député députée directeur directrice "
    "pdg chancelier chancelière procureur procureure porte-parole mme mlle monsieur madame maître "
    "präsident präsidentin kanzler kanzlerin minister ministerin bürgermeister bürgermeisterin "
    "sprecher sprecherin richter richterin abgeordneter abgeordnete herr frau senatorin "
    "geschäftsführer geschäftsführerin gründer gründerin "
    "ministra governador governadora prefeito prefeita deputado deputada senadora juiz juíza "
    "delegado delegada diretor diretora "
    "sindaco sindaca governatore senatore senatrice onorevole giudice procuratore direttore "
    "direttrice cancelliere segretario deputato deputata sig dott avv signor signora "
    "patriarca patriarch bishop archbishop cardinal obispo arzobispo cardenal imam rabbi reverend "
    "trooper president-elect moviemaker "
    "presiden menteri gubernur bupati".split()
)
# Only before two names or more: "General Stanley McChrystal", but General Motors, Judge Judy.
WEAK_TITLES = frozenset(
    "dr prof professor premier general major chief judge justice captain executive leader "
    "director officer attorney "
    "prosecutor activist coach manager author writer analyst researcher "
    "democrat republican candidate suspect politician businessman businesswoman "
    "general mayor capitán juez jueza fiscal director directora líder candidato candidata "
    "entrenador escritor escritora dirigente político investigador investigadora "
    "général capitaine juge chef candidat candidate colonel "
    "kandidat kandidatin trainer politiker politikerin anwalt anwältin "
    "capitão líder técnico cantor cantora allenatore attore attrice cantante leader".split()
)
LOWER_TITLES = frozenset("don doña dom dona d".split())  # Don Lemon is a name
NOT_AFTER_TITLES = frozenset(
    "electric mills dynamics assembly atomics council secretariat counsel elect hotel inn pepper "
    "martens who strange house".split()
)
GERMAN_TITLE = re.compile(r"\w{2,}(?:minister|präsident|kanzler|chef|sprecher|meister)(?:in)?")
# What stands between commas after a name, besides titles: "Ana Ruiz, jefa de prensa".
ROLES = frozenset(
    "head owner boss deputy member former ex late acting interim then resident father mother "
    "brother sister son daughter wife husband partner editor author aide adviser advisor "
    "jefe jefa miembro dueño dueña exjefe padre madre hermano hermana hijo hija esposo esposa "
    "responsable patron patronne ancien ancienne fondateur fondatrice membre "
    "ehemaliger ehemalige leiter leiterin mitglied fundador fundadora chefe membro capo "
    "fondatore fondatrice ex-presidente".split()
)
DETERMINERS = frozenset(
    "the a an el la los las un una le les l' un une der die das den dem ein eine o os as um uma "
    "il lo gli i gl' uno".split()
)
DEFINITE = frozenset("the el la le l' der die das den dem o a il lo al del".split())
POINTING = frozenset("this that esta este ese esa cette ce cet diese dieser dieses".split())
# Inside names, lower case.
PERSON_PARTICLES = frozenset(
    "de del la las los da do dos das di della du des van von der den ter ten zu bin ibn al el y e "
    "af le".split()
)
OF = frozenset("of for the de del di da do des du von für della dello dell' d' of".split())
OPENING_PARTICLES = frozenset("van von der den ter ten bin al".split())
GENERATIONS = frozenset("jr sr ii iii iv junior".split())
LEGAL_FORMS = frozenset(
    "inc corp corporation co company companies ltd limited llc llp lp plc ag gmbh se kg sa nv bv "
    "spa srl sl ab asa oyj oy as pty pte bhd tbk holding holdings group groupe grupo gruppe gruppo "
    "incorporated sas sarl ltda saic".split()
)
# Between a company's name and its legal form, or at the end of its name without one.
SECTORS = frozenset(
    "motor motors airline airlines airways technologies pharmaceuticals therapeutics biosciences "
    "platforms industries bancorp bankshares".split()
)
TRADES = frozenset(
    "air lines electronics entertainment energy insurance steel foods brands international global "
    "financial media music pictures software systems networks capital partners retail chemical "
    "chemicals oil gas petroleum mining resources stores technology telecom "
    "telecommunications semiconductor automotive aerospace &".split()
)
# No first name of a person, though capitalised before another capitalised word.
NOT_FIRST = frozenset(
    "north south east west northern southern eastern western new saint san santa los las st port "
    "fort mount lake upper lower great grand central monday tuesday wednesday thursday friday "
    "saturday sunday january february april june july august september october november "
    "december lunes martes miércoles jueves viernes sábado domingo white black united national "
    "federal royal supreme social democratic republican democrat chinese "
    "super big red blue old real deutsche general".split()
)
# A sentence opens with these, and they are no part of the name that follows.
OPENERS = frozenset(
    "after also although amid an and another as at because before both but by despite during each "
    "earlier even every following for from he her here his how however if in instead it its "
    "later last like many meanwhile more most no nor not now of on once one only or other our "
    "poi puis luego depois dann danach allora inoltre intanto mentre ensuite "
    "over per several she since so some still such than that the their then there these they "
    "this those though through to today tomorrow two three under unlike until upon we what when "
    "where whether which while who why with without yesterday yet you "
    "a al algunos ante antes así aunque ayer cada como con contra cuando de del desde después "
    "dos durante el ella ellos en entonces entre es esa ese esta este esto estos hasta hay hoy la "
    "las lo los luego mientras muchos ni no nuestro otra otro para pero por porque pues que quien "
    "según si sin sobre su sus también tampoco tanto todo todos tras un una unos y ya "
    "alors après au aujourd'hui aussi aux avant avec ce cependant cette chez comme dans depuis "
    "des donc du elle en et hier il ils je jeudi le les leur lors lorsque mais malgré ou par "
    "pendant plus pour puis quand sa selon ses si son sous sur une vers "
    "aber als am auch auf aus bei bis da damit dann das dass dem den der die doch ein eine er es "
    "für gegen heute ihr im in ist laut mit nach nachdem neben noch nun nur ob seit sie so "
    "trotz um und unter vom von vor während weil wenn wie wir zu zudem zum zur "
    "ao após assim até com depois e ela ele em enquanto entre isso já mas na nas no nos o "
    "onde ontem os ou para pela pelo pois por quando quem se segundo sem será seu sua também "
    "anche che ci con da dal dalla del della di dopo dove due e essere fra gli il ieri ma nel "
    "nella oggi per perché quando questa questo secondo se si sono su tra tutti un".split()
)
# They link a title to somebody else: "the lawyer of President Biden", "Biden and President Xi".
OTHER_LINKS = OF | frozenset(
    "to by with and al a con por para y e et und à avec zu mit com para ao à with against near "
    "over under from against contra sobre cercano afín".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december montag dienstag mittwoch donnerstag freitag "
    "samstag sonntag januar februar märz juni juli oktober dezember".split()
)
# "banco Central", "grupo Nacional": the common noun is part of the name.
ADJECTIVES = frozenset(
    "central nacional national nazionale federal popular europeo europea mundial general suprema "
    "supremo internacional estatal público pública público centrale européenne".split()
)
KEPT_WITH_THE = frozenset(("Hague", "Weeknd", "Who", "Rock"))


@functools.lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word as the tables have it: lower case, without dots."""
    return word.casefold().replace(".", "").replace("’", "'")
