import logging

from django.core.management import BaseCommand, call_command
from django_tasks_db.compat import TASKS_LOGGER

from dow_site import pdf, queue

# Somebody may be looking at a page that waits for what the queue makes.
SECONDS_BETWEEN_LOOKS = 0.5


class Command(BaseCommand):
    help = "Run tasks from the queue, first those in which a worker of this name was killed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--name",
            required=True,
            help="Unlike that of any other worker, and the same after a restart.",
        )
        parser.add_argument(
            "--number", type=int, help="Which it is of the workers that share this name."
        )

    def handle(self, *, name, number, **options):
        name = name if number is None else f"{name}-{number}"
        if put_back := queue.take_up_again(name):
            self.stdout.write(f"{put_back} unfinished task(s) taken up again.")
        # Its word on every start and stop is for a person who started it by hand.
        for logger in ("django_tasks_db", TASKS_LOGGER):
            logging.getLogger(logger).addFilter(lambda said: said.levelno >= logging.ERROR)
        pdf.warm_up()
        call_command(
            "db_worker",
            worker_id=name,
            queue_name="*",
            reload=False,
            interval=SECONDS_BETWEEN_LOOKS,
            startup_delay=False,
        )
