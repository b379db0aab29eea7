"""Co-reading: the supervisor's queue, one talk to read, how many are read, and the trainee's page."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction, User
from coaching.co_reading import decide, rate_of, set_rate
from coaching.forms.co_reading import CoReadingForm, ReviewForm
from coaching.models import (
    CoReading,
    ReviewDecision,
    Talk,
    TalkBlock,
    TalkReview,
)
from coaching.models.review import how_long
from coaching.reading import talk_in_words, written_day
from coaching.sampling import changed_blocks
from coaching.training import trainee_for, training_record
from dow_site.access import Action, Role, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods

MOST_ROWS = 50


@require_safe
def review_queue(request):
    """What waits to be read, the longest first, and how many of each trainee's talks are read."""
    require(request.user, Action.REVIEW_TALK)
    now = timezone.now()
    waiting = (
        TalkReview.objects.filter(
            decision=ReviewDecision.WAITING,
            talk__in=Talk.objects.permitted(request.user, Action.REVIEW_TALK),
        )
        .select_related("talk__trajectory__participant", "talk__author")
        .prefetch_related("talk__reviews")
        .order_by("sent_at", "pk")[:MOST_ROWS]
    )
    trainees = User.objects.filter(
        role=Role.JOBCOACH_IN_TRAINING, programme=request.user.programme
    ).working_on(timezone.localdate())[:MOST_ROWS]
    newest = {
        row.trainee_id: row
        for row in CoReading.objects.filter(trainee__in=list(trainees)).order_by("set_at", "pk")
    }
    return render(
        request,
        "coaching/review_queue.html",
        {
            "rows": [_queue_row(review, request.user, now) for review in waiting],
            "trainees": [(trainee, newest.get(trainee.pk)) for trainee in trainees],
        },
    )


def _queue_row(review, user, now):
    earlier = [row for row in review.talk.reviews.all() if row.pk < review.pk]
    changed = changed_blocks(earlier[-1].content, review.content) if earlier else frozenset()
    return {
        "talk": review.talk,
        "name": review.talk.trajectory.participant.name_for(user),
        "day": written_day(review.talk.held_on),
        "waits": how_long(review.sent_at, now),
        "round": len(earlier) + 1,
        "changed": [block.label for block in TalkBlock if block.value in changed],
        "reason": review.sampling_reason,
    }


@require_form_methods
def review(request, pk):
    talk = (
        Talk.objects.select_related("author", "group", "trajectory__participant")
        .prefetch_related(
            "skills",
            "domains",
            "goal_steps__goal",
            "shared_lines__consent__recipient",
            "agreements",
            "agreement_marks__agreement",
            "reviews__questions",
        )
        .get_for(request.user, Action.REVIEW_TALK, pk=pk)
    )
    note_access(
        request.user,
        AccessAction.VIEWED,
        "coaching:review",
        participant_id=talk.trajectory.participant_id,
        programme_id=talk.trajectory.programme_id,
    )
    rounds = sorted(talk.reviews.all(), key=lambda row: row.pk)
    blocks = talk_in_words(talk)
    before = rounds[-2].content if len(rounds) > 1 else {}
    changed = changed_blocks(before, blocks) if before else frozenset()
    form = ReviewForm(request.POST or None, blocks=list(blocks))
    return edit_page(
        request,
        form,
        save=lambda: decide(
            talk,
            ReviewDecision(form.cleaned_data["decision"]),
            questions=form.questions,
            compliment=form.cleaned_data["compliment"],
            by=request.user,
        ),
        done=f"Genoteerd. {talk.author} ziet het meteen.",
        then=reverse("coaching:review_queue"),
        template="coaching/review.html",
        title=f"Meelezen: {talk.author}",
        submit_label="Vastleggen",
        talk=talk,
        name=talk.trajectory.participant.name_for(request.user),
        held_on=written_day(talk.held_on),
        read=[
            {
                "label": TalkBlock(block).label,
                "lines": words.splitlines(),
                "before": before.get(block, "").splitlines() if block in changed else [],
                "changed": block in changed,
                "question": form[f"question_{block}"],
            }
            for block, words in blocks.items()
        ],
        earlier=rounds[:-1],
        waits=how_long(rounds[-1].sent_at, timezone.now()) if rounds else "",
    )


@require_safe
def training(request, pk):
    trainee = trainee_for(request.user, pk)
    return render(
        request,
        "coaching/training.html",
        {
            "record": training_record(trainee, timezone.localdate()),
            "trainee": trainee,
            "rates": CoReading.objects.filter(trainee=trainee).select_related("set_by")[:MOST_ROWS],
            "may_set_rate": may_anywhere(request.user, Action.REVIEW_TALK),
            "questions": _open_feedback(request.user, trainee),
        },
    )


def _open_feedback(user, trainee):
    """Talks that came back with questions, as far as this reader still reads them."""
    returned = TalkReview.objects.filter(
        decision=ReviewDecision.RETURNED,
        talk__in=Talk.objects.visible_to(user),
        talk__author=trainee,
    )
    rows = returned.select_related("talk__trajectory__participant").prefetch_related("questions")
    return [
        (
            review,
            review.talk.trajectory.participant.name_for(user),
            written_day(review.talk.held_on),
        )
        for review in rows.order_by("-decided_at")[:MOST_ROWS]
    ]


@require_form_methods
def co_reading_edit(request, pk):
    require(request.user, Action.REVIEW_TALK)
    trainee = trainee_for(request.user, pk)
    form = CoReadingForm(request.POST or None, initial={"rate": rate_of(trainee)})
    return edit_page(
        request,
        form,
        save=lambda: set_rate(trainee=trainee, by=request.user, **form.cleaned_data),
        done="Genoteerd hoeveel je meeleest.",
        then=reverse("coaching:training", args=[trainee.pk]),
        title=f"Hoeveel lees je mee van {trainee}",
        help_text="Wie om meekijken vraagt, wordt altijd meegelezen. Teruggegeven gesprekken ook.",
    )
