"""Names of countries, regions and cities in their languages where CLDR and GeoNames lack them."""

from collections.abc import Mapping

from pipeline.link.words.countries.tables import table

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": table("DE Frankfurt Nuremberg; BE Antwerp Ghent; CH Geneva; SE Gothenburg"),
    "es": table("""
        US EE_UU EEUU EU E_U Estados_Unidos_de_América Norteamérica Carolina_del_Norte
        Carolina_del_Sur
        Nueva_Jersey Nuevo_México Luisiana Pensilvania Misisipi Misuri Oregón Hawái Nueva_Orleans
        Filadelfia; GB Gran_Bretaña Inglaterra Escocia Gales Reino_Unido Irlanda_del_Norte
        Edimburgo; NL Holanda La_Haya Róterdam; CI Costa_de_Marfil; PS Cisjordania Franja_de_Gaza
        Gaza; TR Turquía Estambul; MM Birmania; CN Pekín; DE Múnich Fráncfort Hamburgo Baviera;
        IT Milán Turín Nápoles Florencia Venecia Sicilia; FR Marsella Burdeos Estrasburgo;
        BE Amberes Flandes; CH Ginebra Basilea; ES Catalunya Comunitat_Valenciana; CA Quebec
        """),
    "fr": table("""
        US États_Unis_d_Amérique Californie Floride Pennsylvanie Virginie Louisiane
        Caroline_du_Nord Caroline_du_Sud Philadelphie La_Nouvelle_Orléans;
        GB Grande_Bretagne Angleterre Écosse Édimbourg; NL Hollande La_Haye; MM Birmanie;
        PS Cisjordanie bande_de_Gaza Gaza; CN Pékin; DE Munich Francfort Hambourg Cologne Bavière;
        IT Milan Turin Naples Florence Venise Sicile Lombardie; ES Barcelone Séville Catalogne
        Andalousie; BE Anvers Flandre Wallonie; CH Genève Bâle; CA Québec; RU Tchétchénie
        """),
    "de": table("""
        US Vereinigte_Staaten_von_Amerika Kalifornien; GB Großbritannien England Schottland Wales
        Nordirland; NL Den_Haag; BY Weißrussland; PS Westjordanland Gazastreifen Gaza; CN Peking;
        DE München Köln Nürnberg Hannover Sachsen_Anhalt Rheinland_Pfalz Saarland Thüringen
        Mecklenburg_Vorpommern; IT Mailand Turin Neapel Venedig Sizilien Toskana Südtirol;
        ES Katalonien Andalusien; BE Antwerpen Flandern; CH Genf Basel Luzern; FR Straßburg Elsass;
        AT Tirol Kärnten Steiermark; RU Tschetschenien Sankt_Petersburg; UA Charkiw
        """),
    "it": table("""
        US Usa Stati_Uniti_d_America Filadelfia; GB Gran_Bretagna Inghilterra Scozia Edimburgo;
        NL Olanda L_Aia; MM Birmania; PS Cisgiordania striscia_di_Gaza Striscia_di_Gaza Gaza;
        CN Pechino; DE Monaco_di_Baviera Francoforte Amburgo Colonia Baviera Berlino; IT Milano
        Torino Napoli Firenze Venezia Genova Sicilia Sardegna Lombardia Piemonte Puglia Liguria
        Campania; ES Barcellona Siviglia Catalogna; BE Anversa Fiandre; CH Ginevra Basilea;
        FR Marsiglia Lione Nizza Strasburgo; RU San_Pietroburgo Cecenia
        """),
    "pt": table("""
        US EUA Estados_Unidos_da_América Califórnia Flórida Nova_Jersey Filadélfia Nova_Orleans;
        GB Grã_Bretanha Inglaterra Escócia Edimburgo; NL Holanda Haia; MM Birmânia; PS Cisjordânia
        Faixa_de_Gaza Gaza; CN Pequim; DE Munique Colônia Baviera; IT Milão Turim Nápoles Florença
        Veneza Sicília; ES Catalunha Andaluzia; BE Antuérpia; CH Genebra Basileia; FR Marselha;
        PT Porto Lisboa; BR Rio_de_Janeiro Brasília Bahia Amazonas
        """),
    "nl": table("""
        US VS Californië; GB Groot_Brittannië Engeland Schotland VK; NL Den_Haag Zuid_Holland
        Noord_Holland Noord_Brabant Gelderland Friesland; BY Wit_Rusland; PS Westelijke_Jordaanoever
        Gazastrook Gaza; CN Peking; DE München Keulen Beieren; IT Milaan Turijn Napels; ES
        Catalonië;
        BE Antwerpen Gent Vlaanderen Wallonië; CH Genève Bazel; FR Straatsburg; UA Charkov
        """),
    "ca": table("""
        US EUA EUUU; GB Gran_Bretanya Anglaterra Escòcia; NL Holanda; PS Cisjordània
        Franja_de_Gaza franja_de_Gaza Gaza; CN Pequín; DE Munic Baviera; IT Milà Torí Nàpols
        Venècia; ES Catalunya País_Valencià Andalusia Euskadi; CH Ginebra; BE Anvers Flandes
        """),
    "id": table("""
        US AS Amerika; GB Inggris; CN Cina Tiongkok China; KR Korsel; KP Korut; NL Den_Haag;
        PS Gaza Tepi_Barat Jalur_Gaza; MM Burma; ID Papua Jawa_Barat Jawa_Timur Jawa_Tengah Sumatera
        Jawa Nusa_Tenggara_Timur
        """),
    "ms": table("""
        US AS Amerika; GB Britain England; CN China; KR Korea_Selatan; PS Gaza Tebing_Barat
        Semenanjung_Gaza; MY Selangor Johor Sabah Sarawak Pulau_Pinang Kelantan Pahang Perak Kedah
        """),
}
