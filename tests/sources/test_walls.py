"""Pages that are no articles, and articles that look like them."""

import pytest

from analysis.errors import SourceError
from analysis.sources.pages import parse_page

URL = "https://page.example/2026/envoys-return"
MENU = "<nav><ul><li><a href='/a'>World</a><li><a href='/b'>Sport</a></ul></nav>"
FOOTER = "<footer><a href='/privacy'>Privacy policy</a> <a href='/t'>Terms</a></footer>"
DECLARED = (
    '<meta property="og:type" content="article">'
    '<meta property="article:published_time" content="2026-01-01T08:00:00Z">'
)
NEWS = (
    "<p>The envoys returned to the table on Monday after nine weeks of silence, and "
    "both delegations spoke of a cautious beginning.</p>"
    "<p>“We have agreed on the order of the chairs, which took my predecessor a year,” "
    "said the mediator, a retired judge from the coast.</p>"
    "<p>Outside the guns went on firing until dusk, when a thunderstorm drowned them "
    "out and the guards ran for shelter in the chapel.</p>"
)


def render_page(body: str, head: str = "", title: str = "Envoys return") -> bytes:
    return (
        f"<!doctype html><html><head><title>{title} | Daily</title>{head}</head>"
        f"<body>{MENU}{body}{FOOTER}</body></html>"
    ).encode()


def refuse(page: bytes) -> str:
    with pytest.raises(SourceError) as raised:
        parse_page(page, URL)
    return raised.value.reason


@pytest.mark.parametrize(
    ("title", "body"),
    [
        pytest.param(
            "Envoys return",
            "<main><h1>Daily mit Werbung lesen</h1><p>Besuchen Sie uns wie gewohnt mit "
            "Werbung und Tracking. Ihre Zustimmung ist jederzeit widerrufbar.</p>"
            "<p>Wir und unsere 182 Partner speichern Informationen auf einem Gerät, um "
            "personalisierte Anzeigen zu zeigen.</p><p>Genaue Standortdaten und die "
            "Messung von Werbeleistung gehören dazu.</p><p>Oder nutzen Sie uns im Abo, "
            "ganz ohne Werbung, für drei Taler im Monat.</p><button>Einstellungen "
            "verwalten</button><button>Akzeptieren und weiter</button></main>",
            id="German, with an offer",
        ),
        pytest.param(
            "Envoys return",
            "<div class=page><h1>Before you continue</h1><p>We and our partners use "
            "cookies to store and access information, such as which boats you "
            "looked at."
            "</p><p>You may withdraw your consent at any time in the footer.</p>"
            "<button>Reject all</button><button>Accept all</button></div>",
            id="English",
        ),
        pytest.param(
            "Retour",
            "<div><p>Avec votre consentement, nous et nos 40 partenaires déposons des "
            "traceurs pour mesurer l’audience du journal.</p><p>Continuer sans accepter"
            "</p><button>Tout accepter</button></div>",
            id="French",
        ),
        pytest.param(
            "Regreso",
            "<div><p>Nosotros y nuestros 33 socios utilizamos cookies para medir las "
            "visitas. Puede retirar su consentimiento cuando quiera.</p>"
            "<button>Aceptar todo</button><button>Rechazar todo</button></div>",
            id="Spanish",
        ),
        pytest.param(
            "Ritorno",
            "<div><p>Noi e i nostri 18 partner utilizziamo cookie per misurare le "
            "visite, con il tuo consenso.</p><button>Accetta tutto</button></div>",
            id="Italian",
        ),
        pytest.param(
            "Envoys return",
            "<div id=app></div><div id=onetrust-consent-sdk><p>By clicking the button, "
            "you accept that cookies are stored on your device.</p></div>",
            id="a layer over a page that scripts would draw",
        ),
    ],
)
def test_a_consent_wall_is_no_article(title: str, body: str) -> None:
    assert refuse(render_page(body, title=title)) == "consent wall"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "<main><h1>Envoys return</h1><p>To continue reading, log in or create a "
            "free "
            "account.</p><form><input type=email><input type=password></form></main>",
            id="English",
        ),
        pytest.param(
            "<main><h1>Gesandte kehren zurück</h1><div class=paywall><h2>Diesen "
            "Artikel "
            "weiterlesen</h2><p>Mit dem Probeabo lesen Sie vier Wochen alles.</p>"
            "<p>Sie sind bereits Abonnent? Jetzt anmelden</p></div></main>",
            id="German, in a box",
        ),
        pytest.param(
            "<main><h1>Retour des émissaires</h1><p>Cet article est réservé aux "
            "abonnés.</p><p>Déjà abonné ? Connectez-vous pour le lire.</p></main>",
            id="French",
        ),
        pytest.param(
            "<main><h1>Regresan los enviados</h1><p>Contenido exclusivo para "
            "suscriptores. Inicia sesión para leerlo entero.</p></main>",
            id="Spanish",
        ),
    ],
)
def test_a_login_wall_is_no_article(body: str) -> None:
    assert refuse(render_page(body)) == "login wall"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        pytest.param(
            "Page not found",
            "<main><h1>404</h1><p>The page you requested was not found. It may have "
            "sailed without you.</p></main>",
            id="not found",
        ),
        pytest.param(
            "Seite nicht gefunden",
            "<main><h1>Ups!</h1><p>Die von Ihnen aufgerufene Seite gibt es nicht mehr."
            "</p><h2>Das lesen andere</h2>"
            + "".join(
                f"<div><h3><a href='/{n}'>Was am Fluss im Monat {n} geschah</a></h3>"
                f"<p>Ein Anreißer über den Fluss, die Brücke und den Monat "
                f"{n}.</p></div>"
                for n in range(6)
            )
            + "</main>",
            id="not found, with other articles to read",
        ),
        pytest.param(
            "Página no encontrada",
            "<main><p>La página que busca no existe o cambió de muelle.</p></main>",
            id="not found in Spanish",
        ),
        pytest.param(
            "Page introuvable",
            "<main><p>La page que vous cherchez a levé l’ancre.</p></main>",
            id="not found in French",
        ),
        pytest.param(
            "Pagina non trovata",
            "<main><p>La pagina richiesta non è in porto.</p></main>",
            id="not found in Italian",
        ),
        pytest.param(
            "500 Internal Server Error",
            "<h1>Internal Server Error</h1><p>The server met a reef and could not "
            "complete your request. Please try again later.</p>",
            id="broken server",
        ),
        pytest.param(
            "Wartungsarbeiten",
            "<h1>Wir sind gleich wieder da</h1><p>Wegen Wartungsarbeiten ist unsere "
            "Seite zurzeit nicht erreichbar. Versuchen Sie es bitte später.</p>",
            id="maintenance",
        ),
        pytest.param(
            "Just a moment...",
            "<div><h1>daily.example</h1><p>Checking your browser before accessing the "
            "site. This takes about five seconds.</p><p>Ray ID: 8c1f</p></div>",
            id="check for robots",
        ),
        pytest.param(
            "Access denied",
            "<h1>Access denied</h1><p>You don't have permission to access this page on "
            "this server.</p>",
            id="refused",
        ),
        pytest.param(
            "Daily",
            "<div id=root></div><noscript>You need to enable JavaScript to run this "
            "app.</noscript>",
            id="drawn by scripts, and says so",
        ),
        pytest.param(
            "Daily",
            "<main><p>Bitte aktivieren Sie JavaScript in Ihrem Browser, um die Seite "
            "anzuzeigen.</p></main>",
            id="drawn by scripts, in German",
        ),
    ],
)
def test_an_error_page_is_no_article(title: str, body: str) -> None:
    assert refuse(render_page(body, title=title)) == "error page"


def render_card(number: int) -> str:
    return (
        f"<article class=card><h2><a href='/news/{number}'>Ferry talks enter week "
        f"{number} without a result</a></h2><p>Both harbour boards met for the "
        f"{number}th time, and again the treaty was left unsigned.</p></article>"
    )


CARDS = "".join(map(render_card, range(1, 25)))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param("", f"<main>{CARDS}</main>", id="a front of cards"),
        pytest.param(
            '<meta property="og:type" content="website">',
            "<main><h1>Ferries</h1><p>All we have written about the ferries between "
            "the two shores, and about those who wait for them.</p>"
            f"{CARDS}</main>",
            id="a tag with an introduction",
        ),
        pytest.param(
            "",
            "<main><ul>"
            + "".join(
                f"<li><a href='/n/{n}'>Harbour board meets for the {n}th time</a></li>"
                for n in range(40)
            )
            + "</ul></main>",
            id="links only",
        ),
        pytest.param(
            '<script type="application/ld+json">['
            + ",".join(
                f'{{"@type": "NewsArticle", "headline": "Ferry talks, week {n}"}}'
                for n in range(24)
            )
            + "]</script>",
            f"<main>{CARDS}</main>",
            id="a front that describes its articles",
        ),
    ],
)
def test_an_overview_is_no_article(head: str, body: str) -> None:
    assert refuse(render_page(body, head=head, title="Ferries")) == "overview page"


@pytest.mark.parametrize(
    ("title", "body", "sentence"),
    [
        pytest.param(
            "Court forbids the cookie banner",
            "<p>The court in Vell has forbidden a cookie banner. Its button “Accept "
            "all” "
            "was green, while “Reject all” hid in a grey corner.</p><p>The judges held "
            "that consent must be as easy to refuse as to give, and that tracking "
            "without it is a trespass.</p><p>The publisher argued that “we value your "
            "privacy” was a promise and no advertisement. It will appeal.</p>",
            "consent must be as easy to refuse",
            id="about cookies",
        ),
        pytest.param(
            "Why nobody remembers a password",
            "<p>Every other reader has forgotten a password this year, a survey by the "
            "university of Tarn has found.</p><p>“Please log in to continue "
            "reading” is "
            "the sentence that people hate most, says the author, a sociologist.</p>"
            "<p>She proposes a door without a lock: a page that simply shows its text, "
            "as newspapers did when they were made of paper.</p>",
            "a door without a lock",
            id="about logins",
        ),
        pytest.param(
            "404: the page that became a museum",
            "<p>The port of Halven has opened a museum for missing pages. Visitors "
            "walk "
            "past screens that say the page you requested was not found.</p><p>Its "
            "founder collected four hundred of them, from polite apologies to a poem "
            "about a lighthouse.</p><p>Entrance is free, but the museum can only be "
            "found by those who mistype its address.</p>",
            "collected four hundred of them",
            id="about missing pages",
        ),
        pytest.param(
            "Paper tears down its paywall",
            "<p>The Halven Tribune gives up its paywall after six years. “To continue "
            "reading, simply continue reading”, its editor wrote on Monday.</p><p>The "
            "paper had fewer subscribers than rowing boats. From now on it lives on "
            "adverts, a bakery and the letting of its roof.</p><p>Rival papers called "
            "the step brave, and kept their own walls.</p>",
            "kept their own walls",
            id="about paywalls",
        ),
        pytest.param(
            "Envoys return",
            NEWS + "<div class=discuss><h2>Join in</h2><p>Please log in to write a "
            "reply.</p><form><input name=user><input type=password></form></div>",
            "ran for shelter",
            id="with a form for those who comment",
        ),
        pytest.param(
            "Envoys return",
            "<div class=bottom-bar><p>We use cookies. We and our partners measure how "
            "often you visit.</p><button>Accept all</button></div>" + NEWS,
            "ran for shelter",
            id="under a cookie banner",
        ),
        pytest.param(
            "Envoys return",
            NEWS + "<div class=below>" + CARDS + "</div>",
            "ran for shelter",
            id="above many links to others",
        ),
    ],
)
def test_an_article_that_looks_like_a_wall_is_an_article(
    title: str, body: str, sentence: str
) -> None:
    page = render_page(f"<main><h1>{title}</h1>{body}</main>", title=title)

    (found,) = parse_page(page, URL)

    assert (found.extraction, sentence in (found.text or "")) == ("page", True)
    assert "cookies" not in (found.text or "").replace("cookie banner", "")


def test_a_declared_article_survives_an_odd_title() -> None:
    page = render_page(f"<main><h1>Not found</h1>{NEWS}</main>", DECLARED, "Not found")

    (found,) = parse_page(page, URL)

    assert found.title == "Not found"
