import datetime
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dow_site.dates import MONTHS
from reports.everyday_words import EVERYDAY, PARTICLES, ROLE_WORDS
from reports.publication import NotPublishable, Person, Place, Secrets, check_publication
from reports.spellings import forms_of


def findings(text, *, names=("Mehmet", "Şahin"), aliases=("Murat",), municipalities=(), **details):
    try:
        check_publication(
            [Place(where="gebeurtenis 3", text=text)],
            [Person(names=names, **details)],
            aliases=aliases,
            municipalities=municipalities,
        )
    except NotPublishable as refusal:
        return [str(finding) for finding in refusal.findings]
    return []


@pytest.mark.parametrize(
    "text",
    [
        "Mehmet belt af.",
        "Dat is mehmets fiets.",
        "Dat is Mehmet's fiets.",
        "Dat is Mehmet’s fiets.",
        "Het gaat goed met Mehmetje.",
        "MEHMET!",
        "oud-deelnemer Méhmet",
        "Een Mehmet-achtige oplossing.",
        "Meh-met komt later.",
        "Meh-\nmet komt later.",
        "Meh\u00admet komt later.",
    ],
)
def test_a_name_is_found_in_every_form(text):
    assert findings(text) == ["naam ‘Mehmet’ in gebeurtenis 3"]


@pytest.mark.parametrize("text", ["Sahin werkt mee.", "De familie ŞAHİN", "Sahins vader"])
def test_a_name_is_found_without_its_accents(text):
    assert findings(text) == ["naam ‘Sahin’ in gebeurtenis 3"]


@pytest.mark.parametrize(
    "text", ["Murat werkt mee.", "Mehmetson is een ander woord.", "Ramehmet", ""]
)
def test_other_words_are_left_alone(text):
    assert findings(text) == []


def test_an_alias_may_stand_anywhere():
    assert findings("Rik werkt.", names=("Rik",), aliases=("Rik",)) == []


def test_prefixes_and_role_words_are_no_names():
    text = "De moeder van de deelnemer is er voor hem."

    assert findings(text, names=("Moeder", "Anna van der Velde", "De Groot")) == []


def test_each_part_of_a_double_name_counts():
    assert findings("Bel Luttikhuis.", names=("Sander Oude Luttikhuis",)) == [
        "naam ‘Luttikhuis’ in gebeurtenis 3"
    ]
    assert findings("Jansen belt.", names=("Jansen-de Boer",)) == ["naam ‘Jansen’ in gebeurtenis 3"]


def test_a_name_that_is_an_everyday_word_counts_with_a_capital():
    assert findings("Hij werkt in het bos.", names=("Jan Bos",)) == []
    assert findings("Meneer Bos belt.", names=("Jan Bos",)) == ["naam ‘Bos’ in gebeurtenis 3"]


@pytest.mark.parametrize(
    "text",
    ["2-4-2006", "02-04-2006", "2 april 2006", "2 apr 2006", "2006-04-02", "2/4/06", "2.4.2006"],
)
def test_a_birth_date_is_found(text):
    born = datetime.date(2006, 4, 2)

    assert findings(f"Geboren op {text}.", birth_date=born) == ["geboortedatum in gebeurtenis 3"]


def test_another_date_is_no_birth_date():
    assert findings("Op 12-4-2006 of 2-4-2016.", birth_date=datetime.date(2006, 4, 2)) == []


@pytest.mark.parametrize("text", ["06 1234 5678", "0612345678", "06-12345678", "+31 6 12 34 56 78"])
def test_a_phone_number_is_found(text):
    assert findings(f"Bel {text}", phones=("06 1234 5678",)) == ["telefoonnummer in gebeurtenis 3"]


def test_an_address_and_a_municipality_are_found():
    assert findings("Mail naar M.Sahin@Example.nl", names=(), emails=("m.sahin@example.nl",)) == [
        "e-mailadres in gebeurtenis 3"
    ]
    assert findings("Hij woont in Hellendoorn.", municipalities=("Gemeente Hellendoorn",)) == [
        "gemeente ‘Hellendoorn’ in gebeurtenis 3"
    ]


def test_every_place_is_listed_with_the_way_to_it():
    places = [
        Place(where="gebeurtenis 1", text="Mehmet", url="/gebeurtenissen/1/"),
        Place(where="meerwaarde 2", text="Mehmet en Mehmet"),
    ]

    with pytest.raises(NotPublishable) as refusal:
        check_publication(places, [Person(names=("Mehmet",))], aliases=("Murat",))

    assert [(found.where, found.url) for found in refusal.value.findings] == [
        ("gebeurtenis 1", "/gebeurtenissen/1/"),
        ("meerwaarde 2", ""),
    ]
    assert str(refusal.value).count("naam ‘Mehmet’") == 2


# Names: the forms in which Dutch writes them


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Rik", "Riks fiets"),
        ("Rik", "Rik's fiets"),
        ("Rik", "dat is van rik."),
        ("Rik", "Rikje en Rikkie"),
        ("Tim", "Timmetje"),
        ("Tim", "Timmy komt ook"),
        ("Anna", "Annaatje"),
        ("Anna", "ANNA'S MOEDER"),
        ("Hans Koning", "het Koninkje"),
        ("Jansen", "bij de Jansens"),
        ("Bakker", "de familie BAKKERS"),
        ("Zoë", "Zoe, Zoë’s en ZOË"),
        ("Søren Ødegård", "Soren Odegard"),
        ("O'Brien", "OBrien en O’Briens"),
        ("Anne-Marie", "Annemarie"),
        ("Annemarie", "Anne-Marie"),
        ('Johannes "Jopie" Kwak', "Jopie kwam"),
        ("Hendrik (Henkie) Kwak", "henkies brommer"),
        ("Mehmet Şahin", "#mehmetsahin"),
        ("Mehmet Şahin", "_Mehmet_"),
        ("Mehmet Şahin", "Mehmet2"),
        ("Mehmet Şahin", "M. Sahin"),
        ("Mehmet Şahin", "Mehmet\u00a0Şahin"),
        ("Mehmet Şahin", "Ｍｅｈｍｅｔ"),
    ],
)
def test_a_name_is_found_however_it_is_written(name, text):
    assert findings(text, names=(name,))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jan de Boer", "Jan belde de boer."),
        ("Piet Boer", "Hij werkt op een boerderij bij een boer; de Boerenbond helpt."),
        ("Anna Berg", "Op de bergen, in een dorp Bergum, met bergschoenen over een berg."),
        ("Els Werk", "Hij vond werk en werkt nu."),
        ("Ben Blij", "Ik ben blij dat het lukt."),
        ("Wil Best", "Hij wil het best proberen."),
        ("Door Koster", "Door de koster kwam het goed.".lower()),
        ("Ans Mei", "jan – mei 2020"),
        ("Rik", "Riksja, fabriek, rikketik"),
        ("Tim Smit", "De smit is geen smid; timmerman en timmeren."),
        ("Max van Dam", "maximaal, maxi, damwand"),
    ],
)
def test_ordinary_words_refuse_nothing(name, text):
    aliases = ("Jan", "Anna") if name.split()[0] in ("Jan", "Anna") else ("Murat",)
    assert findings(text, names=(name,), aliases=aliases) == []


@pytest.mark.parametrize(
    "text",
    [
        "Meneer Boer belt.",
        "meneer boer belt.",
        "mevrouw de boer",
        "de familie boer",
        "MENEER BOER",
        "p. boer",
        "P.J. de Boer",
        "piet boer",
        "De Boers waren er",
    ],
)
def test_a_name_that_is_an_everyday_word_is_found_where_it_is_meant(text):
    assert findings(text, names=("Piet Boer",))


@pytest.mark.parametrize("alias", ["Riks", "Rikje", "Murat", "Rikkert"])
def test_the_alias_is_never_caught(alias):
    assert findings(f"{alias} werkt. Dat is {alias}.", names=("Rik",), aliases=(alias,)) == []


def test_the_alias_of_one_does_not_open_the_other_words_of_a_name():
    assert findings("Rik Zwaluw", names=("Rik Zwaluw",), aliases=("Rik",)) == [
        "naam ‘Zwaluw’ in gebeurtenis 3"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2 april '06", "2e april 2006", "de 2de april 2006", "twee april 2006",
        "tweede april tweeduizend zes", "tweede van april 2006", "TWEE APRIL TWEEDUIZENDZES",
        "2-apr-2006", "2april2006", "2 apr. 2006", "02042006", "20060402", "2006/4/2",
        "2 april, 2006", "2–4–2006", "2-IV-2006", "2\u00a0april\u00a02006", "2\napril 2006",
        "jarig op 2 april", "zijn verjaardag (2 april)", "geboren: twee april",
    ],
)  # fmt: skip
def test_a_birth_date_is_found_however_it_is_written(text):
    assert findings(f"Hij is {text}.", birth_date=datetime.date(2006, 4, 2)) == [
        "geboortedatum in gebeurtenis 3"
    ]


@pytest.mark.parametrize(
    "text", ["2 april was het mooi weer", "2 april 2016", "april 2006", "in 2006", "12 april 2006",
             "2 t/m 4 april 2007", "hij werkte 2 van de 4 dagen in 2006"],
)  # fmt: skip
def test_a_day_that_is_no_birthday_refuses_nothing(text):
    assert findings(text, birth_date=datetime.date(2006, 4, 2)) == []


@pytest.mark.parametrize(
    "text",
    [
        "+31(0)6 1234 5678", "0031 6 12345678", "(06) 12 34 56 78", "06.12.34.56.78",
        "06/12345678", "06 – 12 34 56 78", "06\n12345678", "06_1234_5678", "+31612345678",
    ],
)  # fmt: skip
def test_a_phone_number_is_found_however_it_is_spaced(text):
    assert findings(f"Bel {text}!", phones=("06-12345678",)) == ["telefoonnummer in gebeurtenis 3"]


@pytest.mark.parametrize(
    "text",
    ["m.zw@voorbeeld.nl", "M.ZW @ voorbeeld.nl", "m.zw (at) voorbeeld.nl", "m.zw[at]voorbeeld[dot]nl",
     "m.zw at voorbeeld punt nl", "mailto:m.zw@voorbeeld.nl?subject=x", "m.zw apenstaartje voorbeeld.nl"],
)  # fmt: skip
def test_an_address_is_found_however_it_is_written(text):
    assert findings(f"Mail {text}", names=(), emails=("m.zw@voorbeeld.nl",)) == [
        "e-mailadres in gebeurtenis 3"
    ]


@pytest.mark.parametrize(
    ("municipality", "text"),
    [
        ("Gemeente Hellendoorn", "een hellendoornse straat"),
        ("Gemeente Hellendoorn", "Hellendoorners"),
        ("Gemeente Hellendoorn", "HELLENDOORN"),
        ("Gemeente Hellendoorn", "Hellen-\ndoorn"),
        ("Rijssen-Holten", "in Rijssen"),
        ("Rijssen-Holten", "Rijssen Holten"),
        ("'s-Hertogenbosch", "Den Bosch"),
        ("'s-Gravenhage", "den haag"),
        ("Gemeente Best", "Hij woont in Best."),
        ("Bergen (NH.)", "uit Bergen"),
        ("Gemeente Hof van Twente", "Hof van Twente"),
    ],
)
def test_a_municipality_is_found_however_it_is_written(municipality, text):
    assert findings(text, names=(), municipalities=(municipality,))


@pytest.mark.parametrize(
    ("municipality", "text"),
    [
        ("Gemeente Best", "hij doet zijn best"),
        ("Gemeente Houten", "een houten bank"),
        ("Gemeente Ede", "iedere dag"),
        ("Gemeente Hof van Twente", "naar het hof"),
        ("Bergen (NH.)", "over de bergen"),
    ],
)
def test_a_municipality_inside_ordinary_words_refuses_nothing(municipality, text):
    assert findings(text, names=(), municipalities=(municipality,)) == []


def test_what_two_lines_of_paper_say_together_is_a_name_and_no_date():
    """On paper a number and a month of two columns stand on lines that follow each other."""
    person = Person(names=("Mehmet",), birth_date=datetime.date(2006, 4, 2))
    secrets = Secrets.of([person])

    found = secrets.findings(
        [Place(where="bladzijde 1", text="Meh-\nmet\n2\napril 2006")], by_line=True
    )

    assert [one.what for one in found] == ["naam ‘Mehmet’"]


# Whatever is planted wherever

ORDINARY = [
    "Hij",
    "gaat",
    "met",
    "de",
    "fiets",
    "naar",
    "het",
    "werk",
    "en",
    "het",
    "gaat",
    "elke",
    "week",
    "iets",
    "beter",
    ".",
]
LETTERS = "abcdefghijklmnoprstuvwzéëïöüçşğ"
names = st.text(LETTERS, min_size=4, max_size=12).filter(
    lambda name: (
        name not in EVERYDAY | PARTICLES | ROLE_WORDS
        and name not in {form for word in ORDINARY for form, _ in forms_of(word.lower())}
    )
)
SPELLINGS = (
    str, str.upper, str.capitalize, str.title,
    lambda name: f"{name}s", lambda name: f"{name.capitalize()}'s", lambda name: f"{name}’",
    lambda name: f"{name[:2]}-{name[2:]}", lambda name: f"{name[:3]}\u00ad{name[3:]}",
    lambda name: f"{name[:2]}-\n{name[2:]}", lambda name: f"({name})", lambda name: f"{name}-achtig",
    lambda name: f"‘{name.capitalize()}’", lambda name: f"{name}je", lambda name: f"ex-{name}",
    lambda name: unicodedata.normalize("NFD", name), lambda name: f"{name}/{name}",
)  # fmt: skip


@given(names, st.sampled_from(SPELLINGS), st.integers(0, len(ORDINARY)))
def test_a_planted_name_is_always_found(name, spelling, place):
    words = [*ORDINARY[:place], spelling(name), *ORDINARY[place:]]

    assert findings(" ".join(words), names=(name,), aliases=("Qqq",)) != []


@given(names, st.integers(0, len(ORDINARY)))
def test_a_name_inside_another_word_is_never_found(name, place):
    words = [*ORDINARY[:place], f"qx{name}", f"{name}qx", *ORDINARY[place:]]

    assert findings(" ".join(words), names=(name,), aliases=("Qqq",)) == []


DATE_SPELLINGS = (
    lambda d: f"{d.day}-{d.month}-{d.year}", lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}", lambda d: f"{d.day}e {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} ’{d.year % 100:02}", lambda d: d.isoformat(),
    lambda d: f"{d:%d%m%Y}", lambda d: f"{d.day}.{d.month}.{d.year % 100:02}",
    lambda d: f"{d.day} {MONTHS[d.month - 1].upper()} {d.year}",
)  # fmt: skip


@given(
    st.dates(datetime.date(1950, 1, 1), datetime.date(2012, 12, 31)),
    st.sampled_from(DATE_SPELLINGS),
    st.integers(0, len(ORDINARY)),
)
# The year of a birth in 2000 is written as nothing.
@example(datetime.date(2000, 1, 1), DATE_SPELLINGS[-2], 0)
def test_a_planted_birth_date_is_always_found(born, spelling, place):
    words = [*ORDINARY[:place], spelling(born), *ORDINARY[place:]]

    assert findings(" ".join(words), birth_date=born) == ["geboortedatum in gebeurtenis 3"]


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(2012, 12, 31)),
    st.dates(datetime.date(2015, 1, 1), datetime.date(2030, 12, 31)),
    st.sampled_from(DATE_SPELLINGS[:6]),
)
def test_another_day_is_never_found(born, other, spelling):
    assert findings(f"Op {spelling(other)} begon hij.", birth_date=born) == []


@given(st.from_regex(r"\A[1-9][0-9]{8}\Z"), st.data())
def test_a_planted_phone_number_is_always_found(core, data):
    spaced = "".join(
        data.draw(st.sampled_from(["", "", " ", "-", ".", " - "])) + digit for digit in core
    )
    prefix = data.draw(st.sampled_from(["0", "+31 ", "0031", "+31(0)", "(0)"]))

    assert findings(f"Bel {prefix}{spaced} even", phones=(f"0{core}",)) == [
        "telefoonnummer in gebeurtenis 3"
    ]


def test_a_long_dossier_is_checked_in_a_moment():
    """300 events of 5,000 characters, 60 people: well within what a page may take."""
    text = " ".join(ORDINARY) * 70
    places = [Place(where=f"gebeurtenis {number}", text=text[:5000]) for number in range(300)]
    people = [
        Person(names=(f"Persoon{number} Achternaam{number}",), phones=(f"06{number:08}",),
               emails=(f"p{number}@voorbeeld.nl",), birth_date=datetime.date(1990, 1, 1))
        for number in range(60)
    ]  # fmt: skip
    begin = time.process_time()

    check_publication(places, people, aliases=("Rik",), municipalities=("Gemeente Hellendoorn",))

    assert time.process_time() - begin < 10
