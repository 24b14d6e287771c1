"""How answers to questions look in a terminal."""

from __future__ import annotations

from photosearch.cli.output import tell, tell_json, tell_piece
from photosearch.wire.values import Reply

JSON_VERSION = 1


def print_reply(reply: Reply, as_json: bool) -> None:
    """Print an answer, the photos that prove it, and the search that found them."""
    if as_json:
        tell_json(
            {
                "version": JSON_VERSION,
                "question": reply.question,
                "answer": reply.answer,
                "sure": reply.sure,
                "query": reply.query,
                "value": reply.value,
                "by": reply.by,
                "probability": reply.probability,
                "photos": [
                    {
                        "path": str(hit.path),
                        "at": hit.at,
                        "taken_at": hit.taken_at.isoformat() if hit.taken_at else None,
                    }
                    for hit in reply.photos
                ],
            }
        )
        return
    if reply.probability is not None:
        tell(reply.answer)
        tell(f"  (seen in the picture; {reply.probability:.0%} likely)")
    elif reply.by:
        tell_piece("")  # its words were told as they came
        tell(f"  (by {reply.by}, which looked at these photos)")
    else:
        tell(reply.answer)
    for hit in reply.photos:
        tell(f"  {hit.path}{'' if hit.at is None else f'  at {hit.at:.0f} s'}")
    if reply.query:
        tell(f"Searched for: {reply.query}")
