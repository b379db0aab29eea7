"""The cast: the same people in every test, on the same day, and clients that look at every page."""

import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test.client import Client, ClientHandler
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from accounts.factories import (
    OrganisationFactory,
    ProgrammeFactory,
    ProgrammePlacesFactory,
    UserFactory,
)
from accounts.models import Organisation, Programme, User
from coaching.factories import (
    AftercareContactFactory,
    AgreementFactory,
    AgreementMarkFactory,
    CoachAssignmentFactory,
    CoReadingFactory,
    DomainMeasurementFactory,
    GoalFactory,
    GroupTalkFactory,
    HandoverFactory,
    HandoverLetterFactory,
    ReviewQuestionFactory,
    SharedLineFactory,
    SignalAnswerFactory,
    SignalRulesFactory,
    SkillScoreFactory,
    TalkDomainFactory,
    TalkFactory,
    TalkReviewFactory,
    WeekLinkFactory,
    WorkPlacementFactory,
)
from coaching.models import (
    AftercareContact,
    Agreement,
    AgreementStatus,
    CoachAssignment,
    DomainMeasurement,
    Goal,
    GroupTalk,
    HandoverLetter,
    ReviewQuestion,
    SignalAnswer,
    Talk,
    TalkReview,
    WeekLink,
    WorkPlacement,
)
from costs.factories import (
    CostLineFactory,
    PriceItemFactory,
    PriceListFactory,
    ScenarioItemFactory,
    SessionFactory,
    SourceFactory,
    StatementFactory,
)
from costs.models import CostLine, PriceItem, PriceList, ScenarioItem, Session, Source, Statement
from participants.factories import (
    ConsentFactory,
    NetworkContactFactory,
    ParticipantFactory,
    ParticipantMergeFactory,
    ReferralFactory,
)
from participants.models import (
    Consent,
    NetworkContact,
    Participant,
    Referral,
    ReferralStatus,
)
from trajectories.factories import (
    AttachmentFactory,
    ChapterFactory,
    EventFactory,
    LaneFactory,
    SpellFactory,
    TrajectoryFactory,
)
from trajectories.models import (
    Chapter,
    EventAttachment,
    Lane,
    LaneKind,
    Sensitivity,
    Spell,
    TimelineEvent,
    Trajectory,
)

TODAY = datetime.date(2026, 3, 16)
NOON = datetime.datetime(2026, 3, 16, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def today():
    """It is Monday 16 March 2026, and the clock runs."""
    with time_machine.travel(NOON, tick=True):
        yield TODAY


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everybody who matters, by first name; each says what he is to the dossier of Wessel."""

    dow: Programme
    elders: Programme
    hellendoorn: Organisation
    twenterand: Organisation

    anna: User  # leads DOW
    bert: User  # jobcoach, assigned
    carla: User  # jobcoach, not assigned
    daan: User  # in training, assigned since February
    erik: User  # referrer of Hellendoorn, which referred Wessel
    fenna: User  # referrer of Twenterand
    lotte: User  # facilitator, leads the session
    gijs: User  # facilitator of nothing here
    hanna: User  # controller
    ibrahim: User  # administrator
    joke: User  # leads Elders
    kees: User  # jobcoach at Elders


@pytest.fixture
def cast(db, today):
    dow = ProgrammeFactory(name="Dynamisch Op Weg", short_name="DOW")
    elders = ProgrammeFactory(name="Elders aan de Slag", short_name="EAS")
    ProgrammePlacesFactory(programme=dow)
    hellendoorn = OrganisationFactory(municipality=True, name="Gemeente Hellendoorn")
    twenterand = OrganisationFactory(municipality=True, name="Gemeente Twenterand")
    anna = UserFactory(leader=True, name="Anna Leidt", programme=dow)
    return Cast(
        dow=dow,
        elders=elders,
        hellendoorn=hellendoorn,
        twenterand=twenterand,
        anna=anna,
        bert=UserFactory(name="Bert Begeleidt", programme=dow),
        carla=UserFactory(name="Carla Coacht", programme=dow),
        daan=UserFactory(trainee=True, name="Daan Leert", programme=dow, supervisor=anna),
        erik=UserFactory(referrer=True, name="Erik Verwijst", organisation=hellendoorn),
        fenna=UserFactory(referrer=True, name="Fenna Verwijst", organisation=twenterand),
        lotte=UserFactory(facilitator=True, name="Lotte Rekent"),
        gijs=UserFactory(facilitator=True, name="Gijs Rekent"),
        hanna=UserFactory(controller=True, name="Hanna Controleert"),
        ibrahim=UserFactory(administrator=True, name="Ibrahim Beheert"),
        joke=UserFactory(leader=True, name="Joke Leidt", programme=elders),
        kees=UserFactory(name="Kees Begeleidt", programme=elders),
    )


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The dossier of Wessel van der Zwaluw, called Tim in reports: one row of everything."""

    participant: Participant
    network_contact: NetworkContact
    consent: Consent
    trajectory: Trajectory
    referral: Referral  # the one that was accepted
    open_referral: Referral
    spell: Spell
    assignment: CoachAssignment
    in_training: CoachAssignment
    letter: HandoverLetter  # from Bert to Daan, who has not confirmed yet
    answer: SignalAnswer
    chapter: Chapter
    lane: Lane
    events: dict[str, TimelineEvent]
    talks: dict[str, Talk]
    group_talk: GroupTalk
    review: TalkReview
    question: ReviewQuestion
    agreements: dict[str, Agreement]
    contact: AftercareContact
    goal: Goal
    measurement: DomainMeasurement
    placement: WorkPlacement
    week_link: WeekLink
    attachment: EventAttachment  # on the milestone, not shared itself
    session: Session
    line: CostLine
    statement: Statement
    note: ScenarioItem
    own_price: PriceItem
    draft_list: PriceList
    draft_price: PriceItem
    source: Source


# key of the event: sensitivity, shared, recorded by whom, on which day.
EVENTS = {
    "open": (Sensitivity.ORDINARY, False, "anna", datetime.date(2026, 3, 2)),
    "milestone": (Sensitivity.ORDINARY, True, "anna", datetime.date(2026, 3, 2)),
    "before": (Sensitivity.ORDINARY, False, "anna", datetime.date(2026, 1, 20)),
    "family": (Sensitivity.FAMILY, False, "anna", datetime.date(2026, 3, 2)),
    "family shared": (Sensitivity.FAMILY, True, "anna", datetime.date(2026, 3, 2)),
    "finance shared": (Sensitivity.FINANCE, True, "anna", datetime.date(2026, 3, 2)),
    "health": (Sensitivity.HEALTH, False, "anna", datetime.date(2026, 3, 2)),
    "addiction": (Sensitivity.ADDICTION, False, "anna", datetime.date(2026, 3, 2)),
    "by trainee": (Sensitivity.ORDINARY, False, "daan", datetime.date(2026, 3, 3)),
    "family by trainee": (Sensitivity.FAMILY, False, "daan", datetime.date(2026, 3, 3)),
}
# key of the talk: by whom, kind and status, on which day.
TALKS = {
    "by coach": ("bert", "talk", "final", datetime.date(2026, 3, 5)),
    "no show": ("bert", "no_show", "final", datetime.date(2026, 2, 26)),
    "draft": ("daan", "talk", "draft", datetime.date(2026, 3, 12)),
    "to review": ("daan", "talk", "to_review", datetime.date(2026, 3, 10)),
    "by trainee": ("daan", "talk", "final", datetime.date(2026, 3, 3)),
    "of a group": ("bert", "group", "final", datetime.date(2026, 3, 6)),
}
FIRST_DAY = datetime.date(2026, 1, 5)


@pytest.fixture
def dossier(cast):
    participant = ParticipantFactory(
        given_name="Wessel",
        name_prefix="van der",
        family_name="Zwaluw",
        alias="Tim",
        municipality=cast.hellendoorn,
        phone="0600000001",
    )
    network_contact = NetworkContactFactory(participant=participant, name="Moeder van Tim")
    ParticipantMergeFactory(participant=participant, name="Wessel Zwaluw", by=cast.anna)
    # Towards the school: it opens nothing to a municipality.
    consent = ConsentFactory(
        participant=participant, recipient=OrganisationFactory(name="De praktijkschool")
    )
    trajectory = TrajectoryFactory(
        participant=participant, programme=cast.dow, reference="DOW-2026-001"
    )
    referral = ReferralFactory(
        programme=cast.dow,
        reference="AANM-2026-001",
        organisation=cast.hellendoorn,
        referrer=cast.erik,
        given_name="Wessel",
        name_prefix="van der",
        family_name="Zwaluw",
        participant=participant,
        status=ReferralStatus.ACCEPTED,
    )
    open_referral = ReferralFactory(
        programme=cast.dow,
        reference="AANM-2026-002",
        organisation=cast.hellendoorn,
        referrer=cast.erik,
        given_name="Wessel",
        participant=participant,
    )
    spell = SpellFactory(trajectory=trajectory, starts_on=FIRST_DAY)
    assignment = CoachAssignmentFactory(trajectory=trajectory, coach=cast.bert, starts_on=FIRST_DAY)
    in_training = CoachAssignmentFactory(
        trajectory=trajectory, coach=cast.daan, starts_on=datetime.date(2026, 2, 1)
    )
    chapter = ChapterFactory(trajectory=trajectory, order=1, title="Start")
    lane = LaneFactory(trajectory=trajectory, participant_lane=True, label="Wessel")
    LaneFactory(trajectory=trajectory, order=2, label="DOW", kind=LaneKind.PROGRAMME)
    events = {
        key: EventFactory(
            trajectory=trajectory,
            chapter=chapter,
            position=position,
            text=f"Dit is gebeurtenis {key}.",
            sensitivity=sensitivity,
            shared_with_referrer=shared,
            recorded_by=getattr(cast, by),
            recorded_at=datetime.datetime.combine(day, datetime.time(12), datetime.UTC),
            lanes=[lane],
        )
        for position, (key, (sensitivity, shared, by, day)) in enumerate(EVENTS.items(), start=1)
    }
    group_talk = GroupTalkFactory(programme=cast.dow, author=cast.bert, shared="Dit is de groep.")
    talks = {
        key: TalkFactory(
            trajectory=trajectory,
            author=getattr(cast, by),
            kind=kind,
            status=status,
            held_on=day,
            group=group_talk if kind == "group" else None,
            went_well="" if kind == "no_show" else f"Dit is gesprek {key}.",
        )
        for key, (by, kind, status, day) in TALKS.items()
    }
    SkillScoreFactory(talk=talks["by coach"])
    TalkDomainFactory(talk=talks["by coach"])
    SharedLineFactory(talk=talks["by coach"], consent=consent)
    CoReadingFactory(trainee=cast.daan, set_by=cast.anna)
    review = TalkReviewFactory(talk=talks["to review"])
    question = ReviewQuestionFactory(review=review)
    agreements = {
        "own": AgreementFactory(
            trajectory=trajectory, made_in=talks["by coach"], what="Dit is afspraak own."
        ),
        "asked": AgreementFactory(
            trajectory=trajectory,
            asked_of_referrer=True,
            organisation=cast.hellendoorn,
            what="Dit is afspraak asked.",
        ),
        "kept": AgreementFactory(trajectory=trajectory, kept=True, what="Dit is afspraak kept."),
    }
    AgreementMarkFactory(agreement=agreements["kept"], status=AgreementStatus.KEPT)
    source = SourceFactory(code="kostprijs")
    price_list = PriceListFactory(title="Prijzen", published=True)
    price = PriceItemFactory(price_list=price_list, source=source)
    session = SessionFactory(
        trajectory=trajectory,
        reference="DOW-2026-001",
        facilitator=cast.lotte,
        price_list=price_list,
    )
    draft_list = PriceListFactory(title="Prijzen van straks")
    SignalRulesFactory(programme=cast.dow)
    return Dossier(
        participant=participant,
        network_contact=network_contact,
        consent=consent,
        trajectory=trajectory,
        referral=referral,
        open_referral=open_referral,
        spell=spell,
        assignment=assignment,
        in_training=in_training,
        letter=HandoverLetterFactory(
            handover=HandoverFactory(offered=True, from_coach=cast.bert, to_coach=cast.daan),
            trajectory=trajectory,
        ),
        answer=SignalAnswerFactory(trajectory=trajectory, answered_by=cast.anna),
        chapter=chapter,
        lane=lane,
        events=events,
        attachment=AttachmentFactory(event=events["milestone"], added_by=cast.anna),
        talks=talks,
        group_talk=group_talk,
        review=review,
        question=question,
        agreements=agreements,
        contact=AftercareContactFactory(trajectory=trajectory, planned_on=TODAY),
        week_link=WeekLinkFactory(trajectory=trajectory, made_by=cast.bert),
        placement=WorkPlacementFactory(trajectory=trajectory),
        goal=GoalFactory(trajectory=trajectory, recorded_by=cast.bert),
        measurement=DomainMeasurementFactory(trajectory=trajectory, recorded_by=cast.bert),
        session=session,
        line=CostLineFactory(
            session=session,
            low_price=price,
            low_amount=Decimal("13261.00"),
            low_quantity=Decimal(13),
            low_unit="month",
            high_price=price,
            high_amount=Decimal("13261.00"),
            high_quantity=Decimal(13),
            high_unit="month",
        ),
        statement=StatementFactory(session=session),
        note=ScenarioItemFactory(session=session),
        own_price=PriceItemFactory(session=session, source=source, code="EIGEN"),
        draft_list=draft_list,
        draft_price=PriceItemFactory(price_list=draft_list, source=source, code="STRAKS"),
        source=source,
    )


def page_faults(html):
    """What is wrong with a page as every page must be; empty where nothing is."""
    page = BeautifulSoup(html, "html.parser")
    ids = {tag["id"] for tag in page.find_all(id=True)}
    handlers = [
        f"{tag.name} {name}"
        for tag in page.find_all(True)
        for name in tag.attrs
        if re.fullmatch(r"on[a-z]+", name)
    ]
    return [
        *(["a template tag is left"] if re.search(r"{{|{%|{#|#}", html) else []),
        *(f"inline handler: {handler}" for handler in handlers),
        *(
            f"label for '{label['for']}' has no field"
            for label in page.find_all("label", attrs={"for": True})
            if label["for"] not in ids
        ),
        *(["an id occurs twice"] if len(ids) != len(page.find_all(id=True)) else []),
        *([] if page.find("html") is None else _frame_faults(page)),
    ]


def _frame_faults(page):
    headings = page.find_all("h1")
    if len(headings) != 1 or not headings[0].get_text(strip=True):
        yield f"{len(headings)} headings h1"
    if page.title is None or not page.title.get_text(strip=True):
        yield "no title"


class PageClient(Client):
    """A browser that refuses a page with a fault, whatever the test is about."""

    # One for all: making one looks through every static file.
    shared_handler = ClientHandler(enforce_csrf_checks=False)

    def __init__(self, **options):
        super().__init__(**options)
        self.handler = self.shared_handler

    def request(self, **request):
        response = super().request(**request)
        assert response.status_code < 500, f"{response.status_code} at {request['PATH_INFO']}"
        is_html = response.get("Content-Type", "").startswith("text/html")
        if is_html and not response.streaming and response.content:
            faults = page_faults(response.content.decode())
            assert faults == [], f"{request['PATH_INFO']}: {faults}"
        return response


@pytest.fixture
def client():
    return PageClient()


def client_of(person):
    """A browser in which this person is signed in."""
    browser = PageClient()
    browser.force_login(person)
    return browser


def text_of(response):
    """What a reader reads of a page, on one line."""
    page = BeautifulSoup(response.content.decode(), "html.parser")
    return " ".join(page.get_text(" ").split())


def typed_in(response):
    """The values of every field of the page's form, as a browser would send them back."""
    page = BeautifulSoup(response.content.decode(), "html.parser")
    form = page.find("form", class_="c-form")
    values = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if field.name == "textarea":
            values[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = [option["value"] for option in field.find_all("option", selected=True)]
            values[name] = chosen[0] if chosen else ""
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "on"))
        elif name:
            values[name] = field.get("value", "")
    values.pop("csrfmiddlewaretoken", None)
    return values


def statements_of(action):
    """The SQL that an action runs."""
    with CaptureQueriesContext(connection) as queries:
        action()
    return [query["sql"] for query in queries.captured_queries]


def pdf_text(content):
    """The words on every page of a PDF, with single spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def assert_does_not_grow(action, grow):
    """The action runs as many queries after `grow` as before; the extra SQL is in the message."""
    action()  # what is asked once per process
    few = statements_of(action)
    grow()
    many = statements_of(action)
    extra = list(many)
    for sql in few:
        if sql in extra:
            extra.remove(sql)
    assert len(many) == len(few), "\n".join([f"{len(few)} became {len(many)}:", *extra])


def rows_in_every_table():
    """How many rows each table of the project and its libraries holds."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def words_of_spreadsheet(content):
    """Everything that stands in the parts of the file, whatever its kind."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


def approve_at_once(sessions, cast):
    """Mark sessions approved, for tests of what then no longer goes; the check itself has its own tests."""
    sessions.update(
        status="approved",
        offered_by=cast.lotte,
        approved_by=cast.hanna,
        approved_at=datetime.datetime(2026, 3, 12, 12, tzinfo=datetime.UTC),
        seal="0" * 64,
    )
