"""Values on a line of YAML: as JSON, which YAML reads, with the characters that YAML would refuse or fold by number."""

import json
import re
from typing import Any

# Controls, breaks of lines that a quoted text folds, halves of characters and marks of byte order.
REFUSED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_PLAIN = json.JSONEncoder(ensure_ascii=False, default=str)  # one for all: making it costs more than a line


def inline(value: object, **layout: Any) -> str:
    """A value as JSON text that reads as the same value, every character included."""
    text = json.dumps(value, ensure_ascii=False, **layout) if layout else _PLAIN.encode(value)
    return REFUSED.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)
