"""The hint on words about health, addiction, debts and family while sharing is on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectories.models import Sensitivity
from trajectories.sensitive_words import sensitive_words, sharing_hint


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Ging naar de HUISARTS.", {"health"}),
        ("Is ziekgemeld", {"health"}),
        ("Sprak over suïcide.", {"health"}),
        ("Hij blowt minder.", {"addiction"}),
        ("Stopte met cocaïne", {"addiction"}),
        ("Heeft schulden bij de zorgverzekeraar.", {"finance"}),
        ("De deurwaarder kwam", {"finance"}),
        ("Moeder belde", {"family"}),
        ("Woont bij oma; heeft een boete.", {"family", "finance"}),
        ("Zijn familie kwam", {"family"}),
        ("Zit in een scheiding", {"family"}),
        ("Er was mishandeling; Veilig Thuis belde", {"family"}),
        ("Heeft psychische klachten", {"health"}),
        ("Kreeg een psychose", {"health"}),
        ("PTSS en angst", {"health"}),
        ("Dacht aan zelfmoord", {"health"}),
        ("Is vorige week opgenomen", {"health"}),
        ("De arts zei rust", {"health"}),
        ("Vroeg schuldsanering aan", {"finance"}),
        ("Geldproblemen en geldzorgen", {"finance"}),
        ("Een huurschuld; de kredietbank, wsnp en bewind", {"finance"}),
        ("Wietgebruik", {"addiction"}),
        ("Een gameverslaving", {"addiction"}),
        ("Nam lachgas en pillen", {"addiction"}),
        ("Zijn ouders zijn gescheiden en hij is verslaafd", {"family", "addiction"}),
    ],
)
def test_a_word_tells_its_subject_in_any_spelling(text, subjects):
    assert {subject for subject, _, _ in sensitive_words(text)} == subjects


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Haalde zijn heftruckcertificaat.",
        "Voelde zich schuldig dat hij te laat was.",
        "Werkte aan de oprit van Omaweg 3.",
        "Zusterbedrijf gaf een rondleiding.",
        "Maakte een goede start bij het familiebedrijf.",
        "Was onschuldig en kreeg een onderscheiding bij de ontvangst.",
        "Deed geweldig mee met darts; last van de schouders.",
        "Heeft contact opgenomen met de werkgever.",
        "Stond op een kooman-platform bij Opaal.",
    ],
)
def test_an_ordinary_sentence_gives_no_hint(text):
    assert sharing_hint(text, Sensitivity.ORDINARY) == ""


def test_the_hint_names_the_word_and_what_to_do():
    hint = sharing_hint("Ging naar de huisarts.", Sensitivity.ORDINARY)

    assert "‘huisarts’ (gezondheid)" in hint
    assert "zet delen uit" in hint


def test_what_was_chosen_as_its_sensitivity_needs_no_hint():
    assert sharing_hint("Moeder belde.", Sensitivity.FAMILY) == ""
    assert "schulden" in sharing_hint("Moeder heeft schulden.", Sensitivity.FAMILY)


def test_every_subject_is_a_sensitivity_that_can_be_chosen():
    text = "ziek verslaafd schulden moeder"

    assert {subject for subject, _, _ in sensitive_words(text)} == set(Sensitivity) - {
        Sensitivity.ORDINARY
    }


@given(st.text())
def test_any_text_is_read_without_an_error(text):
    assert all(word for _, _, word in sensitive_words(text))
