"""TBC, XXX and the like; and real words that only look like them."""

import pytest

from tests.articles.checks.reading import found, use

LEFT = [
    "The date is TBC.",
    "Minister (tbd) comes.",
    "Venue: to be confirmed. All are welcome.",
    "XXX people came to the festival.",
    "Mr XXX opened the Congress.",
    "Call +7 8512 XXX-XX-XX.",
    "Пришли ХХХ человек.",
    "XXX-летие области",
    "TODO",
    "Lorem ipsum dolor sit amet.",
    "On [date] the bridge opens.",
    "The bridge opens [..].",
    "The bridge [who builds it?] opens.",
    "“I thank [NAME],” she said.",
    "Место: уточнить.",
    "Встреча пройдёт в школе (уточнить номер).",
    "УТОЧНИТЬ",
    "Приедут ??? гостей.",
    "Signed: ____",
    "Dear {{ name }},",
    "Кездесу (нақтылау) өтеді.",
]
MEANT = [
    "The XXX Summer Olympic Games end.",
    "The XXX Olympic Games end.",
    "XXX летние Олимпийские игры",
    "В XXX Международном фестивале",
    "XXX век",
    "XXX халықаралық фестиваль",
    "Route XXXI and Louis XIV.",
    "TBC Bank has a branch.",
    "Уточнить адрес можно по телефону 112.",
    "Приходите (уточнить время можно по телефону 112).",
    "Число гостей уточняется.",
    "“We thank […] the [regional] council [sic],” she said.",
    "«Мы [область] построим мост», — сказала она.",
    "As the law says [1].",
    "What? Why?! Where??",
    "The date will be confirmed.",
]


@pytest.mark.parametrize("words", LEFT)
def test_a_placeholder_is_found(words):
    assert len(found("placeholder", f"<p>{words}</p>")) == 1


@pytest.mark.parametrize("words", MEANT)
def test_what_only_looks_like_one_passes(words):
    assert found("placeholder", f"<p>{words}</p>") == []


def test_an_elision_in_a_blockquote_passes():
    assert found("placeholder", "<blockquote><p>I thank […] the [regional] council.</p></blockquote>") == []


@pytest.mark.parametrize("field", ["headline", "lead", "dateline", "public_note"])
def test_a_placeholder_is_found_in_every_field(field):
    (fault,) = found("placeholder", **{field: "Astrakhan, TBC"})

    assert fault.field == field
    assert "“Astrakhan, TBC”" in fault.message


@pytest.mark.parametrize("name", ["caption", "alternative_text", "credit"])
def test_a_placeholder_is_found_in_the_words_of_a_photograph(name):
    (fault,) = found("placeholder", photographs=[use("gallery", **{name: "TBC"})])

    assert fault.field == "gallery_images"
    assert "“Bridge”" in fault.message


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("<p>One.</p><p>TBC</p>", "Paragraph 2"),
        ("<ul><li>One.</li><li>TBC</li></ul>", "List item 2"),
        ("<table><tbody><tr><td>TBC</td></tr></tbody></table>", "Table 1"),
        ("<h2>TBC</h2>", "Heading “TBC”"),
        ("<blockquote><p>TBC</p></blockquote>", "Quotation 1"),
    ],
)
def test_it_says_where_in_the_text(body, where):
    (fault,) = found("placeholder", body)

    assert fault.message.startswith(where)
