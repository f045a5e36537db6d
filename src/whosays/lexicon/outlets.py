"""The home country of a news outlet, from the actor lexicon: it tells day-month order and breaks ties between namesakes."""

from whosays.lexicon import actors


def country(outlet: str | None) -> str | None:
    """ISO 3166 alpha-2 code of the outlet's country, or null where the lexicon knows none or several."""
    if not outlet:
        return None
    for hit in actors.load().find(outlet):
        actor = actors.load().get(hit.entity_id)
        if actor is not None and actor.kind == "outlet" and len(actor.country) == 1:
            return actor.country[0]
    return None
