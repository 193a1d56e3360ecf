"""Verbs of saying, in the forms that news use, and the nouns that speak."""

import re
from collections.abc import Iterable


def split_words(listed: str) -> frozenset[str]:
    """Split a list of words written with white space between."""
    return frozenset(listed.split())


def any_of(words: Iterable[str]) -> str:
    """Give a pattern of one of `words`, the longest that fits, shaped as a tree of
    letters: it is asked at every word of every sentence.
    """
    endings: dict[str, set[str]] = {}
    for word in words:
        endings.setdefault(word[:1], set()).add(word[1:])
    may_end = endings.pop("", None) is not None
    branches = [
        re.escape(letter) + ("" if rest == {""} else any_of(rest))
        for letter, rest in sorted(endings.items())
    ]
    return f"(?:{'|'.join(branches)})" + ("?" if may_end else "")


def _inflect(stems: str, endings: str) -> frozenset[str]:
    return frozenset(stem + end for stem in stems.split() for end in endings.split())


# --- German ---------------------------------------------------------------------------
# Verbs that take what was said as a clause.
SAYS = (
    _inflect(
        """sag erklär beton versicher beteuer bekräftig erläuter äußer beklag ergänz
        konstatier argumentier dementier prognostizier twitter kommentier mahn warn
        mein erzähl erwider schilder unterstell resümier bestätig bemerk kritisier
        informier frag signalisier bilanzier monier""",
        "t te ten en",
    )
    | _inflect(
        "behaupt begründ bericht meld antwort leugn entgegn verkünd vermut vermeld",
        "et ete eten en",
    )
    | split_words("""
        schreibt schreiben schrieb schrieben bestreitet bestreiten bestritt bestritten
        unterstreicht unterstrich unterstrichen heißt hieß verspricht versprach
        versprachen versprechen gesteht gestand gestanden
        mitteilte mitteilten mitteilt ankündigte ankündigten ankündigt einräumte
        einräumten hinzufügte angab angaben angibt bekanntgab klarstellte hervorhob
        feststellte hinwies zugab
    """)
)
# The finite part of separable verbs, and what parts from it.
SEPARABLE = {
    "teilt teilte teilten teilen": "mit",
    "kündigt kündigte kündigten kündigen": "an",
    "räumt räumte räumten räumen": "ein",
    "fügt fügte fügten": "hinzu|an",
    "gibt gab geben gaben": "an|bekannt|zu|zu Protokoll|zu bedenken",
    "stellt stellte stellten stellen": "klar|fest",
    "weist wies wiesen weisen": "hin",
    "merkt merkte merkten": "an",
    "führt führte führten": "aus",
    "hebt hob hoben": "hervor",
    "wendet wendete wandte": "ein",
    "macht machte machten machen": "deutlich|klar",
    "lässt ließ ließen lassen": "wissen|verlauten|mitteilen|ausrichten",
    "legt legte": "nach",
    "sagt sagte": "voraus|aus",
    "wirft warf werfen warfen": "vor",
}
# Participles, as in "hat gesagt".
SAID = split_words("""
    gesagt erklärt betont mitgeteilt angekündigt eingeräumt hinzugefügt angegeben
    bekanntgegeben klargestellt festgestellt hingewiesen versichert behauptet berichtet
    gewarnt gemeldet bestritten bekräftigt geschrieben dementiert bestätigt geäußert
    beteuert versprochen gedroht verkündet vorgeworfen zugegeben erläutert bezeichnet
""")
# Verbs that name an act: they say who speaks in the sentences that follow.
ACTS = _inflect(
    """forder verlang verurteil kritisier verteidig lob reagier wehr äußer plädier
    appellier rechtfertig begrüß zeig drück droh""",
    "t te ten",
) | split_words("""
    wies weist wiesen verweist verwies verwiesen lehnte lehnt lehnten rief ruft riefen
    spricht sprechen sprach sprachen nannte nennt nannten hob hebt trat tritt warb wirbt
    warf wirft warfen werfen bezeichnet bezeichnete bezeichneten begründet begründete
""")
# Parts of separable verbs that are hardly used otherwise.
TOLD = split_words("""
    teilt teilte teilten kündigt kündigte kündigten räumte räumten fügte fügten merkte
    merkten
""")

# --- English --------------------------------------------------------------------------
# What follows "say" is said; what follows the others, only where it is a clause.
EN_SAYS = split_words("say says said")
EN_CLAUSE = _inflect(
    """claim add insist warn report maintain explain assert contend recall boast
    complain point tweet reckon predict alert caution threaten confirm vow shout
    counter""",
    "ed s",
) | split_words("""
    add claim insist warn maintain argue argues argued announce announces announced
    stress stresses stressed state states stated admit admits admitted acknowledge
    acknowledges acknowledged deny denies denied write writes wrote note notes noted
    declare declares declared allege alleges alleged conclude concludes concluded
    concede concedes conceded emphasise emphasised emphasises emphasize emphasized
    emphasizes reiterate reiterates reiterated reply replies replied respond responds
    responded estimate estimates estimated observe observes observed testify testifies
    testified promise promises promised pledge pledges pledged disclose disclosed
    suggested revealed indicated remark remarked underline underlined joke joked
    speculated quip quipped quips lamented laments surmised advise advises advised
    tell tells told
""")
# Of these, the ones that are also nouns, in the plural or the singular.
EN_NOUNS = split_words("""
    states reports claims notes points estimates promises pledges state report claim
    note point estimate promise pledge alleged
""")
EN_SAYING = split_words("""
    saying adding claiming insisting warning arguing stating stressing alleging noting
    declaring announcing telling
""")
# What is named or blamed is said, too: "called the plan unacceptable".
EN_ACTS = split_words("""
    accuse accuses accused call calls called describe describes described denounce
    denounces denounced dismiss dismisses dismissed label labels labelled labeled brand
    brands branded blame blames blamed criticised criticized praised condemned rejected
    spoke speaks speak portrayed characterised characterized
""")

# --- Who speaks before a colon: "Ministerin: …" ---------------------------------------
SPEAKERS = split_words("""
    kreml uno un regierung opposition armee polizei behörden behörde bericht
    berichte medien medienbericht medienberichte insider quelle quellen zeugen kreise
    umfrage studie ministerium außenministerium verteidigungsministerium militär
    innenministerium generalstab staatsanwaltschaft geheimdienst geheimdienste weißes
    haus kanzleramt rettungskräfte
    kremlin government army police officials report reports sources source witnesses
    study poll survey ministry military pentagon authorities watchdog prosecutors pope
    lawyers experts analysts aides rebels mediators pm un white house
    medics
""")
SPEAKER_ENDINGS = (
    "minister", "ministerin", "präsident", "präsidentin", "kanzler", "kanzlerin",
    "sprecher", "sprecherin", "experte", "expertin", "experten",
    "forscher", "forscherin",
    "general", "gouverneur", "gouverneurin", "botschafter", "botschafterin", "chef",
    "chefin", "beauftragter", "beauftragte", "politiker", "politikerin", "gesandter",
    "vermittler", "premier", "bürgermeister", "bürgermeisterin", "analyst",
    "ministerium", "ministry", "president", "chancellor", "spokesman", "spokeswoman",
    "spokesperson", "expert", "governor", "ambassador", "envoy", "mayor", "chief",
    "official", "commander", "mediator", "secretary", "leader", "adviser", "diplomat",
    "senator", "lawmaker", "kommissar", "kommissarin", "kommandeur", "oberst",
)  # fmt: skip
