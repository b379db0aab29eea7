"""Young adults and the papers around them, for tests."""

import datetime

import factory

from accounts.factories import OrganisationFactory, ProgrammeFactory
from participants.models import (
    Consent,
    ConsentKind,
    InformationGiven,
    NetworkContact,
    Participant,
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
