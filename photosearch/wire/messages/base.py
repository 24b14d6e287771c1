"""What all messages share, and the number of the protocol that they make up."""

from __future__ import annotations

import msgspec

PROTOCOL = 4


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """What all messages share."""
