"""Bodies of states that tell their country by their own name: "FBI", "Bundesbank", "Anvisa".

Only those whose name is one country's by far: not "Supreme Court", not "Policía Nacional". A
country that stands beside one decides ("Germany's Foreign Office"), so they are the last resort
within a phrase. In every language but those in ``OF_LANGUAGE``.
"""

from collections.abc import Mapping

from pipeline.link.words.countries.tables import table

BODIES: Mapping[str, str] = table("""
US FBI CIA NSA DEA ATF NYPD LAPD FTC FDA EPA FAA NTSB NHTSA NASA DHS DOJ IRS CFPB FDIC CFTC FERC TSA
USDA USAID OSHA CISA NLRB FEMA USCIS NOAA NIH CENTCOM USTR SCOTUS Fed Federal_Reserve
Federal_Trade_Commission Federal_Communications_Commission Food_and_Drug_Administration
Environmental_Protection_Agency Federal_Bureau_of_Investigation Central_Intelligence_Agency
Federal_Aviation_Administration National_Transportation_Safety_Board Homeland_Security
National_Highway_Traffic_Safety_Administration Internal_Revenue_Service
Consumer_Financial_Protection_Bureau National_Institutes_of_Health National_Security_Agency
State_Department Justice_Department Treasury_Department Commerce_Department Defense_Department
Secret_Service Drug_Enforcement_Administration National_Labor_Relations_Board
Federal_Deposit_Insurance_Corporation Commodity_Futures_Trading_Commission
National_Weather_Service National_Hurricane_Center Oval_Office
Customs_and_Border_Protection Immigration_and_Customs_Enforcement Border_Patrol US_Capitol
CFIUS OFAC Office_of_Foreign_Assets_Control FinCEN FINRA PCAOB NIST NTIA USPTO GAO USGS FHFA HHS
Centers_for_Disease_Control_and_Prevention Centers_for_Medicare_and_Medicaid_Services
Congressional_Budget_Office Census_Bureau Bureau_of_Labor_Statistics Army_Corps_of_Engineers
Office_of_the_Comptroller_of_the_Currency National_Institute_of_Standards_and_Technology
Health_and_Human_Services Jet_Propulsion_Laboratory Geological_Survey Forest_Service;
GB Scotland_Yard House_of_Lords Ofcom Ofgem Ofsted Ofwat NHS MI5 MI6 GCHQ HMRC Home_Office
Foreign_Office Competition_and_Markets_Authority Financial_Conduct_Authority
Serious_Fraud_Office National_Crime_Agency Crown_Prosecution_Service HM_Treasury
Information_Commissioner_s_Office Royal_Navy Royal_Air_Force Office_for_National_Statistics
Old_Bailey Holyrood Stormont Prudential_Regulation_Authority Met_Office Ofqual Defra DVLA PSNI
National_Cyber_Security_Centre Crown_Court; CA RCMP CRTC
Royal_Canadian_Mounted_Police Parliament_Hill; AU ACCC AUSTRAC ASIO APRA ASIC CSIRO
Fair_Work_Commission; IN RBI FSSAI DGCA SEBI Enforcement_Directorate
Central_Bureau_of_Investigation Rajya_Sabha ISRO Niti_Aayog
National_Investigation_Agency TRAI; PK Inter_Services_Intelligence;
RU Roscosmos Rosgvardia Rosaviatsia FSB Roskomnadzor Rospotrebnadzor Rosstat Rosfinmonitoring GRU
Gosduma;
CN PBOC CSRC MIIT Cyberspace_Administration People_s_Liberation_Army National_People_s_Congress
NDRC Zhongnanhai SAMR
State_Administration_for_Market_Regulation; KR Blue_House Cheong_Wa_Dae;
JP METI Self_Defense_Forces Self_Defence_Forces; IL Mossad Shin_Bet IDF Shabak Tsahal;
IR IRGC Revolutionary_Guard Revolutionary_Guards Islamic_Revolutionary_Guard_Corps Quds_Force Basij;
DE Bundeswehr Bundesbank Bundesregierung Bundesverfassungsgericht Bundesgerichtshof
Bundesarbeitsgericht Bundessozialgericht Bundesfinanzhof Bundeskartellamt Bundeskriminalamt
Bundesnetzagentur BaFin Bafin BKA BND Bundesnachrichtendienst Generalbundesanwalt
Verfassungsschutz Destatis RKI Robert_Koch_Institut Robert_Koch_Institute Paul_Ehrlich_Institut; CH
Finma FINMA Bundesgericht Fedpol; AT Hofburg;
FR ANSM Santé_publique_France Matignon CNIL Cnil Arcom Bercy DGSE DGSI DGCCRF Insee
Autorité_de_la_concurrence Palais_Bourbon;
NL Tweede_Kamer Eerste_Kamer Binnenhof De_Nederlandsche_Bank Rijkswaterstaat Hoge_Raad
Marechaussee RIVM; ES AEMET Aemet Zarzuela Guardia_Civil Mossos Mossos_d_Esquadra Ertzaintza
Audiencia_Nacional Moncloa
Congreso_de_los_Diputados AEPD AEAT CNMV CNMC CGPJ Agencia_Tributaria Generalitat Seprona;
IT AIFA Aifa INGV Protezione_Civile Guardia_Costiera Carabinieri Guardia_di_Finanza Palazzo_Chigi
Quirinale Montecitorio Palazzo_Madama Viminale
Farnesina Consob Bankitalia Agcom AGCM Istat Corte_di_Cassazione;
PT Polícia_Judiciária ASAE Anacom;
BR Bacen BNDES Inpe Fiocruz Anvisa Anatel Aneel ANPD Planalto Itamaraty Receita_Federal IBGE Ibama
Funai Polícia_Federal
Supremo_Tribunal_Federal Superior_Tribunal_de_Justiça Tribunal_Superior_Eleitoral;
MX INAH UNAM Segob SEGOB SHCP Semarnat SEMARNAT CNDH TEPJF Inegi INEGI Infonavit ISSSTE Conacyt
Coneval
Banxico Cofece INAI SCJN Sedena CNBV Profeco Cofepris Conagua Secretaría_de_Gobernación;
CO Invima INPEC ICBF Casa_de_Nariño Superintendencia_de_Industria_y_Comercio; AR Casa_Rosada AFIP
ANSES Anses Indec
INDEC BCRA ANMAT Conicet CONICET; PE JNE Reniec SUNAT Sunat Indecopi INDECOPI ONPE Sunedu Osiptel
OSIPTEL; CL Sernac SERNAC Senapred
La_Moneda Fiscalía_Nacional_Económica;
ID Basarnas KPPU KPK Polri TNI Bareskrim Kominfo OJK BPOM BNPB BMKG Komisi_Pemberantasan_Korupsi
Mahkamah_Konstitusi; MY PDRM SPRM MACC Dewan_Rakyat Putrajaya Bank_Negara MCMC;
PH PAGASA Phivolcs Malacañang Malacanang Comelec COMELEC Sandiganbayan Bangko_Sentral_ng_Pilipinas;
HK HKMA Securities_and_Futures_Commission; TW Legislative_Yuan Executive_Yuan; NG EFCC NAFDAC
Aso_Rock;
UA Verkhovna_Rada SBU NABU; PL Sejm UOKiK; LT Seimas; SE Riksbank Riksbanken Riksdag Säpo;
NO Storting Norges_Bank Økokrim; DK Folketing Folketinget; IE Dáil Dail Oireachtas Seanad
Gardaí Gardai An_Garda_Síochána Taoiseach; VA Holy_See Santa_Sede Saint_Siège Santa_Sé
Heiliger_Stuhl
""")
_UNIVERSITIES = table("""
GB Oxford Cambridge Durham Warwick Exeter Sussex Essex Surrey Leicester St_Andrews Edinburgh; US
Harvard Yale Princeton Stanford Cornell Columbia Berkeley Duke Rutgers Purdue Tulane
Dartmouth Johns_Hopkins Carnegie_Mellon Vanderbilt Emory Notre_Dame Northwestern; DE Heidelberg
Tübingen Göttingen Freiburg Marburg; NL Leiden Wageningen Delft; BE Leuven Louvain; SE Uppsala Lund;
ES Salamanca Alcalá; PT Coimbra; CN Tsinghua Peking Fudan; CA McGill; JP Keio Waseda; KR Yonsei
""")
_FORMS = (
    "{} University|University of {}|{} Medical School|{} Law School|{} Business School|"
    "Universidad de {}|Universidad {}|Université de {}|Université {}|Universität {}|"
    "Universität von {}|Università di {}|Università {}|Universidade de {}|Universidade {}|"
    "Universiteit {}|Universiteit van {}|Universitat de {}|Universitas {}|Universiti {}"
).split("|")
UNIVERSITIES: Mapping[str, str] = {
    form.format(name): code for name, code in _UNIVERSITIES.items() for form in _FORMS
} | {"Georgetown University": "US"}
"""Universities known by a town or a name that no other country's is known by."""
OF_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "fr": table("US Maison_Blanche"),
    "de": table("US Weißes_Haus Weißen_Haus Weiße_Haus"),
    "ca": table("US Casa_Blanca"),
    "ms": table("US Rumah_Putih"),
    "en": table(
        "US SEC FCC CDC Securities_and_Exchange_Commission; IE Garda; NG INEC; CL Carabineros"
    ),
    "it": table("US Casa_Bianca; IT carabinieri"),
    "es": table("US Casa_Blanca; ES Hacienda_española; CO DIAN; MX SAT FGR IMSS"),
    "pt": table("US Casa_Branca; BR STF STJ TSE Cade CVM; PT GNR PSP"),
    "id": table("US Gedung_Putih; ID DPR RI KPU BPS"),
    "nl": table("US Witte_Huis; NL ACM AIVD"),
}
"""Names that are other words, or other bodies, in another language."""
