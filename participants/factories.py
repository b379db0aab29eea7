"""Young adults and the papers around them, for tests."""

import datetime

import factory

from accounts.factories import OrganisationFactory, ProgrammeFactory, UserFactory
from participants.models import (
    Consent,
    ConsentKind,
    Decision,
    ImportedRow,
    ImportKind,
    ImportStatus,
    InformationGiven,
    NetworkContact,
    Participant,
    ParticipantMerge,
    PeopleImport,
    ReasonCategory,
    Referral,
    ReferralSource,
    ReferralStatus,
    ReferralStep,
    Relation,
    ShareTopic,
)


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    given_name = "Wessel"
    name_prefix = "van der"
    family_name = "Zwaluw"
    alias = "Tim"
    birth_date = datetime.date(2005, 5, 5)


class NetworkContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkContact

    participant = factory.SubFactory(ParticipantFactory)
    name = "Moeder"
    relation = Relation.PARENT


class ReferralFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referral

    programme = factory.SubFactory(ProgrammeFactory)
    reference = factory.Sequence(lambda n: f"AANM-2025-{n:04d}")
    source = ReferralSource.FAMILY
    given_name = "Sem"
    family_name = "Wolters"
    reason_category = ReasonCategory.NO_WORK
    received_on = datetime.date(2026, 3, 2)


class ReferralStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReferralStep

    referral = factory.SubFactory(ReferralFactory)
    status = ReferralStatus.RECEIVED
    on = datetime.date(2026, 3, 4)


class ConsentFactory(factory.django.DjangoModelFactory):
    """Consent to share everything that can be shared with an organisation."""

    class Meta:
        model = Consent

    participant = factory.SubFactory(ParticipantFactory)
    kind = ConsentKind.SHARE_WITH_PARTY
    recipient = factory.SubFactory(OrganisationFactory, municipality=True)
    topics = factory.LazyAttribute(
        lambda c: list(ShareTopic.values) if c.kind == ConsentKind.SHARE_WITH_PARTY else []
    )
    evidence = "formulier in de map"
    purpose = "Voortgang bespreken"
    given_by = "de deelnemer"
    given_on = datetime.date(2026, 1, 5)


class InformationGivenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InformationGiven

    participant = factory.SubFactory(ParticipantFactory)
    subject = "wat DOW bewaart en wie het leest"
    given_on = datetime.date(2026, 1, 5)
    given_by = "de projectleider"


class ParticipantMergeFactory(factory.django.DjangoModelFactory):
    """That somebody went up in somebody else, of which nothing more is known."""

    class Meta:
        model = ParticipantMerge

    participant = factory.SubFactory(ParticipantFactory)
    number = factory.Sequence(lambda n: 900_000 + n)
    name = "Wessel Zwaluw"
    by = factory.SubFactory(UserFactory)


class PeopleImportFactory(factory.django.DjangoModelFactory):
    """A list of one person, of which the columns are not chosen yet."""

    class Meta:
        model = PeopleImport

    class Params:
        checked = factory.Trait(
            status=ImportStatus.CHECKED, mapping=["given_name", "family_name", "birth_date"]
        )

    programme = factory.SubFactory(ProgrammeFactory)
    uploaded_by = factory.SubFactory(
        UserFactory, leader=True, programme=factory.SelfAttribute("..programme")
    )
    kind = ImportKind.REFERRALS
    file_name = "lijst.xlsx"
    header = factory.List(["Voornaam", "Achternaam", "Geboortedatum"])
    total = 1


class ImportedRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportedRow

    people_import = factory.SubFactory(PeopleImportFactory, checked=True)
    number = factory.Sequence(lambda n: n + 2)
    cells = factory.List(["Sem", "Wolters", "5-5-2005"])
    texts = factory.Dict({"given_name": "Sem", "family_name": "Wolters", "birth_date": "5-5-2005"})
    decision = Decision.CREATE
    is_checked = True
