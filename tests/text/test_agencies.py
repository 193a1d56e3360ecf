"""Who is credited, and who is only mentioned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.agencies import find_agencies
from analysis.text.agency_names import SPELLINGS

LONG = "Am Ufer blieb es den ganzen Nachmittag ruhig. " * 40


@pytest.mark.parametrize(
    ("opening", "agencies"),
    [
        ("BERLIN (dpa) - Die Lage am Fluss", ["dpa"]),
        ("Berlin (dpa/lno) - Die Lage", ["dpa"]),
        ("Frankfurt am Main (dpa-AFX) – Die Börse", ["dpa"]),
        ("BERLIN (dpa/Reuters) - Die Lage", ["dpa", "Reuters"]),
        ("Bonn (KNA/epd) Die Bischöfe", ["epd", "KNA"]),
        ("Genf/Wien (epd). Die Gespräche", ["epd"]),
        ("Köln (SID) - Der Verband", ["SID"]),
        ("Wien, 3. Mai (APA) - Die Regierung", ["APA"]),
        ("Bern (sda) - Der Bundesrat", ["Keystone-SDA"]),
        ("Mainz (ots) - Die Sendung", ["ots"]),
        ("BERLIN dpa/afp | Die Lage", ["AFP", "dpa"]),
        ("BERLIN taz/epd | Die Lage", ["epd"]),
        ("Düsseldorf dpa/lnw – Der Landtag", ["dpa"]),
        ("dpa. BERLIN, 3. Juli. Die Lage", ["dpa"]),
        ("hen/dpa/AFP\n\nDie Lage", ["AFP", "dpa"]),
        ("Von dpa\n\nDie Lage", ["dpa"]),
        ("Von Jana Muster, dpa\n\nDie Lage", ["dpa"]),
        ("Von Jana Muster und Ole Kern (AFP)\n\nDie Lage", ["AFP"]),
        ("Von dpa-Korrespondentin Jana Muster\n\nDie Lage", ["dpa"]),
        ("Von der Nachrichtenagentur Reuters\n\nDie Lage", ["Reuters"]),
        ("PARIS (AFP) — Talks went on", ["AFP"]),
        ("LONDON, Sept 3 (Reuters) - The", ["Reuters"]),
        ("KYIV, Ukraine (AP) — Two", ["AP"]),
        ("(Bloomberg) -- Prices rose", ["Bloomberg"]),
        ("Kabul (AFP) Afghan officials met", ["AFP"]),
        ("BEIJING, Jan. 5, 2020 (Xinhua) -- A", ["Xinhua"]),
        ("TOKYO (Kyodo) - The", ["Kyodo"]),
        ("ANKARA (AA) – The", ["Anadolu"]),
        ("Taipei, July 2 (CNA) The", ["CNA"]),
        ("By The Associated Press\n\nTalks", ["AP"]),
        ("By JANE ROE Associated Press\n\nTalks", ["AP"]),
        ("By Jane Roe, Associated Press Writer\n\nTalks", ["AP"]),
        ("By Jane Roe and John Doe | Reuters\n\nTalks", ["Reuters"]),
        ("By Reuters Staff\n\nTalks", ["Reuters"]),
        ("By UPI Staff\n\nTalks", ["UPI"]),
        ("Paris, 2 juil 2024 (AFP) - Les négociations", ["AFP"]),
        ("Le Soir de Lune avec AFP\n\nLes négociations", ["AFP"]),
        ("Madrid, 2 jul (EFE).- El Gobierno", ["EFE"]),
        ("(ANSA) - ROMA, 02 LUG - Il governo", ["ANSA"]),
        ("МОСКВА, 2 июля. /ТАСС/. Переговоры", ["TASS"]),
        ("КИЕВ, 2 июл - РИА Новости. Переговоры", ["RIA Novosti"]),
        ("Київ. 2 липня (Укрінформ) – Переговори", ["Ukrinform"]),
        ("Ein Titel\n\n12.07.2024\n\nBERLIN (dpa) - Die Lage", ["dpa"]),
    ],
)
def test_the_head_of_a_text_credits(opening: str, agencies: list[str]) -> None:
    assert find_agencies(f"{opening} {LONG}") == tuple(agencies)


@pytest.mark.parametrize(
    ("ending", "agencies"),
    [
        ("(dpa)", ["dpa"]),
        ("\n(KNA/epd)", ["epd", "KNA"]),
        ("dpa/mkl", ["dpa"]),
        ("(hen/dpa)", ["dpa"]),
        ("\n\nrtr/afp", ["AFP", "Reuters"]),
        ("\n\nSID ab/cd", ["SID"]),
        ("(mit dpa)", ["dpa"]),
        ("\n\nQuelle: dpa", ["dpa"]),
        ("\n\nQuelle: lunebote.example, mau/dpa/AFP", ["AFP", "dpa"]),
        ("\n\nQuellen: DER LUNEBOTE, dpa, Reuters, mp", ["dpa", "Reuters"]),
        ("\n\nText: epd", ["epd"]),
        ("\n\n© AFP", ["AFP"]),
        ("\n\n© 2024 dpa", ["dpa"]),
        ("\n\n(c) dpa-infocom, dpa:240702-99-12345/3", ["dpa"]),
        ("\n\nmit Material von dpa und AFP", ["AFP", "dpa"]),
        ("(Mit Material der dpa)", ["dpa"]),
        ("(Mit Agenturmaterial von Reuters)", ["Reuters"]),
        ("\n\nMit Informationen von AFP, dpa", ["AFP", "dpa"]),
        ("\n\nUnter Verwendung von Material der Nachrichtenagentur epd", ["epd"]),
        (
            "\n\nDieser Text wurde von der Nachrichtenagentur dpa automatisch "
            "übernommen.",
            ["dpa"],
        ),
        ("(AP)", ["AP"]),
        ("— Reuters", ["Reuters"]),
        ("\n\nThe Associated Press contributed to this report.", ["AP"]),
        (
            "\n\nAP writers Jane Roe in Oster and John Doe contributed to this report.",
            ["AP"],
        ),
        ("\n\nReuters and AFP contributed to this story.", ["AFP", "Reuters"]),
        ("\n\nReuters and The Associated Press contributed.", ["AP", "Reuters"]),
        ("\n\nContributing: Jane Roe, John Doe; The Associated Press", ["AP"]),
        ("\n\nThis report contains material from AFP and Reuters.", ["AFP", "Reuters"]),
        ("\n\nInformation from UPI was used in this report.", ["UPI"]),
        ("\n\nWith files from Reuters", ["Reuters"]),
        ("\n\nAdditional reporting by Jane Roe and PA Media", ["PA Media"]),
        ("(Reporting by Jane Roe, writing by John Doe; Reuters)", ["Reuters"]),
        ("\n\nReporting by Jane Roe, writing by John Doe (Reuters)", ["Reuters"]),
        ("\n\nThis story was produced by the Associated Press.", ["AP"]),
        (
            "\n\nCopyright 2020 The Associated Press. All rights reserved.",
            ["AP"],
        ),
        ("\n\nOur Standards: The Thomson Reuters Trust Principles.", ["Reuters"]),
        ("\n\nSource: UPI", ["UPI"]),
        ("(AFP)", ["AFP"]),
        ("\n\n(avec AFP)", ["AFP"]),
        ("\n\nAvec des informations de l'AFP", ["AFP"]),
        ("\n\nCon información de EFE y Reuters", ["EFE", "Reuters"]),
        ("(EFE)", ["EFE"]),
        ("\n\nFonte: ANSA", ["ANSA"]),
        ("\n\nRIPRODUZIONE RISERVATA © Copyright ANSA", ["ANSA"]),
        ("\n\nИсточник: ТАСС", ["TASS"]),
        ("/ТАСС/.", ["TASS"]),
        ("\n\nŹródło: PAP", ["PAP"]),
    ],
)
def test_the_tail_of_a_text_credits(ending: str, agencies: list[str]) -> None:
    assert find_agencies(f"{LONG}{ending}") == tuple(agencies)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Das sagte der Minister der dpa.",
        "„Wir reden weiter“, sagte sie der Deutschen Presse-Agentur (dpa) in Oster.",
        "Nach Angaben der Agentur Interfax blieb die Brücke geschlossen.",
        "Nach Informationen der dpa wird weiter verhandelt.",
        "Das deckt sich mit Informationen der dpa, denen zufolge verhandelt wird.",
        "Wie AFP aus Oster berichtet, ruhen die Waffen.",
        "Die AFP (Agence France-Presse) gehört zu den ältesten Agenturen.",
        "Der Konzern Reuters (Reuters) Berichten zufolge",
        "Mit Agenturmaterial",
        "(Agenturen)",
        "Quelle: eigene Recherche",
        "Foto: dpa",
        "Foto: Jana Muster/dpa",
        "Jana Muster/dpa",
        "Die Brücke am Montag. Foto: Jana Muster (dpa)",
        "Bild: AFP",
        "© picture alliance/dpa",
        "© dpa/picture alliance",
        "Foto: © AFP",
        "Quelle: Jana Muster/Reuters Foto",
        "Symbolbild: dpa",
        "Von Sid Muster",
        "Sid",
        "Die Abkürzung sid steht in der Medizin für ein Syndrom.",
        "Er las das Manifest, das die Zeitung epd-Archiv verwahrt.",
        "Videomaterial von AFP zeigt den Einschlag.",
        "The minister told Reuters that talks went on.",
        "The Associated Press (AP) reported that talks went on.",
        "According to TASS, the bridge remained closed.",
        "A spokesman told AFP (the agency) on Monday that it was over.",
        "Hyderabad in AP (Andhra Pradesh) is hot.",
        "(AP Photo/Jane Roe)",
        "AFP/Getty Images",
        "REUTERS/Jane Roe",
        "Photo: AP",
        "Getty Images via AFP",
        "Image copyright AFP",
        "Jane Roe contributed to this report.",
        "She spoke to Reuters. Jane Roe contributed to this report.",
        "By Jane Roe",
        "In an interview with AFP he denied it.",
        "Il s'est entretenu avec AFP.",
        "El ministro dijo a EFE que no.",
        "Lo ha detto all'ANSA il ministro.",
        "Об этом сообщает ТАСС со ссылкой на министра.",
    ],
)
def test_an_agency_that_is_quoted_or_took_the_picture_is_not_credited(
    text: str,
) -> None:
    assert find_agencies(text) == ()
    assert find_agencies(f"{LONG}\n{text}\n\n{LONG}") == ()


def test_above_the_text_a_copyright_mark_belongs_to_the_picture() -> None:
    assert find_agencies(f"Ein Titel\n© AFP\n{LONG}") == ()


def test_agencies_come_once_and_in_alphabetical_order() -> None:
    text = f"BERLIN (Reuters/dpa) - {LONG}(dpa/AFP)\n\nQuelle: epd"

    assert find_agencies(text) == ("AFP", "dpa", "epd", "Reuters")


@pytest.mark.parametrize("agency", SPELLINGS)
def test_every_agency_is_known_by_its_name(agency: str) -> None:
    assert find_agencies(f"{LONG}\n\nQuelle: {agency}") == (agency,)


@given(st.text() | st.text(alphabet="AB ab.,()/|-©:\ndpa", max_size=300))
def test_whatever_the_text_only_known_agencies_are_credited(text: str) -> None:
    assert set(find_agencies(text)) <= set(SPELLINGS)
