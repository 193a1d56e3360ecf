"""Pages of the invented press: articles in several systems' mark-up, and walls."""

from functools import cache

from markupsafe import Markup

from tests.press.articles import Invented, invent_article, read_words
from tests.press.template import render

LAYOUTS = ("blog", "blocks", "portal", "old", "script")
WALLS = ("consent", "login", "missing", "overview", "paywall", "shell")
RELATED = range(900_001, 900_011)


def render_page(
    article: Invented,
    layout: str,
    *,
    url: str,
    outlet: str,
    stated: str | None = None,
    charset: str = "utf-8",
    head: str = "",
) -> str:
    """The article's page: its text amid menus, links, hints and a consent layer.

    `layout` is one of LAYOUTS, or of WALLS, which show something else; `stated` is the
    date that the page states where that is not the true one, `head` more of its head.
    """
    return render(
        f"{layout}.html",
        article=article,
        canonical=url,
        outlet=outlet,
        stated=stated or article.published_at.isoformat(),
        charset=charset,
        head=Markup(head),  # noqa: S704 our own
        related=_list_related(article.language),
        words=read_words(article.language),
    )


@cache
def _list_related(language: str) -> list[str]:
    return [invent_article(language, number).title for number in RELATED]
