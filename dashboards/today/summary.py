"""The first page in short, as Markdown and rows, for places that show no page."""

from dashboards.markdown import escape_markdown
from dashboards.pages.today import Today
from dashboards.today.comparisons import COLUMNS


def list_outlets(today: Today) -> list[dict[str, str]]:
    """The table of the stretch that is shown first, a row an outlet by its heads; none
    where nothing is compared."""
    if today.state != "full":
        return []
    comparison = today.shown[0]
    heads = comparison.heads
    # A head that stands twice would be one key: the column's own name parts the two.
    keys = [
        head if heads.count(head) == 1 else name.replace("_", " ")
        for head, name in zip(heads, COLUMNS, strict=True)
    ]
    return [
        dict(zip(keys, map(comparison.write_cell, row), strict=True))
        for row in comparison.rows
    ]


def render_summary(today: Today) -> str:
    """Headline, what else moved, the strongest sentences, the collection."""
    mark = escape_markdown
    lines = [f"# {mark(today.headline.title)}", mark(today.headline.detail)]
    if today.state == "full":
        lines += [f"- {mark(one.title)}" for one in today.shown]
        for answer, sentences in today.strongest:
            lines.append(f"## {mark(today.wording.text(f'today.{answer}'))}")
            lines += [
                f"> {mark(one.text)} ({mark(one.name)}, "
                f"{today.wording.value('escalation', one.probability)})"
                for one in sentences
            ]
    lines += [f"- {mark(sentence)}" for sentence in (*today.days, *today.unwell)]
    return "\n\n".join(lines) + "\n"
