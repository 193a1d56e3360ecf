"""What the first page says first: the largest change that is beyond chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboards.findings import Finding, write_departure, write_turn
from dashboards.today.comparisons import Comparison
from dashboards.today.departures import Departure, Whole, compare
from dashboards.today.health import write_some
from dashboards.wording import Wording

# What a headline may be about, the balance first. The intensity has no direction.
CLAIMED = ("balance", "escalation", "diplomacy", "sentiment")


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The headline over the comparisons of one stretch, one a measure, in one language.

    It is chosen among all that could have been named: all outlets together and each
    compared outlet, in each measure. So its interval holds for all of them at once
    (Bonferroni with weights: half of the 5 % for all outlets together, over the
    measures, and half for single outlets, over measures and outlets). All outlets
    together lead where they moved beyond chance, and each outlet alike moved the same
    way; then what is furthest beyond chance.
    """

    comparisons: Sequence[Comparison]
    wording: Wording

    @cached_property
    def claims(self) -> list[Departure]:
        """What is beyond chance among all that could have been named, in order."""
        return [one for one in self._named if one.is_real and self._agrees(one)]

    @property
    def measure(self) -> str:
        """What the headline is about."""
        return self._lead.measure if self._lead else self.comparisons[0].measure

    @property
    def finding(self) -> Finding:
        """The headline, and the sentences with its numbers."""
        lead = self._lead
        if not lead:
            found = self.comparisons[0].finding
            said = [found.detail, *self._write_divided()]
            return Finding(title=found.title, detail=" ".join(filter(None, said)))
        said = [self._write_largest(lead), self._write_numbers(lead)]
        said += [self._write_alike(lead), self._write_others(lead)]
        said += self._write_divided()
        return Finding(
            title=self._write_title(lead), detail=" ".join(filter(None, said))
        )

    @cached_property
    def _lead(self) -> Departure | None:
        still = [one for one in self._named if not one.is_real]
        nearest = max(still, key=_find_reach, default=None)
        return self.claims[0] if self.claims else nearest

    @cached_property
    def _named(self) -> list[Departure]:
        """All that could be named, with intervals that hold for all of it at once."""
        levels = [level for level in (self._wholes, self._outlets) if level]
        wide = [
            compare(one, len(levels) * len(level)) for level in levels for one in level
        ]
        return sorted(wide, key=_rank)

    @cached_property
    def _shown(self) -> list[Comparison]:
        by_measure = {shown.measure: shown for shown in self.comparisons}
        return [by_measure[name] for name in CLAIMED if name in by_measure]

    @cached_property
    def _wholes(self) -> list[Departure]:
        wholes = [shown.whole.pooled for shown in self._shown if shown.whole]
        return [one for one in wholes if one.is_compared]

    @cached_property
    def _outlets(self) -> list[Departure]:
        return [
            one for shown in self._shown for one in shown.departures if one.is_compared
        ]

    def _agrees(self, one: Departure) -> bool:
        """Whether all together and each alike moved the same way; outlets always do."""
        whole = self._find_whole(one)
        return whole is None or whole.is_agreed

    def _find_whole(self, one: Departure) -> Whole | None:
        if one.lately.level == "outlet":
            return None
        return next(s.whole for s in self._shown if s.measure == one.measure)

    # ---- words -------------------------------------------------------------------

    def _write_title(self, lead: Departure) -> str:
        if not self.claims:
            return self.wording.text("today.no_claim", count=len(self._named))
        way = "up" if lead.size > 0 else "down"
        turn = (
            write_turn(lead.measure, self._write_who(lead), lead.size, self.wording)
            if lead.lately.level == "outlet"
            else self.wording.text(f"finding.whole_{lead.measure}_{way}")
        )
        # All other turns name their measure.
        key = "change" if lead.measure == "balance" else "change_bare"
        return self.wording.text(
            "today.claim", turn=turn, change=self._write(lead, key)
        )

    def _write_largest(self, lead: Departure) -> str:
        if self.claims:
            return ""
        return self.wording.text("today.nearest", outlet=self._write_who(lead))

    def _write_numbers(self, lead: Departure) -> str:
        if lead.low is None or lead.high is None:
            return ""
        interval = self.wording.text(
            "today.claim_interval",
            low=self.wording.difference(lead.low),
            high=self.wording.difference(lead.high),
            count=len(self._named),
        )
        return write_departure(lead, interval, self.wording)

    def _write_alike(self, lead: Departure) -> str:
        whole = self._find_whole(lead)
        change = self._write(whole.balanced) if whole else ""
        return self.wording.text("today.alike", change=change) if change else ""

    def _write_divided(self) -> list[str]:
        """Where all outlets together moved, but counted alike not the same way."""
        if self.claims:
            return []
        return [
            self.wording.text(
                "today.divided",
                change=self._write(one),
                alike=self._write(whole.balanced) or "–",
            )
            for one in self._named
            if one.is_real and (whole := self._find_whole(one)) and not whole.is_agreed
        ]

    def _write_others(self, lead: Departure) -> str:
        """What else is beyond chance, at least within its own measure."""
        others: dict[str, list[str]] = {}
        for one in sorted((*self._wholes, *self._outlets), key=_rank):
            is_lead = (one.measure, one.lately) == (lead.measure, lead.lately)
            if one.is_real and self._agrees(one) and not is_lead:
                others.setdefault(self._write_who(one), []).append(self._write(one))
        if not others:
            return ""
        named = [
            self.wording.text("today.other", who=who, changes="; ".join(changes))
            for who, changes in others.items()
        ]
        changes = write_some(named, self.wording)
        return self.wording.text("today.others", changes=changes)

    def _write_who(self, one: Departure) -> str:
        return self.comparisons[0].write_who(one)

    def _write(self, one: Departure, key: str = "change") -> str:
        if one.value is None or one.usual is None:
            return ""
        return self.wording.text(
            f"today.{key}",
            measure=self.wording.text(f"common.{one.measure}"),
            after=self.wording.value(one.measure, one.value.value),
            before=self.wording.value(one.measure, one.usual.value),
        )


def _rank(one: Departure) -> tuple[bool, int, float]:
    """All together before single outlets, of these what is furthest beyond chance."""
    if one.lately.level == "outlet":
        return True, 0, -_find_reach(one)
    return False, CLAIMED.index(one.measure), 0.0


def _find_reach(one: Departure) -> float:
    """How many times its margin a difference is."""
    if one.low is None or one.high is None:
        return 0.0
    # At the end of what a measure can be, an interval is cut off.
    margin = max(one.high - one.size, one.size - one.low)
    return abs(one.size) / margin if margin else float("inf")
