"""Turns the annotated sources of the folders of labelled texts into plain texts and label sheets.

What belongs here: the notation of `FOLDER/sources/NAME.src` and its checks. What does not: the texts themselves, and
anything of the pipeline (these labels must not depend on the code that they judge).

    python -m tests.golden.annotation [NAME...]            write NAME.txt and NAME.tsv
    python -m tests.golden.annotation [NAME...] --review   print each row in its context as well

A number is written `{printed|label}`, where the label is one of

    n                         no quantity (none)
    q [unit]  /  d [unit]     a quantity / a doubtful one; the unit is read from the text after it when left out
    INDICATOR MEASURE         a fact: L (level), A (change_abs), P (change_pct), R (rank) or G (growth_rank)

followed by any of `@REGION`, `~PERIOD`, `actual|target|forecast`, `min|max|about|to:HIGH` (bound), `-` (minus),
`=VALUE` (when it is not printed in digits), `xSCALE` (when a table's heading tells the magnitude), `unit:UNIT`.
Facts that share a number are joined by `;`. Lines that begin with `%%` set the defaults of region, period and status
and are cut. `⏎` inside braces stands for a line break inside a number, and is printed so in the sheet, whose rows are
lines.
"""

# ruff: noqa: T201  (a script that a person runs)

import csv
import re
import sys
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

GOLDEN = Path(__file__).parent
BREAK = "⏎"
SHEET_HEADER = "mention start end number class indicator region period measure status value value_high unit bound"
COLUMNS = SHEET_HEADER.split()
MEASURES = {"L": "level", "A": "change_abs", "P": "change_pct", "R": "rank", "G": "growth_rank"}
BOUNDS = {"min": "at_least", "max": "at_most", "about": "approx"}
MAGNITUDES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2, "": 1}
# One 亿斤 is 50,000 tonnes: a 斤 is half a kilogram.
UNITS = (
    ("个百分点", "pp"),
    ("%", "percent"),
    ("％", "percent"),
    ("美元", "USD"),
    ("元", "CNY"),
    ("吨", "tonne"),
    ("斤", "tonne"),
    ("人年", "person_year"),
)
FULL_WIDTH = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
AFTER = re.compile(r"[多余]?\s*(万亿|亿|万|千|百)?[多余]?\s*(个百分点|%|％|美元|元|吨|斤|人年)?")
ANNOTATION = re.compile(r"\{([^{}|]+)\|([^{}|]*)\}")
# Dates and years are no quantities wherever they stand, so they need no annotation.
DATES = re.compile(
    r"(?P<range>\d{4}|\d{1,2})[—-](?=\d{1,4}[年月])|(?P<date>\d{4}(?=年)|\d{1,2}(?=月|日))"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?)"
)
NUMBER = re.compile(r"[0-9０-９]+(?:[.．,][0-9０-９]+)*")
CJK_NUMBER = re.compile(r"[一二三四五六七八九十百千两半首成番倍]+")
PERIOD = re.compile(r"\d{4}(/\d{4})?|\d{4}-\d\d/\d{4}-\d\d")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a label inherits from the `%%` lines above it."""

    region: str = ""
    period: str = ""
    status: str = "actual"


@dataclass(slots=True)
class Source:
    """A text without its annotation, and where its labels stand."""

    text: str = ""
    labels: list[tuple[int, int, str, Defaults]] = field(default_factory=list)


def catalogue() -> dict[str, str]:
    """Base unit of each indicator, from the catalogue of the repository or of the shared folder."""
    root = GOLDEN.parents[1]
    paths = (root / "seeds/reference/indicators.csv", root.parent / "shared/evaluation/indicators.csv")
    path = next(path for path in paths if path.exists())
    with path.open(encoding="utf-8", newline="") as file:
        return {row["indicator"]: row["unit"] for row in csv.DictReader(file)}


def read_source(path: Path) -> Source:
    """Cut directives and braces; keep the offsets that the numbers get thereby."""
    source, defaults = Source(), Defaults()
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = []
    for line in lines:
        if line.startswith("%%"):
            words = line[2:].split()
            defaults = replace(defaults, **dict(zip(words[::2], words[1::2], strict=True)))
            continue
        kept.append((line, defaults))
    for index, (line, its_defaults) in enumerate(kept):
        position = 0
        for match in ANNOTATION.finditer(line):
            source.text += line[position : match.start()]
            start = len(source.text)
            source.text += match[1]
            source.labels.append((start, len(source.text), match[2], its_defaults))
            position = match.end()
        source.text += line[position:] + ("\n" if index < len(kept) - 1 else "")
    if "{" in source.text or "}" in source.text or "|" in source.text:
        raise ValueError(f"{path}: a brace or bar is left over: annotation misspelt")
    source.text = source.text.replace(BREAK, "\n")
    return source


def dated(text: str) -> list[tuple[int, int]]:
    """Spans of the digits of dates and years, which are labelled none."""
    spans = []
    for match in DATES.finditer(text):
        if match["iso"]:
            spans += [(match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"\d+", match["iso"])]
        else:
            name = "range" if match["range"] else "date"
            spans.append(match.span(name))
    return spans


def rows_of(source: Source, units: dict[str, str]) -> list[dict[str, str]]:
    """One dictionary a label row, in the order of the text, with mentions numbered."""
    entries = list(source.labels)
    taken = {position for start, end, _, _ in entries for position in range(start, end)}
    entries += [(s, e, "n", Defaults()) for s, e in dated(source.text) if not taken & set(range(s, e))]
    rows = []
    for mention, (start, end, label, defaults) in enumerate(sorted(entries, key=lambda entry: entry[0]), 1):
        for part in label.split(";"):
            row = dict.fromkeys(COLUMNS, "")
            row |= {"mention": f"m{mention:03}", "start": str(start), "end": str(end)}
            row["number"] = source.text[start:end].replace("\n", BREAK)
            fill(row, part.split(), source.text[end : end + 8], defaults, units)
            rows.append(row)
    return rows


def fill(row: dict[str, str], words: list[str], after: str, defaults: Defaults, units: dict[str, str]) -> None:
    """Read one label into its row; `after` is the text that follows the number."""
    kind, *options = words
    if kind == "n":
        row["class"] = "none"
        return
    tail = AFTER.match(after)
    assert tail is not None
    read_unit = dict(UNITS).get(tail[2] or "", "count")
    row["bound"] = "exact"
    if kind in ("q", "d"):
        row["class"] = "quantity" if kind == "q" else "doubtful"
        row["unit"] = read_unit
    else:
        measure = options.pop(0)
        row |= {"class": "fact", "indicator": kind, "measure": MEASURES[measure]}
        row |= {"region": defaults.region, "period": defaults.period, "status": defaults.status}
        row["unit"] = fact_unit(units[kind], measure, read_unit)
    apply_options(row, options, tail)
    if row["class"] == "fact" and not PERIOD.fullmatch(row["period"]):
        raise ValueError(f"{row['number']} {words}: bad period {row['period']!r}")


def fact_unit(own: str, measure: str, read: str) -> str:
    """Unit of a fact by its measure, the catalogue and the text."""
    if measure == "P":
        return "percent"
    if measure in "RG":
        return "rank"
    if own == "percent" and measure == "A":
        return "pp"
    return read if own == "currency" else own


def apply_options(row: dict[str, str], options: list[str], tail: re.Match[str]) -> None:
    """Apply the words after the class of a label, then reckon the value."""
    scale, sign, value = None, 1, None
    for word in options:
        if word[0] == "@":
            row["region"] = word[1:]
        elif word[0] == "~":
            row["period"] = word[1:]
        elif word in ("actual", "target", "forecast"):
            row["status"] = word
        elif word in BOUNDS:
            row["bound"] = BOUNDS[word]
        elif word.startswith("to:"):
            row["bound"], row["value_high"] = "range", word[3:]
        elif word == "-":
            sign = -1
        elif word[0] == "=":
            value = Decimal(word[1:])
        elif word[0] == "x":
            scale = Decimal(word[1:])
        else:
            row["unit"] = word.removeprefix("unit:")
    if value is None:
        if scale is None:
            scale = Decimal(MAGNITUDES[tail[1] or ""])
            if tail[2] == "斤":
                scale *= Decimal("0.0005")
        value = Decimal(row["number"].replace(BREAK, "").translate(FULL_WIDTH).replace(",", "")) * scale
    row["value"] = plain(value * sign)


def plain(value: Decimal) -> str:
    """Decimal digits without exponent or idle zeros."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def check(name: str, source: Source, rows: list[dict[str, str]]) -> list[str]:
    """What a person should look at: digits without a label, facts whose unit differs from the printed one."""
    taken = {position for row in rows for position in range(int(row["start"]), int(row["end"]))}
    problems = []
    for match in NUMBER.finditer(source.text):
        if not taken & set(range(*match.span())):
            problems.append(f"{name}: no label: {source.text[max(0, match.start() - 12) : match.end() + 8]!r}")
    for row in rows:
        if source.text[int(row["start"]) : int(row["end"])].replace("\n", BREAK) != row["number"]:
            problems.append(f"{name}: offset of {row['mention']} is wrong")
    return problems


def sources() -> list[Path]:
    """The annotated sources of all folders."""
    return sorted(GOLDEN.glob("*/sources/*.src"))


def write(path: Path, source: Source, rows: list[dict[str, str]]) -> None:
    """Write the plain text and its sheet into the folder of a source."""
    folder, name = path.parents[1], path.stem
    (folder / f"{name}.txt").write_text(source.text, encoding="utf-8", newline="")
    lines = ["\t".join(COLUMNS)] + ["\t".join(row[column] for column in COLUMNS) for row in rows]
    (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def review(source: Source, rows: list[dict[str, str]]) -> None:
    """Print each row between the characters around it, and the Chinese numerals that bear no label."""
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        if row["class"] == "none" and re.match(r"[年月日—-]", source.text[end : end + 1]):
            continue
        context = source.text[max(0, start - 14) : start] + "⟦" + row["number"] + "⟧" + source.text[end : end + 9]
        told = " ".join(row[c] for c in COLUMNS[4:] if row[c])
        print(row["mention"], context.replace("\n", "⏎").replace("\t", "⇥"), "→", told)
    taken = {position for row in rows for position in range(int(row["start"]), int(row["end"]))}
    free = [m for m in CJK_NUMBER.finditer(source.text) if not taken & set(range(*m.span()))]
    print("unlabelled numerals:", " ".join(source.text[max(0, m.start() - 2) : m.end() + 2].strip() for m in free))


def doubtful_bounds(source: Source, rows: list[dict[str, str]]) -> list[str]:
    """Rows called exact beside a word that sounds like a bound; a person decides."""
    before, after = (
        re.compile(r"(突破|超过|超|逾|近|约|不低于|不少于|至少)$"),
        re.compile(r"[^，,。；;、]{0,3}(以上|以内|左右|多|余)"),
    )
    found = []
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        context = source.text[max(0, start - 3) : start], source.text[end : end + 6]
        if row["bound"] == "exact" and (before.search(context[0]) or after.match(context[1])):
            found.append(f"exact? {context[0]}{row['number']}{context[1]}")
    return found


def main() -> int:
    """Convert all sources; return 1 where something needs a look."""
    units, problems = catalogue(), []
    names = [word for word in sys.argv[1:] if not word.startswith("-")]
    for path in sources():
        if names and path.stem not in names:
            continue
        source = read_source(path)
        rows = rows_of(source, units)
        problems += check(path.stem, source, rows)
        if "--review" in sys.argv:
            review(source, rows)
            print("\n".join(doubtful_bounds(source, rows)))
        write(path, source, rows)
        counts = {kind: sum(row["class"] == kind for row in rows) for kind in ("fact", "quantity", "doubtful", "none")}
        print(f"{path.stem}: {len(source.text)} characters, {counts}")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
