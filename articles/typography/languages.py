"""The rules of each language: its marks, its dash, and between which words no line may end.

They are held against the `view` of a text (see `setting`), where every kind of space is ' '. Each pattern begins with a
character that is rare in a text and looks back from there, which is what makes it quick, and neither overlaps itself
nor goes back, which is what keeps its time in proportion to the text.
"""

import re
from typing import NamedTuple

UPPER, LOWER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ", "a-zа-яёәғқңөұүһі"
# What has to follow a word for the space between to hold them together.
ANYTHING, NAME, FIGURE = re.compile(r"\S"), re.compile(rf"[{UPPER}«„\"“]"), re.compile(r"\d")
NAME_OR_FIGURE = re.compile(rf"[{UPPER}«„\"“\d]")


class Rules(NamedTuple):
    """How one language is set."""

    # The outer and the inner pair of quotation marks.
    marks: tuple
    # Between words, where somebody typed a spaced hyphen, two of them, or another dash.
    dash: str
    # Whether an apostrophe that was typed straight is bent, and may be half of a quotation.
    has_apostrophes: bool
    # Whether a hyphen that begins a line is the dash of direct speech.
    has_dialogue: bool
    # Words, in small letters, that stay with what follows, and the pattern of that.
    after: dict
    # Words, in small letters, that stay with the word before them.
    before: set
    # Every space in what these match.
    unbroken: tuple


def _words(text):
    """Return the alternatives as a pattern, the longest first."""
    return "|".join(sorted((re.escape(word) for word in text.split()), key=len, reverse=True))


def _figure_and(words):
    """Match the space between a figure and what it counts; a word that ends in '*' takes any ending."""
    known = _words(words).replace(r"\*", r"\w{0,6}")
    return re.compile(rf"[\d½¼¾] (?=(?:{known})(?!\w))")


# Initials: 'И.', and the first letters of a name that Latin or Cyrillic writes with two.
_REST = r"(?:(?<=Д)ж|(?<=Y)[aeu]|(?<=[ZKCS])h|(?<=S)hch|(?<=T)s)?\."
_MORE = rf"(?:[ -]?[{UPPER}]{_REST})"
_SURNAME = rf"[{UPPER}](?<![\w-].)[{UPPER}{LOWER}]++(?:-[{UPPER}][{UPPER}{LOWER}]++)?+"
_INITIALS_AFTER = rf" [{UPPER}]{_REST}{_MORE}?+"
# By its ending: after 'Бабушкин И. Ю.' a sentence may begin, while in 'Губернатор И. Ю. Бабушкин' the surname follows.
_SOUNDS_LIKE_A_SURNAME = (
    "(?:(?<=[оеё]в)|(?<=[иы]н)|(?<=ко)|(?<=[ую]к)|(?<=ич)|(?<=[иы]х)|(?<=ян)|(?<=[оеё]в[ауе])|(?<=[иы]н[ауе])"
    "|(?<=[сц]кий)|(?<=[сц]кая)|(?<=[оеё]в(?:ым|ой))|(?<=[иы]н(?:ым|ой))|(?<=[сц]ко(?:го|му))|(?<=ұлы)|(?<=қызы))"
)
_SHARED = (
    # Thousands, but no telephone number, which neither begins nor goes on like that.
    re.compile(r"\d(?<![\w.,+()-].)(?<![\d)] .)\d{0,2}+(?: \d{3}(?!\d))++(?![\w-])(?! ?[\d(])"),
    re.compile(r"[№§] (?=\w)"),
    re.compile(r"\d (?=[%‰°₽₸$€£])"),
    re.compile(r"[₽₸$€£] (?=\d)"),
    re.compile(rf"[{UPPER}](?<![\w.].){_REST}{_MORE}{{0,2}}+ (?=[{UPPER}][{UPPER}{LOWER}])"),
    re.compile(rf"{_SURNAME}{_INITIALS_AFTER}(?! [{UPPER}][{LOWER}])"),
    re.compile(rf"{_SURNAME}{_SOUNDS_LIKE_A_SURNAME}{_INITIALS_AFTER}"),
)
_UNITS = "км м дм см мм кв. куб. га кг г мг ц т л мл млн млрд трлн °C °С кВт МВт ГВт кВ км/ч м/с Гб Мб ГБ МБ"

# The words that a line of Russian doesn't end with: prepositions, conjunctions and particles of up to three letters.
_SHORT = "в во к ко с со о об обо у на по за до из от а и но да я не ни то без для над под при про через из-за из-под"
_BEFORE_NAMES = "ул. пл. просп. пр. пр-т пер. наб. бул. б-р ш. г. гор. с. пос. дер. д. ст. им. св. тов. гр. проф. акад."
_BEFORE_FIGURES = "дом кв. корп. стр. оф. каб. п. пп. подп. ч. гл. рис. табл. т. тел. доб. вып. ред. кл. мкр"
_RUSSIAN = Rules(
    marks=(("«", "»"), ("„", "“")),
    dash="—",
    has_apostrophes=False,
    has_dialogue=True,
    after=dict.fromkeys(_SHORT.split(), ANYTHING)
    | dict.fromkeys([*_BEFORE_NAMES.split(), *"р. оз. о. обл. респ.".split()], NAME)
    | dict.fromkeys(_BEFORE_FIGURES.split(), FIGURE)
    | dict.fromkeys("д. с. ст. мкр.".split(), NAME_OR_FIGURE),
    before=set("же бы ли ж б ль".split()),
    unbroken=(
        *_SHARED,
        _figure_and(
            f"{_UNITS} тыс. тысяч* миллион* миллиард* триллион* руб. руб рубл* коп. долл. экз. ед. шт. чел. чел "
            "человек* процент* п.п. г. гг. г.г. год* лет мес. сут. дн. дней дня час. час часа часов ч. ч мин. мин "
            "минут* сек. секунд* января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
        ),
        re.compile(r"[тмкТМ](?:ыс\.|лн|лрд|рлн|в\.|уб\.) (?=[₽$€]|(?:руб|долл|км|га|кг|кв|куб|чел|экз|м|т|л)(?!\w))"),
        re.compile(r"[IVXLСХ](?<!\w.)[IVXLСХ]*+ (?=вв?\.|век|квартал|тысячелети)"),
        re.compile(r"[тТ](?<!\w.)\. (?=[депкно]\.)"),
        re.compile(r"[нН](?<!\w.)\. (?=э\.)"),
        re.compile(r"[иИ](?<!\w.)\. ?о\. (?=\w)"),
    ),
)
_KAZAKH = Rules(
    marks=_RUSSIAN.marks,
    dash="—",
    has_apostrophes=False,
    has_dialogue=True,
    after=dict.fromkeys("үй пәтер бөлме тел. бет б. т.".split(), FIGURE),
    # Particles and conjunctions; and what kind of place it is, which stands after its name.
    before=set("ма ме ба бе па пе да де та те ғой қой мен бен пен ше көш. даң. ауд. обл. қ. а.".split()),
    unbroken=(
        *_SHARED,
        _figure_and(
            f"{_UNITS} мың миллион* миллиард* триллион* теңге* тг тг. рубль рубл* пайыз* адам* рет дана ж. жж. ж.ж. ғ. "
            "жыл* ай күн* сағат* сағ. минут* мин. мин секунд* шақырым* тонна* гектар* метр* литр* "
            "қаңтар* ақпан* наурыз* сәуір* мамыр* маусым* шілде* тамыз* қыркүйек* қазан* қараша* желтоқсан*"
        ),
        re.compile(r"[мт](?:ың|лн|лрд|рлн|иллион|иллиард) (?=[₸₽$€]|теңге|тг|рубль|км|га|кг|тонна|адам|текше|шаршы)"),
        re.compile(r"[IVXLСХ](?<!\w.)[IVXLСХ]*+ (?=ғ\.|ғасыр|тоқсан)"),
        re.compile(r"\d ж\. (?=ж\.)"),
        re.compile(r"[тТ](?<!\w.)\. (?=[бс]\.)"),
        re.compile(r"[сбз](?<!\w.)\. (?=[сзд]\.)"),
    ),
)

_MONTHS = "January February March April May June July August September October November December"  # not shown
_SHORT_MONTHS = "Jan. Feb. Mar. Apr. Aug. Sept. Sep. Oct. Nov. Dec."  # not shown
# What follows the first letter of each.
_MONTH_BEGUN = "|".join(f"(?<={name[0]}){re.escape(name[1:])}" for name in f"{_MONTHS} {_SHORT_MONTHS}".split())
_TITLES = "mr mrs ms dr prof st rev hon gen col capt lt sgt gov sen rep"
_PLACES = "no. nos. p. pp. vol. fig. figs. art. arts. chap. ch. sec. para. ed. tel. ext. page chapter article room"
_ENGLISH = Rules(
    marks=(("“", "”"), ("‘", "’")),
    dash="–",
    has_apostrophes=True,
    has_dialogue=False,
    after={title + dot: NAME for title in _TITLES.split() for dot in ("", ".")}
    | dict.fromkeys(_PLACES.split(), FIGURE),
    before=set(),
    unbroken=(
        *_SHARED,
        _figure_and(
            "km m cm mm ha kg g mg t l ml kW MW GW kV km/h mph ft lb oz °C °F GB MB bn mn million* billion* trillion* "
            "thousand hundred percent roubles rubles tenge dollars euros tonnes tons hectares kilometres kilometers "
            f"metres a.m. p.m. am pm BC AD BCE CE years hours minutes {_MONTHS} {_SHORT_MONTHS}"
        ),
        re.compile(rf"[JFMASOND](?<!\w.)(?:{_MONTH_BEGUN}) (?=\d{{1,2}}(?!\d))"),
    ),
)
RULES = {"en": _ENGLISH, "ru": _RUSSIAN, "kk": _KAZAKH}


def rules_of(language):
    """Return the `Rules` of a language tag, e.g. 'ru' or 'ru-RU', or None."""
    return RULES.get((language or "").partition("-")[0].lower())
