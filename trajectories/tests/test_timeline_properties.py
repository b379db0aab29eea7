"""What holds for every timeline, whatever the trajectory: generated up to 500 events on 12 lanes."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dow_site.dates import Precision
from trajectories.lane_pages import pages
from trajectories.paper import Paper
from trajectories.road import small_road
from trajectories.story import MARK_BY_LANE_KIND, ChapterIn, EventIn, LaneIn, SpellIn
from trajectories.timeline import Timeline

TODAY = date(2022, 6, 1)
FIRST = date(2019, 1, 1)
DAYS = st.integers(0, 1500).map(lambda days: FIRST + timedelta(days=days))
MAYBE_DAYS = st.none() | DAYS
KINDS = tuple(MARK_BY_LANE_KIND)

few = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def events_on(draw, lanes, chapters, most):
    # The many events of a long trajectory come from one random source: drawing each apart is slow,
    # and its seed is printed with a failure.
    count = draw(st.integers(0, most))
    random = draw(st.randoms(use_true_random=True))
    chapter_keys = [chapter.key for chapter in chapters]
    events = []
    for key in range(1, count + 1):
        start = FIRST + timedelta(days=random.randrange(1500))
        touched = 1 if random.random() < 0.6 else random.randint(1, len(lanes))
        events.append(
            EventIn(
                key=key,
                lanes=tuple(lane.key for lane in random.sample(lanes, touched)),
                text="woord " * random.randint(1, 40),
                chapter=random.choice([*chapter_keys, *chapter_keys, None]),
                position=random.randint(0, count),
                start=start if random.random() < 0.8 else None,
                precision=random.choice(list(Precision)),
                end=start + timedelta(days=random.randrange(200)) if key % 5 == 0 else None,
                is_milestone=random.random() < 0.1,
                lane_certain=random.random() < 0.8,
                date_estimated=random.random() < 0.2,
            )
        )
    return events


@st.composite
def trajectories(draw, most=500):
    """The parts of which a timeline is made."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12))
    lanes = [
        LaneIn(key=key, label=f"Baan {key}", kind=kind, order=draw(st.integers(0, 5)))
        for key, kind in enumerate(kinds, start=1)
    ]
    months = draw(st.lists(st.tuples(MAYBE_DAYS, MAYBE_DAYS), max_size=6))
    chapters = [
        ChapterIn(key=key, title=f"Deel {key}", order=draw(st.integers(0, 5)), start=start, end=end)
        for key, (start, end) in enumerate(months, start=1)
    ]
    spells = [
        SpellIn(start=start, end=end if end and end >= start else None)
        for start, end in draw(st.lists(st.tuples(DAYS, MAYBE_DAYS), max_size=4))
    ]
    return {
        "lanes": lanes,
        "chapters": chapters,
        "events": draw(events_on(lanes, chapters, most)),
        "spells": spells,
        "today": TODAY,
        "cards_per_cell": draw(st.integers(1, 4)),
        "tracks_per_column": draw(st.integers(1, 5)),
    }


@few
@given(trajectories())
def test_every_event_is_told_once_in_the_list_and_drawn_once_in_the_picture(parts):
    timeline = Timeline.of(**parts)

    keys = [event.key for event in parts["events"]]
    drawn = [card.key for row in timeline.rows for cell in row.cells for card in cell.cards]
    listed = [entry.key for chapter in timeline.chapters for entry in chapter.entries]
    assert sorted(drawn) == sorted(listed) == sorted(keys)
    assert [entry.number for entry in timeline.entries] == list(range(1, len(keys) + 1))
    assert listed == [entry.key for entry in timeline.entries]


@few
@given(trajectories())
def test_a_chapter_tells_by_date_and_keeps_undated_events_behind_the_one_before(parts):
    timeline = Timeline.of(**parts)

    events = {event.key: event for event in parts["events"]}
    for chapter in timeline.chapters:
        told = [events[entry.key] for entry in chapter.entries]
        dated = [(e.when.earliest, e.when.latest, e.position) for e in told if e.when.is_dated]
        assert dated == sorted(dated)
        written = sorted(told, key=lambda event: (event.position, event.key))
        before = {event.key: previous for previous, event in pairwise(written)}
        for place, event in enumerate(told):
            if event.when.is_dated:
                continue
            if event.key in before:
                assert told[place - 1] == before[event.key]
            else:
                assert place == 0


@few
@given(trajectories())
def test_an_event_stays_in_its_own_chapter(parts):
    timeline = Timeline.of(**parts)

    told_in = {entry.key: entry.chapter for entry in timeline.entries}
    for event in parts["events"]:
        if event.chapter is not None:
            assert told_in[event.key] == event.chapter


@few
@given(trajectories())
def test_cards_and_stems_never_share_a_place(parts):
    timeline = Timeline.of(**parts)

    places = Counter((entry.lane, entry.column, entry.slot) for entry in timeline.entries)
    assert not places or max(places.values()) == 1
    assert all(entry.slot < parts["cards_per_cell"] for entry in timeline.entries)
    row_by_lane = {lane: row for row, lane in enumerate(timeline.lanes)}
    spans = {}
    for entry in timeline.entries:
        assert (entry.track is None) == (len(entry.lanes) == 1)
        if entry.track is not None:
            assert entry.track < parts["tracks_per_column"]
            rows = [row_by_lane[lane] for lane in entry.lanes]
            spans.setdefault((entry.column, entry.track), []).append((min(rows), max(rows)))
    for stems in spans.values():
        assert all(one[1] < other[0] for one, other in pairwise(sorted(stems)))


@few
@given(trajectories())
def test_every_lane_of_an_event_has_its_card_or_a_node(parts):
    timeline = Timeline.of(**parts)

    touched = Counter()
    for row in timeline.rows:
        for cell in row.cells:
            touched.update((card.key, row.lane) for card in cell.cards)
            nodes = [track for track in cell.tracks if track.part.startswith("node")]
            touched.update((track.entry, row.lane) for track in nodes)
    expected = Counter((entry.key, lane) for entry in timeline.entries for lane in entry.lanes)
    assert touched == expected


@few
@given(trajectories())
def test_the_table_is_whole(parts):
    timeline = Timeline.of(**parts)

    assert sum(chapter.colspan for chapter in timeline.chapters) == len(timeline.columns)
    assert [column.index for column in timeline.columns] == list(range(len(timeline.columns)))
    assert len(timeline.road.stretches) == len(timeline.columns)
    for row in timeline.rows:
        assert len(row.cells) == len(timeline.columns)
        for cell, column in zip(row.cells, timeline.columns, strict=True):
            assert len(cell.tracks) == column.track_count


def _places(timeline):
    """Where each event stands, seen from its chapter."""
    first = {chapter.key: chapter.columns[0].index for chapter in timeline.chapters}
    return {
        entry.key: (entry.chapter, entry.column - first[entry.chapter], entry.slot, entry.track)
        for entry in timeline.entries
    }


@few
@given(trajectories(most=200), st.data())
def test_an_event_added_at_the_end_moves_no_event_told_before_it_nor_any_other_chapter(parts, data):
    # Events that wait for a chapter may follow their neighbours' dates into another one.
    parts["events"] = [
        event for event in parts["events"] if event.chapter is not None or not event.when.is_dated
    ]
    chapters = [None, *(chapter.key for chapter in parts["chapters"])]
    added = EventIn(
        key=9999,
        lanes=(data.draw(st.sampled_from(parts["lanes"])).key,),
        text="Later toegevoegd",
        chapter=data.draw(st.sampled_from(chapters)),
        position=max((event.position for event in parts["events"]), default=0) + 1,
        start=data.draw(DAYS),
        precision=data.draw(st.sampled_from(list(Precision))),
    )

    before = Timeline.of(**parts)
    after = Timeline.of(**parts | {"events": [*parts["events"], added]})

    order = [entry.key for entry in after.entries if entry.key != added.key]
    assert order == [entry.key for entry in before.entries]
    own = next(entry for entry in after.entries if entry.key == added.key)
    places, were = _places(after), _places(before)
    for entry in after.entries:
        if entry.chapter != own.chapter or entry.number < own.number:
            assert places[entry.key] == were[entry.key]


@few
@given(trajectories())
def test_the_order_in_which_rows_come_from_the_database_does_not_matter(parts):
    turned = parts | {name: parts[name][::-1] for name in ("lanes", "chapters", "events", "spells")}

    assert Timeline.of(**turned) == Timeline.of(**parts)


def _overlap(one, other):
    return (
        one.x < other.x + other.w
        and other.x < one.x + one.w
        and one.y < other.y + other.h
        and other.y < one.y + one.h
    )


def _inside(box, page):
    return (
        box.x >= 0 and box.y >= 0 and box.x + box.w <= page.width and box.y + box.h <= page.height
    )


PAPERS = st.builds(
    Paper,
    columns=st.integers(1, 6),
    first_height=st.integers(0, 1400),
    next_height=st.integers(600, 1700),
    card_height=st.integers(100, 220),
)


@few
@given(trajectories(most=300), PAPERS)
def test_boxes_stay_inside_their_page_and_never_overlap(parts, paper):
    for page in pages(Timeline.of(**parts), paper):
        assert page.height <= (paper.next_height if page.on_new_page else paper.first_height)
        bands = {(band.y, band.h) for band in page.bands}
        stems = page.stems
        for box in [*page.heads, *page.road, *page.posts, *page.bands, *page.cards, *page.nodes]:
            assert _inside(box, page)
        assert all(_inside(box, page) and box.h > 0 for box in stems)
        for card in page.cards:
            assert sum(y <= card.y and card.y + card.h <= y + h for y, h in bands) == 1
        for kind in (page.heads, page.road, page.posts, page.bands, page.nodes):
            assert not any(_overlap(one, other) for one, other in combinations(kind, 2))
        assert not any(_overlap(*pair) for pair in combinations([*page.cards, *page.nodes], 2))
        for one, other in combinations(stems, 2):
            assert one.x != other.x or one.y + one.h < other.y or other.y + other.h < one.y


@few
@given(trajectories(most=300), PAPERS)
def test_paper_holds_every_event_and_every_node_once(parts, paper):
    timeline = Timeline.of(**parts)

    printed = pages(timeline, paper)

    cards = [card.entry.key for page in printed for card in page.cards]
    assert sorted(cards) == sorted(entry.key for entry in timeline.entries)
    nodes = Counter(node.number for page in printed for node in page.nodes)
    assert nodes == Counter(
        {entry.number: len(entry.lanes) - 1 for entry in timeline.entries if len(entry.lanes) > 1}
    )
    posts = [
        post.number for page in {p.columns: p for p in printed}.values() for post in page.posts
    ]
    assert posts == [entry.number for entry in timeline.entries if entry.is_milestone]


@few
@given(trajectories(most=0), MAYBE_DAYS, MAYBE_DAYS)
def test_the_little_road_adds_up_to_a_hundred(parts, start, end):
    road = small_road(parts["spells"], start, end, TODAY)

    assert sum(piece.percent for piece in road) == 100
    assert all(piece.percent >= 1 for piece in road)
    assert len(road) <= 9
    assert all(one.state != other.state for one, other in pairwise(road))


@few
@given(trajectories(most=60))
def test_hidden_lanes_lose_no_event(parts):
    shown = parts | {"lanes": parts["lanes"][1:]}
    timeline = Timeline.of(**shown)

    assert len(timeline.entries) == len(parts["events"])
    assert all(entry.lanes for entry in timeline.entries)


@few
@given(trajectories(most=60))
def test_a_filtered_timeline_keeps_the_order_of_what_is_left(parts):
    left = [replace(e, precision=Precision.MONTH) for e in parts["events"] if e.start and e.chapter]
    whole = Timeline.of(**parts | {"events": left})
    part = Timeline.of(**parts | {"events": left[::2]})

    kept = {entry.key for entry in part.entries}
    assert [e.key for e in part.entries] == [e.key for e in whole.entries if e.key in kept]
