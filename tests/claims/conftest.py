"""Claims of a passage, read by the rules alone."""

import pytest

from whosays.intake.intake import report_from_text
from whosays.pipeline import load_tools, read_report
from whosays.settings import Settings


@pytest.fixture(scope="session")
def claims_of():
    tools = load_tools(Settings(encoder=False))

    def read(text, published=None, outlet=None):
        report, _ = report_from_text(text, doc_id="t", published=published, outlet=outlet)
        return read_report(report, tools).built.claims

    return read
