"""Made captions in XMP sidecars, for other programs: as alternative text, and marked as made.

What a person wrote stays: an alternative text that is there already is never replaced, and all else
in a sidecar keeps its bytes. The mark holds the same text, so that a text that a person changes
afterwards counts as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from photosearch.media.sidecars import SIDECAR_SUFFIX, sidecars_of

_SPACE: Final = "https://photosearch.example/xmp/1.0/"
_CORE: Final = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_OURS: Final = re.compile(
    rf'[ \t]*<rdf:Description rdf:about=""\s+xmlns:photosearch="{re.escape(_SPACE)}".*?'
    r"</rdf:Description>\n?",
    re.DOTALL,
)
_END: Final = re.compile(r"[ \t]*</rdf:RDF\s*>")
_ILLEGAL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EMPTY: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


def write_made_caption(photo: Path, texts: Mapping[str, str], by: str) -> bool:
    """Write a caption, by language, into the photo's own sidecar; return whether it was written.

    It is not where a person's alternative text is there, or the sidecar can't be understood.

    Raises:
        OSError: the sidecar can't be read or written.
    """
    own = photo.with_name(photo.name + SIDECAR_SUFFIX)
    existing = [path for path in sidecars_of(photo) if path.name.lower() == own.name.lower()]
    target = existing[0] if existing else own
    try:
        before = target.read_bytes().decode() if existing else _EMPTY
    except UnicodeDecodeError:
        return False
    rest = _OURS.sub("", before)
    end = list(_END.finditer(rest))
    if not end or "alttextaccessibility" in rest.lower():
        return False
    at = end[-1].start()
    after = rest[:at] + _block(texts, by) + rest[at:]
    if after != before or not existing:
        draft = target.with_name(target.name + ".part")
        draft.write_bytes(after.encode())
        draft.replace(target)
    return True


def _block(texts: Mapping[str, str], by: str) -> str:
    items = "".join(
        f'<rdf:li xml:lang="{language}">{escape(_ILLEGAL.sub("", text))}</rdf:li>'
        for language, text in [("x-default", next(iter(texts.values()))), *texts.items()]
    )
    return (
        f'<rdf:Description rdf:about="" xmlns:photosearch="{_SPACE}"'
        f' xmlns:Iptc4xmpCore="{_CORE}" photosearch:MadeBy={quoteattr(by)}>\n'
        f"<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>{items}</rdf:Alt>"
        "</Iptc4xmpCore:AltTextAccessibility>\n"
        f"<photosearch:MadeAltText><rdf:Alt>{items}</rdf:Alt></photosearch:MadeAltText>\n"
        "</rdf:Description>\n"
    )
