"""docs/access.md, written from GRANTS: the table that people read is the table that runs."""

from pathlib import Path

from dow_site.grants import GRANTS, Action, Role, Scope

SCOPE_WORDS = {
    Scope.NONE: "–",
    Scope.AUTHORED: "zelf geschreven",
    Scope.OWN: "eigen",
    Scope.PROGRAMME: "werkleerbedrijf",
    Scope.ALL: "alle",
}
ACTION_WORDS = {
    Action.VIEW_PARTICIPANT: "deelnemer met naam bekijken",
    Action.EDIT_PARTICIPANT: "deelnemer wijzigen",
    Action.MERGE_PARTICIPANTS: "twee dossiers van dezelfde persoon samenvoegen, en dat ongedaan maken",
    Action.VIEW_NETWORK: "netwerk bekijken",
    Action.EDIT_NETWORK: "netwerk wijzigen",
    Action.VIEW_CONSENT: "informatie en toestemming bekijken",
    Action.EDIT_CONSENT: "informatie en toestemming vastleggen en intrekken",
    Action.VIEW_REFERRAL: "aanmelding bekijken",
    Action.CREATE_REFERRAL: "aanmelden",
    Action.EDIT_REFERRAL: "aanmelding wijzigen, zolang zij open is",
    Action.HANDLE_REFERRAL: "aanmelding afhandelen",
    Action.IMPORT_PEOPLE: "deelnemers en aanmeldingen uit een rekenblad inlezen",
    Action.EDIT_PLACES: "aantal plekken vastleggen",
    Action.VIEW_TRAJECTORY: "traject bekijken",
    Action.EDIT_TRAJECTORY: "traject wijzigen (delen, hoofdstukken, banen, uitstroom)",
    Action.ASSIGN_COACH: "coach koppelen en ontkoppelen",
    Action.VIEW_PROGRESS: "voortgang bekijken zoals de verwijzer die leest",
    Action.VIEW_EVENT: "gebeurtenissen bekijken",
    Action.ADD_EVENT: "gebeurtenis toevoegen",
    Action.EDIT_EVENT: "gebeurtenis wijzigen",
    Action.VIEW_ATTACHMENT: "bijlagen van een gebeurtenis openen",
    Action.EDIT_ATTACHMENT: "bijlagen toevoegen, delen, weghalen en terugzetten",
    Action.VIEW_SIGNAL: "signalen en het gesprekkenrooster bekijken",
    Action.ANSWER_SIGNAL: "een signaal laten wachten, met een reden",
    Action.SET_SIGNAL_RULES: "regels voor signalen instellen",
    Action.VIEW_HANDOVER: "overdracht en brieven lezen",
    Action.HAND_OVER: "overdragen aan een andere coach",
    Action.CONFIRM_HANDOVER: "een overdracht bevestigen",
    Action.VIEW_TALK: "gesprekken lezen, met vaardigheden, stemming en leefgebieden",
    Action.ADD_TALK: "gesprek vastleggen",
    Action.EDIT_TALK: "gesprek wijzigen",
    Action.REVIEW_TALK: "gesprekken van een jobcoach in opleiding meelezen",
    Action.VIEW_AGREEMENT: "afspraken bekijken",
    Action.EDIT_AGREEMENT: "afspraken maken en afvinken",
    Action.ANSWER_AGREEMENT: "afspraak beantwoorden",
    Action.VIEW_STORY_FRAME: "alle hoofdstukken en banen zien",
    Action.VIEW_NARRATIVE: "het verhaal bij een hoofdstuk lezen",
    Action.VIEW_IN_PLACE: "uitstroom, en na 3, 6 en 12 maanden nog aan het werk of niet",
    Action.VIEW_AFTERCARE: "nazorg en werkplekken bekijken",
    Action.EDIT_AFTERCARE: "nazorg en werkplekken wijzigen, een traject afsluiten",
    Action.VIEW_GROWTH: "doelen en leefgebieden bekijken",
    Action.ADD_GROWTH: "doel of meting toevoegen",
    Action.EDIT_GROWTH: "doel of meting wijzigen",
    Action.KEEP_CALENDAR: "link naar de eigen agenda maken en intrekken",
    Action.SHARE_WEEK: "kaart van de week maken en reacties lezen",
    Action.VIEW_SESSION: "sessie bekijken",
    Action.EDIT_SESSION: "sessie en kostenregels wijzigen",
    Action.FOLLOW_SESSION: "bezwaar en werkelijkheid bij een kostenregel vastleggen",
    Action.CHECK_SESSION: "sessie controleren",
    Action.VIEW_COST_FIGURES: "kostencijfers bekijken",
    Action.VIEW_PRICES: "prijzen en bronnen bekijken",
    Action.EDIT_PRICES: "prijzen en bronnen wijzigen",
    Action.VIEW_EVIDENCE: "gebeurtenissen per werkzaam element verzamelen, met schuilnamen",
    Action.PRINT_CASE_REPORT: "verslag afdrukken",
    Action.PRINT_OWN_STORY: "het verhaal voor de deelnemer afdrukken",
    Action.VIEW_PRINT_JOB: "verslagen in de wachtrij die je zelf vroeg",
    Action.PRINT_PLAN: "trajectplan afdrukken: doelen, afspraken en mijlpalen om te tekenen",
    Action.PRINT_TIMELINE: "tijdlijn afdrukken zoals men haar leest",
    Action.VIEW_COHORT: "cijfers over velen bekijken",
    Action.EXPORT_LIST: "lijsten met namen en verhaal exporteren",
    Action.EXPORT_REFERRALS: "lijst van aanmeldingen exporteren",
    Action.EXPORT_FIGURES: "lijst van sessies exporteren, met namen of schuilnamen zoals men die leest",
    Action.VIEW_ACCESS_LOG: "inzagelog bekijken",
    Action.PRINT_ACCESS_LOG: "voor de deelnemer afdrukken wie in zijn dossier keek",
    Action.ANSWER_ACCESS_REQUEST: "een inzageverzoek beantwoorden: alles wat er over iemand staat",
    Action.VIEW_ACCOUNT: "accounts bekijken",
    Action.INVITE_ACCOUNT: "iemand uitnodigen",
    Action.CONFIRM_ACCOUNT: "elk kwartaal bevestigen wie toegang houdt",
    Action.EDIT_ACCOUNT: "accounts beheren",
    Action.EDIT_ORGANISATION: "organisaties beheren",
    Action.EDIT_PROGRAMME: "gegevens van het werkleerbedrijf wijzigen",
}
INTRODUCTION = """\
# Who may see and do what

Written from `GRANTS` in `dow_site/grants.py` by `dow_site/access_table.py`; a test compares them.
After a change of `GRANTS`: `.venv/bin/python -m dow_site.access_table`.

How far a grant reaches: *zelf geschreven* (among one's own, what one wrote), *eigen* (assigned, the
last day included; referred by one's organisation; the session one leads), *werkleerbedrijf* (all of
one's programme), *alle*. A row out of sight answers 404; a row in sight that may not be changed, 403.
"""
RULES = """\
What the table cannot say, and the querysets do:

- A former participant who became a coach does not see his own file (`withheld_from`).
- A jobcoach in training reads events recorded since the assignment and not sensitive, and his own.
- A jobcoach in training reads the goals and measurements he wrote down himself, and no others.
- A card of the week shows what its maker may read; when he may no longer, the link is dead.
- A referrer reads shared events only: never health or addiction; family and finance only while the
  participant's consent towards that organisation for that topic is in force (`trajectories/sharing.py`).
- A file on an event is seen by who sees the event; by a referrer only when the file itself is shared too.
- Whoever receives a hand-over reads its letters before he confirms; a coach in training reads from
  before his assignment the letters to himself and nothing else.
- Of the access log everybody reads his own rows; the administrator sees a dossier's number only.
- A project leader invites and confirms jobcoaches of his programme, in training or not.
- A jobcoach in training reads the talks he wrote while his assignment runs, and changes them until
  he offers them; who co-reads never co-reads his own.
- A referrer reads the agreements that are asked of his own organisation, and answers those.
- Who may not view a participant reads the alias and never the name, also in search and in forms; the
  name stays in what he saves (`participants/veiled_form.py`).
"""


def access_table() -> str:
    """The whole of docs/access.md."""
    rows = [
        ["wat", *(role.label for role in Role)],
        ["---"] * (len(Role) + 1),
        *(
            [ACTION_WORDS[action]]
            + [SCOPE_WORDS[GRANTS[role].get(action, Scope.NONE)] for role in Role]
            for action in Action
        ),
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{INTRODUCTION}\n{table}\n\n{RULES}"


if __name__ == "__main__":
    Path("docs/access.md").write_text(access_table(), encoding="utf-8")
