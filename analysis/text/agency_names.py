"""The names of news agencies, and how a credit is written with them."""

import re

# Letter case counts: "ap" credits the agency, "pa" or "tt" are a writer's initials.
SPELLINGS = {
    "AAP": ("AAP", "Australian Associated Press"),
    "Adnkronos": ("Adnkronos", "ADNKRONOS"),
    "AFP": ("AFP", "afp", "Agence France-Presse", "Agence France Presse"),
    "AGI": ("AGI",),
    "Anadolu": ("AA", "Anadolu", "Anadolu Agency", "Anadolu Agentur", "Anadolu Ajansı"),
    "ANI": ("ANI",),
    "ANP": ("ANP",),
    "ANSA": ("ANSA", "Ansa", "ansa"),
    "AP": ("AP", "ap", "Associated Press"),
    "APA": ("APA", "apa", "Austria Presse Agentur"),
    "awp": ("awp", "AWP"),
    "Belga": ("Belga", "BELGA"),
    "Bloomberg": ("Bloomberg", "BLOOMBERG", "bloomberg"),
    "Canadian Press": ("Canadian Press", "CP"),
    "CNA": ("CNA", "Central News Agency"),
    "ČTK": ("ČTK", "CTK"),
    "dapd": ("dapd", "DAPD"),
    "ddp": ("ddp", "DDP"),
    "dpa": (
        "dpa", "DPA", "dpa-AFX", "dpa-afx", "dpa-infocom", "dpa-tmn",
        "dpa-Themendienst", "Deutsche Presse-Agentur", "Deutschen Presse-Agentur",
        "German Press Agency",
    ),
    "dts": ("dts", "DTS", "dts Nachrichtenagentur"),
    "EFE": ("EFE", "Efe", "efe"),
    "epd": ("epd", "EPD", "Evangelischer Pressedienst"),
    "Europa Press": ("Europa Press", "EUROPA PRESS"),
    "IANS": ("IANS",),
    "Interfax": ("Interfax", "INTERFAX", "interfax", "Интерфакс"),
    "Interfax-Ukraine": (
        "Interfax-Ukraine", "Интерфакс-Украина", "Інтерфакс-Україна",
    ),
    "IRNA": ("IRNA",),
    "Jiji": ("Jiji", "Jiji Press", "JIJI"),
    "Keystone-SDA": ("Keystone-SDA", "Keystone-ATS", "sda", "SDA", "ats", "ATS"),
    "KNA": ("KNA", "kna", "Katholische Nachrichten-Agentur"),
    "Kyodo": ("Kyodo", "KYODO", "Kyodo News"),
    "Lusa": ("Lusa", "LUSA"),
    "MTI": ("MTI",),
    "NTB": ("NTB",),
    # No agency: a service that distributes press releases unedited.
    "ots": ("ots", "OTS", "APA-OTS"),
    "PA Media": ("PA", "PA Media", "PA news agency", "Press Association"),
    "PAP": ("PAP",),
    "PTI": ("PTI", "Press Trust of India"),
    "Reuters": ("Reuters", "REUTERS", "reuters", "rtr", "RTR", "Thomson Reuters"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Ritzau": ("Ritzau", "RITZAU", "ritzau"),
    "SID": ("SID", "sid", "Sport-Informations-Dienst"),
    "TASS": ("TASS", "Tass", "tass", "Itar-Tass", "ITAR-TASS", "ТАСС"),
    "TT": ("TT",),
    "Ukrinform": ("Ukrinform", "UKRINFORM", "Укринформ", "Укрінформ"),
    "UNIAN": ("UNIAN", "УНИАН", "УНІАН"),
    "UPI": ("UPI", "United Press International"),
    "Xinhua": ("Xinhua", "XINHUA", "xinhua"),
    "Yonhap": ("Yonhap", "YONHAP"),
}  # fmt: skip
CANONICAL = {
    spelling: agency
    for agency, spellings in SPELLINGS.items()
    for spelling in spellings
}


_FILLER = (
    r"(?:(?:der|den|die|the|The|la|le|di|[Nn]achrichtenagentur(?:en)?|[Aa]gentur(?:en)?"
    r"|[Aa]gence|[Aa]gencia|[Aa]genzia)\s|l['’]|dell['’])"
)
_JOINT = r"(?:\s?[/+|&;]\s?|,\s?|,?\s(?:und|and|et|y|e|sowie|и|і)\s)"
_NAME = "|".join(map(re.escape, sorted(CANONICAL, key=len, reverse=True)))
_ONE = rf"{_FILLER}{{0,2}}(?<![\w-])(?:{_NAME})(?![\w-])"
# A pattern of one name or several: "der dpa", "AFP, AP and Reuters".
NAMES = rf"{_ONE}(?:{_JOINT}{_ONE}){{0,7}}"

_FIND_NAME = re.compile(rf"(?<![\w-])(?:{_NAME})(?![\w-])")
_SPLIT = re.compile(rf"{_JOINT}|\s(?=[a-z]{{2,3}}(?:/|$))")
_LEADING = re.compile(rf"{_FILLER}{{1,2}}")
# A desk ("lno"), a writer ("mkl"), an outlet ("SZ"). A word in title case would be a
# photographer.
_INITIALS = re.compile(r"[a-zäöü]{1,5}\.?|[A-ZÄÖÜ]{2,4}")


def find_names(text: str) -> set[str]:
    """Find the agencies that are mentioned anywhere in `text`, by canonical name."""
    return {CANONICAL[found.group()] for found in _FIND_NAME.finditer(text)}


def parse_credit(text: str) -> set[str]:
    """Read a credit of agencies and initials, "hen/dpa"; empty if it is anything else.

    So no photo credit is read: "Jana Muster/dpa", "AFP/Getty Images".
    """
    parts = _split_parts(text)
    is_credit = all(part in CANONICAL or _INITIALS.fullmatch(part) for part in parts)
    return _name_agencies(parts) if is_credit else set()


def parse_list(text: str) -> set[str]:
    """Read the agencies among other sources or writers: "Jana Muster, dpa"."""
    return _name_agencies(_split_parts(text))


def _split_parts(text: str) -> list[str]:
    return [_LEADING.sub("", part.strip(), count=1) for part in _SPLIT.split(text)]


def _name_agencies(parts: list[str]) -> set[str]:
    return {CANONICAL[part] for part in parts if part in CANONICAL}
