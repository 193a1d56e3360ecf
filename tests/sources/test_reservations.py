import pytest

from analysis.errors import SourceError
from analysis.sources.markup import parse_html
from analysis.sources.pages import parse_page
from analysis.sources.reservations import find_reservation

PROSE = "<p>The envoys met again on Monday and spoke for hours about the truce.</p>"


def render_page(meta: str) -> str:
    return f"<html><head>{meta}</head><body><main>{PROSE}</main></body></html>"


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        ('<meta name="robots" content="noai">', 'robots: "noai"'),
        (
            '<meta name="robots" content="index"><META NAME="Robots" '
            'CONTENT="NoAI, NoImageAI">',
            'robots: "NoAI, NoImageAI"',
        ),
        ('<meta name="tdm-reservation" content="1">', 'tdm-reservation: "1"'),
        ('<meta name="tdm-reservation" content=" 1 ">', 'tdm-reservation: "1"'),
        ('<meta name="tdm-reservation" content="0">', None),
        ('<meta name="robots" content="noimageai">', None),
        ('<meta name="robots" content="noindex, noarchive">', None),
        ('<meta name="description" content="noai">', None),
        ("", None),
    ],
)
def test_a_page_may_reserve_its_text(meta: str, words: str | None) -> None:
    tree = parse_html(render_page(meta))
    assert tree is not None

    assert find_reservation(tree) == words


def test_a_reserved_page_is_refused_where_reservations_count() -> None:
    page = render_page('<meta name="robots" content="noai">').encode()

    with pytest.raises(SourceError, match=r"\[fetch\] reservations = false") as raised:
        parse_page(page, "https://daily.example/a", reservations=True)

    assert raised.value.reason == "text mining reserved"


def test_a_reserved_page_is_read_where_they_do_not() -> None:
    page = render_page('<meta name="robots" content="noai">').encode()

    (found,) = parse_page(page, "https://daily.example/a")

    assert found.text == PROSE[3:-4]


def test_a_page_without_reservation_is_read_everywhere() -> None:
    (found,) = parse_page(render_page("").encode(), "", reservations=True)

    assert found.text == PROSE[3:-4]
