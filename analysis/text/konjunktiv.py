"""The German Konjunktiv, which marks what somebody else is said to have said.

Konjunktiv I tells reported speech even without a verb of saying near; Konjunktiv II
replaces it where the forms agree with the indicative, but also says what is unreal.
"""

import re
from collections.abc import Iterable

from analysis.text.speech_verbs import split_words

# The third person singular, which differs from the indicative; "sei" also otherwise.
FIRST = split_words("""
    sei seien habe werde müsse könne solle wolle dürfe möge wisse gebe komme gehe stehe
    bleibe liege sehe halte nehme lasse finde brauche mache führe trage bringe denke
    spreche glaube gehöre bestehe bedeute gelte laufe fehle drohe diene zeige arbeite
    beginne ende verliere gewinne bekomme erhalte verhandle verfüge versuche erwarte
    hoffe fordere unterstütze schaffe setze stelle spiele treffe tue verstehe kenne
    heiße werfe ziehe verdiene verhindere verteidige greife plane prüfe rechne
    leide lebe sterbe kämpfe schütze suche sorge schade handle handele ändere lehne
    akzeptiere gefährde funktioniere verletze verstoße entspreche entscheide betreffe
    behalte beruhe basiere biete bereite befinde benötige freue fühle folge fliehe
    nutze rede reise scheine schließe sinke steige steuere teile warte wirke wünsche
    passiere existiere reagiere kritisiere profitiere riskiere informiere provoziere
    eskaliere kooperiere diskutiere garantiere produziere investiere kontrolliere
    blockiere finanziere respektiere regiere signalisiere stabilisiere ignoriere
    zahle zwinge zerstöre bedrohe bedauere begrüße verlange verfolge vertraue trete
""")
SECOND = split_words("""
    hätte hätten wäre wären würde würden könnte könnten müsste müssten dürfte dürften
    käme kämen gäbe gäben ginge gingen bliebe blieben stünde stünden ließe ließen
    bräuchte bräuchten wüsste wüssten läge lägen nähme nähmen fände fänden
""")
_CLAUSE = re.compile(r"[^,;:–—]+")
_WORD = re.compile(r"\w+")
# Comparisons, wishes and idioms in the Konjunktiv, and the first person, whose forms
# are the indicative's.
_SET_PHRASE = re.compile(
    r"\bals (?:sei|seien|habe|werde|könne|müsse|wolle|gebe|solle)\b"
    r"|\bals (?:ob|wenn)\b[^,.;:]*|\bauch (?:immer )?sei\b|\b[Ss]ei es\b"
    r"|\b[Ee]s sei denn\b|\b[Gg]ott sei Dank\b|\bdamit\b[^,.;:]*"
    r"|\b[Mm]an (?:nehme|stelle|denke|bedenke|beachte)\b"
    r"|\b(?:ich|Ich)\b [a-zäöü]+e\b|\b[a-zäöü]+e ich\b"
)


def find_konjunktiv(sentence: str, forms: Iterable[str] = FIRST) -> list[int]:
    """Find the offsets of the clauses of `sentence` that hold one of `forms`; what is
    no reported speech ("als sei", "Gott sei Dank", the first person) does not count.
    """
    bare = _SET_PHRASE.sub(lambda phrase: "_" * len(phrase.group()), sentence)
    wanted = frozenset(forms)
    return [
        clause.start()
        for clause in _CLAUSE.finditer(bare)
        if not wanted.isdisjoint(_WORD.findall(clause.group()))
    ]
