"""The records that travel: frozen, without behaviour. Field names are column names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publication with a name; `time_zone` (IANA) decides on its days."""

    outlet: str
    name: str
    country: str | None = None
    language: str | None = None
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where articles come from. `name` is unique in a config and is what rows refer to.

    `kind` is "feed", "files", "pages" or "archive"; `outlet` is None where each article
    names its own; `columns` maps our names (outlet, url, title, body, published_at,
    language) to the file's.
    """

    name: str
    kind: str
    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    language: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """A date of publication as it was `written`, and by whom: `source` is "feed",
    "json-ld", "meta", "time" (an element of the page), "url", "text" (a guess from the
    page's text), "record" (a row of a file) or "seen" (when a crawler met it, which is
    not before it was published)."""

    source: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One text as a source delivered it, before anything in it is believed.

    `input` names it for a person ("articles.jsonl:500", a URL, a file name),
    `content_hash` is the SHA-256 of the delivered bytes in hex (of an entry of a feed:
    of its title, text and dates), `dates` is what is
    said of its publication, the most believed first; `extraction` says how the text
    was won and what it was ("jsonl", "feed", "page", "teaser"). `canonical` is the
    address by which the page calls itself.
    """

    input: str
    content_hash: str
    extraction: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    text: str | None = None
    dates: tuple[StatedDate, ...] = ()
    language: str | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text of one outlet.

    `published_on` is the day in the outlet's time zone; both dates are None where the
    source gave none. `body` is clean prose, paragraphs parted by one empty line.
    `date_source` is the `StatedDate.source` that was believed, `date_flag` a doubt
    about it ("contradicted", "future", "too old", "unreadable"). `revision` counts the
    article's texts from 1.
    """

    article_id: int
    outlet: str
    url: str | None
    title: str | None
    body: str
    language: str | None
    published_at: datetime | None
    published_on: date | None
    date_source: str | None
    fetched_at: datetime
    source: str
    extraction: str
    place: str | None
    word_count: int
    story_id: int
    text_hash: int
    date_flag: str | None = None
    date_detail: str | None = None
    agency: str | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An earlier text of an article."""

    article_id: int
    revision: int
    title: str | None
    body: str
    published_at: datetime | None
    fetched_at: datetime
    text_hash: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another address under which an article was met."""

    outlet: str
    url: str
    article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledEntry:
    """A feed's entry or a listed link, in one wording, that was dealt with."""

    entry_id: int
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryBand:
    """A mark of an article's text: articles that share one are compared."""

    band: int
    day: date
    article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A paragraph that repeats across an outlet's articles and is removed from them."""

    outlet: str
    text_hash: int
    text: str
    articles: int
    learnt_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The unit that is scored. `section` is "headline", "lead" or "body"; `is_quote`
    is true where at least half of its letters stand inside quotation marks. `voice`
    is "own", "direct" (exactly where `is_quote`) or "indirect"; `speaker` is who is
    said to speak, as the text names them."""

    article_id: int
    position: int
    section: str
    text: str
    text_hash: int
    is_quote: bool
    voice: str = "own"
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a model says of one distinct text. Probabilities in 0 … 1; the first three
    sum to one, `escalation` and `diplomacy` are independent of each other. None is
    what the model does not answer."""

    text_hash: int
    model_id: str
    negative: float | None
    neutral: float | None
    positive: float | None
    escalation: float | None
    diplomacy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights with a name, a revision (SHA-256 of the files, or the hub's commit and
    how its labels are read) and a codebook version.

    `task` says what it answers: "framing+sentiment", "framing", "sentiment",
    "escalation", "diplomacy+sentiment" and so on. `created_at` is None where the
    weights do not say when they were made.
    """

    model_id: str
    name: str
    revision: str
    codebook: str
    task: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of the pipeline; `finished_at` is None until it ended."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    status: str
    articles: int
    repeats: int
    rejects: int
    sentences_scored: int
    model_id: str | None
    code_version: str
    revisions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSource:
    """What one source gave in one run: inputs = articles + revisions + repeats +
    rejects + outside.

    `outside` counts inputs beyond the period that `--since` and `--until` asked for.
    """

    run_id: str
    source: str
    inputs: int
    articles: int
    repeats: int
    rejects: int
    outside: int
    revisions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One attempt to get bytes. `status` is the HTTP status, None for files and for
    attempts without an answer; `outcome` is "ok", "unchanged" or an error's reason.

    `live` is true for feeds and pages: only those say that a silent day was silent.
    `receipt` numbers the bytes, the source's settings and the code that read them:
    the same receipt again can bring nothing new.
    """

    fetch_id: int
    run_id: str
    source: str
    outlet: str | None
    live: bool
    url: str
    fetched_at: datetime
    status: int | None
    bytes: int
    milliseconds: int
    outcome: str
    receipt: int | None
    final_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What the last visit to a source leaves for the next one.

    `url` is the config's, `moved_to` where a permanent redirect led; `next_at` is when
    it may be asked again, `failures` counts visits without an answer in a row.
    `turned_over` says that nothing of the visit before was left in it.
    """

    source: str
    url: str
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    asked_at: datetime
    next_at: datetime
    failures: int = 0
    gone: bool = False
    turned_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRules:
    """What a host allows: its robots.txt and its tdmrep.json as they were `asked_at`;
    None where it has none. `status` is that of robots.txt, None without an answer."""

    origin: str
    asked_at: datetime
    status: int | None = None
    robots: str | None = None
    reservations: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """An input that could not become an article: which, why, and what would mend it."""

    reject_id: int
    source: str
    input: str
    reason: str
    detail: str
    first_seen_at: datetime
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A sentence labelled by a person (`coder`) against the codebook.

    `inclusion_probability` in 0 … 1 is the chance with which `sample_id` drew it.
    """

    text_hash: int
    coder: str
    escalation: bool
    diplomacy: bool
    sentiment: str
    inclusion_probability: float
    sample_id: str | None = None
    sure: bool = True
    note: str | None = None
    imported_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A probability sample of `items` out of `frame` distinct sentences, for coding.

    It was drawn from sentences of articles of `since` … `until` (both included), in
    strata of the answers of `model_id`.
    """

    sample_id: str
    model_id: str
    drawn_at: datetime
    since: date
    until: date
    frame: int
    items: int
    seed: int
