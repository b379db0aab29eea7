import datetime

import pytest

from reports.publication import NotPublishable, Person, Place, check_publication


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
