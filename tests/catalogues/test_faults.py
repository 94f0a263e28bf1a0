"""The checker finds what a catalogue lacks, lost, or has not compiled."""

import polib
import pytest

from tests.catalogues import in_catalogues, of_django, sources

RUSSIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
KAZAKH = "nplurals=2; plural=(n != 1);"


def catalogue(*entries, forms=KAZAKH):
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": forms}
    made.extend(polib.POEntry(**entry) for entry in entries)
    return made


def said(faults):
    return [fault.what for fault in faults]


HELLO = {"msgid": "Hello", "msgstr": "Сәлем"}
REPLIES = {"msgid": "%(count)s reply", "msgid_plural": "%(count)s replies"}


def test_the_messages_of_the_sources_are_read():
    if not sources.shutil.which("xgettext"):
        pytest.skip("install gettext")
    messages = {entry.msgid for entry in sources.messages()}
    # A public page's, the desk's, a module's.
    assert {"Leave a Reply", "Continue the draft", "Photograph"} <= messages


def test_without_gettext_the_reader_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(sources.Missing, match="install gettext"):
        sources.messages()


def test_a_message_that_the_catalogue_lacks_is_found():
    wanted = catalogue(HELLO, {"msgid": "Hello", "msgctxt": "on the telephone"})
    assert said(in_catalogues.missing("a", catalogue(HELLO), wanted)) == ["'Hello' is not in the catalogue"]
    assert not in_catalogues.missing("a", wanted, wanted)


def test_a_message_that_is_in_no_source_is_found():
    assert said(in_catalogues.missing("a", catalogue(HELLO), catalogue())) == ["'Hello' is in no source any more"]


def test_another_plural_is_found():
    has, wanted = catalogue({**REPLIES, "msgid_plural": "replies"}), catalogue(REPLIES)
    assert said(in_catalogues.missing("a", has, wanted)) == ["'%(count)s reply' has another plural in the sources"]


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ({"msgid": "Hello", "msgstr": ""}, "is not translated"),
        ({**REPLIES, "msgstr_plural": {0: "бір", 1: ""}}, "is not translated"),
        ({**HELLO, "flags": ["fuzzy"]}, "is fuzzy"),
        ({**HELLO, "obsolete": True}, "is obsolete"),
        ({"msgid": "Hello there", "msgstr": "Hello there"}, "is left in English"),
    ],
)
def test_what_is_not_translated_is_found(entry, what):
    (fault,) = in_catalogues.untranslated("a", catalogue(entry))
    assert fault.what.endswith(what)
    assert not in_catalogues.untranslated("a", catalogue(HELLO, {"msgid": "RSS", "msgstr": "RSS"}))


@pytest.mark.parametrize(
    ("message", "translation", "what"),
    [
        ("At %(time)s", "Сағатта", "lost %(time)s"),
        ("At %(time)s", "%(hour)s %(time)s", "invented %(hour)s"),
        ("At {time}", "{hour}", "lost {time}"),
        ("Up to 5%% of %(all)s", "5% %(all)s", "has a lone %"),
        ("A <b>bold</b> word", "Қалың сөз", "has other tags"),
        ('<a href="/a">A</a>', '<a href="/b">А</a>', "has other tags"),
        ("Name: ", "Аты:", "begins or ends with other white space"),
        ("One\ntwo", "Бір екі", "has other line breaks"),
    ],
)
def test_what_a_translation_lost_or_invented_is_found(message, translation, what):
    found = said(in_catalogues.damaged("a", catalogue({"msgid": message, "msgstr": translation})))
    assert any(what in fault for fault in found)
    assert not in_catalogues.damaged("a", catalogue({"msgid": message, "msgstr": message}))


def test_only_a_plural_form_of_one_number_may_say_it_in_words():
    kazakh = catalogue({**REPLIES, "msgstr_plural": {0: "бір жауап", 1: "%(count)s жауап"}})
    assert not in_catalogues.damaged("a", kazakh)
    # The first one serves 1, 21, 31 in Russian.
    russian = {**REPLIES, "msgstr_plural": {0: "один ответ", 1: "%(count)s ответа", 2: "%(count)s ответов"}}
    (fault,) = in_catalogues.damaged("a", catalogue(russian, forms=RUSSIAN))
    assert "lost %(count)s" in fault.what


def test_a_compiled_catalogue_that_is_behind_is_found(tmp_path):
    written = catalogue(HELLO, {**REPLIES, "msgstr_plural": {0: "бір", 1: "%(count)s"}})
    written.save_as_mofile(str(tmp_path / "a.mo"))
    compiled = polib.mofile(str(tmp_path / "a.mo"))
    assert not in_catalogues.uncompiled("a", written, compiled)
    written[0].msgstr = "Сәлеметсіз бе"
    written.append(polib.POEntry(msgid="New", msgstr="Жаңа"))
    assert len(in_catalogues.uncompiled("a", written, compiled)) == 2


def test_what_django_lacks_in_a_language_is_found():
    # Django has no catalogue of this language at all.
    lacking = of_django.lacking("a", "tlh", "django", catalogue({"msgid": "View site", "msgstr": "Сайт"}, HELLO))
    assert not any("'View site'" in fault.what for fault in lacking)
    assert any("'Change password'" in fault.what for fault in lacking)
    assert lacking[-1].what == "'Hello' is not Django's"
