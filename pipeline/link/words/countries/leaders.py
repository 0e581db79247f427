"""Heads of state and of government since about 1990, by the office that names them.

They tell the country of "President Macron" and of "the Meloni government" where nothing else does.
Whoever is not listed has the country of the article, if it is about one.
"""

from collections.abc import Iterable, Mapping

from pipeline.link.words.countries.tables import table

# Full names; the family name is the last word, but for East Asian ones that stand first.
PRESIDENTS = table("""
US George_Bush George_W_Bush Bill_Clinton Barack_Obama Donald_Trump Joe_Biden Dick_Cheney Al_Gore
Mike_Pence Kamala_Harris JD_Vance J_D_Vance; FR François_Mitterrand Jacques_Chirac Nicolas_Sarkozy
François_Hollande Emmanuel_Macron; RU Boris_Yeltsin Vladimir_Putin Dmitry_Medvedev Vladímir_Putin
Wladimir_Putin Vladimir_Poutine Vladimir_Poetin; UA Leonid_Kuchma Viktor_Yushchenko
Viktor_Yanukovych Petro_Poroshenko Volodymyr_Zelensky Volodymyr_Zelenskyy Volodymyr_Zelenskiy
Volodímir_Zelenski Wolodymyr_Selenskyj Volodymyr_Zelenskyj; BY Alexander_Lukashenko
Alexandr_Lukashenko Aliaksandr_Lukashenka; TR Recep_Tayyip_Erdogan Recep_Tayyip_Erdoğan
Abdullah_Gül Abdullah_Gul; BR Fernando_Henrique_Cardoso Lula Luiz_Inácio_Lula Dilma_Rousseff
Michel_Temer Jair_Bolsonaro; AR Carlos_Menem Néstor_Kirchner Cristina_Kirchner Cristina_Fernández
Mauricio_Macri Alberto_Fernández Javier_Milei; MX Ernesto_Zedillo Vicente_Fox Felipe_Calderón
Enrique_Peña_Nieto López_Obrador Andrés_Manuel_López_Obrador AMLO Claudia_Sheinbaum;
CL Ricardo_Lagos Michelle_Bachelet Sebastián_Piñera Gabriel_Boric José_Antonio_Kast;
CO Álvaro_Uribe Juan_Manuel_Santos Iván_Duque Gustavo_Petro; PE Alberto_Fujimori Alejandro_Toledo
Alan_García Ollanta_Humala Pedro_Pablo_Kuczynski Martín_Vizcarra Pedro_Castillo Dina_Boluarte;
VE Hugo_Chávez Hugo_Chavez Nicolás_Maduro Nicolas_Maduro; EC Rafael_Correa Lenín_Moreno
Guillermo_Lasso Daniel_Noboa; BO Evo_Morales Luis_Arce; UY Tabaré_Vázquez José_Mujica
Luis_Lacalle_Pou Yamandú_Orsi; PY Mario_Abdo Santiago_Peña; CU Fidel_Castro Raúl_Castro
Miguel_Díaz_Canel; NI Daniel_Ortega; SV Nayib_Bukele; GT Alejandro_Giammattei Bernardo_Arévalo;
HN Xiomara_Castro Juan_Orlando_Hernández; CR Rodrigo_Chaves; DO Luis_Abinader Leonel_Fernández
Danilo_Medina; PH Fidel_Ramos Joseph_Estrada Gloria_Arroyo Gloria_Macapagal_Arroyo Benigno_Aquino
Rodrigo_Duterte Ferdinand_Marcos; ID Suharto Megawati_Sukarnoputri Susilo_Bambang_Yudhoyono
Joko_Widodo Jokowi Prabowo_Subianto Prabowo; IR Mohammad_Khatami Mahmoud_Ahmadinejad
Hassan_Rouhani Ebrahim_Raisi Masoud_Pezeshkian; SY Bashar_Assad Bashar_al_Assad Ahmed_al_Sharaa;
EG Hosni_Mubarak Mohamed_Morsi Abdel_Fattah_el_Sisi Abdel_Fattah_el_Sissi Abdel_Fattah_al_Sisi;
AF Hamid_Karzai Ashraf_Ghani; PK Pervez_Musharraf Asif_Ali_Zardari; ZA Nelson_Mandela Thabo_Mbeki
Jacob_Zuma Cyril_Ramaphosa; NG Olusegun_Obasanjo Goodluck_Jonathan Muhammadu_Buhari Bola_Tinubu;
KE Mwai_Kibaki Uhuru_Kenyatta William_Ruto; GH John_Kufuor John_Mahama Nana_Akufo_Addo;
UG Yoweri_Museveni; RW Paul_Kagame; ZW Robert_Mugabe Emmerson_Mnangagwa; SD Omar_al_Bashir;
SN Abdoulaye_Wade Macky_Sall Bassirou_Diomaye_Faye; CD Joseph_Kabila Félix_Tshisekedi
Felix_Tshisekedi; PL Aleksander_Kwaśniewski Lech_Kaczyński Lech_Kaczynski Andrzej_Duda
Karol_Nawrocki; CZ Václav_Havel Václav_Klaus Miloš_Zeman Petr_Pavel; PT Cavaco_Silva
Marcelo_Rebelo_de_Sousa; GE Mikheil_Saakashvili; LK Mahinda_Rajapaksa Gotabaya_Rajapaksa
Maithripala_Sirisena; KZ Nursultan_Nazarbayev Kassym_Jomart_Tokayev; AZ Ilham_Aliyev; TN Kais_Saied;
DZ Abdelaziz_Bouteflika Abdelmadjid_Tebboune; PS Mahmoud_Abbas Yasser_Arafat; RS
Slobodan_Milosevic Aleksandar_Vucic Aleksandar_Vučić; RO Traian_Basescu Klaus_Iohannis;
IT Giorgio_Napolitano Sergio_Mattarella; DE Joachim_Gauck Frank_Walter_Steinmeier; ES
José_María_Aznar José_Luis_Rodríguez_Zapatero Rodríguez_Zapatero Mariano_Rajoy Pedro_Sánchez;
IQ Saddam_Hussein; LY Muammar_Gaddafi Moammar_Gadhafi; ML Ibrahim_Boubacar_Keita;
CM Paul_Biya; GQ Teodoro_Obiang; TD Idriss_Déby Idriss_Deby; MG Andry_Rajoelina; MW Joyce_Banda;
ZM Hakainde_Hichilema; TZ Jakaya_Kikwete John_Magufuli Samia_Suluhu_Hassan; MV Mohamed_Nasheed;
KR Kim_Dae_jung Roh_Moo_hyun Lee_Myung_bak Park_Geun_hye Moon_Jae_in Yoon_Suk_yeol Lee_Jae_myung;
KP Kim_Jong_un Kim_Jong_il; CN Jiang_Zemin Hu_Jintao Xi_Jinping; TW Chen_Shui_bian Ma_Ying_jeou
Tsai_Ing_wen Lai_Ching_te
""")
MINISTERS = table("""
GB Margaret_Thatcher John_Major Tony_Blair Gordon_Brown David_Cameron Theresa_May Boris_Johnson
Liz_Truss Rishi_Sunak Keir_Starmer; DE Helmut_Kohl Gerhard_Schröder Gerhard_Schroeder Angela_Merkel
Olaf_Scholz Friedrich_Merz; IT Silvio_Berlusconi Romano_Prodi Mario_Monti Enrico_Letta Matteo_Renzi
Paolo_Gentiloni Giuseppe_Conte Mario_Draghi Giorgia_Meloni; ES Felipe_González José_María_Aznar
José_Luis_Rodríguez_Zapatero Mariano_Rajoy Pedro_Sánchez Pedro_Sanchez; PT José_Sócrates
Pedro_Passos_Coelho António_Costa Luís_Montenegro Durão_Barroso; GR George_Papandreou
Antonis_Samaras Alexis_Tsipras Kyriakos_Mitsotakis; NL Wim_Kok Jan_Peter_Balkenende Mark_Rutte
Dick_Schoof; BE Guy_Verhofstadt Elio_Di_Rupo Alexander_De_Croo Bart_De_Wever; CA Jean_Chrétien
Jean_Chretien Paul_Martin Stephen_Harper Justin_Trudeau Mark_Carney; AU John_Howard Kevin_Rudd
Julia_Gillard Tony_Abbott Malcolm_Turnbull Scott_Morrison Anthony_Albanese; NZ Helen_Clark John_Key
Jacinda_Ardern Chris_Hipkins Christopher_Luxon; IN Atal_Bihari_Vajpayee Manmohan_Singh
Narendra_Modi; PK Benazir_Bhutto Nawaz_Sharif Imran_Khan Shehbaz_Sharif Yousaf_Raza_Gilani;
BD Sheikh_Hasina Khaleda_Zia; JP Junichiro_Koizumi Shinzo_Abe Yasuo_Fukuda Taro_Aso Yukio_Hatoyama
Naoto_Kan Yoshihiko_Noda Yoshihide_Suga Fumio_Kishida Shigeru_Ishiba Sanae_Takaichi;
IL Yitzhak_Rabin Benjamin_Netanyahu Ehud_Barak Ariel_Sharon Ehud_Olmert Naftali_Bennett Yair_Lapid;
TH Thaksin_Shinawatra Yingluck_Shinawatra Prayuth_Chan_ocha Srettha_Thavisin; MY Mahathir_Mohamad
Mahathir Najib_Razak Muhyiddin_Yassin Anwar_Ibrahim; SG Lee_Hsien_Loong Lawrence_Wong; KH Hun_Sen
Hun_Manet; HU Viktor_Orbán Viktor_Orban; PL Beata_Szydło Mateusz_Morawiecki Donald_Tusk;
SE Göran_Persson Fredrik_Reinfeldt Stefan_Löfven Magdalena_Andersson Ulf_Kristersson;
NO Jens_Stoltenberg Erna_Solberg Jonas_Gahr_Støre; DK Anders_Fogh_Rasmussen Helle_Thorning_Schmidt
Lars_Løkke_Rasmussen Mette_Frederiksen; FI Sanna_Marin Petteri_Orpo; IE Bertie_Ahern Enda_Kenny
Leo_Varadkar Micheál_Martin Simon_Harris; ET Meles_Zenawi Abiy_Ahmed; IQ Nouri_al_Maliki
Haider_al_Abadi; LB Rafik_Hariri Saad_Hariri; TR Recep_Tayyip_Erdogan; RU Mikhail_Mishustin
Dmitry_Medvedev; CZ Andrej_Babiš Petr_Fiala; SK Robert_Fico; FR Dominique_de_Villepin
François_Fillon Manuel_Valls Édouard_Philippe Jean_Castex Élisabeth_Borne Gabriel_Attal
Michel_Barnier François_Bayrou Sébastien_Lecornu; ZW Morgan_Tsvangirai; AL Edi_Rama;
CN Zhu_Rongji Wen_Jiabao Li_Keqiang Li_Qiang
""")
_SURNAME_FIRST = frozenset(("KR", "KP", "CN", "TW", "SG", "KH"))
_OF_MANY = frozenset("peña morales hassan banda lee garcía hernández".split())
"""Family names of many other presidents: these leaders are known by their full names only."""
_WORDS = frozenset("may major key park".split())
"""Family names that before "government" or "administration" are rather words."""


def _known_as(leaders: Mapping[str, str]) -> dict[str, str]:
    """Full names, and family names that are one country's among them, lower case."""
    surnames: dict[str, set[str]] = {}
    for name, code in leaders.items():
        words = name.casefold().split()
        surname = words[0] if code in _SURNAME_FIRST else words[-1]
        surnames.setdefault(surname, set()).add(code)
    found = {name: next(iter(codes)) for name, codes in surnames.items() if len(codes) == 1}
    found = {name: code for name, code in found.items() if name not in _OF_MANY}
    return found | {name.casefold(): code for name, code in leaders.items()}


OF_PRESIDENT = _known_as(PRESIDENTS)
OF_MINISTER = _known_as(MINISTERS)


def _of_both(tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    codes: dict[str, set[str]] = {}
    for known in tables:
        for name, code in known.items():
            codes.setdefault(name, set()).add(code)
    return {
        name: next(iter(found))
        for name, found in codes.items()
        if len(found) == 1 and name not in _WORDS
    }


OF_EITHER = _of_both((OF_PRESIDENT, OF_MINISTER))
"""For "the Brown government": names that no two countries' leaders of any office share."""
IN_FULL = frozenset(name.casefold() for name in (*PRESIDENTS, *MINISTERS))
"""All names of the tables, lower case, without the family names by themselves."""
FULL_NAMES = frozenset(
    name for leaders in (PRESIDENTS, MINISTERS) for name in leaders if name.count(" ")
)
