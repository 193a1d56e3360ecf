"""The words dates are written with, in the languages of the outlets read so far."""

from collections.abc import Mapping


def _number(rows: str, first: int) -> dict[str, int]:
    return {
        word: number
        for number, row in enumerate(rows.strip().splitlines(), first)
        for word in row.split()
    }


# en de fr es it pl ru uk tr; genitive where dates take it, abbreviations without dot.
MONTHS: Mapping[str, int] = _number(
    """
jan january januar jänner janv janvier ene enero gen gennaio stycznia янв января січ січня oca ocak
feb february februar feber fév févr fevr février fevrier febrero febbraio lut lutego фев февр февраля лют лютого şub şubat
mar mär mrz march märz maerz mars marzo marca мар марта бер березня mart
apr april avr avril abr abril aprile kwi kwietnia апр апреля кві квітня nis nisan
may mai mayo mag maggio maj maja мая тра травня mayıs
jun june juni juin junio giu giugno cze czerwca июн июня чер червня haz haziran
jul july juli juil juillet julio lug luglio lip lipca июл июля лип липня tem temmuz
aug august août aout ago agosto sie sierpnia авг августа сер серпня ağu ağustos
sep sept september septembre septiembre set settembre wrz września сен сент сентября вер вересня eyl eylül
oct okt october oktober octobre octubre ott ottobre paź października окт октября жов жовтня eki ekim
nov november novembre noviembre lis listopada ноя нояб ноября лис листопада kas kasım
dec dez december dezember déc décembre decembre dic diciembre dicembre gru grudnia дек декабря гру грудня ara aralık
""",  # noqa: E501
    1,
)

# Monday is 0, as in `datetime.date.weekday`.
WEEKDAYS: Mapping[str, int] = _number(
    """
mon monday mo montag lun lundi lunes lunedì pon poniedziałek пн понедельник понеділок pzt pazartesi
tue tues tuesday di dienstag mar mardi martes martedì wto wtorek вт вторник вівторок sal salı
wed wednesday mi mittwoch mer mercredi miércoles mercoledì śro środa ср среда середа çar çarşamba
thu thur thurs thursday do donnerstag jeu jeudi jue jueves gio giovedì czw czwartek чт четверг четвер per perşembe
fri friday fr freitag ven vendredi vie viernes venerdì pią piątek пт пятница пʼятниця п'ятниця cum cuma
sat saturday sa samstag sonnabend sam samedi sáb sab sábado sabato sob sobota сб суббота субота cmt cumartesi
sun sunday so sonntag dim dimanche dom domingo domenica nie niedziela вс воскресенье нд неділя paz pazar
""",  # noqa: E501
    0,
)

# Words that say nothing about when; "am" stands before a German day.
FILLERS = frozenset(
    [
        "um",
        "uhr",
        "stand",
        "vom",
        "der",
        "den",
        "am",
        "le",
        "à",
        "a",
        "las",
        "de",
        "del",
        "el",
        "at",
        "on",
        "the",
        "of",
        "alle",
        "ore",
        "il",
        "o",
        "godz",
        "в",
        "о",
        "об",
        "г",
        "года",
        "год",
        "р",
        "року",
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "saat",
    ]
)

# Hours east of Greenwich. Names that several countries use (IST, AST) are left out:
# they count only where the outlet's own zone goes by that name.
ZONES: Mapping[str, int] = {
    name: hours
    for hours, names in (
        (0, "z utc gmt ut wet"),
        (1, "cet mez bst west"),
        (2, "cest mesz eet sast"),
        (3, "eest msk trt idt"),
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
