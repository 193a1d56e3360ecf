import json
import os
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from analysis.scoring.registry import BUNDLED
from flows.training.vocabulary import (
    find_kept,
    parse_pieces,
    pick_words,
    trim_tokenizer,
)
from flows.training.weights import pack_vectors
from tests.flows.tiny import PIECES, tiny_tokenizer, tiny_vectors

BASE = Path(os.environ.get("DETENTE_SHARED", "../shared")) / "data/encoder"
SENTENCES = {
    "de": [
        "Die Außenminister beider Länder trafen sich am Montag in Genf.",
        "Bei dem Luftangriff auf den Hafen wurden sieben Menschen verletzt.",
        "»Wir reden weiter«, sagte der Sprecher; über Sanktionen schwieg er.",
    ],
    "en": [
        "Negotiators said the two sides had agreed to a 72-hour truce.",
        "Shells hit the outskirts of the city overnight, officials said.",
        "The embassy “will reopen in May”, the ministry’s note read.",
    ],
    "fr": [
        "Les deux présidents se sont entretenus à l’Élysée pendant trois heures.",
        "Un drone a frappé le dépôt de carburant près de la frontière.",
        "« Nous n’enverrons pas de troupes », a déclaré la ministre.",
    ],
    "es": [
        "El Gobierno anunció la reanudación de las conversaciones de paz.",
        "¿Habrá tregua? El ejército bombardeó de nuevo el aeropuerto.",
        "La misión de la ONU pidió a ambas partes un alto el fuego.",
    ],
    "it": [
        "Il ministro degli Esteri è atteso giovedì per un vertice sulla tregua.",
        "L’artiglieria ha colpito tre villaggi lungo il confine.",
        "«Più aiuti, meno armi», ha chiesto l’ambasciatrice.",
    ],
    "pl": [
        "Prezydenci uzgodnili wymianę jeńców i dalsze rozmowy w Żółtej Sali.",
        "Rakieta uderzyła w węzeł kolejowy, zginęły dwie osoby.",
        "„Nie cofniemy się” – powiedział rzecznik sztabu.",
    ],
    "ru": [
        "Министры договорились продолжить переговоры на следующей неделе.",
        "Ночью ракета попала в склад горючего, ранены трое рабочих.",
        "«Мы готовы к обмену пленными», — сообщил посредник.",
    ],
    "uk": [
        "Обидві делегації підписали угоду про обмін полоненими.",
        "Уночі безпілотники атакували енергетичну підстанцію поблизу міста.",
        "«Ми не підемо на поступки», — заявив речник об’єднаного штабу.",
    ],
    "ar": [
        "اتفق الطرفان على وقف إطلاق النار لمدة ثلاثة أيام.",
        "أصابت غارة جوية مخزنًا للوقود قرب الحدود مساء الأحد.",
        "قالت الوزيرة إن بلادها «ستعيد فتح السفارة» في الربيع.",
    ],
    "he": [
        "שרי החוץ נפגשו בז'נבה ודנו בהפסקת האש.",
        "בתקיפה אווירית סמוך לגבול נפצעו ארבעה בני אדם.",
        "״לא נשלח כוחות״, אמרה דוברת המשרד ביום שלישי.",
    ],
    "fa": [
        "دو کشور برای ازسرگیری گفت‌وگوهای صلح توافق کردند.",
        "حملهٔ پهپادی به انبار سوخت سه زخمی بر جای گذاشت.",
        "وزیر خارجه گفت: «تحریم‌ها را گام‌به‌گام برمی‌داریم.»",
    ],
    "tr": [
        "İki ülkenin dışişleri bakanları İstanbul'da ateşkesi görüştü.",
        "Gece yarısı düzenlenen saldırıda köprü ağır hasar gördü.",
        "“Büyükelçiliği yeniden açıyoruz” diyen sözcü ayrıntı vermedi.",
    ],
    "zh": [
        "两国外长周一在日内瓦会晤，讨论停火协议。",
        "空袭击中了边境附近的一座油库，造成五人受伤。",
        "“我们不会派兵。”发言人周三说，谈判仍将继续。",
    ],
}
OTHERS = [
    "両国の首相は停戦に向けた協議を再開した。",
    "양국 외교장관은 휴전 협상을 재개하기로 합의했다.",
    "Οι δύο πλευρές συμφώνησαν σε νέο γύρο συνομιλιών.",
    "दोनों देशों ने युद्धविराम पर बातचीत फिर शुरू की।",
    "ორივე მხარე მოლაპარაკებაზე დათანხმდა. Կողմերը համաձայնեցին։",
]
ALL = [*(text for texts in SENTENCES.values() for text in texts), *OTHERS]
UNKNOWN = PIECES.index("<unk>")
KEPT = [number for number, piece in enumerate(PIECES) if piece != "กา"]


@pytest.fixture(scope="module")
def shipped() -> Tokenizer:
    return Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))


@pytest.mark.parametrize("language", SENTENCES)
def test_no_piece_of_the_languages_is_unknown(
    shipped: Tokenizer, language: str
) -> None:
    found = shipped.encode_batch(SENTENCES[language])

    assert [one.ids.count(UNKNOWN) for one in found] == [0, 0, 0]


def test_a_script_that_is_left_out_is_spelled_and_not_unknown(
    shipped: Tokenizer,
) -> None:
    found = shipped.encode("สันติภาพ", add_special_tokens=False)

    assert found.tokens == ["▁", *"สันติภาพ"]
    assert UNKNOWN not in found.ids


@pytest.mark.skipif(
    not BASE.exists(), reason=f"{BASE} is not here: set DETENTE_SHARED to its folder"
)
def test_listed_languages_are_cut_as_by_the_base(shipped: Tokenizer) -> None:
    base = Tokenizer.from_file(str(BASE / "tokenizer.json"))

    pieces = [one.tokens for one in shipped.encode_batch(ALL)]

    assert pieces == [one.tokens for one in base.encode_batch(ALL)]


def test_pieces_of_several_characters_in_an_unused_script_are_left_out() -> None:
    assert find_kept(parse_pieces(tiny_tokenizer())) == KEPT


def test_a_piece_stays_whose_characters_would_be_unknown_without_it() -> None:
    assert find_kept(["ก", "กา", "กก"]) == [0, 1]


def test_the_trimmed_vocabulary_is_numbered_anew() -> None:
    trimmed = trim_tokenizer(tiny_tokenizer(), KEPT)

    assert parse_pieces(trimmed) == [PIECES[number] for number in KEPT]
    fields = json.loads(trimmed)
    assert fields["model"]["unk_id"] == 3
    assert [token["id"] for token in fields["added_tokens"]] == [0, 1, 2, 3, 41]
    tokens = Tokenizer.from_str(trimmed).encode("the กากra")
    assert tokens.tokens == ["<s>", "▁the", "▁", "ก", "า", "ก", "ra", "</s>"]


def test_word_vectors_follow_their_pieces() -> None:
    words = pack_vectors(tiny_vectors())

    picked = pick_words(words, KEPT)

    assert picked.packed.shape == (len(KEPT), 32)
    assert (picked.packed[-1] == words.packed[-1]).all()
    assert (picked.scales[KEPT.index(39)] == words.scales[39]).all()
