"""Adjectives of countries in the languages that write them small or decline them.

Each table has the masculine singular (the stem in German and Dutch); the other forms follow from
its ending. Those of two countries ("coréen", "dominicano", "congolais") are left out. Some forms
that no one writes come with it, which costs nothing.
"""

from collections.abc import Callable, Mapping

from pipeline.link.words.countries.tables import table

SPANISH = table("""
AF afgano; AL albanés; DZ argelino; AR argentino; AM armenio; AU australiano; AT austriaco
austríaco; AZ azerbaiyano; BE belga; BY bielorruso; BO boliviano; BA bosnio; BR brasileño
brasilero; GB británico; BG búlgaro; KH camboyano; CM camerunés; CA canadiense; CL chileno;
CN chino; CO colombiano; CR costarricense; HR croata; CU cubano; DK danés; DO dominicano;
EC ecuatoriano; EG egipcio; SV salvadoreño; AE emiratí; ES español; EE estonio; ET etíope;
US estadounidense norteamericano; PH filipino; FI finlandés; FR francés; GE georgiano; GH ghanés;
GR griego; GT guatemalteco; HT haitiano; NL holandés neerlandés; HN hondureño; HU húngaro;
ID indonesio; IR iraní; IQ iraquí; IE irlandés; IS islandés; IL israelí; IT italiano; JM jamaicano;
JP japonés nipón; JO jordano; KZ kazajo; KE keniano keniata; KW kuwaití; LV letón; LB libanés;
LY libio; LT lituano; MY malasio; ML maliense; MA marroquí; MX mexicano; MD moldavo; MN mongol;
MZ mozambiqueño; NP nepalí; NI nicaragüense; NG nigeriano; NO noruego; NZ neozelandés; PK paquistaní
pakistaní; PS palestino; PA panameño; PY paraguayo; PE peruano; PL polaco; PT portugués;
PR puertorriqueño; QA catarí qatarí; RO rumano; RU ruso; RW ruandés; SA saudí saudita;
SN senegalés; RS serbio; SG singapurense; SK eslovaco; SI esloveno; SO somalí; LK ceilandés;
SD sudanés; SE sueco; CH suizo; SY sirio; TW taiwanés; TH tailandés; TN tunecino; TR turco;
UG ugandés; UA ucraniano; UY uruguayo; VE venezolano; VN vietnamita; YE yemení; ZW zimbabuense;
ZA sudafricano; KR surcoreano; KP norcoreano; DE alemán; CZ checo; CY chipriota
""")
PORTUGUESE = table("""
AF afegão; AL albanês; DZ argelino; DE alemão; US americano norte_americano estadunidense;
AO angolano; AR argentino; AM armênio arménio; AU australiano; AT austríaco; BE belga;
BY bielorrusso; BO boliviano; BA bósnio; BR brasileiro; GB britânico inglês escocês galês;
BG búlgaro; KH cambojano; CM camaronês; CA canadense canadiano; CV cabo_verdiano; CL chileno;
CN chinês; CO colombiano; HR croata; CU cubano; DK dinamarquês; EG egípcio; EC equatoriano;
ES espanhol; EE estónio estoniano; ET etíope; PH filipino; FI finlandês; FR francês; GE georgiano;
GH ganês; GR grego; GT guatemalteco; HT haitiano; HN hondurenho; HU húngaro; IN indiano;
ID indonésio; IQ iraquiano; IR iraniano; IE irlandês; IS islandês; IL israelense israelita;
IT italiano; JM jamaicano; JP japonês; JO jordaniano; KE queniano; LB libanês; LY líbio;
LT lituano; LV letão; LU luxemburguês; ML maliano; MA marroquino; MX mexicano; MD moldavo;
MZ moçambicano; NL neerlandês holandês; NZ neozelandês; NI nicaraguense; NG nigeriano;
NO norueguês; PK paquistanês; PS palestino palestiniano; PA panamenho; PY paraguaio; PE peruano;
PL polonês polaco; PT português; RO romeno; RU russo; RW ruandês; SV salvadorenho; SA saudita;
SN senegalês; RS sérvio; SK eslovaco; SI esloveno; SO somali; SD sudanês; SE sueco; CH suíço;
SY sírio; TW taiwanês; TH tailandês; CZ tcheco checo; TL timorense; TN tunisino; TR turco;
UA ucraniano; UG ugandês; UY uruguaio; VE venezuelano; VN vietnamita; YE iemenita;
KR sul_coreano; KP norte_coreano; ZA sul_africano
""")
CATALAN = table("""
AF afganès; AL albanès; DZ algerià; DE alemany; US americà nord_americà estatunidenc; AR argentí;
AU australià; AT austríac; BE belga; BY bielorús; BO bolivià; BA bosnià; BR brasiler; GB britànic
anglès escocès; BG búlgar; CA canadenc; CL xilè; CN xinès; CO colombià; HR croat; CU cubà; DK danès;
EG egipci; EC equatorià; ES espanyol; EE estonià; PH filipí; FI finlandès; FR francès; GE georgià;
GR grec grega gregues; HT haitià; HU hongarès; ID indonesi; IQ iraquià; IR iranià; IE irlandès;
IS islandès; IL israelià; IT italià; JP japonès; JO jordà; LB libanès; LY libi; LT lituà; LV letó;
ML malià; MA marroquí; MX mexicà; NL neerlandès holandès; NZ neozelandès; NG nigerià; NO noruec
noruega noruegues; PK pakistanès; PS palestí; PA panameny; PY paraguaià; PE peruà; PL polonès;
PT portuguès; RO romanès; RU rus russa russos russes; SA saudita; SN senegalès; RS serbi;
SK eslovac; SI eslovè; SD sudanès; SE suec; CH suís suïssa suïssos suïsses; SY sirià; TW taiwanès;
TH tailandès; CZ txec; TN tunisià; TR turc; UA ucraïnès; UY uruguaià; VE veneçolà; VN vietnamita;
KR sud_coreà; KP nord_coreà; ZA sud_africà
""")
FRENCH = table("""
AF afghan; AL albanais; DZ algérien; DE allemand; US américain états_unien; AO angolais;
AR argentin; AM arménien; AU australien; AT autrichien; AZ azerbaïdjanais; BD bangladais; BE belge;
BY biélorusse; MM birman; BO bolivien; BA bosnien; BR brésilien; GB britannique anglais écossais
gallois; BG bulgare; BF burkinabé burkinabè; KH cambodgien; CM camerounais; CA canadien; CL chilien;
CN chinois; CO colombien; HR croate; CU cubain; DK danois; EG égyptien; AE émirati; EC équatorien;
ES espagnol; EE estonien; ET éthiopien; PH philippin; FI finlandais; FR français; GA gabonais;
GE géorgien; GH ghanéen; GR grec grecque grecques; GT guatémaltèque; GN guinéen; HT haïtien;
HN hondurien; HU hongrois; IN indien; ID indonésien; IQ irakien; IR iranien; IE irlandais;
IS islandais; IL israélien; IT italien; CI ivoirien; JM jamaïcain; JP japonais nippon;
JO jordanien; KZ kazakh; KE kényan; KW koweïtien; LV letton; LB libanais; LY libyen; LT lituanien;
LU luxembourgeois; MY malaisien; MG malgache; ML malien; MT maltais; MA marocain; MR mauritanien;
MX mexicain; MD moldave; NL néerlandais; NZ néo_zélandais; NP népalais; NI nicaraguayen;
NE nigérien; NG nigérian; NO norvégien; UG ougandais; UZ ouzbek; PK pakistanais; PS palestinien;
PA panaméen; PY paraguayen; PE péruvien; PL polonais; PT portugais; QA qatari; RO roumain;
RU russe; RW rwandais; SV salvadorien; SA saoudien; SN sénégalais; RS serbe; SG singapourien;
SK slovaque; SI slovène; SO somalien; SD soudanais; SE suédois; CH suisse; SY syrien; TW taïwanais;
TZ tanzanien; TD tchadien; CZ tchèque; TH thaïlandais; TG togolais; TN tunisien; TR turc turque
turques; UA ukrainien; UY uruguayen; VE vénézuélien; VN vietnamien; YE yéménite; ZM zambien;
ZW zimbabwéen; KR sud_coréen; KP nord_coréen; ZA sud_africain
""")
ITALIAN = table("""
AF afghano afgano; AL albanese; DZ algerino; DE tedesco; US americano statunitense; AO angolano;
AR argentino; AM armeno; AU australiano; AT austriaco; AZ azero; BE belga belgi belghe;
BY bielorusso; MM birmano; BO boliviano; BA bosniaco; BR brasiliano; GB britannico inglese scozzese
gallese; BG bulgaro; KH cambogiano; CM camerunese; CA canadese; CL cileno; CN cinese; CO colombiano;
HR croato; CU cubano; DK danese; EG egiziano; AE emiratino; EC ecuadoriano; ES spagnolo; EE estone;
ET etiope; PH filippino; FI finlandese; FR francese; GE georgiano; GH ghanese; GR greco;
GT guatemalteco; HT haitiano; HU ungherese; IN indiano; ID indonesiano; IQ iracheno; IR iraniano;
IE irlandese; IS islandese; IL israeliano; IT italiano; JP giapponese; JO giordano; KZ kazako;
KE keniano keniota; LV lettone; LB libanese; LY libico; LT lituano; LU lussemburghese; ML maliano;
MT maltese; MA marocchino; MX messicano; MD moldavo; ME montenegrino; NL olandese; NZ neozelandese;
NG nigeriano; NE nigerino; NO norvegese; PK pakistano pachistano; PS palestinese; PY paraguaiano;
PE peruviano; PL polacco; PT portoghese; QA qatariota; RO rumeno romeno; RU russo; RW ruandese;
SA saudita; SN senegalese; RS serbo; SK slovacco; SI sloveno; SO somalo; SD sudanese; SE svedese;
CH svizzero; SY siriano; TW taiwanese; CZ ceco; TH thailandese; TN tunisino; TR turco; UA ucraino;
UY uruguaiano; VE venezuelano; VN vietnamita; YE yemenita; KR sudcoreano; KP nordcoreano;
ZA sudafricano
""")
GERMAN = table("""
AF afghanisch; AL albanisch; DZ algerisch; US amerikanisch; AR argentinisch; AM armenisch;
AU australisch; AT österreichisch; AZ aserbaidschanisch; BE belgisch; BY belarussisch
weißrussisch; MM birmanisch burmesisch; BO bolivianisch; BA bosnisch; BR brasilianisch; GB britisch
englisch schottisch walisisch nordirisch; BG bulgarisch; CL chilenisch; CN chinesisch; DK dänisch;
DE deutsch; EC ecuadorianisch; EG ägyptisch; EE estnisch; ET äthiopisch; PH philippinisch;
FI finnisch; FR französisch; GE georgisch; GH ghanaisch; GR griechisch; HT haitianisch; IN indisch;
ID indonesisch; IQ irakisch; IR iranisch; IE irisch; IS isländisch; IL israelisch; IT italienisch;
JP japanisch; JO jordanisch; KH kambodschanisch; CA kanadisch; KZ kasachisch; QA katarisch;
KE kenianisch; KG kirgisisch; CO kolumbianisch; HR kroatisch; CU kubanisch; KW kuwaitisch;
LV lettisch; LB libanesisch; LY libysch; LT litauisch; LU luxemburgisch; MY malaysisch; ML malisch;
MT maltesisch; MA marokkanisch; MX mexikanisch; MD moldauisch; ME montenegrinisch; NP nepalesisch;
NZ neuseeländisch; NL niederländisch; NG nigerianisch; KP nordkoreanisch; NO norwegisch;
PK pakistanisch; PS palästinensisch; PE peruanisch; PL polnisch; PT portugiesisch; RO rumänisch;
RU russisch; RW ruandisch; SA saudisch saudi_arabisch; SE schwedisch; CH schweizerisch; RS serbisch;
SN senegalesisch; SK slowakisch; SI slowenisch; SO somalisch; ES spanisch; ZA südafrikanisch;
SD sudanesisch; KR südkoreanisch; SY syrisch; TW taiwanisch; TH thailändisch; CZ tschechisch;
TN tunesisch; TR türkisch; UG ugandisch; UA ukrainisch; HU ungarisch; UZ usbekisch;
VE venezolanisch; VN vietnamesisch; CY zyprisch zypriotisch
""")
DUTCH = table("""
AF Afghaans; AL Albanees; DZ Algerijns; DE Duits; US Amerikaans; AR Argentijns; AM Armeens;
AU Australisch; AT Oostenrijks; BE Belgisch Vlaams; BY Belarussisch Wit_Russisch; BO Boliviaans;
BA Bosnisch; BR Braziliaans; GB Brits Engels Schots; BG Bulgaars; KH Cambodjaans; CA Canadees;
CL Chileens; CN Chinees; CO Colombiaans; HR Kroatisch; CU Cubaans; DK Deens; EG Egyptisch;
ES Spaans; EE Ests; ET Ethiopisch; PH Filipijns; FI Fins; FR Frans; GE Georgisch; GH Ghanees;
GR Grieks; HU Hongaars; IN Indiaas; ID Indonesisch; IQ Iraaks; IR Iraans; IE Iers; IS IJslands;
IL Israëlisch; IT Italiaans; JP Japans; JO Jordaans; KZ Kazachs; KE Keniaans; LV Lets; LB Libanees;
LY Libisch; LT Litouws; LU Luxemburgs; MY Maleisisch; MA Marokkaans; MX Mexicaans; NL Nederlands;
NZ Nieuw_Zeelands; NG Nigeriaans; NO Noors; PK Pakistaans; PS Palestijns; PE Peruaans; PL Pools;
PT Portugees; RO Roemeens; RU Russisch; RW Rwandees; SA Saudisch Saoedisch Saoedi_Arabisch;
RS Servisch; SG Singaporees; SK Slowaaks; SI Sloveens; SO Somalisch; SD Soedanees; SE Zweeds;
CH Zwitsers; SY Syrisch; SR Surinaams; TW Taiwanees; CZ Tsjechisch; TH Thais; TN Tunesisch;
TR Turks; UA Oekraïens; VE Venezolaans; VN Vietnamees; YE Jemenitisch; KR Zuid_Koreaans;
KP Noord_Koreaans; ZA Zuid_Afrikaans
""")
PEOPLES: Mapping[str, Mapping[str, str]] = {
    "de": table("""
        US Amerikaner US_Amerikaner; RU Russe Russen; FR Franzose Franzosen; GB Brite Briten
        Engländer; CN Chinesen; TR Türke Türken; PL Pole Polen; AT Österreicher; CH Schweizer; IT
        Italiener; ES Spanier; IL Israeli Israelis; IR Iraner; IQ Iraker; SY Syrer; UA Ukrainer;
        JP Japaner; IN Inder; NL Niederländer; GR Griechen; PS Palästinenser; AF Afghanen
        """),
    "nl": table("""
        US Amerikanen Amerikaan; RU Russen Rus; FR Fransen Fransman; GB Britten Brit; BE Belgen Belg
        Vlamingen; DE Duitsers Duitser; NL Nederlanders Nederlander; TR Turken; PL Polen; CN
        Chinezen; UA Oekraïners; IL Israëliërs; PS Palestijnen; IT Italianen; ES Spanjaarden
        """),
}


def _spanish(word: str) -> tuple[str, ...]:
    if word.endswith("o"):
        stem = word[:-1]
        return word, stem + "a", stem + "os", stem + "as"
    for ending, plain in (("és", "es"), ("án", "an"), ("ón", "on"), ("ol", "ol")):
        if word.endswith(ending):
            stem = word.removesuffix(ending) + plain
            return word, stem + "a", stem + "es", stem + "as"
    return word, word + "s", word + "es"


def _portuguese(word: str) -> tuple[str, ...]:
    for ending, others in (
        ("ês", ("esa", "eses", "esas")),
        ("ão", ("ã", "ães", "ãos", "ãs")),
        ("ol", ("ola", "óis", "olas")),
        ("o", ("a", "os", "as")),
    ):
        if word.endswith(ending):
            return word, *(word.removesuffix(ending) + other for other in others)
    return word, word + "s"


def _catalan(word: str) -> tuple[str, ...]:
    for ending, others in (
        ("ès", ("esa", "esos", "eses")),
        ("à", ("ana", "ans", "anes")),
        ("è", ("ena", "ens", "enes")),
        ("í", ("ina", "ins", "ines")),
        ("ó", ("ona", "ons", "ones")),
        ("c", ("ca", "cs", "ques")),
    ):
        if word.endswith(ending):
            return word, *(word.removesuffix(ending) + other for other in others)
    return word, word + "a", word + "s", word + "es"


def _french(word: str) -> tuple[str, ...]:
    feminine = word
    if word.endswith(("ien", "éen", "on")):
        feminine = word + "ne"
    elif not word.endswith("e"):
        feminine = word + "e"
    return word, feminine, word + "s", feminine + "s"


def _italian(word: str) -> tuple[str, ...]:
    if word.endswith("co"):
        stem = word[:-2]
        return word, stem + "ca", stem + "ci", stem + "chi", stem + "che"
    if word.endswith(("o", "a")):
        return tuple(word[:-1] + ending for ending in "oaie")
    return word, word[:-1] + "i"


def _german(word: str) -> tuple[str, ...]:
    return tuple(word + ending for ending in ("", "e", "en", "er", "es", "em"))


def _dutch(word: str) -> tuple[str, ...]:
    declined = word[:-3] + "ese" if word.endswith("ees") else word + "e"
    return (declined,) if word == "Frans" else (word, declined)  # Frans is a first name


_RULES: Mapping[str, tuple[Mapping[str, str], Callable[[str], tuple[str, ...]]]] = {
    "es": (SPANISH, _spanish),
    "pt": (PORTUGUESE, _portuguese),
    "ca": (CATALAN, _catalan),
    "fr": (FRENCH, _french),
    "it": (ITALIAN, _italian),
    "de": (GERMAN, _german),
}


def adjectives_of(language: str) -> dict[str, str]:
    """All forms of a language that count in any case, lower case, with their countries."""
    stems, forms = _RULES.get(language, ({}, _spanish))
    return {form: code for stem, code in stems.items() for form in forms(stem)}


def peoples_of(language: str) -> dict[str, str]:
    """The words of a language for peoples that only count with their capital."""
    found = dict(PEOPLES.get(language, {}))
    if language == "nl":
        found |= {form: code for stem, code in DUTCH.items() for form in _dutch(stem)}
    return found
