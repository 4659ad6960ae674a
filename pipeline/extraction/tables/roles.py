"""What the columns of a table hold, from headers and cells: labels, units, remarks, or figures.

What belongs here: roles of columns, what the cells of a header say together, and whether they stand over what they
speak of. What does not: which cells of the header stand above a column (`headers.py`), periods
(`columns.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extraction.tables.beside import with_amounts_before, with_name_before, with_names_begun
from pipeline.extraction.tables.columns import Column, Role, TableContext, with_periods
from pipeline.extraction.tables.elisions import as_titled, behind_name, with_growth_titled
from pipeline.extraction.tables.figures import number_of, parts_exceed_wholes, with_ranked_growth, with_told_differences
from pipeline.extraction.tables.folding import BEFORE_FIGURES
from pipeline.extraction.tables.headers import header_stacks
from pipeline.extraction.tables.heading import PLAIN, TOLD_OF_OTHERS, Heading
from pipeline.extraction.tables.headings import HeadingReader
from pipeline.extraction.tables.layouts import Cell, Row, Section
from pipeline.extraction.tables.sectors import with_units_of_whole
from pipeline.extraction.tables.sums import with_periods_of_wholes
from pipeline.reference.tables import HeaderKind
from pipeline.reference.units import UnitKind
from pipeline.segmentation.cells import is_english

_DECIMAL = re.compile(r"\d\.\d|^-\d")
_DIGIT = re.compile(r"\d")
_TASKS = {HeaderKind.TASK, HeaderKind.TARGET}
_PROMISED_OR_DONE = {HeaderKind.TARGET, HeaderKind.ACTUAL, HeaderKind.FORECAST}
_WHOLE = 100
_DIGITS_OF_YEAR = 4
_THOUSANDS = re.compile(r"-?\d[\d,]{3}")


def read_columns(section: Section, headings: HeadingReader, context: TableContext) -> list[Column] | None:
    """The columns of a section from left to right, or None where it has no labels or no figures."""
    stacks = header_stacks(section, headings, context.year)
    roles = _roles(section, stacks, headings, context.year)
    if Role.VALUE not in roles or Role.LABEL not in roles:
        return None
    columns = []
    for role, stack in zip(roles, stacks, strict=True):
        found = [
            as_titled(read, context.title, headings, context.year)
            for read in _read_stack(_without_theme(stack, headings, context.year), headings, context.year)
        ]
        merged = _merged(found, headings, context.year) if found else None
        if merged is not None and merged.kinds == {HeaderKind.AMOUNT}:
            merged = behind_name(merged, context.title, headings, context.year)
        columns.append(Column(role, tuple(stack), merged))
    columns = [_without_composition(column, cells) for column, cells in zip(columns, section.columns(), strict=True)]
    if (
        parts_exceed_wholes(columns, section, headings.reference)
        or any(map(_is_beside_its_header, columns, section.columns()))
        or any(_cannot_hold(column, cells, headings) for column, cells in zip(columns, section.columns(), strict=True))
    ):
        columns = [Column(column.role) for column in columns]
    columns = _without_repeated(_with_growth_titled(columns, context))
    columns = with_names_begun(columns, headings, context.year)
    columns = _with_parts_before(columns, headings, context.year)
    columns = _with_parts_behind(columns, headings)
    if context.title is None or not context.title.ids:
        columns = with_name_before(columns)
    columns = with_amounts_before(columns, context)
    columns = _without_ranks_of_progress(columns, headings)
    columns = with_units_of_whole(columns, headings.reference)
    columns = with_periods([_with_whole(column, columns, headings) for column in columns], context)
    columns = with_periods_of_wholes(columns, section, headings)
    return with_told_differences(with_ranked_growth(columns, section), section)


def _with_growth_titled(columns: Sequence[Column], context: TableContext) -> list[Column]:
    values = [column.heading for column in columns if column.role is Role.VALUE]
    told = iter(with_growth_titled(values, context.title))
    return [replace(column, heading=next(told)) if column.role is Role.VALUE else column for column in columns]


def _without_theme(stack: Sequence[Cell], headings: HeadingReader, year: int | None) -> Sequence[Cell]:
    """创新主体 over 高新技术企业（家）: a word for the theme of several columns, which restricts none of them."""
    is_theme = len(stack) > 1 and headings.patterns.tables.theme.fullmatch(stack[0].text) is not None
    is_known = is_theme and headings.read(stack[0].text, year).is_known
    return stack[1:] if is_theme and not is_known else stack


def _read_stack(stack: Sequence[Cell], headings: HeadingReader, year: int | None) -> list[Heading]:
    """What the cells of one header say, from the top; a name broken over lines (一般公共 / 预算收入) is read as one."""
    found: list[Heading] = []
    for cell in stack:
        heading = headings.read(cell.text, year)
        whole = headings.read(found[-1].text + cell.text, year) if found else None
        parts = (found[-1].ids, heading.ids) if found else ()
        is_name = whole is not None and whole.is_known and headings.is_indicator(whole.ids)
        # R&D经费 / 投入强度: the name goes over the break, though its end alone means it as well.
        is_over = whole is not None and found and whole.subject[0] < len(found[-1].text) < whole.subject[1]
        if whole is not None and is_name and (is_over or whole.ids not in parts):
            found[-1] = whole
        else:
            found.append(heading)
    return found


def _with_parts_before(columns: Sequence[Column], headings: HeadingReader, year: int | None) -> list[Column]:
    """专利授权量: 总量 | 同比 | 其中：发明 | 同比: the last is told of the part to its left, not of the whole above."""
    result = list(columns)
    for index, (left, column) in enumerate(pairwise(columns), start=1):
        part, heading = left.heading, column.heading
        if part is None or heading is None or not (part.is_marked and part.ids) or column.measure not in TOLD_OF_OTHERS:
            continue
        is_below_one = len(column.cells) > 1 and left.cells[:1] == column.cells[:1]
        if is_below_one and not headings.read(column.cells[-1].text, year).ids:
            result[index] = replace(column, heading=replace(heading, text=part.text + heading.text, ids=part.ids))
    return result


def _with_parts_behind(columns: Sequence[Column], headings: HeadingReader) -> list[Column]:
    """成交额 | 技术交易额: of two amounts of one indicator in one period the second is a part of the first."""
    of_which = headings.reference.table_headers[HeaderKind.MARK][0]
    result = list(columns)
    for index, (left, column) in enumerate(pairwise(columns), start=1):
        before, heading = left.heading, column.heading
        if before is None or heading is None or not heading.ids or heading.ids != before.ids:
            continue
        if left.measure in PLAIN and column.measure in PLAIN and not (before.has_period or heading.has_period):
            first, last = (place + len(of_which) for place in heading.subject)
            marked = replace(heading, text=of_which + heading.text, subject=(first, last))
            result[index] = replace(column, heading=marked)
    return result


def _without_ranks_of_progress(columns: Sequence[Column], headings: HeadingReader) -> list[Column]:
    """目标 | 完成 | 完成率 | 排名: the rank is that of the rate; 全省排名 behind it may be of the amount."""
    result = list(columns)
    for index, (left, column) in enumerate(pairwise(columns), start=1):
        heading = column.heading
        if heading is None or column.measure is not HeaderKind.RANK or left.measure is not HeaderKind.PROGRESS:
            continue
        says_more = headings.read(column.cells[-1].text, None).ids if column.cells else ()
        if not says_more and not headings.patterns.tables.scope_of_heading.search(heading.text):
            result[index] = replace(column, heading=replace(heading, is_foreign=True))
    return result


def _without_composition(column: Column, cells: Sequence[Cell]) -> Column:
    """占比 above 77.6 … 100.0: of what parts a whole is made up, which is no share of the region."""
    heading = column.heading
    if heading is None or heading.measure is not HeaderKind.SHARE or heading.ids:
        return column
    is_made_up = any(number_of(cell.text) == _WHOLE for cell in cells if cell.is_figure)
    return replace(column, heading=replace(heading, is_foreign=True)) if is_made_up else column


def _without_repeated(columns: Sequence[Column]) -> list[Column]:
    """数值 位次 数值 位次: amounts of which nothing tells how they differ, for the header above them is not read."""
    times = Counter(column.heading.text for column in columns if column.heading is not None and _is_bare(column))
    result: list[Column] = []
    is_lost = False
    for column in columns:
        heading = column.heading
        if heading is not None:
            is_repeated = _is_bare(column) and times[heading.text] > 1
            is_lost = is_repeated or (is_lost and column.measure in TOLD_OF_OTHERS and _says_no_more(column))
            heading = replace(heading, is_foreign=heading.is_foreign or is_lost)
        result.append(replace(column, heading=heading))
    return result


def _is_bare(column: Column) -> bool:
    return column.role is Role.VALUE and column.measure is HeaderKind.AMOUNT and _says_no_more(column)


def _says_no_more(column: Column) -> bool:
    """Whether a heading names nothing but a measure."""
    heading = column.heading
    return heading is not None and not (heading.ids or heading.has_period or heading.place or heading.units)


def _cannot_hold(column: Column, cells: Sequence[Cell], headings: HeadingReader) -> bool:
    """Whether the header could not stand over the figures: ranks with decimals, growth in thousands, shares of 848%."""
    figures = [cell.text for cell in cells if cell.is_figure]
    if column.role is not Role.VALUE or not figures:
        return False
    heading = column.heading
    # 规上工业企业R&D经费（亿元）: an amount, which is what the share of that name is reckoned from.
    is_share = heading is not None and all(unit.kind is UnitKind.SHARE for unit in heading.units)
    most = headings.most_of(heading.ids) if heading is not None and is_share and column.measure in PLAIN else None
    if most is not None:
        numbers = [number for text in figures if (number := number_of(text)) is not None]
        return sum(number > most for number in numbers) * 2 > len(figures)
    if column.measure is HeaderKind.RANK:
        return any(_DECIMAL.search(text) for text in figures)
    if column.measure in (HeaderKind.GROWTH, HeaderKind.AVERAGE_GROWTH):
        return sum(_THOUSANDS.match(text) is not None for text in figures) * 2 > len(figures)
    return False


def _is_beside_its_header(column: Column, cells: Sequence[Cell]) -> bool:
    """Whether what a column holds is not what its header says: 预期性 below 2025年; no header is in its place then.

    121家（同比增长23.5%） tells more than a figure, but one all the same.
    """
    heading = column.heading
    tells_figures = sum(_DIGIT.search(cell.text) is not None for cell in cells) * 2 > len(cells)
    if heading is None or heading.is_foreign or tells_figures:
        return False
    return column.role is Role.REMARK and heading.has_period and not heading.kinds & BEFORE_FIGURES


def _with_whole(column: Column, columns: Sequence[Column], headings: HeadingReader) -> Column:
    """其中：发明 right of 专利授权量 is a part of that, 其中：新认定 of 高企, which its words do not tell."""
    heading = column.heading
    if column.role is not Role.VALUE or heading is None or headings.is_indicator(heading.ids):
        return column
    is_elided = heading.is_marked and heading.is_known and not heading.place and heading.measure is None
    if not (heading.ids or is_elided):
        return column
    index = next(index for index, other in enumerate(columns) if other is column)
    wholes = [
        left.heading
        for left in columns[:index]
        if left.role is Role.VALUE and left.heading is not None and _may_have_parts(left.heading, heading, headings)
    ]
    if not wholes:
        return column
    ids = heading.ids or wholes[-1].ids
    return replace(column, heading=replace(heading, text=wholes[-1].text + heading.text, ids=ids))


def _may_have_parts(whole: Heading, part: Heading, headings: HeadingReader) -> bool:
    """An indicator has parts; so does a word that is one with the kind that the part names: 申请量 | #发明."""
    is_word = bool(whole.ids and part.ids) and part.is_marked and not whole.is_marked and whole.measure in PLAIN
    return headings.is_indicator(whole.ids) or is_word


def _roles(section: Section, stacks: Sequence[Sequence[Cell]], headings: HeadingReader, year: int | None) -> list[Role]:
    """The role of each column: by its cells and headers, then by where it stands before or behind the figures."""
    kinds = [{kind for cell in stack for kind in headings.read(cell.text, year).kinds} for stack in stacks]
    roles = [_role(cells, told, headings) for cells, told in zip(section.columns(), kinds, strict=True)]
    if not stacks[0] and _are_years_in_order(section.columns()[0]):
        roles[0] = None
    task = _task_in_words(section, roles, kinds)
    if task is not None:
        roles[task] = None
    first = roles.index(Role.VALUE) if Role.VALUE in roles else len(roles)
    if first == 0 and len(roles) > 1 and _counts_rows(section.wide_rows, roles):
        roles[0] = Role.ORDINAL
        first = roles.index(Role.VALUE) if Role.VALUE in roles else len(roles)
    words = [index for index, role in enumerate(roles) if role is None]
    label = next((index for index in reversed(words) if index < first), None)
    if label is None and first and roles[first - 1] is Role.REMARK:
        # 平台类型 | 数量: what elsewhere is a remark labels the rows where nothing else does.
        label, roles[first - 1] = first - 1, None
    elif label is not None and roles[label + 1 : first] == [Role.REMARK] and _names_groups(section, label):
        label, roles[first - 1] = first - 1, None
    return [
        role or (Role.LABEL if index == label else Role.GROUP if index < first else Role.REMARK)
        for index, role in enumerate(roles)
    ]


def _names_groups(section: Section, index: int) -> bool:
    """地区 | 专利类型 above 张店区 | 发明, blank | 实用新型: whether each row has the cell behind of its own."""
    names, behind = section.columns()[index : index + 2]
    return len(names) * 2 <= len(behind) == len(section.wide_rows)


def _are_years_in_order(cells: Sequence[Cell]) -> bool:
    """2012, 2013, 2014 below a blank corner: what the rows are of."""
    years = [cell.text for cell in cells]
    return (
        len(years) > 1
        and all(cell.is_year for cell in cells)
        and years in (sorted(set(years)), sorted(set(years))[::-1])
    )


def _task_in_words(section: Section, roles: Sequence[Role | None], kinds: Sequence[set[HeaderKind]]) -> int | None:
    """目标任务 | 完成情况, both told in words: the column of tasks stands for the labels, where nothing else could."""
    tasks = [index for index, told in enumerate(kinds) if told & _TASKS and roles[index] is Role.VALUE]
    if len(tasks) != 1 or None in roles[: tasks[0]]:
        return None
    is_held_against = any(HeaderKind.ACTUAL in told for told in kinds[tasks[0] + 1 :])
    is_told = not any(cell.holds_value for cell in section.columns()[tasks[0]])
    return tasks[0] if is_held_against and is_told else None


def _role(cells: Sequence[Cell], kinds: set[HeaderKind], headings: HeadingReader) -> Role | None:
    """The role of a column, or None where it holds words of some kind."""
    if HeaderKind.ORDINAL in kinds:
        return Role.ORDINAL
    figures = sum(cell.holds_value for cell in cells)
    years = sum(cell.is_year for cell in cells)
    if HeaderKind.LABEL in kinds and years * 2 > len(cells) and years == sum(cell.is_figure for cell in cells):
        # 2021, 2022, 年均增长.
        return None
    if figures * 2 >= len(cells) and (cells or not kinds & BEFORE_FIGURES):
        return Role.VALUE
    units = sum(_is_unit(cell, headings) for cell in cells)
    if units * 2 > len(cells) or (HeaderKind.UNIT in kinds and not cells):
        return Role.UNIT
    if kinds & _PROMISED_OR_DONE and any(_DIGIT.search(cell.text) for cell in cells):
        return Role.VALUE  # 年度目标, 完成情况 above cells that tell in words
    is_in_english = bool(cells) and all(is_english(cell.text) for cell in cells)
    return Role.REMARK if HeaderKind.REMARK in kinds or is_in_english else None


def _is_unit(cell: Cell, headings: HeadingReader) -> bool:
    units = headings.units.read_list(cell.text)
    return bool(units) and units[0].kind is not UnitKind.PLACE


def _counts_rows(rows: Sequence[Row], roles: Sequence[Role | None]) -> bool:
    """Whether the first column numbers the rows: 1, 2, 3 … with words beside them; 9, 10, 11 go on with others."""
    numbers = [cell.text.rstrip(".、．") for row in rows if (cell := row[0]) is not None]
    first = int(numbers[0]) if numbers and numbers[0].isdecimal() and len(numbers[0]) < _DIGITS_OF_YEAR else 1
    is_counting = numbers == [str(index) for index in range(first, first + len(numbers))]
    return is_counting and len(numbers) > 1 and any(role is None for role in roles[1:3])


def _going_on(above: Heading, below: Heading, headings: HeadingReader, year: int | None) -> Heading:
    """授权 below 发明专利（件）: words that are understood behind the name above."""
    if not below.is_foreign or below.ids or not above.ids:
        return below
    whole = headings.read(above.text[slice(*above.subject)] + below.text, year)
    is_name = whole.is_known and headings.is_indicator(whole.ids) and whole.subject == (0, len(whole.text))
    return replace(whole, text=below.text) if is_name else below


def _says_again(above: Heading, below: Heading) -> bool:
    """专利申请量累计 below 申请量: whether the lower name holds all of the upper one."""
    return bool(above.ids) and above.text[slice(*above.subject)] in below.text


def _are_two(above: tuple[str, ...], below: tuple[str, ...], headings: HeadingReader) -> bool:
    """Whether the lower of two names is an indicator, and another one than the upper."""
    return bool(above and below) and above != below and headings.is_indicator(below)


def _merged(found: Sequence[Heading], headings: HeadingReader, year: int | None) -> Heading:
    """What the cells of one header say together, from the top."""
    merged = found[0]
    for upper, lower in pairwise(found):
        below = _going_on(merged, lower, headings, year)
        if HeaderKind.EVENT in merged.kinds and below.kinds == {HeaderKind.AMOUNT} and below.is_known and not below.ids:
            merged = replace(merged, units=below.units or merged.units)  # 认定数 above 总数: all of those
            continue
        has_two_periods = merged.has_period and below.has_period
        whole = headings.read(merged.text + below.text, year) if has_two_periods else None
        merged = replace(
            below,
            text=merged.text + below.text,
            kinds=merged.kinds | below.kinds,
            ids=below.ids or merged.ids,
            mention=whole.mention if whole is not None else below.mention or merged.mention,
            month=whole.month if whole is not None else below.month or merged.month,
            units=below.units or merged.units,
            place=below.place or merged.place,
            status=below.status or merged.status,
            is_index=merged.is_index or below.is_index,
            is_foreign=merged.is_foreign
            or below.is_foreign
            or (below is lower and _are_two(merged.ids, below.ids, headings) and not _says_again(upper, lower))
            or bool(whole is not None and whole.is_foreign),
            base_year=below.base_year or merged.base_year,
        )
    return merged
