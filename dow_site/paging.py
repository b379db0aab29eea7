"""Leafing through a list that may be very long."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class BoundedPaginator(Paginator):
    """Counts and shows no more than `most` rows, so that a page of a long list costs what one of a short list does.

    Who wants what lies further filters or searches: nobody leafs through hundreds of pages.
    """

    def __init__(self, object_list, per_page, *, most=1_000):
        super().__init__(object_list, per_page)
        self.most = most

    @cached_property
    def _found(self):
        return self.object_list.order_by()[: self.most + 1].count()

    @cached_property
    def count(self):
        return min(self._found, self.most)

    @property
    def has_more(self) -> bool:
        """Whether there are rows that no page shows."""
        return self._found > self.most
