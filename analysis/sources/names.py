"""What the names of a page's elements (class, id, role …) say of them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.sources.markup import Tree

# Names that mean something else as well.
DOUBTFUL = 0.2

_NAMED_BY = ("class", "id", "role", "data-component", "data-testid", "data-area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an element's names make it: drawn by a consent platform, something that may
    ask for consent or for an account, a caption. `most_share` is the share of the
    page's paragraphs that furniture of this name may hold, 0 for what is none."""

    platform: bool
    consent: bool
    lock: bool
    caption: bool
    most_share: float


def _names(listed: str) -> re.Pattern[str]:
    return re.compile("|".join(listed.split()), re.IGNORECASE)


_PLATFORM = _names(
    r"""
    onetrust \bot-sdk didomi usercentrics cybotcookiebot sp_message_container qc-cmp
    truste_ trustarc borlabs-?cookie cmplz iubenda-cs \bcky- tarteaucitron axeptio
    osano-cm fc-consent cmpbox
    """
)
_CONSENT = _names(
    r"""
    consent cookie gdpr dsgvo privacy datenschutz \bcmp\b dialog modal overlay banner
    layer
    """
)
_LOCK = _names(
    r"""
    pay-?wall \bpiano reg-?wall \bmeter subscri \babo(?:nn|-|_|\b) offer premium
    locked \bgate\b
    """
)
_CAPTION = _names("caption bildunter legende pie-?de-?foto")
_CREDIT = _names("credit copyright photographer source toggle hide-")
# What holds a larger share of the paragraphs was named so for another reason.
_FURNITURE = (
    (
        0.9,
        _names(
            r"""
            comment(?!ary|ator|ed\b) disqus kommentar lesermeinung \bforum\b
            \brespond\b discussion
            """
        ),
    ),
    (
        0.5,
        _names(
            r"""
            newsletter e-?mail-?sign-?up subscribe[_-]?(?:block|box|form|widget)
            (?<!cor)(?<!un)related recommend suggest trending
            most-?(?:read|popular|viewed) meistgelesen read-?(?:more|next|also)
            more-?(?:on|from) more[_-]info further-?reading see-?also also-?like
            rich-?link interstitial links?-block page-?list
            teaser-?(?:absatz|block|list|box|group) topic-?box \binread\b \bincut\b
            inline-?(?:article|teaser|link) internal-?link outbrain taboola \bcatcher
            (?<!has-)(?<!with-)(?<!no-)side-?bar breadcrumb pagination \bpager\b
            \btoc\b navigation \bnav(?:bar)?\b \bmenu\b contentinfo complementary
            (?<!-)\bsearch\b (?:post|entry)-?author author-?(?:bio|box|card|info)
            (?:^|\s)authors?(?:\s|$) about-?(?:the-?)?author biography \bbio\b
            pull-?quote twitter-tweet instagram-media fb-post tiktok-embed
            bluesky-embed skip-?link visually-?hidden sr-only screen-?reader
            print-?only disclaimer feedback \bsurvey\b
            """
        ),
    ),
    (
        DOUBTFUL,
        _names(
            r"""
            shar(?:e|ing)(?:_|-|\b) social teilen (?:\b|[_-])ads?(?:\b|[_-])
            (?-i:\b[Aa]d[A-Z]) advert anzeige werbung sponsor banner promo
            subscribe(?!r) subscription \btags?(?:-|_|\b) keywords topics caption
            bildunter credit\b copyright embed \baudio player podcast video by-?line
            author metadata meta-?(?:text)?line (?:\b|[_-])meta\b submitted
            date-?(?:line|block|source|time)
            (?:post|article|news|entry)[_-]+(?:time|dates?)\b time-?stamp
            read(?:ing)?-?time publish(?:ed|er)?-?(?:date|time|on) tool-?bar bookmark
            \bfollow\b topline kicker overline spitzmarke \brating footer
            article-?editor (?:\b|[_-])sign\b no-?print donat \btrust-
            """
        ),
    ),
)


def find_meaning(element: Tree) -> Meaning | None:
    """Say what an element's names make it; None where they say nothing of it."""
    return _read_meaning(_read_names(element))


def names_credit(element: Tree) -> bool:
    """Whether an element's names make it the credit of a picture."""
    return _CREDIT.search(_read_names(element)) is not None


def _read_names(element: Tree) -> str:
    return " ".join(filter(None, map(element.get, _NAMED_BY)))


# Pages of one outlet share their names.
@lru_cache(maxsize=8192)
def _read_meaning(names: str) -> Meaning | None:
    kinds = [
        p.search(names) is not None for p in (_PLATFORM, _CONSENT, _LOCK, _CAPTION)
    ]
    share = max((s for s, pattern in _FURNITURE if pattern.search(names)), default=0.0)
    if not share and not any(kinds):
        return None
    platform, consent, lock, caption = kinds
    return Meaning(
        platform=platform, consent=consent, lock=lock, caption=caption, most_share=share
    )
