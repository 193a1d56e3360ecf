"""The words dates are written with, in the languages of the outlets read so far."""

from collections.abc import Mapping


def _number(rows: str, first: int) -> dict[str, int]:
    return {
        word: number
        for number, row in enumerate(rows.strip().splitlines(), first)
        for word in row.split()
    }


def _list(rows: str) -> frozenset[str]:
    return frozenset(rows.split())


# en de fr es it pt nl pl ru uk tr; genitive where dates take it, abbreviations without
# dot, Turkish also as its capitals fold.
MONTHS: Mapping[str, int] = _number(
    """
jan january januar jänner janv janvier ene enero gen gennaio janeiro januari sty stycznia янв января січ січня oca ocak
feb february februar feber fév févr fevr février fevrier febrero febbraio fev fevereiro februari lut lutego фев февр февраля лют лютого şub şubat
mar mär mrz march märz maerz mars marzo março marco maart mrt marca мар марта бер березня mart
apr april avr avril abr abril aprile kwi kwietnia апр апреля кві квіт квітня nis nisan
may mai mayo mag maggio maio mei maj maja мая тра трав травня mayıs mayis
jun june juni juin junio giu giugno junho cze czerwca июн июня чер черв червня haz haziran
jul july juli juil juillet julio lug luglio julho lip lipca июл июля лип липня tem temmuz
aug august août aout ago agosto augustus sie sierpnia авг августа сер серп серпня ağu ağustos
sep sept september septembre septiembre set settembre setembro wrz września сен сент сентября вер вересня eyl eylül
oct okt october oktober octobre octubre ott ottobre out outubro paź października окт октября жов жовт жовтня eki ekim
nov november novembre noviembre novembro lis listopada ноя нояб ноября лис лист листопада kas kasım kasim
dec dez december dezember déc décembre decembre dic diciembre dicembre dezembro gru grudnia дек декабря гру груд грудня ara aralık aralik
""",  # noqa: E501
    1,
)

# Monday is 0, as in `datetime.date.weekday`.
WEEKDAYS: Mapping[str, int] = _number(
    """
mon monday mo montag lun lundi lunes lunedì seg segunda ma maandag pon poniedziałek пн понедельник понеділок pzt pazartesi
tue tues tuesday di dienstag mar mardi martes martedì ter terça dinsdag wt wto wtorek вт вторник вівторок sal salı sali
wed wednesday mi mittwoch mer mercredi mié miér miércoles merc mercoledì qua quarta wo woensdag śro środa ср среда середа çar çarşamba
thu thur thurs thursday do donnerstag jeu jeudi jue jueves gio giov giovedì qui quinta donderdag czw czwartek чт четверг четвер per perşembe
fri friday fr freitag ven vendredi vie viernes venerdì sex sexta vr vrijdag pt pią piątek пт пятница пʼятниця п'ятниця п’ятниця cum cuma
sat saturday sa samstag sonnabend sam samedi sáb sab sábado sabato za zaterdag sob sobota сб суббота субота cmt cumartesi
sun sunday so sonntag dim dimanche dom domingo domenica zo zondag nie niedz niedziela вс воскресенье нд неділя paz pazar
""",  # noqa: E501
    0,
)

# Words that say nothing about when, or that this is the date of publication; "am"
# stands before a German day.
FILLERS = _list(
    """
um uhr stand vom der den am at on the of st nd rd th
veröffentlicht erstellt publiziert erschienen published posted
le à a er publié las de del el o h hs hrs horas publicado às feira
alle ore il pubblicato om uur gepubliceerd
r godz opublikowano saat yayınlanma
в о об г года год р року опубликовано опубліковано
"""
)

# A date that follows one of these is no date of publication.
CHANGES: tuple[str, ...] = (
    "(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|geändert|änderung)",
    "(?:last )?(?:updated?|modified)",
    "(?:dernière )?(?:mise? à jour|modifiée?)",
    "(?:última )?(?:actualizado|actualización|atualizado|atualização)",
    "(?:ultimo )?(?:aggiornato|aggiornamento)",
    "(?:laatst )?(?:bijgewerkt|gewijzigd)",
    "(?:ostatnia )?(?:aktualizacja|zaktualizowano)",
    "обновлено|изменено|оновлено|змінено",
    "(?:son )?(?:güncelleme|güncellenme)",
)

# Months that are others where these zones' outlets write: "lip" is July in Polish and
# June in Croatian.
FALSE_FRIENDS: Mapping[str, frozenset[str]] = dict.fromkeys(
    ("Europe/Zagreb", "Europe/Sarajevo"), frozenset(["lip", "lis", "listopada"])
)

# Where 24.07.02 is a day of 2024.
YEAR_FIRST_ZONES = frozenset(
    f"Asia/{city}"
    for city in ("Hong_Kong", "Pyongyang", "Seoul", "Shanghai", "Taipei", "Tokyo")
)

# Hours east of Greenwich. Names that several countries use (IST, AST) are left out:
# they count only where the outlet's own zone goes by that name.
ZONES: Mapping[str, int] = {
    name: hours
    for hours, names in (
        (0, "z utc gmt ut wet"),
        (1, "cet mez bst west"),
        (2, "cest mesz eet sast"),
        (3, "eest msk мск trt idt"),
        (5, "pkt"),
        (8, "sgt hkt"),
        (9, "jst kst"),
        (10, "aest"),
        (11, "aedt"),
        (12, "nzst"),
        (13, "nzdt"),
        (-4, "edt"),
        (-5, "est cdt"),
        (-6, "cst mdt"),
        (-7, "mst pdt"),
        (-8, "pst akdt"),
        (-9, "akst"),
        (-10, "hst"),
    )
    for name in names.split()
}

# American papers write the zone without saying whether it is summer.
SEASONLESS_ZONES: Mapping[str, str] = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "pt": "America/Los_Angeles",
}
