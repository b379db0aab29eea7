from reports.footnotes import Footnote, Footnotes


def test_sources_are_numbered_by_first_use_and_each_stands_once():
    notes = Footnotes()

    assert notes.numbers(["kostprijs"]) == (1,)
    assert notes.numbers(["prijslijst", "kostprijs", "prijslijst"]) == (2, 1)
    assert notes.all == (Footnote(1, "kostprijs"), Footnote(2, "prijslijst"))


def test_no_sources_no_numbers():
    assert Footnotes().numbers([]) == ()
