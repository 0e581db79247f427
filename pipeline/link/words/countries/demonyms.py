"""Country words that CLDR does not list: English demonyms, other names, states, look-alikes."""

from pipeline.link.words.countries.tables import table

# Adjectives and names for people, English. "Dominican", "Congolese", "Korean" are two countries'.
ENGLISH = table("""
AF Afghan Afghans; AL Albanian Albanians; DZ Algerian Algerians; AD Andorran; AO Angolan Angolans;
AR Argentine Argentines Argentinian Argentinians; AM Armenian Armenians; AZ Azerbaijani Azeri;
AU Australian Australians Aussie; AT Austrian Austrians; BH Bahraini Bahrainis;
BD Bangladeshi Bangladeshis; BY Belarusian Belarusians; BE Belgian Belgians; BJ Beninese;
BT Bhutanese; BO Bolivian Bolivians; BA Bosnian Bosnians; BW Botswanan; BR Brazilian Brazilians;
GB British Briton Britons English Scottish Welsh Scots Brits; BG Bulgarian Bulgarians;
BF Burkinabe Burkinabé; BI Burundian Burundians; KH Cambodian Cambodians;
CM Cameroonian Cameroonians; CA Canadian Canadians; TD Chadian Chadians; CL Chilean Chileans;
CN Chinese; CO Colombian Colombians; CR Costa_Rican Costa_Ricans; HR Croatian Croatians Croat;
CU Cuban Cubans; CY Cypriot Cypriots; CZ Czech Czechs; DK Danish Dane Danes;
DJ Djiboutian; NL Dutch Dutchman; EC Ecuadorian Ecuadorians Ecuadorean; EG Egyptian Egyptians;
SV Salvadoran Salvadorans Salvadorean; AE Emirati Emiratis; ER Eritrean Eritreans;
EE Estonian Estonians; ET Ethiopian Ethiopians; FJ Fijian Fijians; PH Filipino Filipinos Philippine;
FI Finnish Finn Finns; FR French Frenchman Frenchwoman; GA Gabonese; GM Gambian Gambians;
GE Georgian Georgians; DE German Germans; GH Ghanaian Ghanaians; GR Greek Greeks;
GT Guatemalan Guatemalans; GN Guinean Guineans; GY Guyanese; HT Haitian Haitians;
HN Honduran Hondurans; HU Hungarian Hungarians; IS Icelandic Icelander Icelanders;
IN Indian Indians; ID Indonesian Indonesians; IR Iranian Iranians; IQ Iraqi Iraqis;
IE Irish Irishman; IL Israeli Israelis; IT Italian Italians; CI Ivorian Ivorians;
JM Jamaican Jamaicans; JP Japanese; JO Jordanian Jordanians; KZ Kazakh Kazakhs Kazakhstani;
KE Kenyan Kenyans; KW Kuwaiti Kuwaitis; KG Kyrgyz; LA Laotian Laotians; LV Latvian Latvians;
LB Lebanese; LR Liberian Liberians; LY Libyan Libyans; LT Lithuanian Lithuanians;
LU Luxembourgish; MK Macedonian; MG Malagasy; MW Malawian Malawians; MY Malaysian Malaysians;
MV Maldivian; ML Malian Malians; MT Maltese; MR Mauritanian Mauritanians; MU Mauritian;
MX Mexican Mexicans; MD Moldovan Moldovans; MN Mongolian Mongolians; ME Montenegrin;
MA Moroccan Moroccans; MZ Mozambican Mozambicans; MM Burmese; NA Namibian Namibians;
NP Nepalese Nepali Nepalis; NZ New_Zealander New_Zealanders Kiwi Kiwis; NI Nicaraguan Nicaraguans;
NE Nigerien Nigeriens; NG Nigerian Nigerians; KP North_Korean North_Koreans;
NO Norwegian Norwegians; OM Omani Omanis; PK Pakistani Pakistanis; PS Palestinian Palestinians;
PA Panamanian Panamanians; PY Paraguayan; PE Peruvian Peruvians; PL Polish;
PT Portuguese; PR Puerto_Rican Puerto_Ricans; QA Qatari Qataris; RO Romanian Romanians;
RU Russian Russians; RW Rwandan Rwandans; SA Saudi Saudis; SN Senegalese; RS Serbian Serbians Serb;
SL Sierra_Leonean; SG Singaporean Singaporeans; SK Slovak Slovaks Slovakian;
SI Slovenian Slovenians Slovene; SO Somali Somalis Somalian; ZA South_African South_Africans;
KR South_Korean South_Koreans; SS South_Sudanese; ES Spanish Spaniard Spaniards; LK Sri_Lankan
Sri_Lankans; SD Sudanese; SR Surinamese; SE Swedish Swede Swedes; CH Swiss; SY Syrian Syrians;
TW Taiwanese; TJ Tajik; TZ Tanzanian Tanzanians; TH Thai Thais; TL Timorese; TG Togolese;
TN Tunisian Tunisians; TR Turkish Turks; TM Turkmen; UG Ugandan Ugandans; UA Ukrainian Ukrainians;
US American Americans; UY Uruguayan; UZ Uzbek Uzbeks; VE Venezuelan Venezuelans;
VN Vietnamese; YE Yemeni Yemenis; ZM Zambian Zambians; ZW Zimbabwean Zimbabweans
""")

# Names in use beside CLDR's. Parts of a country that pass for one stand for the whole, and so do
# the seats and bodies of its government that have a name of their own, in ORGANS.
ALIASES = table("""
US U_S U_S_A US USA America United_States_of_America Washington_D_C Washington_DC;
GB U_K UK Britain Great_Britain England Scotland Wales Northern_Ireland; AE UAE U_A_E;
KR Republic_of_Korea S_Korea; KP DPRK N_Korea; CN People_s_Republic_of_China PRC Mainland_China; MM
Myanmar Burma;
CD DR_Congo DRC Democratic_Republic_of_the_Congo Democratic_Republic_of_Congo;
CG Republic_of_the_Congo; CZ Czech_Republic; CI Ivory_Coast Cote_d_Ivoire; TR Turkey Turkiye;
MK Macedonia; SZ Swaziland; CV Cabo_Verde; NL Holland The_Hague; HK Hong_Kong; MO Macau Macao;
PS Palestine West_Bank Gaza Gaza_Strip Gaza_City; VA Vatican; TL East_Timor; BA Bosnia;
RU Russian_Federation; FM Federated_States_of_Micronesia; SY Syrian_Arab_Republic;
BA Bosnia_and_Herzegovina; TT Trinidad_and_Tobago; AG Antigua_and_Barbuda;
KN Saint_Kitts_and_Nevis; LC Saint_Lucia; VC Saint_Vincent_and_the_Grenadines; TC Turks_and_Caicos;
ST Sao_Tome_and_Principe; UA Kiev; IN Calcutta Bombay; DE Deutschland;
ES España; BR Brasil; AT Österreich; MX México
""")
ORGANS = table("""
CN People_s_Bank_of_China; IN Reserve_Bank_of_India; US White_House Pentagon Capitol_Hill; GB
Downing_Street Whitehall; RU
Kremlin Duma State_Duma;
FR Élysée Elysee Quai_d_Orsay; DE Bundestag; IL Knesset; IN Lok_Sabha
""")

# States and provinces, which stand for their country. Georgia is a state and a country.
STATES = table("""
US Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho
Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota
Mississippi Missouri Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York
North_Carolina North_Dakota Ohio Oklahoma Oregon Pennsylvania Rhode_Island South_Carolina
South_Dakota Tennessee Texas Utah Vermont Virginia Washington West_Virginia Wisconsin Wyoming
New_England District_of_Columbia;
CA Alberta British_Columbia Manitoba New_Brunswick Newfoundland Nova_Scotia Ontario Quebec Québec
Saskatchewan Prince_Edward_Island Nunavut;
AU New_South_Wales Queensland Tasmania Western_Australia South_Australia Northern_Territory;
MX Aguascalientes Baja_California Campeche Chiapas Coahuila Colima Guanajuato Jalisco Michoacán
Nayarit Nuevo_León Oaxaca Puebla Querétaro Quintana_Roo Sinaloa Sonora Tabasco Tamaulipas Tlaxcala
Veracruz Yucatán Zacatecas;
ES Andalucía Andalusia Aragón Asturias Baleares Canarias Cantabria Castilla_La_Mancha
Castilla_y_León Cataluña Catalonia Euskadi Extremadura Galicia Navarra País_Vasco Basque_Country;
BR Ceará Goiás Maranhão Mato_Grosso Minas_Gerais Paraíba Pernambuco Rio_Grande_do_Sul
Santa_Catarina; CR Guanacaste;
DE Bavaria Bayern Baden_Württemberg Brandenburg Hessen Lower_Saxony Niedersachsen
Nordrhein_Westfalen North_Rhine_Westphalia Sachsen Saxony Schleswig_Holstein Thuringia Thüringen;
FR Brittany Bretagne Corsica Normandie Normandy Provence Île_de_France;
IT Apulia Calabria Lombardia Lombardy Piedmont Sardinia Sicilia Sicily Toscana Tuscany Veneto;
IN Andhra_Pradesh Assam Bihar Gujarat Haryana Jharkhand Karnataka Kerala Madhya_Pradesh
Maharashtra Manipur Odisha Rajasthan Tamil_Nadu Telangana Uttar_Pradesh Uttarakhand West_Bengal;
CN Anhui Fujian Gansu Guangdong Guangxi Guizhou Hainan Hebei Heilongjiang Henan Hubei Hunan
Inner_Mongolia Jiangsu Jilin Liaoning Shaanxi Shandong Shanxi Sichuan Tibet Xinjiang Yunnan
Zhejiang; RU Chechnya Dagestan Tatarstan; PK Khyber_Pakhtunkhwa Sindh; PH Luzon Mindanao;
ID Aceh Kalimantan Sulawesi Sumatra; JP Hokkaido Kyushu Okinawa
""")

# Words that hold a country's name and mean something else, or more than one country.
NO_COUNTRY = frozenset(
    name.replace("_", " ")
    for name in """
    Latin_America Latin_American Latin_Americans South_America South_American South_Americans
    North_America North_American North_Americans Central_America Central_American Central_Americans
    Niger_Delta Jordan_Valley Lake_Chad South_China_Sea East_China_Sea English_Channel
    Irish_Sea Indian_Ocean American_Indian American_Indians Gulf_of_Mexico Golfo_de_México
    Sea_of_Japan Gulf_of_Oman Gulf_of_Thailand Gulf_of_Guinea Korean_Peninsula
    New_Guinea Chinese_New_Year Bank_of_America Bank_of_China Bank_of_Ireland Bank_of_Scotland
    Bank_of_India Bank_of_Montreal Bank_of_New_York Bank_of_Baroda Deutsche_Bank Deutsche_Bahn
    Deutsche_Telekom Deutsche_Post Deutsche_Börse Deutsche_Wohnen Deutsche_Lufthansa
    Banco_do_Brasil Banco_de_Chile Banco_Santander_México América_Latina América_del_Sur
    América_do_Sul América_del_Norte América_do_Norte América_Central Amérique_latine
    Amérique_du_Sud Amérique_du_Nord America_Latina Amèrica_Llatina Amerika_Latin
    New_York_Times Washington_Post Air_France Air_India Air_China Air_Canada Paris_Agreement
    Paris_Accord Paris_accord Minsk_agreement Geneva_Convention Geneva_Conventions Good_Friday
    Bosnian_Serb Bosnian_Serbs Turkish_Cypriot Turkish_Cypriots Greek_Cypriot Greek_Cypriots
    """.split()
)
