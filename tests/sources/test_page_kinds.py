"""Whether a page shows its article whole, its beginning, or pictures."""

import pytest

from analysis.sources.pages import parse_page

URL = "https://daily.example/envoys"
SENTENCES = [
    "The envoys met again on Monday and spoke for hours about the truce.",
    "Outside the guns went on firing until dusk, when a storm drowned them out.",
    "A second meeting is planned for Friday, in the chapel above the harbour.",
    "The mediator, a retired judge, counted the empty chairs before she spoke.",
    "Both delegations have asked for a larger table and for fewer photographers.",
    "In the harbour the pilots took bets on how long the silence would last.",
]
LOCKED = '"isAccessibleForFree": false'
PART = '"hasPart": {"@type": "WebPageElement", "cssSelector": ".paid"}'


def render_page(body: str, stated: str = '"x": 0', head: str = "") -> bytes:
    linked = f'{{"@type": "NewsArticle", "headline": "Envoys", {stated}}}'
    return (
        f'<html><head><script type="application/ld+json">{linked}</script>{head}</head>'
        f"<body><main><h1>Envoys</h1>{body}</main></body></html>"
    ).encode()


def render_prose(sentences: int) -> str:
    return "".join(
        f"<p>{SENTENCES[n % 6].replace('.', f' for the {n}th time.')}</p>"
        for n in range(sentences)
    )


TIER = '<meta property="article:content_tier" content="{}">'
OFFER = "<h3>Diesen Artikel weiterlesen</h3><p>Jetzt vier Wochen testen.</p>"


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        pytest.param(render_page(render_prose(4)), "page", id="a short article"),
        pytest.param(
            render_page(render_prose(4), LOCKED), "teaser", id="said to be locked"
        ),
        pytest.param(
            render_page(render_prose(4), '"isAccessibleForFree": "False"'),
            "teaser",
            id="said to be locked, in a word",
        ),
        pytest.param(
            render_page(render_prose(4), head=TIER.format("locked")),
            "teaser",
            id="said to be locked, in a meta element",
        ),
        pytest.param(
            render_page(render_prose(4), head=TIER.format("metered")),
            "page",
            id="metered",
        ),
        pytest.param(
            render_page(render_prose(4)[:-10] + "</p>", head=TIER.format("metered")),
            "teaser",
            id="metered, and breaks off",
        ),
        pytest.param(
            render_page(render_prose(30), LOCKED), "page", id="long in spite of a lock"
        ),
        pytest.param(
            render_page(render_prose(20)[:-10] + "</p>", LOCKED),
            "teaser",
            id="long, locked, and breaks off",
        ),
        pytest.param(
            render_page(
                f"<div class=paid>{render_prose(4)}</div>", f"{LOCKED}, {PART}"
            ),
            "page",
            id="the locked part is there",
        ),
        pytest.param(
            render_page(
                f"<div class=paid__x7Yq>{render_prose(4)}</div>", f"{LOCKED}, {PART}"
            ),
            "page",
            id="the locked part is there, under a built name",
        ),
        pytest.param(
            render_page(
                render_prose(4) + "<div class=paid></div>", f"{LOCKED}, {PART}"
            ),
            "teaser",
            id="the locked part is empty",
        ),
        pytest.param(
            render_page(
                render_prose(2)
                + f"<div class=paid style='display:none'>{render_prose(9)}</div>",
                f"{LOCKED}, {PART}",
            ),
            "teaser",
            id="the locked part is hidden",
        ),
        pytest.param(
            render_page(render_prose(4), f'{LOCKED}, "wordCount": 60'),
            "page",
            id="as long as the page says it is",
        ),
        pytest.param(
            render_page(render_prose(3) + OFFER), "teaser", id="the rest is offered"
        ),
        pytest.param(
            render_page(render_prose(3) + f"<div class=c-paywall>{OFFER}</div>"),
            "teaser",
            id="the rest is offered in a box",
        ),
        pytest.param(
            render_page(render_prose(3) + "<p>Il vous reste 68 % de cet article.</p>"),
            "teaser",
            id="the rest is offered in French",
        ),
        pytest.param(
            render_page(render_prose(3) + "<p>Then the lights went out …</p>"),
            "teaser",
            id="ends in dots",
        ),
        pytest.param(
            render_page(
                render_prose(3) + "<p>“To continue reading, pay”, it said.</p>"
            ),
            "page",
            id="quotes an offer",
        ),
        pytest.param(
            render_page(render_prose(20) + f"<div class=c-paywall>{OFFER}</div>"),
            "page",
            id="an offer under a long article",
        ),
    ],
)
def test_a_teaser_is_told_from_a_whole_article(page: bytes, kind: str) -> None:
    (found,) = parse_page(page, URL)

    assert found.extraction == kind


def test_a_teaser_ends_where_the_rest_is_offered() -> None:
    prose = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])

    (found,) = parse_page(render_page(prose + OFFER), URL)

    assert found.text == "\n\n".join(SENTENCES[:3])


def test_a_locked_text_is_not_taken_from_json_ld() -> None:
    body = " ".join(SENTENCES)

    (found,) = parse_page(
        render_page(f"<p>{SENTENCES[0]}</p>", f'{LOCKED}, "articleBody": "{body}"'), URL
    )

    assert (found.extraction, found.text) == ("teaser", SENTENCES[0])


def render_picture(caption: str) -> str:
    return f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"


CAPTIONS = [f"On day {n} the bridge grows by another arch." for n in range(1, 7)]


def test_a_series_of_pictures_is_a_gallery_and_its_captions_are_text() -> None:
    pictures = "".join(map(render_picture, CAPTIONS))

    (found,) = parse_page(render_page(f"<p>{SENTENCES[0]}</p>{pictures}"), URL)

    assert found.extraction == "gallery"
    assert (found.text or "").split("\n\n") == [SENTENCES[0], *CAPTIONS]


def test_pictures_alone_are_a_gallery() -> None:
    (found,) = parse_page(render_page("".join(map(render_picture, CAPTIONS))), URL)

    assert (found.text or "").split("\n\n") == CAPTIONS


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            render_prose(4) + "".join(map(render_picture, CAPTIONS[:3])), id="few"
        ),
        pytest.param(
            render_prose(20) + "".join(map(render_picture, CAPTIONS)), id="much text"
        ),
        pytest.param(
            render_prose(4) + "".join(render_picture("Photo: Rin") for _ in range(9)),
            id="credits only",
        ),
    ],
)
def test_an_article_with_pictures_is_no_gallery(body: str) -> None:
    (found,) = parse_page(render_page(body), URL)

    assert found.extraction == "page"
