"""Two rows of a header: which cells of the lower one each cell of the upper one spans.

What belongs here: folding rows without blank cells. What does not: rows whose cells are in their place, and headers in
one list (`headers.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, islice, pairwise

from pipeline.extraction.tables.heading import GROWTHS, TOLD_OF_OTHERS, Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Parting, Row, Section, cells_in
from pipeline.extraction.tables.sectors import is_sector, is_whole_of_sectors
from pipeline.extraction.tables.sums import place_of_whole
from pipeline.reference.tables import HeaderKind

BEFORE_FIGURES = frozenset({HeaderKind.LABEL, HeaderKind.UNIT, HeaderKind.ORDINAL, HeaderKind.REMARK})
"""Columns that hold no figures, whose header cells span all header rows."""
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]$")
MOST_CHOICES = 50
"""Ways tried of which cells of the upper row stand alone."""
_PART, _UNIT = object(), object()
"""What a lower cell is that names a part (其中：发明), or a unit alone."""


def fold_single(
    cells: list[Cell], section: Section, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """One header row narrower than the table: the corner above the labels is blank, or 指标 spans two columns."""
    missing = section.width - len(cells)
    kinds = [headings.read(cell.text, year).kinds for cell in cells]
    if missing == 1 and not (kinds and kinds[0] & {HeaderKind.LABEL, HeaderKind.ORDINAL}):
        return [[], *([cell] for cell in cells)]
    of_figures = [index for index, is_one in enumerate(_are_of_figures(section)) if is_one]
    if missing > 1 and len(of_figures) == len(cells) and not any(kind & BEFORE_FIGURES for kind in kinds):
        # 1994年 | 比上年增长% above 粮食 | 44450 | 万吨 | -2.5: a cell over each column of figures.
        over = dict(zip(of_figures, cells, strict=True))
        return [[over[index]] if index in over else [] for index in range(section.width)]
    if missing < 0 or (missing > 1 and headings.read(cells[0].text, year).is_bare_period):
        return None  # 2000 2006 2001-2005 above labels and more figures: cells of a row above are lost
    heads = next((index for index, kind in enumerate(kinds) if not kind & BEFORE_FIGURES), len(kinds))
    label = next((index for index, kind in enumerate(kinds[:heads]) if HeaderKind.LABEL in kind), None)
    if missing and label is not None and _words_before_figures(section) - heads == missing:
        return [[cell] for cell in [*cells[:label], *[cells[label]] * missing, *cells[label:]]]
    return [[cell] for cell in cells[: section.width]] + [[] for _ in range(missing)] if missing > 0 else None


def _words_before_figures(section: Section) -> int:
    """How many columns of words, or of the numbers of rows, stand before the first column of figures."""
    is_of_figures = _are_of_figures(section)
    first = 1 if len(is_of_figures) > 1 and not is_of_figures[1] else 0
    return next((index for index in range(first, section.width) if is_of_figures[index]), section.width)


def _are_of_figures(section: Section) -> list[bool]:
    """Of each column whether it holds figures, in most of its rows."""
    return [sum(cell.holds_value for cell in cells) * 2 > len(cells) for cells in section.columns()]


def beside_period(section: Section, rows: Sequence[Row], headings: HeadingReader, year: int | None) -> list[list[Cell]]:
    """2023年 above 指标 单位 2022年 above 实绩 增长: the cells of the middle line stand beside both others."""
    lone = cells_in(section.header[0])
    if len(section.header) != len(rows) + 1 or len(rows) != 2 or len(lone) != 1:
        return []
    upper, lower = map(cells_in, rows)
    below = [headings.read(cell.text, year) for cell in lower]
    are_measures = all(can_stand_below(each) and not (each.ids or each.has_period) for each in below)
    is_period = headings.read(lone[0].text, year).is_bare_period
    if not (is_period and are_measures and len(upper) + len(lower) == section.width):
        return []
    return [*([cell] for cell in upper), *([lone[0], cell] for cell in lower)]


def can_stand_below(heading: Heading) -> bool:
    """Whether a cell may be in the lower row of a header: 属性 stands over no figures."""
    return heading.is_known and not heading.kinds & BEFORE_FIGURES


def fold_rows(
    above: list[Cell],
    below: list[Cell],
    width: int,
    headings: HeadingReader,
    year: int | None,
    section: Section | None = None,
) -> list[list[Cell]] | None:
    """Two header rows without blank cells: those of the upper one that have nothing below them span both rows.

    What the figures of a section tell: years below one cell hold whole numbers or decimals, and parts add up.
    """
    if above and len(below) == width - 1 and not _heads_words((*above, *below), headings, year):
        # 生产总值 第一产业 above 总量 增速 总量 增速: the corner above the labels is blank.
        over = spans_of(below, len(above), headings, year)
        spanning = [cell for cell, span in zip(above, over or (), strict=False) for _ in range(span)]
        return [[], *([a, b] for a, b in zip(spanning, below, strict=True))] if over is not None else None
    if len(above) + len(below) >= width:
        if _years_beside_words(above, below, headings, year) == width - 1 - len(below) > 0:
            # The same, where the cells with nothing below them are years.
            folded = fold_rows(above, below, width - 1, headings, year)
            return [[], *folded] if folded is not None else None
        behind_whole = parts_behind_whole(above, below, section, headings, year) if section is not None else None
        if behind_whole is not None or len(above) + len(below) == width:
            return behind_whole or _with_totals(above, below, headings, year)
    alone = width - len(below)
    groups = len(above) - alone
    spans = spans_of(below, groups, headings, year) if alone >= 0 and groups > 0 else None
    if spans is None:
        return None
    is_alone = _which_stand_alone(above, below, alone, spans, headings, year, section)
    if is_alone is None:
        return None
    rest = list(below)
    stacks: list[list[Cell]] = []
    for cell, stands_alone in zip(above, is_alone, strict=True):
        if stands_alone:
            stacks.append([cell])
        else:
            stacks.extend([cell, rest.pop(0)] for _ in range(spans.pop(0)))
    return stacks


def _which_stand_alone(
    above: Sequence[Cell],
    below: Sequence[Cell],
    count: int,
    spans: Sequence[int],
    headings: HeadingReader,
    year: int | None,
    section: Section | None,
) -> list[bool] | None:
    """For each cell of the upper row whether nothing stands below it, as for `count` of them; None where none fit."""
    read = [headings.read(cell.text, year) for cell in above]
    are_periods = all(headings.read(cell.text, year).is_bare_period for cell in below)
    # 2006 2007 平均增长速度 above 1996-2000 2001-2005: years span no years.
    is_alone = [bool(each.kinds & BEFORE_FIGURES) or (are_periods and each.is_bare_period) for each in read]
    lacking = count - sum(is_alone)
    # 固定资产投资增速 has its measure; of the others those at the right stand alone.
    has_measure = [each.measure is not None for each in read]
    free = [index for index, stands_alone in enumerate(is_alone) if not stands_alone]
    # 总量 增速（%） 位次 above 总量 增速: what stands below another cell spans none itself.
    told_below = {_bare(cell.text) for cell in below}
    is_again = [_bare(each.text) in told_below and not each.ids for each in read]
    # 2022年 2023年 above 实绩 增长: what has grown in the end is told of the last.
    years = [_last_year(each) for each in read]
    # 2022年底高企数 科技型中小企业入库 above 目标数 入库数 完成率: a name that says when it is of spans none.
    is_dated = [each.has_period and bool(each.ids) for each in read]
    free.sort(
        key=lambda index: (not is_again[index], not has_measure[index], not is_dated[index], years[index], -index)
    )
    if not 0 <= lacking <= len(free):
        return None
    chosen = free[:lacking]
    forms = forms_of(section) if section is not None else ()
    if forms and are_periods:
        for others in islice(combinations(free, lacking), MOST_CHOICES):
            tried = [alone or index in others for index, alone in enumerate(is_alone)]
            if _are_alike(tried, spans, forms):
                chosen = list(others)
                break
    is_alone = [alone or index in chosen for index, alone in enumerate(is_alone)]
    if any(again and not alone for again, alone in zip(is_again, is_alone, strict=True)):
        return None
    return is_alone


def _years_beside_words(above: Sequence[Cell], below: Sequence[Cell], headings: HeadingReader, year: int | None) -> int:
    """2006 2007 平均增长速度 above 1996-2000 2001-2005: how many years stand beside words over others; else 0."""
    are_periods = [headings.read(cell.text, year).is_bare_period for cell in above]
    is_one = all(headings.read(cell.text, year).is_bare_period for cell in below)
    return sum(are_periods) if is_one and not all(are_periods) and not _heads_words(above, headings, year) else 0


def _last_year(heading: Heading) -> int:
    """The last year that a period and nothing else names, or 0."""
    return (heading.mention.last or 0) if heading.is_bare_period and heading.mention is not None else 0


def fold_in_order(
    rows: Sequence[Row], width: int, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """序 指标名称 2020年 2025年 指标 above 号 现状值 目标值 属性: names broken over two lines, all but some of them.

    Each cell of the lower row goes on with the next one above with which it makes sense.
    """
    lines = [cells_in(row) for row in rows]
    is_printed_apart = all(cell.parting is Parting.SINGLE_BLANK for line in lines for cell in line)
    if len(lines) != 2 or not is_printed_apart or not 1 < len(lines[1]) < len(lines[0]) == width:
        return None
    stacks = [[cell] for cell in lines[0]]
    place = 0
    for cell in lines[1]:
        while place < width and not _goes_on_with(lines[0][place], cell, headings, year):
            place += 1
        if place == width:
            return None
        stacks[place].append(cell)
        place += 1
    return stacks


def _goes_on_with(above: Cell, below: Cell, headings: HeadingReader, year: int | None) -> bool:
    upper, lower, whole = (headings.read(text, year) for text in (above.text, below.text, above.text + below.text))
    is_of_labels = bool(upper.kinds & BEFORE_FIGURES) and not lower.kinds & BEFORE_FIGURES and lower.is_known
    return whole.is_known and not is_of_labels


def _bare(text: str) -> str:
    """The words of a cell without its unit: 增速 of 增速（%）."""
    return _IN_BRACKETS.sub("", text)


def _heads_words(cells: Sequence[Cell], headings: HeadingReader, year: int | None) -> bool:
    return any(headings.read(cell.text, year).kinds & BEFORE_FIGURES for cell in cells)


def _are_alike(is_alone: Sequence[bool], spans: Sequence[int], forms: Sequence[bool | None]) -> bool:
    """Whether the columns below each cell that spans some hold figures of one kind, whole numbers or decimals."""
    column, rest = 0, list(spans)
    for stands_alone in is_alone:
        span = 1 if stands_alone else rest.pop(0)
        if len({form for form in forms[column : column + span] if form is not None}) > 1:
            return False
        column += span
    return True


def forms_of(section: Section) -> list[bool | None]:
    """Of each column whether its figures are decimals; None where it holds none, or both kinds."""
    found = [{"." in cell.text for cell in cells if cell.is_figure} for cells in section.columns()]
    return [next(iter(kinds)) if len(kinds) == 1 else None for kinds in found]


def parts_behind_whole(
    above: Sequence[Cell], below: Sequence[Cell], section: Section, headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """The cells of the lower row behind the one of the upper whose parts they are, where sums tell which one that is.

    Parts that are no indicators by themselves (发明) are below their whole; others (#出口总额) say all themselves.
    """
    place = place_of_whole(above, below, section, headings, year)
    if place is None:
        return None
    whole = above[place]
    parts = [[cell] if headings.is_indicator(headings.read(cell.text, year).ids) else [whole, cell] for cell in below]
    stacks = [*([cell] for cell in above[: place + 1]), *parts, *([cell] for cell in above[place + 1 :])]
    return stacks[: section.width] if place + len(below) < section.width else None


def _with_totals(
    above: Sequence[Cell], below: Sequence[Cell], headings: HeadingReader, year: int | None
) -> list[list[Cell]] | None:
    """年份 专利申请数 专利授权数 above 发明 实用新型 发明 实用新型: each has a column of its own, then its parts."""
    wholes = [cell for cell in above if not headings.read(cell.text, year).kinds & BEFORE_FIGURES]
    products = [cell for cell in wholes if is_whole_of_sectors(headings.read(cell.text, year))]
    if len(products) == 1 and is_sector(headings.read(below[0].text, year), headings.reference):
        # 地区生产总值 人均生产总值 above 第一产业 第二产业 第三产业: the sectors are parts of the gross product alone.
        wholes = products
    if not wholes or len(below) % len(wholes):
        return None
    share, rest = len(below) // len(wholes), list(below)
    stacks: list[list[Cell]] = []
    for cell in above:
        stacks.append([cell])
        if cell in wholes:
            stacks.extend([cell, rest.pop(0)] for _ in range(share))
    return stacks


def spans_of(below: Sequence[Cell], groups: int, headings: HeadingReader, year: int | None) -> list[int] | None:
    """How many lower cells each upper one spans: a new one begins where a measure comes again (总量 增速 | 增速)."""
    told: list[object] = []
    for cell in below:
        heading = headings.read(cell.text, year)
        says = heading.measure or heading.status
        if says is HeaderKind.AMOUNT and (heading.has_period or not heading.is_known):
            says = None  # 指标值 上年值 位次: the same of another year; 每万人拥有量 is none
        if not says and not heading.ids and headings.patterns.tables.ends_as_amount.search(_bare(cell.text)):
            says = HeaderKind.AMOUNT
        told.append(_PART if heading.is_marked else _UNIT if heading.units and not says else says or cell.text)
    shares = _shares_up_to_ranks(told, groups) or _shares_around_repeated(told, groups)
    shares = shares or _shares_up_to_repeated(told, _starts_of_spans(below, headings, year))
    for tried in (shares, _shares_at_amounts(told), _shares_of_ranked(told)):
        if len(tried) == groups:
            return tried
    return [len(below) // groups] * groups if len(below) % groups == 0 else None


def _shares_up_to_ranks(told: Sequence[object], groups: int) -> list[int]:
    """总数 净增 排名 | 入库数 排名 | 强度 排名: where each group has a rank, and the last ends with it, all do."""
    ends = [index + 1 for index, what in enumerate(told) if what is HeaderKind.RANK]
    if len(ends) != groups or ends[-1] != len(told) or groups < 2:
        return []
    shares = [b - a for a, b in pairwise([0, *ends])]
    return shares if min(shares) > 1 else []


def _shares_around_repeated(told: Sequence[object], groups: int) -> list[int]:
    """申报数 任务 | 入库数 任务 | 成交额 任务 完成率: what each group has stands at the same place in it."""
    for repeated in dict.fromkeys(told):
        places = [index for index, what in enumerate(told) if what == repeated]
        starts = [place - places[0] for place in places]
        spans = list(pairwise([*starts, len(told)]))
        # An amount is the first of its group; a part never is, nor what is told of others where one begins otherwise.
        opened = {told[a] for a, _ in spans}
        is_apart = all(HeaderKind.AMOUNT not in told[a + 1 : b] for a, b in spans)
        is_apart = is_apart and _PART not in opened and not (opened & TOLD_OF_OTHERS and len(opened) > 1)
        if len(starts) == groups > 1 and is_apart and all(len(set(told[a:b])) == b - a > places[0] for a, b in spans):
            return [b - a for a, b in spans]
    return []


def _shares_at_amounts(told: Sequence[object]) -> list[int]:
    """数量 增长 | 目标 完成 完成率 | 金额 增长: groups begin at an amount, or at a goal behind what is told of one."""
    starts = [
        index
        for index, what in enumerate(told)
        if index == 0
        or what in (HeaderKind.AMOUNT, _UNIT)
        or (what is HeaderKind.TARGET and told[index - 1] in TOLD_OF_OTHERS)
    ]
    return [last - first for first, last in pairwise([*starts, len(told)])]


def _shares_of_ranked(told: Sequence[object]) -> list[int]:
    """总量 位次 增速 位次 | 增速 位次 | 总量 增速: an amount and its growth, each of which a rank may follow."""
    starts: list[int] = []
    has_growth = False
    for index, what in enumerate(told):
        is_growth = what in GROWTHS
        if what is HeaderKind.AMOUNT or (is_growth and (has_growth or not starts)):
            starts.append(index)
            has_growth = False
        elif not starts or not (is_growth or what is HeaderKind.RANK):
            return []
        has_growth = has_growth or is_growth
    return [last - first for first, last in pairwise([*starts, len(told)])]


def _starts_of_spans(below: Sequence[Cell], headings: HeadingReader, year: int | None) -> set[int]:
    """Where several years (2001-2005) follow upon single ones: averages over them, behind what is of each year."""
    found = [headings.read(cell.text, year) for cell in below]
    are_over = [each.is_bare_period and _is_over_years(each) for each in found]
    are_single = [each.is_bare_period and not over for each, over in zip(found, are_over, strict=True)]
    return {index for index, (a, b) in enumerate(zip(are_single, are_over[1:], strict=False), start=1) if a and b}


def _is_over_years(heading: Heading) -> bool:
    mention = heading.mention
    return mention is not None and bool(mention.first and mention.last) and mention.first != mention.last


def _shares_up_to_repeated(told: Sequence[object], starts: set[int]) -> list[int]:
    """How many cells of the lower row each cell of the upper spans, where they come again group by group."""
    shares: list[int] = []
    seen: set[object] = set()
    for index, what in enumerate(told):
        # An amount is the first of its group: 总量 增速 位次 | 增速 位次 | 总量 增速; so is a unit by itself.
        is_first = index in starts or (what in (HeaderKind.AMOUNT, _UNIT) and seen)
        if not shares or what in seen or is_first:
            shares.append(0)
            seen.clear()
        if what is _PART:
            # 总量 同比 其中:发明 同比: what is told of a part comes again in the same group.
            seen.clear()
        shares[-1] += 1
        seen.add(what)
    return shares
