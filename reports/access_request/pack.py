"""The answer to a request for access: everything on paper, and the same for a machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.looks import Look, looks_per_day
from accounts.models import AccessLog, User
from dow_site.dates import Precision, When, write_when
from participants.merging import numbers_of
from participants.models import Referral
from reports.access_request.held import Change, Chapter, Fact, Holdings
from reports.access_request.holdings import holdings_of
from reports.access_request.others import ThirdParty, own_names, third_parties
from reports.access_request.veil import LeftOut, Veil, veil_of, veiled_holdings, veiled_texts
from reports.models import AccessRequest
from trajectories.models import EventAttachment

# A fact up to this long stands on one line with the others of its row.
_SHORT = 60


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row on paper: its number, its short facts on one line and its texts below."""

    number: int
    short: tuple[tuple[str, str], ...]
    long: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class PaperChapter:
    title: str
    kinds: tuple[PaperKind, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """What somebody wrote over, as it reads on paper."""

    when: str
    who: str
    what: str
    was: str
    became: str


@dataclass(frozen=True, kw_only=True)
class AccessPack:
    """Everything that one programme holds about a participant, as he gets it."""

    template: ClassVar[str] = "reports/access_pack.html"

    name: str
    programme: str
    asked_on: str
    printed_on: str
    chapters: tuple[PaperChapter, ...]
    changes: tuple[ChangeLine, ...]
    looks: tuple[Look, ...]
    files: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    machine: str
    file_keys: tuple[int, ...]

    @property
    def title(self) -> str:
        return f"Alles wat er over {self.name} staat"

    @property
    def filename(self) -> str:
        """Without a name in it: files travel further than their readers mean them to."""
        return "inzage.pdf"

    @property
    def times_left_out(self) -> int:
        return sum(one.times for one in self.left_out)

    @classmethod
    def of(cls, request: AccessRequest, *, reader: User) -> AccessPack:
        """The pack as it was chosen, as of now; needs the request with whose it is (`with_whose`).

        Runs a fixed number of queries. The caller has seen to it that this reader may give it.
        """
        holdings = holdings_of(request.whose, request.programme_id)
        others = third_parties(holdings, request.whose)
        veil = chosen_veil(request, others)
        held, left_out = veiled_holdings(holdings, veil)
        looks = _looks(request, reader, veil)
        files = _files(held, veil)
        printed_on = timezone.localdate()
        about = {
            "over": request.name,
            "werkleerbedrijf": request.programme.name,
            "gevraagd_op": request.asked_on,
            "gemaakt_op": printed_on,
        }
        return cls(
            name=request.name,
            programme=request.programme.name,
            asked_on=_day(request.asked_on),
            printed_on=_day(printed_on),
            chapters=tuple(_on_paper(chapter) for chapter in held.chapters),
            changes=tuple(_change_line(change) for change in held.changes),
            looks=looks,
            files=tuple(files.values()),
            left_out=left_out,
            machine=_for_a_machine(about, held, looks, left_out, files),
            file_keys=tuple(files),
        )


def chosen_veil(request: AccessRequest, others: tuple[ThirdParty, ...]) -> Veil:
    """What the leader chose to withhold, as it stands now."""
    return veil_of(
        request.withholdings.values_list("kind", "key", "why"),
        {one.key: one.person for one in others},
        own_names(request.whose),
    )


def _looks(request: AccessRequest, reader: User, veil: Veil) -> tuple[Look, ...]:
    if isinstance(request.whose, Referral):
        # The log knows a dossier by the number of its participant, and there is none.
        return ()
    rows = (
        AccessLog.objects.visible_to(reader)
        .filter(
            participant_id__in=numbers_of(request.whose.pk),
            programme_id=request.programme_id,
        )
        .select_related("user")
    )
    looks = looks_per_day(rows, reader)
    names = veiled_texts((look.person for look in looks), veil)
    return tuple(replace(look, person=name) for look, name in zip(looks, names, strict=True))


def _files(held: Holdings, veil: Veil) -> dict[int, str]:
    """The files that go along, by number, as they are called in the archive."""
    label = EventAttachment._meta.label_lower
    return {
        entry.key: file_name(entry.key, next(f.text for f in entry.facts if f.name == "name"))
        for entry in held.entries()
        if entry.model == label and entry.key not in veil.files
    }


def file_name(key: int, name: str) -> str:
    """What a file is called in the archive: its number keeps two of one name apart."""
    safe = "".join(letter if letter.isalnum() or letter in " ._-" else "-" for letter in name)
    return f"bijlagen/{key}-{safe.strip() or 'bijlage'}"


def _on_paper(chapter: Chapter) -> PaperChapter:
    return PaperChapter(
        title=chapter.title,
        kinds=tuple(
            PaperKind(
                title=kind.title,
                rows=tuple(
                    Row(
                        number=number,
                        short=tuple((f.label, f.text) for f in entry.facts if _is_short(f)),
                        long=tuple((f.label, f.text) for f in entry.facts if not _is_short(f)),
                    )
                    for number, entry in enumerate(kind.entries, 1)
                ),
            )
            for kind in chapter.kinds
        ),
    )


def _is_short(fact: Fact) -> bool:
    is_sentence = fact.text.endswith((".", "!", "?"))
    return len(fact.text) <= _SHORT and "\n" not in fact.text and not is_sentence


def _change_line(change: Change) -> ChangeLine:
    at = timezone.localtime(change.at)
    return ChangeLine(
        when=f"{_day(at.date())}, {at:%H:%M}",
        who=change.who,
        what=f"{change.kind}: {change.label.lower()}",
        was=change.was,
        became=change.became,
    )


def _for_a_machine(
    about: Mapping[str, object],
    held: Holdings,
    looks: tuple[Look, ...],
    left_out: tuple[LeftOut, ...],
    files: Mapping[int, str],
) -> str:
    """The same as JSON, each row with the names and values of its fields (AVG art. 15 lid 3)."""
    content = {
        **about,
        "hoofdstukken": [
            {
                "titel": chapter.title,
                "rijen": [
                    {
                        "soort": entry.model,
                        "nummer": entry.key,
                        "velden": {fact.name: fact.value for fact in entry.facts},
                    }
                    for kind in chapter.kinds
                    for entry in kind.entries
                ],
            }
            for chapter in held.chapters
        ],
        "wijzigingen": [
            {
                "moment": change.at,
                "wie": change.who,
                "soort": change.model,
                "nummer": change.key,
                "veld": change.name,
                "was": change.was,
                "werd": change.became,
            }
            for change in held.changes
        ],
        "wie_keek": [
            {
                "dag": look.day,
                "wie": look.person,
                "rol": look.role,
                "wat": look.what,
                "bladzijde": look.page,
                "keer": look.times,
            }
            for look in looks
        ],
        "bijlagen": list(files.values()),
        "weggelaten": [{"wat": one.what, "waarom": one.why, "keer": one.times} for one in left_out],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)


def _day(day) -> str:
    return write_when(When(day, Precision.DAY), long=True)
