"""Shipped texts changed at random, as slips, tools and ill will change them: bytes, words, YAML structure, options."""

import random
import re
from collections.abc import Callable

from sim.scenario.files.shipped import NO_SCENARIO, scenario_folder

Range = tuple[float, float, tuple[str, ...] | None]  # lowest, highest, and the names of a choice
NUMBERS = ("0.01", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9", "1", "1.5", "2", "3", "5", "8")
LIKELY = (
    *NUMBERS, "0", "14", "20", "60", "100", "365", "-1", "-3.5", "5000", "20000", "yes", "no", "hold", "policy_date",
    "policy_road_cut", "access_hazard", "cut", "open", "under_fire", "mud", "fortified", "tempo_elastic", "partial",
    "settlement", "2025-03-20", "2030-05-09", "null", "{choice: {cut: 1, open: 2}}",
    "{choice: {hold: 1, policy_date: 1}}",
)  # fmt: skip
EXTREME = (
    "0", "-1", "1", "0.5", "1e308", "-1e308", "1e-308", "1e999", ".inf", "-.inf", ".nan", "99999999999999999999",
    "0x1F", "0o17", "1_000", "1,5", "0,02", "٣", "9" * 90, "9" * 5000, "0." + "3" * 200, "1:30", "+5", "--5", "5.",
    ".5", "1e",
)  # fmt: skip
LIMITS = ("1e308", "1.7e308", "-1e308", "1e200", "1e154", "1e-308", "5e-324", "0", "1")  # of floating point, in pairs
FORM = re.compile(r"\b(uniform|triangular|normal|lognormal|beta|gamma|bernoulli|choice): *[\[{][^\]}]*[\]}]")
DATES = (
    "2025-02-30", "2025-13-01", "0000-01-01", "0001-01-01", "9999-12-31", "1900-01-01", "2200-12-31", "2025-1-1",
    "2025-03-12T10:00:00Z", "2025-03-12 25:00:00", "2025-03-12T10:00:00+99:00", "12.03.2025", "'2025-03-12'",
)  # fmt: skip
ODD_WORDS = (
    "null", "~", "''", "true", "no", "yes", "never", "[]", "{}", "[[]]", "{a: {b: {c: 1}}}", "*unknown", "&a 1",
    "&a [*a]", "!!str 5", "!!int x", "!!float x", "!!bool x", "!!null x", "!!binary aGVsbG8=", "!!set {a, b}",
    "!!omap [a: 1]", "!!timestamp x", "!own x", "!!python/object:os.system x", "<<", "? a", "|", ">-", "%YAML 1.1",
    "---", "...",
    "@x", "`x", "\"\\ud800\"", "\"\\0\"", "\"\\e[2J\"", "\u200b", "\ufeff", "\u202e", "\x00", "\x1b[31m", "é", "кот",
    "🛖",
    "x" * 3000, "/dev/zero", "/etc/passwd", "../../x", "kursk/baseline", "tutorial/baseline",
    "[" * 60, "{a: " * 60, "- " * 60,
)  # fmt: skip
DISTRIBUTIONS = (
    "{{uniform: [{0}, {1}]}}", "{{triangular: [{0}, {1}, {2}]}}", "{{normal: [{0}, {1}]}}",
    "{{lognormal: [{0}, {1}]}}",
    "{{beta: [{0}, {1}]}}", "{{gamma: [{0}]}}", "{{bernoulli: [{0}]}}", "{{choice: {{yes: {0}, no: {1}}}}}",
    "{{normal: [{0}, {1}], clip: [{2}, {0}]}}", "{{normal: [{0}, {1}], truncate: [{2}, null]}}",
    "{{value: {0}, source: user, basis: {1}}}", "{{value: {0}, source: nobody}}", "{{value: {0}, unit: {1}}}",
)  # fmt: skip


def shipped_texts() -> dict[str, bytes]:
    """Every shipped scenario and theatre by its path in the folder of scenarios."""
    folder = scenario_folder()
    files = [file for file in sorted(folder.rglob("*.yaml")) if file.name not in NO_SCENARIO]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def mutated(content: bytes, luck: random.Random) -> bytes:
    """The content after one to four random changes."""
    for _ in range(luck.choice((1, 1, 1, 2, 2, 3, 4))):
        content = luck.choice(CHANGES)(content, luck)
    return content


def _fitting(allowed: Range, luck: random.Random) -> str:
    """A value that a range or choice allows: fixed, or one of some forms."""
    low, high, options = allowed
    if options:
        one, other = luck.choice(options), luck.choice(options)
        weights = (luck.choice(LIMITS), luck.choice(LIMITS)) if luck.random() < 0.2 else (luck.randint(1, 9), 1)
        return one if one == other else f"{{choice: {{{one}: {weights[0]}, {other}: {weights[1]}}}}}"
    ends = sorted(low + (high - low) * luck.random() ** 4 for _ in range(3))
    return luck.choice((
        f"{ends[0]:.6g}", f"{ends[0]}", f"{low}", f"{high}", f"{{uniform: [{ends[0]}, {ends[2]}]}}",
        f"{{triangular: {ends}}}", f"{{normal: [{ends[1]}, {ends[2] - ends[0]}], clip: [{low}, {high}]}}",
        f"{{lognormal: [{ends[1]}, {luck.random() * 3}]}}", f"{{gamma: [{ends[1]}]}}",
    ))  # fmt: skip


def any_value(luck: random.Random) -> str:
    """A value as somebody might write it: likely, extreme, odd, a date, a distribution."""
    kind = luck.random()
    if kind < 0.4:
        return luck.choice(LIKELY)
    if kind < 0.6:
        return luck.choice(EXTREME)
    if kind < 0.65:
        return luck.choice(DATES)
    if kind < 0.8:
        return luck.choice(ODD_WORDS)
    known = luck.choices((NUMBERS, EXTREME, LIMITS), (70, 20, 10))[0]
    numbers = sorted(luck.choice(known) for _ in range(3))
    return luck.choice(DISTRIBUTIONS).format(*numbers)


def _bytes(content: bytes, luck: random.Random) -> bytes:
    """Some bytes flipped, taken out, doubled or put in."""
    changed = bytearray(content)
    for _ in range(luck.randint(1, 6)):
        at = luck.randrange(len(changed) + 1)
        match luck.randrange(4):
            case 0 if at < len(changed):
                changed[at] = luck.randrange(256)
            case 1:
                del changed[at : at + luck.randint(1, 30)]
            case 2:
                changed[at:at] = bytes(luck.randrange(256) for _ in range(luck.randint(1, 4)))
            case _:
                changed[at:at] = changed[max(0, at - 20) : at]
    return bytes(changed)


def _encoding(content: bytes, luck: random.Random) -> bytes:
    """The text as another program might save it."""
    text = content.decode("utf-8", errors="replace")
    kind = luck.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1252", "lines", "tabs"))
    if kind == "lines":
        return text.replace("\n", luck.choice(("\r\n", "\r", "\n\n"))).encode()
    if kind == "tabs":
        return text.replace("  ", "\t").encode()
    return text.encode(kind, errors="replace")


def _lines(change: Callable[[list[str], random.Random], None]) -> Callable[[bytes, random.Random], bytes]:
    """A change of the list of lines as a change of bytes."""

    def changed(content: bytes, luck: random.Random) -> bytes:
        lines = content.decode("utf-8", errors="surrogateescape").split("\n")
        change(lines, luck)
        return "\n".join(lines).encode("utf-8", errors="surrogateescape")

    return changed


def _move_line(lines: list[str], luck: random.Random) -> None:
    line = lines.pop(luck.randrange(len(lines)))
    if luck.random() < 0.5:
        lines.insert(luck.randint(0, len(lines)), line)


def _double_line(lines: list[str], luck: random.Random) -> None:
    lines.insert(luck.randint(0, len(lines)), luck.choice(lines))


def _indent(lines: list[str], luck: random.Random) -> None:
    at = luck.randrange(len(lines))
    lines[at] = luck.choice((" ", "  ", "\t", "- ", "? ")) + lines[at] if luck.random() < 0.6 else lines[at].lstrip()


def _value(lines: list[str], luck: random.Random) -> None:
    """One `key: value` gets another value."""
    at = _line_with(lines, ":", luck)
    key, _, _ = lines[at].partition(":")
    lines[at] = f"{key}: {any_value(luck)}"


def _likely(lines: list[str], luck: random.Random) -> None:
    """One number or word of a value becomes another that is as likely."""
    at = _line_with(lines, ": {", luck)
    words = re.split(r"([\w.]+)", lines[at].partition(": {")[2])
    places = [place for place, word in enumerate(words) if re.fullmatch(r"\d+(\.\d+)?|true|false", word)]
    if places:
        words[luck.choice(places)] = luck.choice((*NUMBERS, "0", "14", "20", "60", "100"))
        lines[at] = lines[at].partition(": {")[0] + ": {" + "".join(words)


def _limits(lines: list[str], luck: random.Random) -> None:
    """All arguments of one form, or weights of one choice, become numbers at the limits of floating point."""
    places = [place for place, line in enumerate(lines) if FORM.search(line)]
    if places:
        at = luck.choice(places)
        lines[at] = FORM.sub(lambda found: _at_limits(found[0], luck), lines[at], count=1)


def _at_limits(form: str, luck: random.Random) -> str:
    return re.sub(r"(?<![\w.])-?\d[\w.]*(?=\s*[,\]}])", lambda _: luck.choice(LIMITS), form)


def _number(lines: list[str], luck: random.Random) -> None:
    """One number in a line becomes another."""
    at = luck.randrange(len(lines))
    words = lines[at].split(" ")
    numbers = [place for place, word in enumerate(words) if any(sign.isdigit() for sign in word)]
    if numbers:
        place = luck.choice(numbers)
        bare = words[place].strip("[]{},")
        words[place] = words[place].replace(bare, luck.choice(EXTREME), 1) if bare else words[place]
    lines[at] = " ".join(words)


def _key(lines: list[str], luck: random.Random) -> None:
    """One key misspelled, doubled, or taken from elsewhere."""
    at = _line_with(lines, ":", luck)
    key, _, rest = lines[at].partition(":")
    name = key.strip()
    other = lines[_line_with(lines, ":", luck)].partition(":")[0].strip()
    alike = (name.upper(), name.replace("a", "\u0430"), f"{name}\u200b")
    new = luck.choice((name[:-1], f"{name}s", other, *alike, "extends", "<<"))
    lines[at] = f"{key[: len(key) - len(key.lstrip())]}{new}:{rest}"


def _structure(lines: list[str], luck: random.Random) -> None:
    """Anchors, merges, tags, documents, deep nesting."""
    at = _line_with(lines, ":", luck)
    key, _, rest = lines[at].partition(":")
    space = key[: len(key) - len(key.lstrip())]
    lines[at : at + 1] = luck.choice((
        [f"{key}: &a{rest}"],
        [f"{key}: &a {rest}", f"{space}other: *a"],
        [f"{space}<<: {{{key.strip()}: 1}}", lines[at]],
        [f"{space}<<: *a", lines[at]],
        [f"{key}: !!map{rest}"],
        ["---", lines[at]],
        [f"{key}: {'[' * 50}{rest}{']' * 50}"],
        [f"{key}: {{{key.strip()}: {{{key.strip()}:{rest}}}}}"],
        [f"{key}: [{rest}]"],
        [f"{space}? {key.strip()}", f"{space}:{rest}"],
        [f"{key}:{rest}", f"{space}extends: {any_value(luck)}"],
        [f"{key}:{rest} # {'x' * 5000}"],
    ))  # fmt: skip


def _line_with(lines: list[str], sign: str, luck: random.Random) -> int:
    places = [place for place, line in enumerate(lines) if sign in line]
    return luck.choice(places) if places else luck.randrange(len(lines))


LINE_CHANGES = (
    _move_line, _double_line, _indent, _value, _value, _value, _value, _likely, _likely, _likely, _likely, _number,
    _number, _limits, _key, _structure,
)  # fmt: skip
CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_bytes, _encoding, *map(_lines, LINE_CHANGES))


def any_option(known: dict[str, Range], luck: random.Random) -> str:
    """A `--set` text: mostly a known path, often with a value that its range allows."""
    path = luck.choice(list(known))
    if luck.random() < 0.6:
        return f"{path}={_fitting(known[path], luck)}"
    if luck.random() < 0.15:
        others = ("", ".", "extends", "theatre", "title", "sides.holder", "start")
        path = luck.choice((path[:-1], f"{path}.x", path.upper(), *others))
    value = any_value(luck)
    plain = f"{path}={value}"
    return luck.choice((*[plain] * 8, f"{path}:{value}", path, f"x:{plain}", f"{plain}={value}"))
