"""Words that decide whether a full stop ends a sentence, in German and English.

sentencex knows the common ones; these are what it was found to miss or to overdo.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Never the last word of a sentence. Written in small letters: in any case; with a
# capital: only so ("Mag. Huber", but "das mag. Russland").
INNER = {
    "de": _words("""
        Abb Abs allg amerik Bd bspw bzw ca d.h Dipl dipl.-ing dr dt ehem engl evtl exkl
        Frl frz geb gebr gem Gen gest ggf h.c hr Hrsg i.d.r inkl insb jur lt Mag med
        mind mr mrs ms nat nr nrn o.g phil pol priv.-doz prof rd rer russ Sen Sgt sog st
        stellv stv Tel ukr verh vgl z.b z.t Ziff zit zzgl zzt
    """),
    "en": _words("""
        Adm Amb approx Brig Capt cf Cmdr Col Cpl Det dr e.g Fr Gen Gov Hon i.e Insp Lt
        Maj messrs mr mrs ms mx Nos Pfc Pres prof Pvt Rep Reps Rev Rt Sen Sens Sgt Spc
        Supt viz vs
    """),
}
# The last word only where a word follows that likes to start a sentence.
OFTEN_INNER = {
    "de": _words("""
        a.d a.m Aug bros co Corp d.c Dez e.u e.v etc Feb i.br Inc Jan jh jhd jr Ltd mio
        mrd n.chr Nov o.ä Okt p.m Sept sr std Str u.a u.k u.n u.s u.s.a u.ä usf usw
        v.chr
    """),
    "en": _words("""
        Ala Apr Ariz Ark Aug Ave Blvd Bros Calif Co Colo Conn Corp d.c Dec Dept e.u etc
        Feb Fla Ft Ga Ill Inc Ind j.d Jan Jr Kan Ky Ltd Mass Md Mich Minn Mt n.c n.h n.j
        n.m n.y Neb Nev Nov Oct Okla Ore Penn ph.d r.i s.c s.d Sept Sr St Tenn Tex u.k
        u.n u.s u.s.a Va Vt Wash Wis
    """),
}
# Whole words that sentencex takes for abbreviations or Roman numbers.
WHOLE_WORDS = _words("me no ill miss ass op Art OK Fed Yahoo May DC Xi")
# Inner where a number follows, besides the ones above.
BEFORE_NUMBER = _words("Art Bst Fig Kap lit Lit max min No Pos Rdnr Rn Tab")
STARTERS = {
    "de": _words("""
        Aber Alle Allerdings Als Am An Andere Auch Auf Aus Bei Beide Beim
        Bereits Bis Da Dabei Dadurch Dafür Dagegen Daher Damit Danach Dann Daran
        Darauf Darin Darüber Das Dass Davon Dazu Dem Den Denn Dennoch Der
        Deshalb Des Die Dies Diese Diesem Diesen Dieser Dieses Doch Dort Durch
        Ebenso Ein Eine Einem Einen Einer Eines Er Erst Es Für Gegen
        Gleichzeitig Hier Hinter Ich Ihr Ihre Im In Ist Jede Jeder Jetzt Kein
        Keine Laut Man Mehr Mit Nach Nachdem Neben Nicht Noch Nun Nur Ob Obwohl
        Ohne Schon Sein Seine Seit Sie So Sollte Sondern Trotz Über Um Und Unter
        Viele Vom Von Vor Während War Was Weil Weitere Wenn Wer Wie Wir Wo Zu
        Zudem Zuletzt Zum Zur Zuvor Zwar Zwischen
    """),
    "en": _words("""
        A After All Also Although An And Another Any As At Because Before Both
        But By Despite Did Do During Each Earlier Even Every For From Had Has He
        Her Here His How However I If In Instead Is It Its Later Many Meanwhile
        More Most My Neither No Nor Not Now On Once One Only Or Other Others Our
        Perhaps She Since So Some Still Such That The Their Then There These
        They This Those Though Through To Under Until Was We Were What When
        Where Whether While Who Why Will With Without Yes Yet You Your
    """),
}
# What stands before a German ordinal: "der 2. Weltkrieg", "im 19. Jahrhundert".
BEFORE_ORDINAL = _words("""
        ab am beim bis das dem den der des die diesem dieser ein eine einem
        einen einer ihr ihre ihrem ihren im ins jede jeden jeder sein seine
        seinem seinen seit und vom zum zur zwischen oder jedes
    """)
# A number before these is an ordinal whatever stands before it.
AFTER_ORDINAL = _words("""
        Armee Auflage Brigade Bundesliga Division FC Februar Flotte Geburtstag
        Halbjahr Jahrestag Jahrhundert Jahrhunderts Januar Juli Juni Klasse
        Korps Liga Mai März Minute Oktober November Dezember August April
        September Parteitag Quartal Runde Spieltag Tag Weltkrieg Weltkriegs
        Weltkrieges Woche
    """)
# What goes on after "5 p.m."
AFTER_CLOCK = _words("""
        Monday Tuesday Wednesday Thursday Friday Saturday Sunday ET EST EDT
        Eastern GMT UTC Pacific PT PST Moscow Kyiv Central CET BST UK
    """)
ATTRIBUTION = {
    "de": _words("""
        sagt sagte fragt fragte rief ruft schrieb schreibt heißt hieß meinte
        meint erklärte
    """),
    "en": _words("""
        said says asked asks wrote writes tweeted told added shouted cried
        wondered replied read reads exclaimed
    """),
}
