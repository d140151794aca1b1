"""`python -m db send`: writes and sends messages without the app, once or until it is ended."""

import argparse
import datetime as dt
import sys
import time

from sqlalchemy.exc import OperationalError

from db.engine import engine_for
from db.messages.sender import LEASE, Sender
from tracker.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Send until ended, or once; gives the exit code 0.

    While the database does not answer, it says so and looks again; once, it ends with that error.

    Args:
        options: `once`, `every` (seconds) and `lease` (seconds, or None for the usual one).
        settings: the installation's.
    """
    lease = LEASE if options.lease is None else dt.timedelta(seconds=options.lease)
    sender = Sender(engine_for(settings.database_url), settings, lease)
    while True:
        try:
            done = sender.run()
        except OperationalError as error:
            if options.once:
                raise
            print(f"the database does not answer: {error.orig}", file=sys.stderr, flush=True)
        else:
            if options.once or done.written or done.sent or done.refused:
                print(f"{done.written} written, {done.sent} sent, {done.refused} refused", flush=True)
            if options.once:
                return 0
        time.sleep(options.every)
