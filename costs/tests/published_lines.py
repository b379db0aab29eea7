"""The cost lines of the three published cases, by hand from the report's own figures."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from costs.calculation import (
    Bound,
    CaseFacts,
    GrossNet,
    Line,
    Price,
    PriceStatus,
    Side,
    Unit,
    single,
)

GUIDANCE = Price(name="Begeleiding DOW", amount=Decimal(13261), unit=Unit.YEAR)
ADDICTION_LOW = Price(
    name="Behandeling verslaving, laag",
    amount=Decimal(117),
    unit=Unit.MONTH,
    region="Noord-Midden Drenthe",
    age_max=17,
)
ADDICTION_HIGH = Price(
    name="Behandeling verslaving, hoog",
    amount=Decimal(1102),
    unit=Unit.MONTH,
    region="Noord-Midden Drenthe",
    age_max=17,
)
SHELTER = Price(name="Maatschappelijke opvang", amount=Decimal(12000), price_year=2019)
BENEFIT_YOUNG = Price(
    name="Bijstand 18 tot en met 20 jaar",
    amount=Decimal(8750),
    unit=Unit.YEAR,
    price_year=2021,
    gross_net=GrossNet.NET,
    age_min=18,
    age_max=20,
    away_from_home=True,
)
BENEFIT_ADULT = Price(
    name="Bijstand vanaf 21 jaar",
    amount=Decimal(16000),
    unit=Unit.YEAR,
    price_year=2021,
    gross_net=GrossNet.GROSS,
    age_min=21,
    away_from_home=True,
)
EXECUTION = Price(name="Uitvoeringskosten", amount=Decimal(2900), unit=Unit.YEAR, price_year=2018)
CHILD_GGZ = Price(
    name="Kind in GGZ", amount=Decimal(3700), unit=Unit.YEAR, price_year=2019, age_max=17
)
ADULT_GGZ = Price(
    name="Deeltijdbehandeling GGZ", amount=Decimal(8000), unit=Unit.TREATMENT, price_year=2019
)


@dataclass(frozen=True, kw_only=True)
class PublishedCase:
    lines: tuple[Line, ...]
    facts: CaseFacts


def computed_bound(price, quantity, unit=Unit.MONTH):
    return Bound(amount=price.amount, price=price, quantity=Decimal(quantity), quantity_unit=unit)


def stated_bound(price):
    return Bound(amount=price.amount, price=price, stated=True)


def guidance(months, **more):
    return Line(
        key="guidance",
        label="Begeleiding",
        side=Side.INCURRED,
        payer="provider_own_funds",
        law="none_subsidy",
        **single(computed_bound(GUIDANCE, months)),
        **more,
    )


ADDICTION = Line(
    key="addiction",
    label="Behandeling verslaving",
    side=Side.AVOIDED,
    low=computed_bound(ADDICTION_LOW, 12),
    high=computed_bound(ADDICTION_HIGH, 12),
    condition="indien voortzetting drugsgebruik",
    condition_group="drugsgebruik",
    payer="municipality",
    law="jeugdwet",
)
SHELTER_LINE = Line(
    key="shelter",
    label="Maatschappelijke opvang",
    side=Side.AVOIDED,
    **single(stated_bound(SHELTER)),
    condition="indien vader hem geen onderdak meer biedt",
    condition_group="uit_huis",
    payer="municipality",
    law="wmo2015",
)
BENEFIT = Line(
    key="benefit",
    label="Bijstandsuitkering",
    side=Side.AVOIDED,
    low=stated_bound(BENEFIT_YOUNG),
    high=stated_bound(BENEFIT_ADULT),
    condition_group="bijstand",
    payer="municipality",
    law="participatiewet",
)
EXECUTION_LINE = Line(
    key="execution",
    label="Uitvoeringskosten bijstandsuitkering",
    side=Side.AVOIDED,
    **single(stated_bound(EXECUTION)),
    depends_on="benefit",
    payer="municipality",
    law="participatiewet",
)


def ggz(condition=""):
    return Line(
        key="ggz",
        label="Traject GGZ",
        side=Side.AVOIDED,
        low=stated_bound(CHILD_GGZ),
        high=stated_bound(ADULT_GGZ),
        condition=condition,
        condition_group="ggz",
    )


def unpriced(*labels, side=Side.INCURRED):
    return tuple(
        Line(
            key=label,
            label=label,
            side=side,
            status=PriceStatus.UNPRICED,
            unpriced_reason="het rapport noemt geen bedrag",
        )
        for label in labels
    )


RIK = PublishedCase(
    lines=(guidance(13), ADDICTION, SHELTER_LINE, BENEFIT, EXECUTION_LINE),
    facts=CaseFacts(
        period_start=datetime.date(2019, 10, 1),
        period_end=datetime.date(2020, 10, 1),
        age_at_start=19,
        municipality="Voorbeeldstad",
        lives_away_from_home=False,
    ),
)
DENNIS = PublishedCase(
    lines=(
        guidance(13),
        ggz("indien toename depressieve gevoelens"),
        BENEFIT,
        EXECUTION_LINE,
        *unpriced(
            "elektrische fiets",
            "wekelijkse gesprekken De Kern",
            "MEE-gezinsaanpak",
            "begeleiding Trajectum",
            "bijdrage van de hovenier",
            "bijstandsuitkering tijdens het traject",
        ),
    ),
    facts=CaseFacts(
        period_start=datetime.date(2020, 1, 1),
        period_end=datetime.date(2021, 1, 1),
        age_at_start=20,
        lives_away_from_home=False,
    ),
)
THOMAS = PublishedCase(
    lines=(
        guidance(
            3,
            override_low=Decimal(3500),
            override_high=Decimal(3500),
            override_reason="zo gepubliceerd; de regel geeft 3.300",
        ),
        ggz(),
        *unpriced("6 niet gevolgde maanden 'Bewegen werkt'", side=Side.AVOIDED),
        *unpriced(
            "3 gevolgde maanden 'Bewegen werkt'",
            "uitkering Participatiewet tijdens stage",
            "stagebegeleiding",
            "extra begeleiding DOW na 3 maanden",
        ),
    ),
    facts=CaseFacts(
        period_start=datetime.date(2020, 5, 1),
        period_end=datetime.date(2021, 3, 1),
        age_at_start=21,
    ),
)
