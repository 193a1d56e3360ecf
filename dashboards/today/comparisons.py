"""Outlets against their own past, as a chart and a table show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboards.findings import Finding, describe_departure, write_name
from dashboards.today.departures import Departure, Whole
from dashboards.today.exclusions import describe_exclusions, find_reason
from dashboards.today.health import write_some
from dashboards.today.stretches import Estimate
from dashboards.wording import Wording
from dashboards.words import clean_name

# What a real difference is coloured by: the frame the balance moved towards, down or
# up; in all others the measure's own.
TOWARDS = ("escalation", "diplomacy")
# Names of the table's columns, for files.
COLUMNS = (
    *("outlet", "articles", "stories", "value", "low", "high"),
    *("before_articles", "before", "before_low", "before_high"),
    *("difference", "difference_low", "difference_high", "beyond_chance"),
)
_DIGITS = 4
Cell = str | int | tuple[str, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measure of one stretch ("day" or "week") at all outlets, in one language;
    `departures` as `find_departures` orders them, `whole` all outlets together,
    `names` of outlets by key."""

    stretch: str
    measure: str
    departures: Sequence[Departure]
    names: Mapping[str, str]
    wording: Wording
    whole: Whole | None = None

    @property
    def listed(self) -> list[Departure]:
        """All that is listed, all outlets together on top."""
        return [*([self.whole.pooled] if self.whole else []), *self.departures]

    @property
    def compared(self) -> int:
        """Outlets that have enough on both sides."""
        return sum(one.is_compared for one in self.departures)

    @property
    def finding(self) -> Finding:
        """What the comparison shows, in words."""
        return describe_departure(
            self.departures, self.measure, self.names, self.wording
        )

    @property
    def title(self) -> str:
        """At how many outlets the measure really moved."""
        whole = self.whole
        together = whole is not None and whole.pooled.is_real and whole.is_agreed
        if not self.compared and not together:
            return self.finding.title
        real = sum(one.is_real for one in self.departures)
        key = "moved" if real else "still" if self.compared else "moved_only"
        return self.wording.text(
            f"today.{key}_together" if together and self.compared else f"today.{key}",
            measure=self.wording.text(f"measure.{self.measure}"),
            count=real,
            of=self.compared,
        )

    @property
    def caption(self) -> str:
        """What is drawn, and who is not compared."""
        drawn = self.wording.text(
            "today.against_caption",
            measure=self.wording.text(f"measure.{self.measure}"),
            range=self.wording.text(f"today.range_{self.measure}"),
            stretch=self.wording.text(f"today.stretch_{self.stretch}"),
        )
        said = [drawn]
        if any(one.value and one.value.alone is not None for one in self.departures):
            said.append(self.wording.text("today.against_alone"))
        return " ".join(
            filter(None, [*said, self._write_together(), self._write_left_out()])
        )

    @property
    def heads(self) -> list[str]:
        """The heads of the table."""
        low, high = "today.low", "today.high"
        keys = (
            *("today.outlet", "today.articles", "today.stories"),
            *(f"today.lately_{self.stretch}", low, high),
            *("today.articles", "today.before", low, high),
            *("today.difference", low, high, "today.verdict"),
        )
        return [self.wording.text(key) for key in keys]

    @property
    def rows(self) -> list[list[Cell]]:
        """The cells of the table, a row an outlet: what is read, and its number."""
        return [list(self._list_cells(one)) for one in self.listed]

    def write_who(self, one: Departure) -> str:
        """The outlet's name inside a sentence."""
        if one.lately.level == "outlet":
            return write_name(one.outlet, self.names)
        return self.wording.text("today.all_outlets")

    def write_cell(self, cell: Cell) -> str:
        """A cell as a reader sees it."""
        if cell is None:
            return "–"
        if isinstance(cell, int):
            return self.wording.number(cell)
        return cell if isinstance(cell, str) else cell[0]

    def pack(self) -> dict[str, object]:
        """The comparison for the page's script, which writes and draws the numbers: a
        row an outlet, of `COLUMNS`, then what the model alone gives and what the
        colour of its point means."""
        return {
            "title": self.title,
            "sentence": self.finding.detail,
            "caption": self.caption,
            "heads": self.heads,
            "rows": [
                [
                    one.outlet,
                    *(_read_number(cell) for cell in cells[1:]),
                    _round(one.value.alone) if one.value else None,
                    _find_meaning(one),
                ]
                for one, cells in zip(self.listed, self.rows, strict=True)
            ],
        }

    @property
    def left_out(self) -> str:
        """How many outlets are not compared, and why; "" where all are."""
        return describe_exclusions(self.departures, self.wording)

    def _write_together(self) -> str:
        if not self.whole or not self.whole.pooled.is_compared:
            return ""
        count = self.whole.pooled.lately.outlets
        return self.wording.text("today.together", count=count)

    def _write_left_out(self) -> str:
        left = [
            self.wording.text(
                "today.left_out",
                outlet=self.write_who(one),
                reason=self._write_verdict(one),
            )
            for one in self.listed
            if not one.is_compared
        ]
        if not left:
            return ""
        return self.wording.text(
            "today.not_compared", outlets=write_some(left, self.wording)
        )

    def _list_cells(self, one: Departure) -> Iterator[Cell]:
        if one.lately.level == "outlet":
            yield clean_name(self.names.get(one.outlet, one.outlet))
        else:
            yield self.wording.text("today.all_outlets")
        yield one.lately.articles if one.lately.days_known else None
        yield one.lately.stories if one.lately.days_known else None
        yield from self._write_estimate(one.value)
        yield one.before.articles if one.before.days_known else None
        yield from self._write_estimate(one.usual)
        size = one.size if one.value and one.usual else None
        for number in (size, one.low, one.high):
            yield None if number is None else (self.wording.difference(number), number)
        yield self._write_verdict(one)

    def _write_estimate(self, estimate: Estimate | None) -> Iterator[Cell]:
        value = estimate.value if estimate else None
        bounds = estimate.bounds if estimate else None
        for number in (value, *(bounds or (None, None))):
            if number is None:
                yield None
            else:
                yield self.wording.value(self.measure, number), number

    def _write_verdict(self, one: Departure) -> str:
        if one.is_compared:
            return self.wording.text("today.real" if one.is_real else "today.chance")
        return self.wording.text(f"today.{find_reason(one)}", count=one.lately.stories)


def _find_meaning(one: Departure) -> str:
    if not one.is_real:
        return "other"
    return TOWARDS[one.size > 0] if one.measure == "balance" else one.measure


def _read_number(cell: Cell) -> str | float | None:
    return _round(cell[1]) if isinstance(cell, tuple) else cell


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, _DIGITS)
