"""The phrases by which pages ask, offer, apologise and point elsewhere, in several
languages.

They speak to the reader in the name of the page: an article about cookies, accounts or
missing pages has the words, but hardly the phrases.
"""

import re

from analysis.text.quotes import find_quotations


def _phrases(listed: str) -> re.Pattern[str]:
    """Compile the patterns in `listed`, one a line, for text in small letters.

    Flags, and patterns that begin with no letter, make a search ten times slower.
    """
    lines = filter(None, map(str.strip, listed.splitlines()))
    return re.compile(rf"\b(?:{'|'.join(lines)})")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


CONSENT = _phrases(
    r"""
    accept all
    accept (?:and|&) (?:continue|close)
    agree (?:and|&) (?:continue|close)
    reject all
    manage (?:my |your )?(?:options|choices|preferences|cookies|settings)
    we (?:and|&) our (?:\d+ )?(?:\w+ )?partners
    by clicking .{0,30}accept
    withdraw your consent
    change your (?:consent|choices)
    value your privacy
    respect your privacy
    care about your privacy
    we use (?:\w+ )?cookies
    site uses (?:\w+ )?cookies
    website uses (?:\w+ )?cookies
    right to object
    store and(?:/or)? access information
    storing (?:information|(?:of )?cookies)
    precise geolocation
    scan device characteristics
    advertising and content measurement
    alle (?:cookies )?(?:akzeptieren|annehmen|zulassen|ablehnen)
    akzeptieren und (?:weiter|schließen)
    zustimmen (?:und|&) (?:weiter|schließen)
    einverstanden und (?:weiter|schließen)
    und unsere (?:\d+ )?partner
    ihre[rn]? (?:einwilligung|zustimmung|privatsphäre)\b
    deine[rn]? (?:einwilligung|zustimmung|privatsphäre)\b
    jederzeit (?:\w+ )?widerruf
    wir (?:verwenden|nutzen|setzen) (?:\w+ )?cookies
    mit werbung (?:weiter)?lesen
    informationen auf (?:einem|ihrem|deinem) gerät
    datenschutz-?einstellungen
    einstellungen (?:verwalten|anpassen)
    genaue standortdaten
    messung von (?:werbe|inhalt)
    personalisierte (?:werbung|anzeigen)
    tout (?:accepter|refuser)
    accepter et (?:continuer|fermer)
    continuer sans accepter
    nous et nos (?:\d+ )?partenaires
    votre (?:consentement|vie privée)
    gérer (?:mes|vos|les) (?:choix|cookies)
    nous utilisons des cookies
    aceptar (?:todo|todas|y continuar)
    rechazar todo
    nosotros y nuestros (?:\d+ )?\w+
    usamos cookies
    utilizamos cookies
    su (?:consentimiento|privacidad)\b
    accetta (?:tutt[oi]|e continua)
    rifiuta tutt[oi]
    noi e i nostri (?:\d+ )?\w+
    usiamo (?:i )?cookie
    utilizziamo (?:i )?cookie
    tuo consenso
    tua privacy
    """
)

_LOCKED = r"""
    to (?:continue|keep|finish) reading\b
    continue reading (?:with|your|this)\b
    this (?:article|story|content|page) is (?:\w+ )?(?:for|available to|reserved for)\b
    for (?:our )?(?:paying )?(?:subscribers|members) only
    subscriber-only
    the rest of this (?:article|story)
    (?:read|unlock|access) the (?:full|whole) (?:article|story)
    you(?:['’]ve| have) (?:reached|used) your .{0,30}(?:free|limit)
    diesen (?:artikel|text|beitrag) (?:weiter|lesen|freischalten)
    den ganzen (?:artikel|text|beitrag) (?:zu )?lesen
    den vollständigen (?:artikel|text|beitrag) (?:zu )?lesen
    weiterlesen mit\b
    um weiterzulesen
    (?:artikel|text|inhalt|beitrag) ist (?:\w+ )?für (?:\w+ )?(?:abonnent|mitglieder)
    (?:exklusiv|nur) für (?:unsere )?(?:abonnent|mitglieder)
    réservée? (?:à nos|aux) (?:abonnés|membres)
    il vous reste \d+ ?% de cet article
    pour lire la suite
    (?:exclusivo|reservado) para (?:suscriptores|socios)
    para seguir leyendo
    riservato agli abbonati
    per continuare a leggere
"""
# That the text goes on, for those who pay or register.
LOCKED = _phrases(_LOCKED)
# That an account or a subscription is wanted, whatever for.
ACCOUNT = _phrases(
    _LOCKED
    + r"""
    (?:log|sign) ?in to (?:continue|read|view|access|unlock)
    subscribe to (?:continue|read|view)
    register to (?:continue|read|view)
    create (?:a|your) (?:\w+ )?account to (?:continue|read|view)
    already (?:a subscriber|a member|have an account|registered\?|subscribed\?)
    (?:jetzt|bitte) (?:anmelden|einloggen|registrieren|abonnieren)
    melden sie sich [^.]{0,20}\ban\b
    loggen sie sich [^.]{0,20}\bein\b
    bereits (?:\w+ )?(?:abonnent|ein \w*-?abo|registriert\?|kund(?:e|in)\?)
    schon (?:\w+ )?(?:abonnent|ein \w*-?abo|registriert\?|kund(?:e|in)\?)
    abonnez-vous
    déjà abonné
    connectez-vous pour
    inicia sesión para
    suscríbete para
    ya eres suscriptor
    abbonati per
    sei già abbonato
    accedi per
    """
)

FAILURE = _phrases(
    r"""
    (?:page|article|url|address|content) (?:that )?you(?:['’]re| are)? looking for
    (?:page|article|url|address) (?:that )?you(?:['’]ve| have)? requested
    (?:page|article|story) (?:could not be|cannot be|can[’']t be|was not) found
    (?:page|article) (?:does not|doesn[’']t|no longer) exist
    (?:aufgerufene|angeforderte|gewünschte|gesuchte)[nr]? (?:seite|adresse|url|artikel)
    (?:seite|artikel|beitrag) (?:\w+ ){0,2}(?:nicht gefunden|nicht (?:mehr )?verfügbar)
    (?:seite|artikel) existiert (?:leider )?nicht
    page (?:demandée|introuvable|que vous cherchez)
    page n[’']existe
    página (?:que (?:busca|solicita)|no (?:existe|se encuentra))
    pagina (?:che (?:cerchi|stai)|richiesta|non (?:esiste|trovata))
    (?:enable|turn on|activate|requires|need) javascript
    javascript (?:is|must be|zu aktivieren|aktivieren|ist)\b
    aktivieren sie (?:bitte )?javascript
    activer javascript
    (?:active|habilite|habilita|attiva|abilita) javascript
    checking (?:if the site connection|your browser)
    verify (?:that )?you(?:['’]re| are)
    unusual (?:traffic|activity) from
    ray id\b
    are you a robot
    security check\b
    ihr browser wird (?:über|ge)prüft
    dass sie (?:ein mensch|kein robot)
    ungewöhnlichen datenverkehr
    (?:site|page|service|website) is (?:\w+ )?(?:unavailable|down for|under maint)
    we(?:[’']ll| will) be (?:right )?back
    internal server error
    bad gateway
    (?:seite|website|angebot|dienst) (?:\w+ ){0,4}(?:gewartet|nicht erreichbar)
    wartungsarbeiten (?:\w+ ){0,6}nicht (?:erreichbar|verfügbar)
    wir sind (?:gleich|bald) (?:wieder|zurück)
    fehler (?:ist )?aufgetreten
    versuchen sie es (?:bitte )?(?:\w+ )?(?:später|erneut|noch)
    please try again later
    something went wrong
    (?:site|page|service) est (?:\w+ )?(?:en maintenance|indisponible)
    sitio (?:\w+ )?en mantenimiento
    sito (?:\w+ )?in manutenzione
    you (?:don[’']t|do not) have permission
    access to this page has been denied
    """
)
# A title made of nothing but these names a failure, if one of the first is among them.
FAILURE_NAMES = _words(
    """
    403 404 410 500 502 503 504 attention denied encontrada erreur error errore fehler
    forbidden found gefunden human introuvable javascript maintenance moment oops refusé
    trovata unavailable ups verweigert wartung wartungsarbeiten wartungsmodus
    """
)
FAILURE_WORDS = FAILURE_NAMES | _words(
    """
    a access accès are article artikel bad be beim browser can cannot checking code die
    cloudflare diese es existiert for gateway http information internal ist just la
    leider mehr moved no non not nicht page pagina página please required seite server
    service site sorry temporarily temporär the this under verfügbar verify wait was we
    website wegen wir wurde you your zugriff
    """
)

# What announces other articles, at the start of a line.
READ_ALSO = re.compile(
    r"\W*(?:(?:read|see|watch|listen)(?: also| more| next| on\b|:)|(?:related|also)\b|"
    r"more (?:on|from)\b|(?:recommended|don[’']t miss|must read|up next|top stories)\b|"
    r"(?:other|latest|more) (?:news|stories)\b|"
    r"lesen sie (?:\w+ )?(?:auch|mehr|hier|weiter)|auch interessant|mehr (?:zum|dazu)|"
    r"(?:lies|lest) auch|siehe auch|(?:zum thema|hintergrund|weiterlesen)\b|"
    r"(?:à )?lire (?:aussi|également)|(?:voir|écouter) aussi|(?:le|lea) también|"
    r"te puede interesar|más información|(?:leggi|vedi) anche|"
    r"чита(?:йте|ть) (?:также|ещё|еще)|по теме|смотрите также|читайте (?:також|ще)|"
    r"اقرأ (?:أيضا|المزيد)|קראו (?:גם|עוד)|相关阅读|延伸阅读)",
    re.IGNORECASE,
)
# Where else the outlet is to be found.
FOLLOW = re.compile(
    r"\W*(?:follow|find|join|sign up|subscribe|folgen sie|abonnieren|melden sie sich|"
    r"sigue|síguenos|apúntate|suivez|retrouvez|abonnez|segui|iscriviti|подпи|підпи)"
    r".{0,90}(?:facebook|instagram|twitter|telegram|whatsapp|threads|linkedin|podcast|"
    r"newsletter|youtube|app\b|телеграм|канал|https?:).{0,60}",
    re.IGNORECASE | re.DOTALL,
)
ADVERT = re.compile(
    r"\W*(?:advertisement|advertising|anzeige|werbung|publicité|publicidad|pubblicità|"
    r"реклама|sponsor message|sponsored)(?:\W+(?:scroll|continue|story|article)\b"
    r".{0,60})?\W*",
    re.IGNORECASE,
)


def has_own_phrase(phrases: re.Pattern[str], text: str) -> bool:
    """Whether one of the phrases is in `text` outside of quotation marks."""
    lowered = text.lower()
    starts = [found.start() for found in phrases.finditer(lowered)]
    quoted = find_quotations(lowered) if starts else []
    return any(
        not any(one.start <= start < one.end for one in quoted) for start in starts
    )


def has_phrase(phrases: re.Pattern[str], text: str) -> bool:
    """Whether one of the phrases is in `text`, in whatever case."""
    return phrases.search(text.lower()) is not None


def count_phrases(phrases: re.Pattern[str], text: str) -> int:
    """Count the different phrases in `text`, in whatever case."""
    return len({found[0] for found in phrases.finditer(text.lower())})
