from datetime import date

import pytest

from dow_site.dates import Precision
from trajectories.lane_pages import pages
from trajectories.paper import Box, Paper, short_text
from trajectories.road import RoadState, small_road
from trajectories.story import MARK_BY_LANE_KIND, ChapterIn, EventIn, LaneIn, SpellIn
from trajectories.timeline import Timeline

TODAY = date(2021, 6, 1)
MUNICIPALITY, RIK, DOW, FATHER = (
    LaneIn(key=1, label="Gemeente", kind="municipality", order=1),
    LaneIn(key=2, label="Rik", kind="participant", order=2),
    LaneIn(key=3, label="DOW", kind="programme", order=3),
    LaneIn(key=4, label="Vader van Rik", kind="family", order=4),
)
LANES = (MUNICIPALITY, RIK, DOW, FATHER)
START = ChapterIn(key=1, title="Start", order=1)
RELAPSE = ChapterIn(key=2, title="Terugval", order=2)


def event(key, *, lanes=(2,), chapter=1, month=None, **fields):
    dated = {"start": month, "precision": Precision.MONTH} if month else {}
    defaults = {"position": key, "text": f"Gebeurtenis {key}"}
    return EventIn(key=key, lanes=lanes, chapter=chapter, **(defaults | dated | fields))


def timeline_of(*events, lanes=LANES, chapters=(START, RELAPSE), spells=(), today=TODAY, **sizes):
    return Timeline.of(
        lanes=lanes, chapters=chapters, events=events, spells=spells, today=today, **sizes
    )


def keys(entries):
    return [entry.key for entry in entries]


def test_events_are_numbered_in_story_order_over_the_chapters():
    timeline = timeline_of(
        event(1, chapter=2), event(2, month=date(2020, 3, 1)), event(3, month=date(2020, 1, 1))
    )

    assert [(entry.number, entry.key) for entry in timeline.entries] == [(1, 3), (2, 2), (3, 1)]


def test_a_day_comes_before_its_month_its_month_before_its_quarter():
    first = date(2020, 1, 1)
    timeline = timeline_of(
        event(1, start=first, precision=Precision.YEAR),
        event(2, start=first, precision=Precision.QUARTER),
        event(3, start=date(2020, 1, 20), precision=Precision.MONTH),
        event(4, start=first, precision=Precision.DAY),
        event(5, start=date(2020, 1, 2), precision=Precision.DAY),
    )

    assert keys(timeline.entries) == [4, 3, 2, 1, 5]


def test_an_event_without_a_date_stays_behind_the_one_written_before_it():
    timeline = timeline_of(
        event(1), event(2, month=date(2020, 5, 1)), event(3), event(4, month=date(2020, 2, 1))
    )

    assert keys(timeline.entries) == [1, 4, 2, 3]


@pytest.mark.parametrize(
    ("month", "title"),
    [
        (date(2020, 1, 1), "Start"),
        (date(2020, 5, 1), "Terugval"),
        (date(2020, 3, 1), "Start"),
        (date(2019, 1, 1), "Start"),
        (date(2020, 9, 1), "Nog geen hoofdstuk"),
        (None, "Nog geen hoofdstuk"),
    ],
)
def test_an_event_without_a_chapter_goes_where_its_date_belongs(month, title):
    timeline = timeline_of(
        event(1, chapter=1, month=date(2020, 2, 1)),
        event(2, chapter=2, month=date(2020, 4, 1)),
        event(3, chapter=2, month=date(2020, 7, 1)),
        event(9, chapter=None, month=month),
        chapters=(
            ChapterIn(key=1, title="Start", order=1, start=date(2020, 1, 5), end=date(2020, 2, 1)),
            RELAPSE,
        ),
    )

    found = next(entry for entry in timeline.entries if entry.key == 9)
    assert found.chapter_title == title


def test_a_card_stands_on_the_lane_of_the_participant_else_on_the_first():
    timeline = timeline_of(event(1, lanes=(4, 3, 2)), event(2, lanes=(4, 3)), event(3, lanes=(4,)))

    assert [entry.lane.label for entry in timeline.entries] == ["Rik", "DOW", "Vader van Rik"]


def test_a_stem_goes_from_the_topmost_to_the_lowest_lane():
    timeline = timeline_of(event(1, lanes=(1, 2, 4)))

    parts = [row.cells[0].tracks[0].part for row in timeline.rows]
    assert parts == ["node_top", "through", "through", "node_bottom"]
    assert timeline.rows[0].cells[0].tracks[0].entry_number == 1
    assert timeline.rows[0].cells[0].tracks[0].kind == "participant"


def test_a_column_starts_when_a_cell_is_full():
    timeline = timeline_of(*(event(key) for key in range(1, 5)), cards_per_cell=3)

    assert [keys(column.entries) for column in timeline.columns] == [[1, 2, 3], [4], []]
    assert [chapter.colspan for chapter in timeline.chapters] == [2, 1]


def test_a_column_starts_when_the_tracks_are_used_up():
    over_all = [event(key, lanes=(1, 4)) for key in (1, 2, 3)]

    timeline = timeline_of(*over_all, cards_per_cell=9, tracks_per_column=2)

    assert [entry.column for entry in timeline.entries] == [0, 0, 1]


def test_stems_that_do_not_meet_share_a_track():
    timeline = timeline_of(event(1, lanes=(1, 2)), event(2, lanes=(3, 4)), event(3, lanes=(2, 3)))

    assert [entry.track for entry in timeline.entries] == [0, 0, 1]


def test_a_chapter_without_events_keeps_a_column_for_its_narrative():
    timeline = timeline_of(chapters=(START,))

    assert [column.chapter for column in timeline.columns] == [START.key]
    assert timeline.rows[0].cells[0].cards == ()


def test_nothing_at_all_is_an_empty_timeline():
    timeline = timeline_of(lanes=(), chapters=())

    assert timeline.entries == timeline.columns == timeline.rows == ()
    assert pages(timeline) == ()


def test_an_event_whose_lanes_are_hidden_gets_a_lane_of_its_own():
    timeline = timeline_of(event(1, lanes=(2, 9)), event(2, lanes=(9,)))

    assert [entry.lanes_text for entry in timeline.entries] == ["● Rik", "○ Overig"]


def test_an_entry_is_finished_text():
    timeline = timeline_of(
        event(
            1,
            lanes=(3, 2),
            month=date(2019, 10, 1),
            quote="niet happy",
            speaker="Rik",
            date_estimated=True,
            lane_certain=False,
            sensitivity_label="verslaving",
            shared=True,
        )
    )

    entry = timeline.entries[0]
    assert entry.when == "okt 2019 (geschat)"
    assert entry.when_short == "± okt 2019"
    assert entry.when_long == "oktober 2019 (geschat)"
    assert entry.lanes_text == "● Rik, ▲ DOW"
    assert entry.quote == "‘niet happy’ – Rik"
    assert entry.notes_text == "baan niet zeker · verslaving · gedeeld met verwijzer"


@pytest.mark.parametrize(
    ("events", "period"),
    [
        ([event(1, month=date(2019, 10, 1))], "okt 2019"),
        ([event(1, month=date(2019, 10, 1)), event(2, month=date(2019, 11, 1))], "okt – nov 2019"),
        ([event(1, start=date(2020, 1, 1), precision=Precision.YEAR)], "2020"),
        (
            [event(1, month=date(2020, 3, 1)), event(2, start=date(2020, 1, 1), precision="year")],
            "mrt 2020",
        ),
        (
            [
                event(1, month=date(2020, 3, 1)),
                event(3, start=date(2019, 1, 1), precision="year"),
                event(4, start=date(2030, 1, 1), precision="year"),
            ],
            "2019 – 2030",
        ),
        (
            [
                event(1, month=date(2020, 3, 1)),
                event(2, start=date(2021, 7, 1), precision="quarter"),
            ],
            "mrt 2020 – 3e kw. 2021",
        ),
        ([event(1)], ""),
    ],
)
def test_a_column_says_which_months_it_tells(events, period):
    assert timeline_of(*events).columns[0].period == period


def test_a_chapter_says_its_own_months():
    chapter = ChapterIn(key=1, title="Start", start=date(2019, 10, 1), end=date(2020, 1, 1))

    timeline = timeline_of(event(1, month=date(2019, 11, 1)), chapters=(chapter,))

    assert timeline.chapters[0].period == "okt 2019 – jan 2020"


def test_lane_marks_all_differ():
    assert len(set(MARK_BY_LANE_KIND.values())) == len(MARK_BY_LANE_KIND)
    assert LaneIn(key=1, label="x", kind="unheard of").mark == MARK_BY_LANE_KIND["other"]


RIK_STOPS = SpellIn(start=date(2019, 11, 4), end=date(2020, 4, 20), phase_label="Arbeidsfit")
RIK_RETURNS = SpellIn(start=date(2020, 7, 1), end=date(2020, 10, 31), phase_label="Vakgericht")


def road_of(*months, spells, today=TODAY):
    events = [event(n, month=month) for n, month in enumerate(months, start=1)]
    return timeline_of(
        *events, chapters=(START,), spells=spells, today=today, cards_per_cell=1
    ).road


def test_the_road_shows_the_stop_and_the_second_chance():
    road = road_of(
        date(2019, 9, 1),
        date(2019, 11, 1),
        date(2020, 4, 1),
        date(2020, 7, 1),
        date(2020, 11, 1),
        spells=(RIK_STOPS, RIK_RETURNS),
    )

    assert [stretch.state for stretch in road.stretches] == [
        "before",
        "driving",
        "gap",
        "driving",
        "after",
    ]
    assert [stretch.second_chance for stretch in road.stretches].index(True) == 3
    assert [stretch.phase_label for stretch in road.stretches][1:4] == [
        "Arbeidsfit",
        "",
        "Vakgericht",
    ]
    assert not road.runs
    assert road.today_column is None


def test_a_next_phase_that_follows_at_once_is_no_second_chance():
    spells = (
        SpellIn(start=date(2020, 5, 1), end=date(2020, 8, 31)),
        SpellIn(start=date(2020, 9, 1), kind="intern"),
    )

    road = road_of(date(2020, 5, 1), date(2020, 9, 1), spells=spells)

    assert [stretch.state for stretch in road.stretches] == ["driving", "driving"]
    assert not any(stretch.second_chance for stretch in road.stretches)


def test_today_is_where_the_road_ends_while_the_trajectory_runs():
    spells = (SpellIn(start=date(2020, 5, 1)),)

    road = road_of(date(2020, 5, 1), date(2021, 5, 1), date(2021, 9, 1), spells=spells)

    assert road.runs
    assert road.today_column == 1
    assert [stretch.state for stretch in road.stretches] == ["driving", "driving", "ahead"]


def test_unknown_dates_count_as_driving():
    timeline = timeline_of(event(1), chapters=(START,), spells=(RIK_STOPS,))

    assert timeline.road.stretches[0].state == RoadState.DRIVING


def test_milestones_are_posts_beside_their_column():
    timeline = timeline_of(event(1), event(2, is_milestone=True, text="Begint bij DOW"))

    posts = [[post.text for post in stretch.posts] for stretch in timeline.road.stretches]
    assert posts == [["Begint bij DOW"], []]


def test_the_little_road_shows_driving_gap_and_what_is_ahead():
    spells = (
        SpellIn(start=date(2020, 1, 1), end=date(2020, 4, 9)),
        SpellIn(start=date(2020, 5, 30)),
    )

    road = small_road(spells, date(2020, 1, 1), date(2020, 12, 31), today=date(2020, 7, 18))

    assert [(piece.state, piece.percent) for piece in road] == [
        ("driving", 27),
        ("gap", 14),
        ("driving", 14),
        ("ahead", 45),
    ]


def test_the_little_road_without_spells_is_all_ahead():
    assert [(p.state, p.percent) for p in small_road((), None, None, TODAY)] == [("ahead", 100)]


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Begint bij DOW", 20, "Begint bij DOW"),
        ("Begint bij DOW en werkt", 15, "Begint bij DOW…"),
        ("Begint bij DOW en werkt", 13, "Begint bij…"),
        ("Begint, en werkt", 9, "Begint…"),
        ("Onafgebroken", 6, "Onafg…"),
        ("Begint", 0, ""),
    ],
)
def test_short_text_ends_at_a_word(text, limit, short):
    assert short_text(text, limit) == short
    assert len(short) <= max(limit, 0)


def test_a_place_is_written_as_css_with_a_decimal_point():
    assert Box(x=105, y=0, w=20, h=7).style == "left:10.5mm;top:0mm;width:2mm;height:0.7mm"


def test_lane_labels_and_the_continued_chapter_return_on_every_page():
    timeline = timeline_of(*(event(key) for key in range(1, 9)), chapters=(START,))

    first, second = pages(timeline, Paper(columns=2, first_height=1700))

    assert [band.label for band in first.bands] == [band.label for band in second.bands]
    assert [(head.title, head.continued) for head in second.heads] == [("Start", True)]
    assert (first.on_new_page, second.on_new_page) == (False, True)
    assert (second.number, second.of) == (2, 2)


def test_a_page_break_rather_falls_between_chapters():
    chapters = [ChapterIn(key=key, title=f"Deel {key}", order=key) for key in (1, 2, 3)]
    events = [event(key, chapter=1 + key // 20) for key in (10, 11, 12, 21, 22, 23, 40, 41)]

    printed = pages(timeline_of(*events, chapters=chapters, cards_per_cell=1), Paper(columns=4))

    assert [[head.title for head in page.heads] for page in printed] == [
        ["Deel 1"],
        ["Deel 2"],
        ["Deel 3"],
    ]


def test_lanes_that_are_together_too_high_are_divided_over_pages():
    lanes = [LaneIn(key=n, label=f"Baan {n}", kind="care", order=n) for n in range(1, 13)]
    events = [event(n, lanes=(n,)) for n in range(1, 13)] + [event(13, lanes=(1, 12))]

    first, second = pages(timeline_of(*events, lanes=lanes, chapters=(START,)))

    assert len(first.lanes) + len(second.lanes) == 12
    assert first.stems[0].on_below
    assert second.stems[0].from_above
    assert [node.number for page in (first, second) for node in page.nodes] == [13]


def test_a_frame_that_does_not_fit_below_the_narratives_begins_on_a_new_page():
    timeline = timeline_of(*(event(key) for key in range(1, 4)))

    assert pages(timeline, Paper(first_height=400))[0].on_new_page
    assert not pages(timeline, Paper(first_height=1500))[0].on_new_page


def test_paper_too_small_for_a_lane_is_refused():
    with pytest.raises(ValueError, match="too small"):
        pages(timeline_of(event(1)), Paper(next_height=200))
