"""Texts of others (file names, titles, values typed) as they are shown: every character in sight, and not too long."""

import re
import unicodedata

LONGEST = 200  # characters of one text of somebody else's that are shown; the whole of it stands in its file
LONGEST_MESSAGE = 5 * LONGEST
SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\x00": "\\0"}

# Controls, marks that change the direction or join what follows, halves of characters, lines and paragraphs.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"  # letters that draw nothing
_ASCII_IN_SIGHT = re.compile(r"[ -~]*\Z")


def visible(text: str) -> str:
    r"""The text in one line, with what a reader cannot see written out: an escape code as \x1b, a byte as \xff."""
    if _ASCII_IN_SIGHT.match(text):
        return text
    return "".join(written_out(sign) if is_hidden(sign) else sign for sign in text)


def is_hidden(sign: str) -> bool:
    """Whether a character shows nothing, or changes how others are shown."""
    return unicodedata.category(sign) in HIDDEN or sign in FILLERS


def written_out(sign: str) -> str:
    r"""A character by its number, as Python writes it; a byte of a file name that is no UTF-8 as \xff."""
    number = ord(sign)
    if sign in SHORT:
        return SHORT[sign]
    if 0xDC80 <= number <= 0xDCFF:
        number -= 0xDC00
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text of at most so many characters: its beginning and its end, with an ellipsis between them."""
    if len(text) <= longest:
        return text
    end = longest // 4
    return f"{text[: longest - end - 1]}…{text[-end:]}"


def brief(message: str) -> str:
    """A message in which no single word, and not the whole, is longer than anybody reads."""
    words = re.sub(rf"\S{{{LONGEST + 1},}}", lambda word: shortened(word.group()), message)
    return shortened(words, LONGEST_MESSAGE)
