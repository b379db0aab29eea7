"""The made-up people of the demonstration, one for each role. They exist in the demo only."""

from __future__ import annotations

from dataclasses import dataclass

from dow_site.access import Role

DEMO_PASSWORD = "samen-op-weg-2026"  # noqa: S105  printed by `make run`; refused outside the demo
DEMO_DOMAIN = "demo.dow.example"


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    email: str
    name: str
    role: Role
    description: str

    @property
    def label(self) -> str:
        return self.role.label


def _person(role: Role, local: str, name: str, description: str) -> DemoPerson:
    return DemoPerson(email=f"{local}@{DEMO_DOMAIN}", name=name, role=role, description=description)


DEMO_PEOPLE = (
    _person(Role.PROJECT_LEADER, "projectleider", "Marijke ten Hove", "leidt het werkleerbedrijf"),
    _person(Role.JOBCOACH, "jobcoach", "Sander Oude Luttikhuis", "begeleidt deelnemers"),
    _person(Role.JOBCOACH_IN_TRAINING, "stagiair", "Noor Velthuis", "mbo-student, loopt mee"),
    _person(Role.REFERRER, "verwijzer", "Erik Scholten", "RMC-coördinator (Doorstroompunt)"),
    _person(Role.FACILITATOR, "effectencalculateur", "Lotte Haverkamp", "leidt de sessies"),
    _person(Role.CONTROLLER, "controller", "Jan Willem Bos", "controleert de bedragen"),
    _person(Role.ADMINISTRATOR, "beheerder", "Fatma Yıldız", "beheert accounts en lijsten"),
)

DEMO_SIGN_INS = tuple((person.email, DEMO_PASSWORD, person.label) for person in DEMO_PEOPLE)
