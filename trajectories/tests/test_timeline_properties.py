"""What holds for every timeline, whatever the trajectory: generated up to 500 events on 12 lanes."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dow_site.dates import Precision, When
from trajectories.lane_pages import pages
from trajectories.layout import Kept
from trajectories.marks import MarkIn
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
        "columns_per_chapter": draw(st.integers(1, 20)),
    }


def _is_by_month(timeline):
    """The chapters that are told by month."""
    return {column.chapter for column in timeline.columns if column.is_month}


@few
@given(trajectories())
def test_every_event_is_told_once_in_the_list_and_drawn_once_in_the_picture(parts):
    timeline = Timeline.of(**parts)

    keys = [event.key for event in parts["events"]]
    cells = [cell for row in timeline.rows for cell in row.cells]
    drawn = [entry.key for cell in cells for entry in (*cell.cards, *cell.folded)]
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

    on_a_card = [entry for entry in timeline.entries if entry.slot is not None]
    places = Counter((entry.lane, entry.column, entry.slot) for entry in on_a_card)
    assert not places or max(places.values()) == 1
    assert all(entry.slot < parts["cards_per_cell"] for entry in on_a_card)
    row_by_lane = {lane: row for row, lane in enumerate(timeline.lanes)}
    spans = {}
    for entry in on_a_card:
        assert (entry.track is None) == (len(entry.lanes) == 1)
        if entry.track is not None:
            assert entry.track < parts["tracks_per_column"]
            rows = [row_by_lane[lane] for lane in entry.lanes]
            spans.setdefault((entry.column, entry.track), []).append((min(rows), max(rows)))
    for stems in spans.values():
        assert all(one[1] < other[0] for one, other in pairwise(sorted(stems)))


@few
@given(trajectories())
def test_every_lane_of_an_event_has_its_card_or_a_node_or_its_number(parts):
    timeline = Timeline.of(**parts)

    touched = Counter()
    for row in timeline.rows:
        for cell in row.cells:
            for told in (cell.cards, cell.folded, cell.touched):
                touched.update((entry.key, row.lane) for entry in told)
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
    turned = _is_by_month(after) ^ _is_by_month(before)
    # Only the chapter that the event made too long to be read is laid out anew.
    assert turned <= {own.chapter}
    for entry in after.entries:
        before_it = entry.number < own.number and own.chapter not in turned
        if entry.chapter != own.chapter or before_it:
            assert places[entry.key] == were[entry.key]


@few
@given(trajectories())
def test_a_chapter_is_told_by_month_only_where_that_keeps_it_shorter(parts):
    apart = Timeline.of(**parts | {"columns_per_chapter": 500})
    timeline = Timeline.of(**parts)

    most = parts["columns_per_chapter"]
    whole = {chapter.key: len(chapter.columns) for chapter in apart.chapters}
    for chapter in timeline.chapters:
        if chapter.columns[0].is_month:
            assert most < whole[chapter.key] > len(chapter.columns)
        else:
            assert len(chapter.columns) == whole[chapter.key]
            assert all(entry.slot is not None for entry in chapter.entries)


@few
@given(trajectories())
def test_a_month_holds_all_that_began_in_it_and_says_how_many(parts):
    timeline = Timeline.of(**parts)

    events = {event.key: event for event in parts["events"]}
    for chapter in timeline.chapters:
        months = []
        for column in chapter.columns:
            if not column.is_month:
                continue
            dated = [events[e.key].when for e in column.entries if events[e.key].when.is_dated]
            months.append({(when.earliest.year, when.earliest.month) for when in dated})
            count = len(column.entries)
            words = "1 gebeurtenis" if count == 1 else f"{count} gebeurtenissen"
            assert timeline.road.stretches[column.index].label.endswith(f": {words}")
        assert all(len(month) <= 1 for month in months)
        assert all(one.isdisjoint(other) for one, other in combinations(months, 2))


@few
@given(trajectories())
def test_five_hundred_events_over_four_years_stay_within_a_column_a_month(parts):
    parts |= {"columns_per_chapter": 12, "chapters": []}
    timeline = Timeline.of(**parts)

    # 1500 days are 50 months at most; undated events may stand before the first of these.
    assert len(timeline.columns) <= 51


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
        assert all(_inside(fold, page) for fold in page.folds)
        for card in [*page.cards, *page.folds]:
            assert sum(y <= card.y and card.y + card.h <= y + h for y, h in bands) == 1
        for kind in (page.heads, page.road, page.posts, page.bands, page.nodes):
            assert not any(_overlap(one, other) for one, other in combinations(kind, 2))
        standing = [*page.cards, *page.nodes, *page.folds]
        assert not any(_overlap(*pair) for pair in combinations(standing, 2))
        for one, other in combinations(stems, 2):
            assert one.x != other.x or one.y + one.h < other.y or other.y + other.h < one.y


@few
@given(trajectories(most=300), PAPERS)
def test_paper_holds_every_event_and_every_node_once(parts, paper):
    timeline = Timeline.of(**parts)

    printed = pages(timeline, paper)

    told = [card.number for page in printed for card in page.cards]
    told += [number for page in printed for fold in page.folds for number in fold.numbers]
    assert sorted(told) == [entry.number for entry in timeline.entries]
    nodes = Counter(node.number for page in printed for node in page.nodes)
    nodes += Counter(number for page in printed for fold in page.folds for number in fold.touched)
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
@given(trajectories(most=200), st.randoms(use_true_random=True))
def test_a_filter_leaves_every_event_its_number_its_chapter_and_its_turn(parts, random):
    marks = [
        MarkIn(
            key=key,
            lane=random.choice(parts["lanes"]).key,
            when=When(FIRST + timedelta(days=random.randrange(1500)), Precision.DAY),
            kind="talk",
            kind_label="Gesprek",
            text="Gesprek",
        )
        for key in range(1, 30)
    ]
    whole = Timeline.of(**parts, marks=marks)
    kept = Kept(
        events=frozenset(e.key for e in parts["events"] if random.random() < 0.3),
        marks=frozenset(mark.key for mark in marks if random.random() < 0.3),
    )
    left = Timeline.of(**parts, marks=marks, kept=kept)

    def told(timeline, keys):
        return [(e.key, e.number, e.chapter) for e in timeline.entries if e.key in keys]

    assert told(left, kept.events) == told(whole, kept.events)
    assert {entry.key for entry in left.entries} == kept.events
    assert {mark.key for mark in left.marks} == kept.marks

    def chapter_of(timeline):
        return {m.key: timeline.columns[m.column].chapter for m in timeline.marks}

    were = chapter_of(whole)
    assert all(were[key] == chapter for key, chapter in chapter_of(left).items())
    used = {lane for entry in left.entries for lane in entry.lanes}
    assert set(left.lanes) == used | {mark.lane for mark in left.marks}
    assert all(chapter.told for chapter in left.chapters)


@st.composite
def chapters_in_order(draw):
    """Chapters that follow each other, some with months of their own, and events that lie in theirs."""
    months = draw(st.lists(st.integers(0, 60), min_size=2, max_size=7, unique=True).map(sorted))
    firsts = [date(2017 + month // 12, month % 12 + 1, 1) for month in months]
    chapters, events = [], []
    for key, (first, following) in enumerate(pairwise(firsts), start=1):
        last = following - timedelta(days=1)
        given_months = {"start": first, "end": last} if draw(st.booleans()) else {}
        chapters.append(ChapterIn(key=key, title=f"Deel {key}", order=key, **given_months))
        for day in draw(st.lists(st.integers(0, (last - first).days), max_size=3)):
            events.append((key, first + timedelta(days=day)))
    loose = draw(st.lists(st.integers(-400, 2400), max_size=5))
    events += [(None, date(2018, 1, 1) + timedelta(days=day)) for day in loose]
    return chapters, [
        EventIn(
            key=key, lanes=(1,), text="x", chapter=chapter, start=day, precision=Precision.DAY,
            position=draw(st.integers(0, 9)),
        )
        for key, (chapter, day) in enumerate(events, start=1)
    ]  # fmt: skip


@given(chapters_in_order())
def test_an_event_without_a_chapter_leaves_the_story_in_order(story):
    chapters, events = story
    timeline = Timeline.of(
        lanes=[LaneIn(key=1, label="Rik", kind="participant")],
        chapters=chapters,
        events=events,
        spells=[],
        today=TODAY,
    )

    days = {event.key: event.start for event in events}
    told = [days[entry.key] for entry in timeline.entries]
    assert told == sorted(told)
    begins = {chapter.key: chapter.start or date.min for chapter in chapters}
    later = [begins[chapter.key] for chapter in timeline.chapters if chapter.key]
    for entry in timeline.entries:
        following = [begin for begin in later[(entry.chapter or len(later)) :] if begin > date.min]
        assert all(days[entry.key] < begin for begin in following)
