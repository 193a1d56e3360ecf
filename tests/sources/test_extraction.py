"""What is the article's text on a page, to the letter, and what surrounds it."""

import pytest

from analysis.sources.pages import parse_page

FIRST = "The envoys met again on Monday and spoke for hours about the truce."
SECOND = "Outside the guns went on firing until dusk, when a storm drowned them out."
THIRD = "A second meeting is planned for Friday, in the chapel above the harbour."
PROSE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
LINES = [FIRST, SECOND, THIRD]
CARD = (
    "<div><h3><a href='/{0}'>Ferry talks enter week {0} without result</a></h3>"
    "<p>Both boards met for the {0}th time, and again nothing was signed.</p></div>"
)


def extract(body: str, head: str = "", title: str = "Envoys return") -> list[str]:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    (found,) = parse_page(page.encode(), "https://page.example/a")
    return (found.text or "").split("\n\n")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(
            "<p>He said <q>not before <time>Friday</time></q> and left the <a href=/h>"
            f"harbour</a>.</p>{PROSE}",
            ["He said “not before Friday” and left the harbour.", *LINES],
            id="what stands inside a sentence",
        ),
        pytest.param(
            f"{PROSE}<p>The siege lasted <s>eight</s> <ins>six</ins> hours.</p>",
            [*LINES, "The siege lasted six hours."],
            id="corrected words",
        ),
        pytest.param(
            f"<div>{FIRST}<br><br>{SECOND}<br/>{THIRD}</div>",
            LINES,
            id="paragraphs by line breaks",
        ),
        pytest.param(
            f"<div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div>",
            LINES,
            id="paragraphs in divs",
        ),
        pytest.param(
            f"<pre>{FIRST}\n\n{SECOND[:30]}\n{SECOND[30:]}\n \n{THIRD}</pre>",
            [FIRST, f"{SECOND[:30]} {SECOND[30:].strip()}", THIRD],
            id="typewritten text",
        ),
        pytest.param(
            f"<table><tr><td>{FIRST}</td></tr><tr><td>{SECOND}<p>{THIRD}</td></tr>"
            "</table>",
            LINES,
            id="a layout by tables",
        ),
        pytest.param(
            f"<form id=aspnet><div>{PROSE}</div><input type=submit></form>",
            LINES,
            id="a form around everything",
        ),
        pytest.param(
            f"<div class=text>{PROSE}</div><div class=text><p>It may rain.</p></div>",
            [*LINES, "It may rain."],
            id="a text in several boxes",
        ),
        pytest.param(
            f"{PROSE}<ul><li>Two guards slept.</li><li>One sang.</li></ul>{PROSE}",
            [*LINES, "- Two guards slept.", "- One sang."],
            id="a list, and a second copy of the text",
        ),
        pytest.param(
            f"<h2><a href='#a'>The chapel</a></h2>{PROSE}",
            ["The chapel", *LINES],
            id="a heading that links to itself",
        ),
        pytest.param(
            "<div class='elementor-widget-text-editor has-sidebar'><p>It rained."
            f"</p></div>{PROSE}<p class='subscriber-only'>Nobody minded the rain.</p>",
            ["It rained.", *LINES, "Nobody minded the rain."],
            id="names that say nothing",
        ),
        pytest.param(
            "<div class='social-section ad-wrapper'><p>"
            "The island votes on Sunday whether it wants to keep its only guard, who "
            "has asked for a pension, a boat and a day off in every week of summer."
            f"</p></div>{PROSE}{PROSE.replace('e', 'ee')}",
            [
                "The island votes on Sunday whether it wants to keep its only guard, "
                "who has asked for a pension, a boat and a day off in every week of "
                "summer.",
                *LINES,
                *[line.replace("e", "ee") for line in LINES],
            ],
            id="a doubtful name around prose",
        ),
    ],
)
def test_the_whole_text_is_taken(body: str, lines: list[str]) -> None:
    assert extract(f"<article>{body}</article>") == lines


@pytest.mark.parametrize(
    "around",
    [
        pytest.param(
            "<div class='newsletter-box'><p>Every morning the truce in your inbox, "
            "chosen by our editors. Sign up now.</p></div>",
            id="newsletter",
        ),
        pytest.param(
            "<div role=dialog class=x><p>We and our partners use cookies.</p>"
            "<p>Withdraw your consent at any time.</p></div>",
            id="consent layer",
        ),
        pytest.param(
            "<div class=bar7><p>We use cookies, and our partners do too.</p>"
            "<button>Accept all</button></div>",
            id="consent layer without a name",
        ),
        pytest.param(
            "<section id=comments><div class=comment><p>First! I never liked that "
            "envoy, and I have said so for years and years.</p></div></section>",
            id="comments",
        ),
        pytest.param(
            "<div class=RelatedLinks_root__x1><ul><li><a href=/1>How the truce began "
            "in a bakery</a></li></ul></div>",
            id="related links",
        ),
        pytest.param(
            "<p><strong>Read more:</strong> <a href=/1>How the truce began</a></p>",
            id="a link between paragraphs",
        ),
        pytest.param(
            "<p><a href=/1>How the truce began in a bakery</a></p>",
            id="a link without a label",
        ),
        pytest.param(
            f"<blockquote><p>“{SECOND[:-1]}”</p><cite>A guard</cite></blockquote>",
            id="pull quote that repeats a sentence",
        ),
        pytest.param(
            "<div class=c-pullquote><p>They drowned in a storm of words.</p></div>",
            id="pull quote in other words",
        ),
        pytest.param(
            "<figure><img src=a.jpg><figcaption>The chapel. Photo: A. Nyone"
            "</figcaption></figure>",
            id="caption",
        ),
        pytest.param(
            "<blockquote class=twitter-tweet><p>Seventeen km is a head start.</p>"
            "&mdash; Gen. Holm (@genholm)</blockquote>",
            id="embedded post",
        ),
        pytest.param(
            "<div class=c><a href=/1><p>The ferry</p><p>Both boards met once more, and "
            "once more the treaty of the two harbours was left unsigned.</p></a></div>",
            id="a teaser that is one link",
        ),
        pytest.param("<div class=c><span>- Advertisement -</span></div>", id="advert"),
        pytest.param(
            "<p style='display: none'>Text for machines that nobody sees at all.</p>",
            id="hidden text",
        ),
        pytest.param(
            "<div class='author-bio'><p>Mora Quill keeps two goats and has covered "
            "the strait for eleven years.</p></div>",
            id="author",
        ),
        pytest.param(
            "<p>Follow us on Facebook, Instagram and Telegram!</p>", id="other places"
        ),
    ],
)
def test_nothing_of_what_surrounds_a_text_gets_into_it(around: str) -> None:
    body = f"<p>{FIRST}</p>{around}<p>{SECOND}</p><p>{THIRD}</p>"

    assert extract(f"<article><h1>Envoys return</h1>{body}</article>") == LINES


def test_of_several_articles_the_one_of_that_title_is_taken() -> None:
    bell = (
        "<p>The lighthouse has a new bell, and nobody can sleep for the {}th night.</p>"
    )
    others = "".join(map(bell.format, range(9)))
    page = (
        f"<article><h2>A bell</h2>{others}</article>"
        f"<article><h2>Envoys return</h2>{PROSE}</article>"
    )

    assert extract(page) == LINES


@pytest.mark.parametrize("place", ["before", "behind"])
def test_teasers_of_other_articles_without_a_name_go_as_well(place: str) -> None:
    cards = "<div>" + "".join(map(CARD.format, range(1, 7))) + "</div>"
    more = "<p>The mediator, a judge, counted the empty chairs before she spoke.</p>"
    body = PROSE + more + cards if place == "behind" else cards + PROSE + more

    assert extract(f"<main>{body}</main>") == [*LINES, more[3:-4]]


@pytest.mark.parametrize(
    ("before", "lead"),
    [
        pytest.param("<p class=standfirst>Talks go on</p>", [], id="a few words"),
        pytest.param(
            "<p class=standfirst>After nine weeks the talks go on</p>",
            ["After nine weeks the talks go on"],
            id="called a lead",
        ),
        pytest.param(
            "<div>After nine weeks of silence the talks go on, and so does war.</div>",
            ["After nine weeks of silence the talks go on, and so does war."],
            id="reads like one",
        ),
        pytest.param(
            "<div>By Mora Quill, our harbour writer</div>", [], id="an author"
        ),
        pytest.param(
            f"<p class=summary>{FIRST}</p>", [], id="the first paragraph once more"
        ),
    ],
)
def test_a_lead_outside_of_the_text_opens_it(before: str, lead: list[str]) -> None:
    body = f"<header><h1>Envoys return</h1>{before}</header><section>{PROSE}</section>"

    assert extract(f"<article>{body}</article>") == [*lead, *LINES]


@pytest.mark.parametrize(
    ("linked", "lines"),
    [
        pytest.param("", [FIRST], id="none"),
        pytest.param(f"{FIRST} {SECOND} {THIRD} {FIRST} {SECOND}", None, id="longer"),
        pytest.param(
            f"{SECOND} {THIRD} {SECOND} {THIRD} {SECOND}", [FIRST], id="other"
        ),
        pytest.param(f"{FIRST} {SECOND}", [FIRST], id="hardly longer"),
    ],
)
def test_a_much_longer_text_in_json_ld_is_the_article(
    linked: str, lines: list[str] | None
) -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "E", '
        f'"articleBody": "{linked}"}}</script>'
    )

    assert extract(f"<main><p>{FIRST}</p></main>", head) == (lines or [linked])
