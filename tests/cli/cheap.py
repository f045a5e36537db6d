"""A reader that costs nothing: a claim for every `attacked`. Imported by tests and by the children that they start."""

import os
import time

from whosays import pipeline, runner
from whosays.model import ids
from whosays.model.claim import Claim
from whosays.model.span import quote

PAUSE_S = float(os.environ.get("CHEAP_PAUSE_S", "0"))


def load(settings):
    return "cheap"


def work(job, tools):
    report, claims = job.report, []
    time.sleep(PAUSE_S)
    for span in report.paragraphs:
        at = report.text.find("attacked", span.start, span.end)
        if at >= 0:
            found = quote(report.text, at, at + 8)
            claim_id = ids.claim_id(report.report_id, (at, at + 8), None)
            claims.append(Claim(claim_id, report.report_id, "attack", found, (quote(report.text, span.start, span.end),), reader=tools))
    return pipeline.Bundle(tuple(claims), reader=tools, share_read=1.0, words=len(report.text.split()))


def install():
    runner._load = load
    runner._work = work
    runner.prepare = lambda settings, notice=None: None
