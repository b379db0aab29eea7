"""Who may open which page: route × visitor → status, for GET and for an empty POST.

A new route goes into the table, with its arguments in `routes.py`, or a test fails.
"""

import pytest
from django.http import HttpResponse
from django.test import override_settings

from conftest import PageClient, client_of
from dow_site.tests.routes import ARGUMENTS, address, project_routes

VISITORS = {
    "nobody": None,
    "leader": "anna",
    "coach": "bert",
    "coach not assigned": "carla",
    "trainee": "daan",
    "referrer": "erik",
    "other referrer": "fenna",
    "facilitator": "lotte",
    "other facilitator": "gijs",
    "controller": "hanna",
    "administrator": "ibrahim",
    "other leader": "joke",
}
# What an empty POST does where GET gives 200: a form says what is missing, a page takes no POST.
FORM, PAGE = 422, 405
# A button: it takes no GET, and its columns say what an empty POST does.
DEED = 0

# A form in which nothing was typed still has its token.
NOTHING = {"csrfmiddlewaretoken": "x"}

# Their arguments are words; what those may be is tested beside the pages.
WITHOUT_NUMBER = {
    "reports:case_report",
    "reports:case_preview",
    "reports:cohort_sheet",
    "reports:cohort_rows",
    "reports:evidence",
    "reports:cohort_rows_export",
}

# fmt: off
ROUTES = {
    # the columns are the visitors:  nobo lead  coach not- train refer -othe faci -othe contr admi -othe leader
    "home":                    (PAGE, 302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "health":                  (PAGE, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "signed_in":               (PAGE, 302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "styleguide":              (PAGE, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),

    "accounts:list":           (PAGE, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200),
    "accounts:export":         (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200),
    "accounts:invite":         (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200),
    "accounts:edit":           (FORM, 302, 403, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404),
    "accounts:resend":         (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 302, 404),
    "accounts:confirm":        (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 302, 404),
    "accounts:close":          (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 302, 404),
    "accounts:organisations":  (PAGE, 302, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403),
    "accounts:organisation_create": (FORM, 302, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403),
    "accounts:organisation_edit": (FORM, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404),
    "accounts:programme_create": (FORM, 302, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403),
    "accounts:programme_edit": (FORM, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404),
    "accounts:log":            (PAGE, 302, 200, 200, 200, 200, 200, 200, 200, 200, 403, 200, 200),
    "accounts:log_export":     (FORM, 302, 200, 200, 200, 200, 200, 200, 200, 200, 403, 200, 200),

    "trajectories:list":       (PAGE, 302, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 200),
    "trajectories:create":     (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "trajectories:choose_for_event": (PAGE, 302, 302, 302, 200, 302, 403, 403, 302, 200, 403, 403, 200),
    "trajectories:timeline":   (PAGE, 302, 200, 200, 404, 200, 200, 404, 200, 404, 404, 404, 404),
    "trajectories:facts":      (PAGE, 302, 200, 200, 404, 200, 200, 404, 200, 404, 404, 404, 404),
    "trajectories:access_log": (PAGE, 302, 200, 200, 404, 200, 200, 404, 200, 404, 404, 404, 404),
    "trajectories:participant_edit": (FORM, 302, 200, 200, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "trajectories:merge_choose": (PAGE, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "trajectories:merge":      (FORM, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "trajectories:merge_undo": (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "trajectories:network":    (PAGE, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:language_edit": (FORM, 302, 200, 200, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "trajectories:contact_edit": (FORM, 302, 200, 200, 404, 403, 404, 404, 404, 404, 404, 404, 404),
    "trajectories:consents":   (PAGE, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:consent_create": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:consent_withdraw": (FORM, 302, 200, 200, 404, 403, 404, 404, 404, 404, 404, 404, 404),
    "trajectories:information_create": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:contact_create": (FORM, 302, 200, 200, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "trajectories:event_create": (FORM, 302, 200, 200, 404, 200, 403, 404, 200, 404, 404, 404, 404),
    "trajectories:event_edit": (FORM, 302, 200, 200, 404, 403, 403, 404, 200, 404, 404, 404, 404),
    "trajectories:event_remove": (FORM, 302, 200, 200, 404, 403, 403, 404, 200, 404, 404, 404, 404),
    # One that was taken off: it is nowhere but for who might have changed it.
    "trajectories:attachment": (PAGE, 302, 200, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    "trajectories:attachment_add": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:attachment_share": (DEED, 302, 302, 302, 404, 403, 404, 404, 404, 404, 404, 404, 404),
    "trajectories:attachment_remove": (FORM, 302, 200, 200, 404, 403, 404, 404, 404, 404, 404, 404, 404),
    # One that was taken off: it is nowhere but for who might have changed it.
    "trajectories:attachment_put_back": (DEED, 302, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    # An empty answer stops sharing; the referrer, who comes later, then no longer knows of it.
    "trajectories:event_share": (DEED, 302, 302, 302, 404, 403, 404, 404, 302, 404, 404, 404, 404),
    "trajectories:event_put_back": (DEED, 302, 302, 302, 404, 404, 404, 404, 302, 404, 404, 404, 404),
    "trajectories:event_history": (PAGE, 302, 200, 200, 404, 403, 403, 404, 200, 404, 404, 404, 404),
    "trajectories:milestone_reached": (FORM, 302, 200, 200, 404, 403, 403, 404, 200, 404, 404, 404, 404),
    "trajectories:spell_start": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:spell_end":  (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:phase_change": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:title_edit": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:outflow_edit": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:chapter_create": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:chapter_edit": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:chapter_split": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:chapter_move": (DEED, 302, 302, 302, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:chapters_begin": (DEED, 302, 302, 302, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:event_move": (DEED, 302, 302, 302, 404, 403, 403, 404, 302, 404, 404, 404, 404),
    "trajectories:spell_edit": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:lane_create": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "trajectories:lane_edit":  (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),

    "participants:referrals":  (PAGE, 302, 200, 200, 200, 200, 200, 200, 403, 403, 403, 403, 200),
    "participants:referral_create": (FORM, 302, 200, 403, 403, 403, 200, 200, 403, 403, 403, 403, 200),
    "participants:referral":   (PAGE, 302, 200, 200, 404, 200, 200, 404, 404, 404, 404, 404, 404),
    "participants:referral_edit": (FORM, 302, 200, 403, 404, 403, 200, 404, 404, 404, 404, 404, 404),
    "participants:waiting_list": (PAGE, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "participants:referral_contact": (FORM, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "participants:referral_introduction": (FORM, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "participants:referral_waiting": (FORM, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "participants:referral_decline": (FORM, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "participants:referral_withdraw": (FORM, 302, 200, 403, 404, 403, 200, 404, 404, 404, 404, 404, 404),
    # One that was declined.
    "participants:referral_reopen": (FORM, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "participants:referral_up": (DEED, 302, 302, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "participants:referral_down": (DEED, 302, 302, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    "trajectories:places":     (PAGE, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "trajectories:places_create": (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "trajectories:places_edit": (FORM, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "trajectories:accept":     (PAGE, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),
    # Of a referral that is nobody's yet, which no coach knows of.
    "trajectories:accept_new": (FORM, 302, 200, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404),
    "trajectories:accept_join": (FORM, 302, 200, 403, 404, 403, 403, 404, 404, 404, 404, 404, 404),

    "participants:imports":    (PAGE, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "participants:import_create": (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "participants:import_example": (PAGE, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "participants:import":     (PAGE, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "participants:import_columns": (FORM, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "participants:import_row": (FORM, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    # A list whose columns are not chosen yet: starting and undoing are refused with a sentence.
    "participants:import_start": (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "participants:import_undo": (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    # The leader throws it away, and the other leader then finds nothing, as before.
    "participants:import_discard": (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),

    "coaching:growth":         (PAGE, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:goal_create":    (FORM, 302, 403, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:goal_edit":      (FORM, 302, 403, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "coaching:step_create":    (FORM, 302, 403, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "coaching:measurement_create": (FORM, 302, 403, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:measurement_edit": (FORM, 302, 403, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "coaching:week":           (PAGE, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:week_pdf":       (PAGE, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:week_link_create": (FORM, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:week_link_revoke": (DEED, 302, 302, 302, 404, 302, 404, 404, 404, 404, 404, 404, 404),
    "coaching:calendar":       (PAGE, 302, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 200),
    # Without the key of a form nothing is made.
    "coaching:calendar_make":  (DEED, 302, 302, 302, 302, 302, 302, 302, 302, 302, 403, 403, 302),
    "coaching:calendar_revoke": (DEED, 302, 302, 302, 302, 302, 302, 302, 302, 302, 403, 403, 302),
    "coaching:work":           (PAGE, 302, 200, 200, 404, 200, 200, 404, 200, 404, 404, 404, 404),
    "coaching:close":          (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "coaching:contact_create": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "coaching:placement_create": (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "coaching:placement_edit": (FORM, 302, 200, 200, 404, 403, 404, 404, 403, 404, 404, 404, 404),
    "coaching:check_create":   (FORM, 302, 200, 200, 404, 403, 404, 404, 403, 404, 404, 404, 404),
    "coaching:contact_edit":   (FORM, 302, 200, 200, 404, 403, 404, 404, 403, 404, 404, 404, 404),
    "coaching:assignments":    (PAGE, 302, 200, 200, 404, 200, 200, 404, 200, 404, 404, 404, 404),
    "coaching:assignment_create": (FORM, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "coaching:assignment_end": (FORM, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),

    "coaching:choose_for_talk": (PAGE, 302, 403, 302, 200, 302, 403, 403, 403, 403, 403, 403, 403),
    "coaching:group_talk_create": (FORM, 302, 403, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403),
    "coaching:talks":          (PAGE, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:talk_create":    (FORM, 302, 403, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "coaching:no_show":        (DEED, 302, 403, 302, 404, 302, 403, 404, 403, 404, 404, 404, 404),
    "coaching:attempt":        (DEED, 302, 403, 302, 404, 302, 403, 404, 403, 404, 404, 404, 404),
    # A talk of the coach, which a coach in training does not read.
    "coaching:talk":           (PAGE, 302, 200, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "coaching:talk_edit":      (FORM, 302, 403, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    # A concept of the coach in training.
    "coaching:talk_offer":     (DEED, 302, 403, 403, 404, 302, 404, 404, 404, 404, 404, 404, 404),
    # A tap of the coach, of another day.
    "coaching:talk_take_back": (DEED, 302, 403, 403, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "coaching:agreements":     (PAGE, 302, 200, 200, 200, 200, 200, 200, 403, 403, 403, 403, 200),
    "coaching:agreements_of":  (PAGE, 302, 200, 200, 404, 200, 200, 404, 403, 404, 404, 404, 404),
    "coaching:agreement_create": (FORM, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    # An agreement that is asked of the referrer.
    "coaching:agreement":      (PAGE, 302, 200, 200, 404, 200, 200, 404, 404, 404, 404, 404, 404),
    "coaching:agreement_edit": (FORM, 302, 200, 200, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "coaching:agreement_mark": (FORM, 302, 200, 200, 404, 200, 403, 404, 404, 404, 404, 404, 404),
    "coaching:agreement_answer": (FORM, 302, 403, 403, 404, 403, 200, 404, 404, 404, 404, 404, 404),
    "coaching:review_queue":   (PAGE, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "coaching:review":         (FORM, 302, 200, 403, 404, 403, 404, 404, 404, 404, 404, 404, 404),
    # The record of the coach in training: himself and who leads him.
    "coaching:training":       (PAGE, 302, 200, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    "coaching:co_reading_edit": (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404),

    "costs:sessions":          (PAGE, 302, 200, 200, 200, 403, 403, 403, 200, 200, 200, 403, 200),
    "costs:several":           (PAGE, 302, 200, 200, 200, 403, 403, 403, 200, 200, 200, 403, 200),
    "costs:session":           (PAGE, 302, 200, 200, 404, 404, 404, 404, 200, 404, 200, 404, 404),
    "costs:wall":              (PAGE, 302, 200, 200, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:wall_board":        (PAGE, 302, 200, 200, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:wall_change":       (DEED, 302, 422, 403, 404, 404, 404, 404, 422, 404, 403, 404, 404),
    "costs:session_edit":      (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:of_trajectory":     (PAGE, 302, 302, 302, 404, 403, 403, 404, 302, 404, 404, 404, 404),
    "costs:session_create":    (FORM, 302, 200, 403, 404, 403, 403, 404, 200, 404, 404, 404, 404),
    "costs:line_create":       (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:line_edit":         (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:attendee_create":   (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:attendee_edit":     (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:attendee_remove":   (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:line_remove":       (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:statement_remove":  (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:own_price_remove":  (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:objection_remove":  (FORM, 302, 200, 200, 404, 404, 404, 404, 403, 404, 404, 404, 404),
    "costs:reality_remove":    (FORM, 302, 200, 200, 404, 404, 404, 404, 403, 404, 404, 404, 404),
    "costs:session_remove":    (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:reading_edit":      (FORM, 302, 200, 200, 404, 404, 404, 404, 403, 404, 403, 404, 404),
    "costs:statement_create":  (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:statement_edit":    (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:note_create":       (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:note_edit":         (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:own_price_create":  (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:own_price_edit":    (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    # Who may not change it, hears no more than that; the session of the test is open.
    "costs:offer":             (DEED, 302, 302, 403, 404, 404, 404, 404, 302, 404, 403, 404, 404),
    "costs:take_back":         (DEED, 302, 302, 403, 404, 404, 404, 404, 302, 404, 403, 404, 404),
    "costs:check":             (FORM, 302, 403, 403, 404, 404, 404, 404, 403, 404, 200, 404, 404),
    "costs:next_version":      (DEED, 302, 302, 403, 404, 404, 404, 404, 302, 404, 403, 404, 404),
    "costs:compare":           (PAGE, 302, 200, 200, 404, 404, 404, 404, 200, 404, 200, 404, 404),
    "costs:objection_create":  (FORM, 302, 200, 200, 404, 404, 404, 404, 403, 404, 403, 404, 404),
    "costs:objection_edit":    (FORM, 302, 200, 200, 404, 404, 404, 404, 403, 404, 404, 404, 404),
    "costs:reality_edit":      (FORM, 302, 200, 200, 404, 404, 404, 404, 403, 404, 403, 404, 404),
    "costs:remark_answer":     (FORM, 302, 200, 403, 404, 404, 404, 404, 200, 404, 403, 404, 404),
    "costs:newer_prices":     (PAGE, 302, 200, 200, 404, 404, 404, 404, 200, 404, 200, 404, 404),
    "costs:newer_prices_take":(DEED, 302, 302, 403, 404, 404, 404, 404, 302, 404, 403, 404, 404),
    "costs:session_at_year":  (PAGE, 302, 200, 200, 404, 404, 404, 404, 200, 404, 200, 404, 404),
    "costs:cost_price_use":   (DEED, 302, 302, 403, 404, 404, 404, 404, 302, 404, 403, 404, 404),
    "costs:prices":           (PAGE, 302, 200, 200, 200, 403, 403, 403, 200, 200, 200, 200, 200),
    "costs:expiring":         (PAGE, 302, 200, 200, 200, 403, 403, 403, 200, 200, 200, 200, 200),
    "costs:price_create":     (FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 403),
    "costs:price_edit":       (FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 403),
    # Who comes first takes it away; after him there is nothing to find.
    "costs:price_remove":     (DEED, 302, 403, 403, 403, 404, 404, 404, 403, 403, 302, 404, 404),
    "costs:price_list":       (PAGE, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 200),
    "costs:price_list_create":(FORM, 302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200, 403),
    "costs:price_list_edit":  (FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 403),
    "costs:price_list_next":  (FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 403),
    "costs:price_list_publish":(DEED, 302, 403, 403, 403, 404, 404, 404, 403, 403, 302, 302, 403),
    "costs:price_list_discard":(DEED, 302, 403, 403, 403, 404, 404, 404, 403, 403, 302, 404, 404),
    "costs:price_list_compare":(PAGE, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 200),
    "costs:price_list_sheet": (PAGE, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 200),
    "costs:price_import_create":(FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 403),
    "costs:price_import_example":(PAGE, 302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200, 403),
    "costs:price_import":     (PAGE, 302, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200, 404),
    "costs:price_import_columns":(FORM, 302, 404, 404, 404, 404, 404, 404, 404, 404, 200, 200, 404),
    "costs:price_import_start":(DEED, 302, 404, 404, 404, 404, 404, 404, 404, 404, 302, 302, 404),
    "costs:price_import_discard":(DEED, 302, 404, 404, 404, 404, 404, 404, 404, 404, 302, 404, 404),
    "costs:sources":          (PAGE, 302, 200, 200, 200, 403, 403, 403, 200, 200, 200, 200, 200),
    "costs:source":           (PAGE, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 200),
    "costs:source_create":    (FORM, 302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200, 403),
    "costs:source_edit":      (FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 403),
    "costs:cost_price":       (PAGE, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 404),
    "costs:cost_price_create":(FORM, 302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200, 403),
    "costs:cost_price_edit":  (FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 404),
    "costs:index_series":     (PAGE, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 200),
    "costs:index_series_create":(FORM, 302, 403, 403, 403, 403, 403, 403, 403, 403, 200, 200, 403),
    "costs:index_series_edit":(FORM, 302, 403, 403, 403, 404, 404, 404, 403, 403, 200, 200, 403),

    "coaching:grid":           (PAGE, 302, 200, 200, 200, 200, 403, 403, 403, 403, 403, 403, 200),
    "coaching:signals":        (PAGE, 302, 200, 200, 200, 200, 403, 403, 403, 403, 403, 403, 200),
    "coaching:signal_rules":   (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "coaching:signal_answer":  (FORM, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "coaching:signal_resume":  (DEED, 302, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "coaching:handovers":      (PAGE, 302, 200, 200, 200, 200, 403, 403, 403, 403, 403, 403, 200),
    "coaching:handover_create": (FORM, 302, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 200),
    "coaching:handover":       (PAGE, 302, 200, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    "coaching:handover_edit":  (FORM, 302, 302, 302, 404, 403, 404, 404, 404, 404, 404, 404, 404),
    "coaching:handover_offer": (DEED, 302, 302, 302, 404, 403, 404, 404, 404, 404, 404, 404, 404),
    # The leader withdraws first, and the receiver then no longer knows of it.
    "coaching:handover_withdraw": (DEED, 302, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "coaching:handover_confirm": (DEED, 302, 403, 403, 404, 302, 404, 404, 404, 404, 404, 404, 404),
    "coaching:handover_decline": (FORM, 302, 403, 403, 404, 200, 404, 404, 404, 404, 404, 404, 404),

    "reports:handover_letter": (PAGE, 302, 200, 200, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    "reports:price_list":      (PAGE, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 200),
    "reports:access_log":      (PAGE, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "reports:prints":          (PAGE, 302, 200, 200, 404, 200, 200, 404, 200, 404, 404, 404, 404),
    "reports:trajectory_plan": (PAGE, 302, 200, 200, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "reports:talk_overview":   (PAGE, 302, 200, 200, 404, 200, 403, 404, 403, 404, 404, 404, 404),
    "reports:access_requests": (FORM, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "reports:access_requests_of_referral": (FORM, 302, 200, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404),
    "reports:access_request":  (FORM, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:access_request_preview": (PAGE, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:access_request_make": (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:access_request_archive": (PAGE, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:training":        (PAGE, 302, 200, 404, 404, 200, 404, 404, 404, 404, 404, 404, 404),
    "reports:progress":        (PAGE, 302, 200, 200, 404, 403, 200, 404, 403, 404, 404, 404, 404),
    "reports:progress_pdf":    (PAGE, 302, 200, 200, 404, 403, 200, 404, 403, 404, 404, 404, 404),
    "reports:cohort":          (PAGE, 302, 200, 403, 403, 403, 200, 200, 403, 403, 200, 403, 200),
    "reports:cohort_pdf":      (PAGE, 302, 200, 403, 403, 403, 200, 200, 403, 403, 200, 403, 200),
    "reports:cohort_sheet":    (PAGE, 302, 200, 403, 403, 403, 200, 200, 403, 403, 200, 403, 200),
    "reports:cohort_rows":     (PAGE, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "reports:several_cases":   (PAGE, 302, 200, 200, 200, 403, 403, 403, 200, 200, 200, 403, 200),
    # Lists as spreadsheets: the project leader's; a referrer's own referrals; sessions by alias.
    "trajectories:export":     (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "trajectories:events_export": (FORM, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "participants:waiting_export": (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "costs:price_export":      (FORM, 302, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200, 200),
    "participants:referral_export": (FORM, 302, 200, 403, 403, 403, 200, 200, 403, 403, 403, 403, 200),
    "coaching:agreements_export": (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "coaching:agreements_of_export": (FORM, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "coaching:talks_export":   (FORM, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "coaching:contacts_export": (FORM, 302, 200, 403, 404, 403, 403, 404, 403, 404, 404, 404, 404),
    "costs:session_export":    (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 200, 403, 200),
    "reports:cohort_rows_export": (FORM, 302, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "reports:evidence":       (PAGE, 302, 200, 200, 200, 403, 403, 403, 200, 200, 403, 403, 200),
    "reports:print_jobs":      (PAGE, 302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "reports:print_create":    (FORM, 302, 200, 200, 200, 403, 200, 200, 200, 200, 403, 403, 200),
    # A run is only its asker's, whoever leads the dossiers in it.
    "reports:print_job":       (PAGE, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:print_file":      (PAGE, 302, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:print_stop":      (DEED, 302, 302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "reports:timeline":        (PAGE, 302, 200, 200, 404, 403, 200, 404, 200, 404, 404, 404, 404),
    "reports:case_report":     (PAGE, 302, 200, 200, 404, 403, 403, 404, 200, 404, 404, 404, 404),
    "reports:case_preview":    (PAGE, 302, 200, 200, 404, 403, 403, 404, 200, 404, 404, 404, 404),
    "reports:print":           (PAGE, 302, 200, 200, 404, 403, 200, 404, 200, 404, 404, 404, 404),
}
# fmt: on
# For everybody the same, signed in or not: (GET, empty POST).
DEEDS = {
    "demo_sign_in": (405, 404),
    # Who has the link reads the card; the link is the key, whoever opens it.
    "coaching:my_week": (200, 422),
    "coaching:calendar_file": (200, 405),
    # Applying without an account, and the thanks for it.
    "apply_where": (200, 405),
    "apply": (200, 422),
    "applied": (200, 405),
}
OPEN_TO_ALL = {"health", "styleguide"}


@pytest.fixture(autouse=True)
def no_pdf_is_made(monkeypatch):
    for views in ("views", "referrer_views"):
        monkeypatch.setattr(f"reports.{views}.pdf_response", lambda report: HttpResponse(b"%PDF"))


def browsers(cast):
    return {
        visitor: client_of(getattr(cast, name)) if name else PageClient()
        for visitor, name in VISITORS.items()
    }


def answers_to_get(route):
    after, nobody, *signed_in = ROUTES[route]
    return (nobody, *[405] * len(signed_in)) if after == DEED else (nobody, *signed_in)


def answers_to_post(route):
    """The rows and scopes are those of GET; only what a 200 or a redirect becomes differs."""
    after, nobody, *signed_in = ROUTES[route]
    if after == DEED:
        return (nobody, *signed_in)
    if after == PAGE:
        return (405 if route in OPEN_TO_ALL else nobody, *[405] * len(signed_in))
    return (nobody, *[FORM if status == 200 else status for status in signed_in])


def test_every_route_is_in_the_table():
    assert set(project_routes()) == ROUTES.keys() | DEEDS.keys()


def test_arguments_are_given_for_routes_that_exist():
    assert ARGUMENTS.keys() <= ROUTES.keys() | DEEDS.keys()


def test_every_row_of_the_table_has_every_visitor():
    assert {route for route, row in ROUTES.items() if len(row) != len(VISITORS) + 1} == set()


@pytest.mark.parametrize("route", ROUTES)
def test_who_may_open_a_page(cast, dossier, route):
    url = address(route, dossier)

    answers = {visitor: b.get(url).status_code for visitor, b in browsers(cast).items()}

    assert answers == dict(zip(VISITORS, answers_to_get(route), strict=True))


@pytest.mark.parametrize("route", ROUTES)
def test_who_may_submit_a_page(cast, dossier, route):
    url = address(route, dossier)

    answers = {visitor: b.post(url, NOTHING).status_code for visitor, b in browsers(cast).items()}

    assert answers == dict(zip(VISITORS, answers_to_post(route), strict=True))


@pytest.mark.parametrize("route", DEEDS)
def test_a_deed_without_words_does_nothing_for_anybody(cast, dossier, route):
    url, (on_get, on_post) = address(route, dossier), DEEDS[route]

    answers = {
        visitor: (b.get(url).status_code, b.post(url, NOTHING).status_code)
        for visitor, b in browsers(cast).items()
    }

    assert answers == dict.fromkeys(VISITORS, (on_get, on_post))


@pytest.mark.parametrize("route", [r for r in ROUTES if r not in OPEN_TO_ALL])
def test_nobody_is_sent_to_the_sign_in_page(client, dossier, route):
    url = address(route, dossier)

    answer = client.get(url)

    assert answer.headers["Location"] == f"/accounts/login/?next={url}"


def test_nobody_makes_an_account_for_himself(client, db):
    page = client.get("/accounts/signup/")
    sent = client.post(
        "/accounts/signup/",
        {"email": "nieuw@example.org", "password1": "lang-genoeg-1", "password2": "lang-genoeg-1"},
    )

    assert "email" not in page.content.decode().split("<main")[1].split("</main")[0]
    assert sent.status_code == 200
    assert not client.session.get("_auth_user_id")


@override_settings(DEMO=False)
def test_outside_the_demo_there_are_no_demo_buttons(client, db):
    assert "/demo/" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("route", [r for r in ARGUMENTS if r in ROUTES and r not in WITHOUT_NUMBER])
def test_a_number_that_does_not_exist_is_not_found(cast, dossier, route):
    url = address(route, dossier)
    *rest, last = url.rstrip("/").split("/")
    digits = [part for part in (*rest, last) if part.isdigit()]
    missing = url.replace(f"/{digits[0]}/", "/99999999999999999999/", 1)
    person = {
        "costs:price_": cast.hanna,
        "costs:index_": cast.hanna,
        "costs:cost_price_edit": cast.hanna,
        "accounts:": cast.ibrahim,
    }
    person = next((p for start, p in person.items() if route.startswith(start)), cast.anna)

    visit = client_of(person).post if ROUTES[route][0] == DEED else client_of(person).get
    assert visit(missing).status_code == 404
