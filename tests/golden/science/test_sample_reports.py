"""The sample reports are what their generator makes, and hold what their README promises.

What does not belong here: what the extractor finds in them.
"""

import importlib.util
import io
import re
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from docx import Document
from docx.table import Table

ROOT = Path(__file__).parents[3]
REPORTS = ROOT / "seeds" / "reports"
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def load_generator() -> ModuleType:
    path = ROOT / "benchmarks" / "make_sample_reports.py"
    spec = importlib.util.spec_from_file_location("make_sample_reports", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generator = load_generator()
MADE = sorted(generator.MADE_REPORTS)


def pdf_words(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def docx_words(data: bytes) -> list[str]:
    words = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            words += ["|".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            words.append(block.text)
    return words


def words_of(file_name: str, data: bytes) -> object:
    """What a reader sees: libraries may lay out the same PDF or DOCX in other bytes."""
    readers = {".pdf": pdf_words, ".docx": docx_words}
    return readers.get(Path(file_name).suffix, bytes)(data)


def plain_words(path: Path) -> str:
    source = generator.SOURCES / f"{path.stem}.txt"
    return (source if source.exists() else path).read_text(encoding="utf-8")


@pytest.mark.parametrize("file_name", MADE)
def test_committed_report_is_what_the_generator_makes(file_name: str) -> None:
    committed = (REPORTS / file_name).read_bytes()
    assert words_of(file_name, committed) == words_of(file_name, generator.make_report(file_name))


@pytest.mark.parametrize("file_name", MADE)
def test_generator_is_deterministic(file_name: str) -> None:
    assert generator.make_report(file_name) == generator.make_report(file_name)


def test_every_source_makes_a_report_and_every_report_is_described() -> None:
    sources = {path.stem for path in generator.SOURCES.glob("*.txt")}
    assert sources == {Path(name).stem for name in MADE}
    described = (REPORTS / "README.md").read_text(encoding="utf-8")
    for path in REPORTS.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in described


@pytest.mark.parametrize("path", sorted(p for p in REPORTS.iterdir() if p.suffix != ".md"), ids=lambda path: path.name)
def test_reports_have_the_size_of_reports(path: Path) -> None:
    words = plain_words(path)
    if "meeting_notice" in path.name:
        assert len(words) < 1000
        return
    assert 1500 <= len(words) <= 4000
    assert len(NUMBER.findall(words)) >= 30


def test_pdf_cuts_numbers_at_lines_and_pages() -> None:
    first, second, *_ = pdf_words((REPORTS / "zibo_2023_summary_2024_plan.pdf").read_bytes())
    assert "230\r\n9家" in first
    assert "281.7\r\n6亿元" in first
    assert first.endswith("外国专家3\r\n— 1 —")
    assert second.startswith("10余人次")


def test_html_is_gb18030_with_characters_beyond_gbk() -> None:
    data = (REPORTS / "zibo_2022_summary_2023_plan.html").read_bytes()
    assert "张㛃、李䶮" in data.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        data.decode("gbk")


def test_docx_holds_the_table() -> None:
    words = docx_words((REPORTS / "hefei_2023_summary_2024_plan.docx").read_bytes())
    assert "指标|单位|2022年|2023年|增长（%）" in words
    assert "高新技术企业总量|家|6412|8406|31.1" in words
