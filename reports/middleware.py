"""A report that is asked for on a page answers at once, or goes to the queue by itself. The one place."""

from django.contrib import messages
from django.shortcuts import redirect

from dow_site.pdf import TooLong, at_most
from reports.print_jobs import ask_for_page

# Of the two seconds that a visitor waits at most, the rest is for a slower machine and the queries.
MOST_SECONDS = 1.2


class LongReportsMiddleware:
    """Whatever page a long report is asked for on, its visitor gets the page where it is being made."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "GET" or not request.user.is_authenticated:
            # What is sent is work for the queue already; who has no account is given no more than a card.
            return self.get_response(request)
        with at_most(MOST_SECONDS):
            return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, TooLong):
            return None
        match = request.resolver_match
        job = ask_for_page(
            match.view_name, match.captured_kwargs, request.GET.urlencode(), by=request.user
        )
        messages.info(request, "Dit verslag maken duurt even. Het wordt nu gemaakt.")
        return redirect(job)
