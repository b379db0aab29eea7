"""The draft of a hand-over letter."""

from coaching.letter import LastTalk, OpenAgreement, draft_letter


def letter(**changes):
    facts = {
        "name": "Wessel van der Zwaluw",
        "state": "Fase 1: arbeidsfit",
        "since": "5 januari 2026",
        "talks": [],
        "agreements": [],
    }
    return draft_letter(**facts | changes)


def test_the_letter_begins_with_who_it_is_and_where_he_stands():
    assert letter().startswith(
        "Wessel van der Zwaluw is bij ons sinds 5 januari 2026. Nu: Fase 1: arbeidsfit."
    )


def test_what_went_well_and_the_next_step_of_the_last_three_talks_are_in_it():
    talks = [
        LastTalk(on=f"{day} maart 2026", went_well=f"Goed\nop {day}.", next_step=f"Stap {day}.")
        for day in (12, 9, 5, 2)
    ]

    text = letter(talks=talks)

    assert "- 12 maart 2026, ging goed: Goed op 12." in text
    assert "- 5 maart 2026, volgende stap: Stap 5." in text
    assert "2 maart 2026, ging goed: Goed op 2." not in text.split("- 5 maart")[1]


def test_open_agreements_name_who_what_and_when():
    text = letter(
        agreements=[OpenAgreement(who="Deelnemer", what="Fiets maken", due="13 maart 2026")]
    )

    assert "Afspraken die nog open staan:\n- Deelnemer: Fiets maken (voor 13 maart 2026)" in text


def test_where_nothing_was_recorded_the_letter_says_so():
    text = letter(talks=[LastTalk(on="9 maart 2026")])

    assert "Er is nog geen gesprek vastgelegd." in text
    assert "Er staan geen afspraken open." in text


def test_a_planned_talk_is_named():
    assert "Volgend gesprek: 20 maart 2026." in letter(next_talk="20 maart 2026")
