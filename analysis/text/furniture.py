"""What surrounds an article on its page: adverts, hints, rules, credits, links.

A paragraph is judged by its lines and words alone. Two grades: what is furniture
wherever it stands, and what is so only behind the article's last paragraph.
"""

import re

from analysis.text.quotes import find_quotations


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_LIST_MARKER = re.compile(r"[-–—•·●▪■►▶»›>*└+]\s|\d{1,2}[.)]\s")
_SENTENCE_END = re.compile(r"[.!?…][\"'“”„«»’‘)\]*¹²³]*$|[。！？]$")

_ADVERT = _pattern(
    r"^(advertisement|anzeige|werbung|ad|sponsored|sponsored content):?$",
    r"^advertisement\W+(continue|scroll)\b.{0,60}$",
    r"^(story|article) continue[sd]? below\b.{0,60}$",
)
_JOB = _pattern(r"\([mwdfx]([/|*,] ?([mwdfxi]|div|gn))+\)|\((all genders|gn)\)")
_LINK = _pattern(
    r"^(read|see|watch|listen|learn)? ?(also|more|related)( (here|on this))?\W*$",
    r"^(read (also|more|next|the full story)|see also|see related|also on \w+|must read"
    r"|related( (stories|articles|coverage|links?|video))?|more|recommended|watch"
    r"|special coverage|photos?|video|slideshow|gallery|story)( on [^:]{1,30})?:"
    r"(\s?\S.{0,200}(?<![.!]))?$",
    r"^(lesen sie( (hier|jetzt|dazu|auch|mehr))*|(hier )?weiterlesen|mehr lesen"
    r"|mehr (zum thema|dazu)|siehe auch|das könnte (sie|dich) (auch )?interessieren"
    r"|auch interessant|weitere (artikel|nachrichten|news|meldungen|themen)"
    r"|verwandte (artikel|themen)|zum thema|aus dem archiv|empfohlen|meistgelesen)"
    r"( zum thema)?(\s?[:|–-].{0,250}|[.…]*)$",
    r"^(lesen sie (auch|hier|dazu|mehr)|lies auch)\b.{0,200}$",
    r"^\( ?(photos|also on|see also|related|video|watch|read)\b[^)]{0,200}\)$",
    r"^.{1,200}\bread more$",
    r"^(click|klicken sie|tap) (here|hier)\b.{0,120}$",
    r"^click for more\b.{0,80}$",
    r"^(must watch|play video|watch the latest video|slideshow \()\b.{0,300}$",
    r"^just watched .* must watch\b",
)
_HINT = _pattern(
    r"^(please )?(sign up|subscribe (to|on|now|here)|follow|download (our|the)"
    r"|register (now|here|for)|(join|like) (us|our)|get (our|the|your))\s.{0,120}"
    r"\b(newsletters?|inbox|twitter|facebook|instagram|whatsapp|telegram|tiktok|youtube"
    r"|podcast|our app|the app|rss|privacy policy|flipboard|flipboard magazine)\W*$",
    r"^(sign up|subscribe)\b.{0,40}\bnewsletters?\b.{0,200}$|^follow @\w+.{0,60}$",
    r"^get .{0,80}\b(inbox|newsletter)\b.{0,120}$",
    r"^(daily|weekly|our|the) .{0,60}\b(newsletter|inbox)\b.{0,80}\bsign up\b",
    r"^.{0,40}\bnewsletter sign up\b",
    r"^(abonnieren sie|folgen sie uns|folge uns|folgt uns|melden sie sich"
    r"|jetzt (anmelden|abonnieren)|newsletter (abonnieren|bestellen))\b.{0,200}$",
    r"^(hier|jetzt) .{0,60}\b(newsletter|podcast|whatsapp-kanal)\b.{0,80}"
    r"\b(abonnieren|bestellen|anmelden|folgen)\b.{0,40}$",
)
_RIGHTS = _pattern(
    r"^(©|(copyright |\(c\) |copyright \(c\) |copyright © ?)(\d{4}|by)\b).{0,250}$",
    r"^(alle rechte vorbehalten|all rights reserved)\b.{0,100}$",
    r"\b(we|wir|this (web)?site|diese (web)?seite)\b.{0,40}"
    r"\b(uses?|verwende[nt]|nutz(en|t)|setz(en|t)) (.{0,40} )?cookies\b",
)
_CREDIT = _pattern(
    r"^(photos?|fotos?|photo credit|photographer|fotograf|bildquelle|bildnachweis)\s?:"
    r".{1,160}(?<![.!?])$|^(bild|bilder|images?|grafik|credit|quelle|source)\s?:"
    r".{1,40}(?<![.!?])$",
    r"^(foto|photo|photograph|bild)s?( by| von)? ?[:/©].{0,120}$",
    r"^(photo|video|foto|close|youtube)$",
    r"^file photo\b.{0,500}$|^file [-–—] .{0,500}$",
    r"^slideshow \(\d+ images\)$",
    r"^.{3,160}\bcontributed to this (report|article|story)\.?$",
    r"^(\W )?this (article|report|story) (is|was) based (in part )?on\b.{0,80}$",
    r"^(contributing|additional reporting)( by)?: .{2,160}$",
    r"^\((reporting|additional reporting|writing|editing) by .{3,300}\)$",
)
_CREDIT_END = _pattern(
    r"\btoggle caption\b.{0,120}$",
    r"(?<![.!?])[ /]getty images\)?$|\(ap photo/[^()]{3,60}\)$",
    r"\bvia (reuters|ap|afp)\)?$",
    r"\b(photographer|photo|photograph|foto|image credit): .{3,80}(?<![.!?\"“”])$",
    r"\(reuters( file)? photo: [^()]{3,60}\)$",
    r"\| ?(ap|getty|reuters)( photo| images)?$",
)
# A person's name and an agency; "mit. Reuters/dpa" only signs the paragraph it ends.
_PHOTOGRAPHER = re.compile(
    r"(?:^|[\s(])[A-ZÄÖÜ][\w.'’-]+(?: [\w.'’-]+){0,3}"
    r" (?!Reuters|AFP|AP|DPA|KNA|EPD)[A-ZÄÖÜ][\w'’-]+ ?(?:/ ?[\w ]+)*/ ?"
    r"(?:Reuters|REUTERS|AFP|dpa|DPA|AP|EPA|Bloomberg)\)?$"
    r"|\b(?:REUTERS|Reuters)/+(?!AFP|AP\b|DPA|KNA|EPD)[A-Z][\w .'-]+(?:/[\w ]+)*$"
)
_SCRAP = _pattern(
    r"^\[/?\w+\]$|^(enlarge this image|toggle caption|hide caption)\b",
    r"^\d+ (second|minute|hour|day|week|month|year)s? ago$",
    r"^this article is more than \d+ (month|year)s? old\.?$",
    r"^(stellenangebote|kommentare|comments|leave a comment|kommentar schreiben)\W*$",
)
_EVERYWHERE = (_ADVERT, _LINK, _HINT, _RIGHTS, _SCRAP)
# fmt: off
_SHARE_WORDS = frozenset([
    "share", "tweet", "email", "e-mail", "mail", "post", "print", "save", "facebook",
    "twitter", "whatsapp", "linkedin", "reddit", "pinterest", "telegram", "xing",
    "teilen", "merken", "drucken", "senden", "twittern", "flipboard", "pocket",
    "this", "article", "listen", "to",
])
# fmt: on

_ADDRESS = re.compile(
    r"\b([Dd](u|ir|ich|ein\w*)|[Ee]uch|[Ee]ure\w*|Sie|Ihnen|Ihr\w*|[Ww]ir|[Uu]ns(er\w*)?"
    r"|[Yy]ou(r)?|[Ww]e|[Oo]ur|us)\b"
)
_IMPERATIVE = re.compile(
    r"(Nutzen? Sie|Nutze|Lies|Lesen Sie|Folgt?|Abonniere|Teile|Schreib\w*|Diskutier\w*"
    r"|Hol\w*|Entdecke\w*|Unterstütze\w*|Bewirb|Melde\w*|Sign up|Subscribe|Follow|Join"
    r"|Share|Support|Download|Check out|Visit|Click|Read|Leave|Tell us|Let us know|Get"
    r"|Help|Donate|Become)\b"
)
_HOUSE_WORD = _pattern(
    r"\b(newsletter|kommentar\w*|comment(s|ing)?|feeds?|rss\S*|abonn\w+|subscri\w+|abos?"
    r"|leser(in|innen|n)?|readers?|startseite|homepage|suchmaschine|podcasts?|patreon"
    r"|kostenlos|e-?mail\S*|bewerben|jobs?|stellenangebote?|diskussion|autoren|beitrags?"
    r"|beiträge|artikels?|articles?|moderier\w+|moderat(e|ed|ion)|spende\w*|donat\w+"
    r"|bücher|bestseller\S*|verpassen|google.(news|suche|suchmaschine)|sign up|inbox"
    r"|membership|journalism\w*)\b"
)
_URL = re.compile(r"https?://|\bwww\.")

LONG_PARAGRAPH = 80
LONGEST_CAPTION = 600


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is no part of the article, wherever it stands."""
    return (
        not any(map(str.isalpha, paragraph))
        or any(pattern.search(paragraph) for pattern in _EVERYWHERE)
        or _is_caption(paragraph)
        or (_JOB.search(paragraph) is not None and not ends_sentence(paragraph))
        or _is_share_line(paragraph)
        or _is_menu(paragraph)
    )


def _is_caption(paragraph: str) -> bool:
    if len(paragraph) > LONGEST_CAPTION:
        return False
    return _CREDIT.search(paragraph) is not None or (
        # A credit at the end has no full stop; most paragraphs are settled by that.
        paragraph[-1:] not in '.!?”"'
        and (
            _CREDIT_END.search(paragraph) is not None
            or _PHOTOGRAPHER.search(paragraph) is not None
        )
    )


def heads_links(paragraph: str) -> bool:
    """Whether a paragraph only announces links, as "Read more:" does."""
    return paragraph.endswith(":") and _LINK.search(paragraph) is not None


def speaks_for_the_house(paragraph: str) -> bool:
    """Whether the outlet addresses its reader: about comments, feeds, books, jobs.

    What the article quotes is not the outlet's voice.
    """
    voice = _drop_quotations(paragraph)
    words = {found.group().lower() for found in _HOUSE_WORD.finditer(voice)}
    if not ends_sentence(paragraph) and not paragraph.endswith(":"):
        return bool(words) or _URL.search(voice) is not None
    addressed = (
        paragraph.endswith("!")
        or _IMPERATIVE.match(voice) is not None
        or _ADDRESS.search(voice) is not None
    )
    return addressed and len(words) > (len(voice) > LONG_PARAGRAPH)


def _drop_quotations(paragraph: str) -> str:
    for quotation in reversed(find_quotations(paragraph)):
        paragraph = paragraph[: quotation.start] + paragraph[quotation.end :]
    return paragraph


def is_list_item(paragraph: str) -> bool:
    """Whether a paragraph begins with a bullet, a dash or a number."""
    return _LIST_MARKER.match(paragraph) is not None


def is_link_item(paragraph: str) -> bool:
    """Whether a paragraph is a list item as links are: a bullet and no full stop."""
    return (
        is_list_item(paragraph)
        and not paragraph[0].isdigit()
        and not ends_sentence(paragraph)
    )


def ends_sentence(paragraph: str) -> bool:
    """Whether a paragraph ends as sentences do."""
    return _SENTENCE_END.search(paragraph) is not None


def _is_share_line(paragraph: str) -> bool:
    words = re.findall(r"[\w-]+", paragraph.lower())
    return len(words) > 1 and _SHARE_WORDS.issuperset(words)


def _is_menu(paragraph: str) -> bool:
    """Whether a paragraph is a row of links: Home | Politics | Sport."""
    return (
        len(re.findall(r"\s[|›·]\s", paragraph)) >= 2
        and not ends_sentence(paragraph)
        and len(paragraph) <= 300
    )
