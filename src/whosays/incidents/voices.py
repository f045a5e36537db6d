"""Who stands behind a claim: the chain in words, and one key for a speaker wherever it speaks."""

from whosays.incidents.stemma import Stemma, source_key
from whosays.model.claim import Claim


def chain(claim: Claim, stemma: Stemma) -> str:
    """Who says so, outermost first: `"outlet > source"`, the report's own voice its outlet."""
    return " > ".join([stemma.outlet(claim.report_id), *(link.source.name for link in claim.attribution)])


def speaker(claim: Claim, stemma: Stemma) -> str:
    """One key for whoever stands behind a claim, in whichever report."""
    if not claim.attribution:
        return stemma.outlet(claim.report_id)
    return source_key(claim.attribution[-1].source) or chain(claim, stemma)


def denied(claim: Claim) -> bool:
    """Whether the claim says that the act did not happen."""
    return claim.factuality.endswith("-")
