"""Words that decide whether a full stop ends a sentence, in ten languages.

sentencex knows the common ones of German and English; these are what it was found to
miss or to overdo. Of the other languages it knows few.
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
    "cs": _words("""
        bc cca č čl doc dr gen hl ing judr kpt mgr mj mjr mudr např nám npor odst p phdr
        pí plk popř por pplk prof příp resp sv tj tzn tzv ul vs zejm
    """),
    "es": _words("""
        art Av Avda Cap Cmdte Cnel dña dr dra dras dres EE Excmo Gral Ilmo Ing Lic Mons
        Mtra Mtro nro núm p.ej pdte pres prof profa pág págs Sgto sr sra sras sres srta
        Sta Sto Tte vs
    """),
    "fr": _words("""
        apr av boul cf chap dr env gal gén lt M Me mgr mlle mlles MM mme mmes p p.ex Pr
        Prof St Ste éd
    """),
    "it": _words("""
        amm arch art artt avv ca cap cav cfr col comm dir dott es gen geom ing magg mons
        n on pag pagg pres prof proff rag rev sen serg sig sigg tel ten vol
    """),
    "pl": _words("""
        abp al art bp dot dr gen godz hab inż kard kmdr kpt ks lek m.in mec mgr mjr np
        os p por ppor ppłk prof prok płk red rtm sierż st tj tzn tzw ul ur wg woj wsch
        zach zob św
    """),
    "ru": _words("""
        адм акад ген гл доц корр наб напр пер пос просп проф ред св т.е т.к т.н ул чл
    """),
    "tr": _words("""
        Alb Apt Arş av bkz Bnb Cad doç dr Gör hz Korg Mah no Op Org prof sn Sok Tuğg
        Tümg Uzm yrd Yb Yzb Öğr örn
    """),
    "uk": _words("""
        адм акад бл бульв вул ген див доц зокр напр пл пров просп проф ред св т.зв ім
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
    "cs": _words("""
        a.s aj apod atd csc etc hod mil mld n.l ph.d př.n.l r s.r.o st stol str tis
    """),
    "es": _words("a.c a.m aprox cía d.c etc hab jr p.m s.a ud uds uu"),
    "fr": _words("a.m déc etc févr hab janv juil nov oct p.m s.a sept"),
    "it": _words("a.c a.m d.c ecc etc p.m s.p.a s.r.l sec"),
    "pl": _words("""
        br etc im in itd itp min mld mln n.e n.p.m ok p.n.e pkt poz proc r rys str tys
        ub w
    """),
    "ru": _words("""
        бл в вв г гг гр д дол долл др им м млн млрд н.э обл ок п пр р с см ст стр т т.д
        т.п трлн тыс ч
    """),
    "tr": _words("a.ş ltd m.s m.ö vb vd vs yy şti"),
    "uk": _words("""
        в вв гр грн дол м млн млрд н.е о обл ок п пр р рр с ст стор т т.д т.п тис трлн
        ін
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
    "cs": _words("""
        A Ale Ani Byl Byla Co Do I Jak Je Jeho Jejich Její Jsou K Kdo Když Na Ne Nyní O
        Od Ona Oni Pak Po Pod Podle Pokud Potom Proto Před Při S Se Ta Tak Také Tato Ten
        Tento To U Už V Ve Z Za Zatím Ze
    """),
    "es": _words("""
        A Además Al Aunque Como Con Cuando De Del Desde Después El Ella Ellos En
        Entonces Es Esa Ese Eso Esta Este Esto Fue Hay La Las Lo Los Luego No Para Pero
        Por Se Según Si Sin Su Sus También Tras Un Una Y Ya Él
    """),
    "fr": _words("""
        Ainsi Après Au Aux Avant Avec C Ce Cependant Ces Cet Cette D Dans De Depuis Des
        Du Elle Elles En Et Il Ils J Je L La Le Les Leur Leurs Mais Nous On Or Par Pour
        Puis Qu S Sa Selon Ses Si Son Sur Un Une Vous À
    """),
    "it": _words("""
        A Al Alla Anche Che Come Con Così Da Dal Dalla Del Della Di Dopo E Fra Gli I Il
        In Intanto L La Le Lei Lo Loro Lui Ma Nel Nella Non Ora Per Poi Prima Quando
        Quella Quello Questa Queste Questi Questo Se Secondo Si Su Tra Un Una Uno È
    """),
    "pl": _words("""
        A Ale Był Była Co Do Gdy I Ich Jak Jednak Jego Jej Jest Jeśli Już Kiedy Kto Na
        Nie O Od On Ona Oni Po Pod Potem Przed Przez Przy Są Ta Tak Także Te Ten Teraz
        To U W We Według Wtedy Z Za Ze
    """),
    "ru": _words("""
        А В Во Все Для До Его Если Ещё Её За Затем И Из Их К Как Когда Мы На Не Но О Об
        Однако Он Она Они От По Под После Поэтому При С Сейчас Со Так Также Там Теперь
        Тогда У Уже Через Эта Эти Это Этот
    """),
    "tr": _words("""
        Ama Ancak Ardından Ayrıca Ben Bir Biz Bu Bugün Buna Bunlar Bunun Böylece Daha
        Dün Eğer Fakat Her Ne O Onlar Onun Son Sonra Ve Yarın Çünkü Öte Şimdi
    """),
    "uk": _words("""
        А Але В Вже Вона Вони Від Він Для До З За Зі І Й Його Коли Ми На Наразі Не
        Однак По Після Потім Про Проте Під Та Також Тепер Тоді Тому У Це Цей Ці Ця Через
        Ще Як Якщо Із Її Їх
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
