"""The coding page and its sheet: as text, and as a coder meets them in Chromium."""

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from analysis.sources.codes import clean_cell, guard_cell
from analysis.sources.sheets import parse_sheet
from dashboards.coding.page import LANGUAGES, render_coding_page
from dashboards.coding.sheets import COLUMNS, render_sheet
from tests.conftest import Golden

CHROMIUM = Path("/usr/bin/chromium")
SAMPLE = "20261122T120000-3fa2c1"
HOSTILE = (
    "</script><script>window.broken = 1</script><!-- <img src=x onerror='broken=1'> "
    "\u2028 \x00 nul \u202e mark"
)
TEXTS = [
    ("en", "The envoys met again, but the shelling went on."),
    ("de", "Der Hafen bleibt geschlossen; „bis auf Weiteres“, hieß es."),
    ("ar", "التقى المبعوثان في المدينة."),
    ("en", HOSTILE),
    (None, '=HYPERLINK("x");+1, "-2" and @home'),
]
ITEMS = pl.DataFrame(
    [
        {"item": n, "text_hash": 2**64 - n, "language": language, "text": text}
        for n, (language, text) in enumerate(TEXTS, 1)
    ],
    schema_overrides={"text_hash": pl.UInt64},
)


# ---- the sheet -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        pytest.param("Plain, with 1 - 2 = -1.", "Plain, with 1 - 2 = -1.", id="prose"),
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("- a dash", "'- a dash", id="dash"),
        pytest.param("＝1", "'＝1", id="wide sign"),
        pytest.param("'=1", "''=1", id="apostrophe of its own"),
        pytest.param("a;=1", "a;'=1", id="cut at a semicolon"),
        pytest.param('a, "-1"', 'a, "\'-1"', id="cut at a comma, quoted"),
        pytest.param("a\n@b", "a\n'@b", id="second line"),
        pytest.param("", "", id="empty"),
    ],
)
def test_no_cell_can_run_as_a_formula(cell: str, guarded: str) -> None:
    assert guard_cell(cell) == guarded


@given(st.text(alphabet="=+-@＝'\"; ,\t\r\na", max_size=12))
def test_reading_a_cell_takes_its_guard_off_exactly(cell: str) -> None:
    assert clean_cell(guard_cell(cell)) == cell.strip()


def test_the_empty_sheet(golden: Golden) -> None:
    golden(Path("coding/sheet.csv"), show_ends(render_sheet(ITEMS, SAMPLE)))


def show_ends(sheet: str) -> str:
    """The sheet with the marks that an editor would hide written out."""
    return sheet.replace("\ufeff", "<BOM>").replace("\r\n", "<CRLF>\n")


# ---- the page as text ----------------------------------------------------------------


def test_the_page_runs_its_own_scripts_and_nothing_else() -> None:
    page = render_coding_page(ITEMS, SAMPLE)

    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy == (
        f"default-src 'none'; script-src {digest(scripts)}; "
        f"style-src {digest(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(scripts) == 3
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,"]


def digest(contents: list[str]) -> str:
    digests = (hashlib.sha256(content.encode()).digest() for content in contents)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)


def test_no_sentence_can_end_the_element_that_carries_it() -> None:
    page = render_coding_page(ITEMS, SAMPLE)

    [data] = re.findall(r'id="data">(.*)</script>\n<script>', page)
    assert data.isascii()
    assert not set(data) & set("<>&")


def test_both_codebooks_have_the_same_codes_rules_and_rulings() -> None:
    english, german = (read_codebook(language) for language in LANGUAGES)
    codes = r"^- \*\*([ED]\d) "
    mentions = r"\b[ED]\d\b"

    assert re.findall(codes, english, re.M) == [
        f"{letter}{number}" for letter in "ED" for number in range(1, 7)
    ]
    for pattern in (codes, mentions, r"^## ", r"^- ", r"^(\d+)\. "):
        found = re.findall(pattern, english, re.M)
        assert sorted(found) == sorted(re.findall(pattern, german, re.M))


def read_codebook(language: str) -> str:
    path = files("dashboards") / "assets" / f"codebook_{language}.md"
    return path.read_text(encoding="utf-8")


# ---- the page in a browser -----------------------------------------------------------


needs_browser = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="needs a browser: apt-get install chromium"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        yield launched
        launched.close()


class Desk:
    """A coder's desk: a browser, and all that a coder must never meet."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.page = folder / "one.html"
        page = render_coding_page(ITEMS, SAMPLE)
        self.page.write_text(page, encoding="utf-8", newline="")
        self.complaints: list[str] = []
        self.warnings = 0

    @contextmanager
    def open(self, locale: str = "en-GB", spoilt: str = "") -> Iterator[Page]:
        context = self.browser.new_context(locale=locale)
        page = context.new_page()
        page.add_init_script(spoilt)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.note(request.url))
        page.on("dialog", self.accept)
        page.goto(self.page.as_uri())
        yield page
        context.close()
        assert self.complaints == []

    def note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.complaints.append(f"request to {url}")

    def accept(self, dialog: Dialog) -> None:
        self.warnings += 1
        dialog.accept()


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Desk:
    return Desk(browser, tmp_path)


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def begin(page: Page, coder: str = "Änne B.") -> None:
    page.keyboard.type(coder)
    press(page, "Enter")


def export(page: Page, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("button", name="Export CSV").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def read_rows(path: Path) -> list[tuple[object, ...]]:
    """What the import understands of a sheet."""
    sheet = parse_sheet(path.read_bytes())
    assert sheet.faults == ()
    return [
        (r.item, r.escalation, r.diplomacy, r.sentiment, r.sure, r.note, r.coder)
        for r in sheet.codings
    ]


@needs_browser
def test_sentences_are_coded_by_keyboard_kept_over_a_reload_and_exported(
    desk: Desk, tmp_path: Path, golden: Golden
) -> None:
    with desk.open() as page:
        begin(page)
        press(page, "e d 1 Enter")
        press(page, "x 0 u n")
        page.keyboard.type("=who; is, 'who'")
        press(page, "Enter ArrowRight")
        page.reload()
        assert page.locator("#coder").input_value() == "Änne B."
        press(page, "Enter")
        assert page.locator("#jump").input_value() == "3"
        press(page, "e e d +")
        path = export(page, tmp_path)

    assert path.name == f"{SAMPLE}-Änne_B..csv"
    assert desk.warnings == 1
    golden(
        Path("coding/exported.csv"),
        show_ends(path.read_bytes().decode("utf-8")),
    )
    assert read_rows(path) == [
        (1, True, True, "negative", True, None, "Änne B."),
        (2, False, False, "neutral", False, "=who; is, 'who'", "Änne B."),
        (3, False, True, "positive", True, None, "Änne B."),
        (4, None, None, None, True, None, "Änne B."),
        (5, None, None, None, True, None, "Änne B."),
    ]


@needs_browser
def test_an_export_without_answers_is_the_sheet_with_the_coder_s_name(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.open() as page:
        begin(page, "B")
        path = export(page, tmp_path)

    sheet = render_sheet(ITEMS, SAMPLE).replace(',""\r\n', ',"B"\r\n')
    assert path.read_bytes().decode("utf-8") == sheet


@needs_browser
def test_nothing_is_chosen_before_and_three_answers_make_a_coded_sentence(
    desk: Desk,
) -> None:
    with desk.open() as page:
        begin(page)
        pressed = page.locator("#work [aria-pressed=true]")
        counts = page.locator("#counts")

        assert pressed.count() == 0
        press(page, "e 3")
        assert page.locator("#state").inner_text() == "not coded: Diplomacy"
        assert counts.inner_text() == "0 of 5 coded"
        press(page, "d")
        assert page.locator("#state").inner_text() == "✓ coded"
        assert counts.inner_text() == "1 of 5 coded"
        press(page, "j")
        assert pressed.count() == 0


@needs_browser
def test_every_answer_has_a_button_which_pressed_again_takes_it_back(
    desk: Desk,
) -> None:
    with desk.open() as page:
        begin(page)
        for group, name in (
            ("Escalation", "No"),
            ("Diplomacy", "Yes"),
            ("Sentiment", "Neutral"),
        ):
            buttons = page.get_by_role("group", name=group)
            buttons.get_by_role("button", name=name).click()
        page.get_by_role("button", name="Unsure").click()
        # After a click Enter goes on; it does not press the same button again.
        press(page, "Enter")
        assert page.locator("#counts").inner_text() == "1 of 5 coded · 1 unsure"
        assert page.locator("#jump").input_value() == "2"

        page.get_by_role("button", name="Back").click()
        page.get_by_role("group", name="Diplomacy").get_by_text("Yes").click()

        assert page.locator("#counts").inner_text() == "0 of 5 coded · 1 unsure"


@needs_browser
def test_whatever_a_sentence_holds_is_shown_as_text(desk: Desk) -> None:
    with desk.open() as page:
        begin(page)
        press(page, "ArrowRight ArrowRight")
        direction = "getComputedStyle(document.querySelector('#sentence')).direction"
        assert page.evaluate(direction) == "rtl"
        assert page.locator("#sentence").get_attribute("lang") == "ar"
        press(page, "ArrowRight")

        shown = page.locator("#sentence").text_content()
        assert shown == HOSTILE.replace("\x00", "�")
        assert page.evaluate(direction) == "ltr"
        assert page.evaluate("window.broken") is None
        assert page.locator("#work img, #work script").count() == 0


@needs_browser
def test_a_half_done_sheet_is_taken_up_at_another_desk(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.open() as page:
        begin(page)
        press(page, "x 2 n")
        page.keyboard.type("+ '=x'")
        press(page, "Escape ArrowRight e d 1")
        first = export(page, tmp_path)
    # As German Excel saves it.
    saved = first.read_text(encoding="utf-8-sig").replace('","', '";"')
    moved = tmp_path / "moved.csv"
    moved.write_text(saved, encoding="utf-8")

    with desk.open() as page:
        begin(page)
        page.set_input_files("#file", moved)
        page.get_by_text("Taken over from moved.csv: 2.").wait_for()
        press(page, "ArrowRight ArrowRight x 3")
        second = export(page, tmp_path)

    before, after = read_rows(first), read_rows(second)
    assert after[:2] == before[:2]
    assert after[0][5] == "+ '=x'"
    assert after[2] == (3, False, False, "positive", True, None, "Änne B.")


@needs_browser
@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (SAMPLE, "other", "wrong.csv belongs to sample other"),
        ('"Änne B."', '"Carl"', "wrong.csv was coded by Carl."),
        ('"diplomacy"', '"dip"', "column diplomacy is missing"),
        ('"negative"', '"bad"', "“bad” is no answer for sentiment (sentence 1)"),
    ],
)
def test_a_sheet_that_does_not_belong_here_is_refused(
    desk: Desk, tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with desk.open() as page:
        begin(page)
        press(page, "e d 1")
        path = export(page, tmp_path)
        wrong = tmp_path / "wrong.csv"
        wrong.write_text(path.read_text(encoding="utf-8").replace(old, new), "utf-8")
        press(page, "e")
        page.set_input_files("#file", wrong)

        page.locator("#message").get_by_text(complaint).wait_for()
        assert page.locator("#state").inner_text() == "✓ coded"


@needs_browser
def test_a_sheet_that_answers_otherwise_asks_before_it_replaces(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.open() as page:
        begin(page)
        press(page, "e d 1")
        path = export(page, tmp_path)
        press(page, "e 3")
        page.set_input_files("#file", path)
        page.get_by_text(f"Taken over from {path.name}: 1.").wait_for()
        again = export(page, tmp_path)

    assert desk.warnings == 1
    assert read_rows(again)[0][1:4] == (True, True, "negative")


@needs_browser
def test_an_import_asks_before_it_replaces_a_note_a_doubt_or_a_part_answer(
    desk: Desk, tmp_path: Path
) -> None:
    asked: list[str] = []
    with desk.open() as page:
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        begin(page)
        press(page, "n")
        page.keyboard.type("early")
        press(page, "Escape Enter x 1 Enter e")
        path = export(page, tmp_path)
        press(page, "ArrowLeft ArrowLeft n")
        page.keyboard.type(", late")
        press(page, "Escape Enter u Enter e")
        page.set_input_files("#file", path)
        page.get_by_text(f"Taken over from {path.name}: 3.").wait_for()

    assert len(asked) == 1
    assert ": 3. OK takes" in asked[0]


@needs_browser
def test_an_empty_cell_of_an_imported_sheet_replaces_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.open() as page:
        begin(page)
        press(page, "e")
        path = export(page, tmp_path)
        press(page, "d 1 u n")
        page.keyboard.type("mine")
        press(page, "Escape")
        page.set_input_files("#file", path)
        page.get_by_text(f"Taken over from {path.name}: 1.").wait_for()
        again = export(page, tmp_path)

    assert desk.warnings == 0
    assert read_rows(again)[0][1:6] == (True, True, "negative", False, "mine")


@needs_browser
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_a_sheet_is_taken_over_as_a_german_spreadsheet_writes_it(
    desk: Desk, tmp_path: Path, encoding: str
) -> None:
    head = ";".join(COLUMNS)
    rows = [f"{SAMPLE};1,0;;de;;1,0;0,0;-1,0;1,0;spät;Änne B.", ""]
    sheet = tmp_path / "back.csv"
    sheet.write_bytes("\r\n".join(["sep=;", head, *rows]).encode(encoding))

    with desk.open() as page:
        begin(page)
        page.set_input_files("#file", sheet)
        page.get_by_text("Taken over from back.csv: 1.").wait_for()
        path = export(page, tmp_path)

    assert read_rows(path)[0] == (1, True, False, "negative", True, "spät", "Änne B.")


@needs_browser
def test_two_tabs_of_one_coder_do_not_undo_each_other_s_answers(desk: Desk) -> None:
    with desk.open() as page:
        begin(page)
        other = page.context.new_page()
        other.goto(desk.page.as_uri())
        press(other, "Enter")
        press(page, "e d 1")
        other.get_by_text("1 of 5 coded").wait_for()
        press(other, "ArrowRight x 2")
        page.get_by_text("2 of 5 coded").wait_for()


@needs_browser
def test_two_coders_at_one_desk_do_not_see_each_other_s_answers(desk: Desk) -> None:
    with desk.open() as page:
        begin(page, "A")
        press(page, "e d 1")
        page.get_by_role("button", name="Change coder").click()
        begin(page, "B")

        assert page.locator("#counts").inner_text() == "0 of 5 coded"
        assert page.locator("#who").inner_text() == "B"


@needs_browser
def test_a_browser_that_keeps_nothing_is_named_and_coding_goes_on(
    desk: Desk, tmp_path: Path
) -> None:
    spoilt = "Storage.prototype.setItem = () => { throw new Error('full'); }"

    with desk.open(spoilt=spoilt) as page:
        assert "keeps nothing" in page.locator("#storage").inner_text()
        begin(page)
        press(page, "x 2")
        page.get_by_role("button", name="Change coder").click()
        press(page, "Enter")
        path = export(page, tmp_path)

    assert read_rows(path)[0] == (1, False, False, "neutral", True, None, "Änne B.")


@needs_browser
def test_a_storage_that_fills_up_on_the_way_costs_no_answer(desk: Desk) -> None:
    spoilt = """
      const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (globalThis.full) throw new Error("full");
        set.call(this, key, value);
      };
    """
    with desk.open(spoilt=spoilt) as page:
        begin(page)
        press(page, "x 2")
        page.evaluate("globalThis.full = true")
        press(page, "Enter e d 1")
        page.get_by_role("button", name="Change coder").click()
        press(page, "Enter")
        assert page.locator("#counts").inner_text() == "2 of 5 coded"

        page.evaluate("globalThis.full = false")
        press(page, "ArrowRight x 3")
        page.reload()
        press(page, "Enter")
        assert page.locator("#counts").inner_text() == "3 of 5 coded"


@needs_browser
def test_a_german_browser_is_spoken_to_in_german_and_can_be_switched(
    desk: Desk,
) -> None:
    with desk.open(locale="de-DE") as page:
        begin(page)
        assert page.get_by_role("group", name="Eskalation").is_visible()
        assert page.get_by_text("Wenn nach zweimaligem Lesen").is_visible()
        page.get_by_role("button", name="English").click()
        page.reload()
        press(page, "Enter")

        assert page.get_by_role("group", name="Escalation").is_visible()
        assert page.get_by_text("If after reading twice").is_visible()
        assert page.get_by_text("Wenn nach zweimaligem Lesen").is_hidden()


@needs_browser
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_no_width_needs_sideways_scrolling(desk: Desk, locale: str) -> None:
    found = []
    with desk.open(locale=locale) as page:
        begin(page, "Wilhelmine-Charlotte von und zu Langenfeld-Oberwiesenthal")
        for width in (1440, 1000, 768, 390, 360):
            page.set_viewport_size({"width": width, "height": 844})
            found.append(page.evaluate("document.documentElement.scrollWidth"))

    assert found == [1440, 1000, 768, 390, 360]


def test_the_sheet_asks_what_the_import_reads() -> None:
    sheet = parse_sheet(render_sheet(ITEMS, SAMPLE).encode())

    assert sheet.faults == ()
    assert [row.text_hash for row in sheet.codings] == ITEMS["text_hash"].to_list()
    assert not {"outlet", "week", "predicted", "inclusion_probability"} & set(COLUMNS)
