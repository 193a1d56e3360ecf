"""Patterns of the noun phrases that name a speaker, in German and English.

They name the whole phrase as written ("die Sprecherin des Ministeriums"), pronouns not.
"""

QUOTE = '[„“”»«"‚‘’]'

# --- German ---------------------------------------------------------------------------
_NO_NAME = (
    r"(?!(?:Journalisten|Reportern|Ich|Wir|Er|Sie|Es|Man|Das|Dies|Damit|Dabei"
    r"|Auch|Dass|Ob|Wie|Wenn|Weil|Zuvor|Zudem|So|Laut|Nach|In|Am|Im|Aus|Bei|Mit|Zu|Für"
    r"|Auf|Aber|Doch|Und|Denn|Nun|Dann|Dort|Hier|Jetzt|Eine?[mnrs]?|Zum|Zur|D[aei][mnrse]"
    r"|Von|Vor|Bereits|Später|Weiter|Dazu|Darin|Darauf|Nicht|Was|Wer|Diese[mnrs]?"
    r"|Konkret|Wörtlich|Zugleich|Gleichzeitig|Außerdem|Allerdings|Gestern|Heute|Deshalb"
    r"|Deswegen|Daher|Dennoch|Trotzdem|Worten|Angaben|Hoffnung|Ziel|Idee|Plan|Zeitplan|Fahrplan|Programm)\b)"
)
_CAPITAL = rf"{_NO_NAME}[A-ZÄÖÜ](?:[\w’'-]*\w)?(?!\w)"
_ADJECTIVE = (
    r"(?!(?:über|unter|oder|aber|hinter|wieder|weiter|später|gestern|heute|ohne|habe"
    r"|hätten?|wäre|werde|eine?[mnrs]?|er|sie|worden|werden|haben)\b)[a-zäöüß-]+e[mnrs]?"
)
_ARTICLE = (
    r"(?:[Dd](?:er|ie|as|em|en|es)|[Ee]ine?[mnrs]?|[Mm]ehrere|[Vv]iele|[Ee]inige|[Zz]wei"
    r"|[Dd]rei|[Bb]eide|[Ii]hre?[mnrs]?|[Ss]eine?[mnrs]?|[Dd]iese[mnrs]?)"
)
_NAMES = rf"{_CAPITAL}(?: (?:(?:von der|von|van|bin|al|de|del) )?{_CAPITAL}){{0,5}}"
# "sagte die Ministerin der Zeitung" tells whom, not whose.
_TOLD = (
    r"(?:(?:[A-ZÄÖÜ]\w+e[nr] )?(?:Zeitung|Allgemeinen|Post|Nachrichten|Presse"
    r"|Rundschau)|Nachrichtenagentur|Agentur|dpa|Funke)"
)
_OF = (
    rf" (?:des|vom|von|im|für|der|von der|für die) (?!{_TOLD})"
    rf"(?:{_ADJECTIVE} )?{_NAMES}"
)
_WITH_ARTICLE = (
    rf"{_ARTICLE} (?:{_ADJECTIVE} ){{0,3}}(?:{_CAPITAL}(?:{_OF}){{1,2}}|{_NAMES})"
)
_BARE = (
    rf"(?:{_ADJECTIVE} )?(?:\w*(?:[Ss]precher|[Vv]ertreter|[Bb]eamte|[Kk]reise)\w*{_OF}"
    rf"|{_CAPITAL}s {_ADJECTIVE} {_NAMES}|{_NAMES}(?: des (?:{_ADJECTIVE} )?{_NAMES})?)"
)
_ONE = rf"(?:{_WITH_ARTICLE}|{_BARE})"
GERMAN = rf"(?P<speaker>{_ONE}(?: und {_ONE})?)"

# --- English --------------------------------------------------------------------------
_PRONOUN = (
    r"(?:I|he|she|it|they|we|you|this|that|these|those|there|one|some|many|most|all|who"
    r"|which|what|when|where|why|how|as|if|nobody|everyone|somebody|anyone|others|both"
    r"|yet|but|so|then|also|not|something|moments|ultimately|recently|finally)"
)
_NO_NOUN = (
    rf"(?!(?i:{_PRONOUN}|and|or|is|are|was|were|be|been|has|have|had|will|would|can|could"
    r"|may|might|must|should|do|does|did|to|because|while|after|before|until|since|by"
    r"|\w+n[’']t|than|on|at|from|about|into|over|during|under|against|later|earlier"
    r"|today|yesterday)(?!\w)|(?:said|says|told|saying)\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Lt|Col|Gov|Capt|Maj|Adm|Sgt|Prof|St)\."
_WORD = rf"{_NO_NOUN}(?:(?:[A-Z]\.)+|{_TITLE}|[^\W_](?:[\w’'-]*\w)?)(?!\w)"
# What stands before the verb: any words but those that show a clause.
ENGLISH_BEFORE = rf"(?P<speaker>{_WORD}(?: (?:and |& |close to )?{_WORD}){{0,8}})"
# What stands behind it: it ends before a place or a time.
_NEAR = rf"(?!(?:in|for|with|of|familiar)\b){_WORD}"
ENGLISH_AFTER = (
    rf"(?P<speaker>{_NEAR}(?: (?:and )?{_NEAR}){{0,7}}"
    rf"(?: (?:of|for|familiar with)(?: {_NEAR}){{1,5}}){{0,2}})"
)
