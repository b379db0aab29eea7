import logging

from django.core.management import BaseCommand, call_command

from dow_site import queue


class Command(BaseCommand):
    help = "Run tasks from the queue, first those in which a worker of this name was killed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--name",
            required=True,
            help="Unlike that of any other worker, and the same after a restart.",
        )

    def handle(self, *, name, **options):
        if put_back := queue.take_up_again(name):
            self.stdout.write(f"{put_back} unfinished task(s) taken up again.")
        # Its word on every start and stop is for a person who started it by hand.
        logging.getLogger("django_tasks_db").addFilter(lambda said: said.levelno >= logging.ERROR)
        call_command("db_worker", worker_id=name, queue_name="*", reload=False)
