"""Spun copies: told by several strong pairs, read word for word without moving an offset."""

import time
from pathlib import Path

import pytest

from pipeline.errors import ReferenceDataError
from pipeline.reference.loading import SeedFolder
from pipeline.reference.synonyms import LAYOUT, Evidence, Synonym, Synonyms, load_synonyms

SYNONYMS = load_synonyms(SeedFolder.read(Path(__file__).resolve().parents[3] / "seeds" / "reference"))


def restored(text: str, synonyms: Synonyms = SYNONYMS) -> str:
    characters = list(text)
    for replacement in synonyms.replacements(text):
        end = replacement.start + len(replacement.true)
        characters[replacement.start : end] = replacement.true
    assert len(characters) == len(text)
    return "".join(characters)


def test_pairs_keep_their_length() -> None:
    assert all(len(pair.spun) == len(pair.true) for pair in SYNONYMS.pairs)


def test_no_true_word_is_spun_by_another_strong_pair() -> None:
    """Restoring a text twice changes nothing more, wherever only strong pairs are concerned."""
    strong = [pair for pair in SYNONYMS.pairs if pair.evidence is Evidence.STRONG]
    assert [pair.true for pair in strong if SYNONYMS.evidence(pair.true)] == []


@pytest.mark.parametrize("pair", SYNONYMS.pairs, ids=lambda pair: f"{pair.spun}-{pair.evidence}")
def test_each_pair_is_read_in_one_of_its_contexts(pair: Synonym) -> None:
    if pair.after:
        spun, true = f"甲{pair.after[0]}{pair.spun}乙", f"甲{pair.after[0]}{pair.true}乙"
    else:
        follows = pair.before[0] if pair.before else "乙"
        spun, true = f"甲{pair.spun}{follows}", f"甲{pair.true}{follows}"
    start = true.index(pair.true) if pair.true in true else 1
    assert restored(spun)[start : start + len(pair.true)] == pair.true


SPUN = "全区科技效劳水平不断提高，创造专利拥有量到达18.6件，为经济社会开展做出新的奉献。"
GENUINE = (
    "全市深入开展创新驱动发展战略宣传活动，服务企业1200家，发明专利拥有量达到18.6件。"
    "组织开展活动12场，工作开展情况良好。选派专家到达现场指导，科技进步奖励6项，规范标准管理。"
)


def test_tells_spun_from_genuine() -> None:
    assert SYNONYMS.is_spun(SPUN)
    assert not SYNONYMS.is_spun(GENUINE)
    assert not SYNONYMS.is_spun("")


def test_one_slip_is_no_spun_copy() -> None:
    assert [pair.spun for pair in SYNONYMS.evidence("全市高新技术企业总量到达1027家。")] == ["到达"]
    assert not SYNONYMS.is_spun("全市高新技术企业总量到达1027家，较上年到达的915家增加112家。")


@pytest.mark.parametrize(
    ("spun", "true"),
    [
        (SPUN, "全区科技服务水平不断提高，发明专利拥有量达到18.6件，为经济社会发展做出新的贡献。"),
        ("研究与试验开展经费", "研究与试验发展经费"),
        ("此中发现专利受权412件，比年头增加12件", "其中发明专利授权412件，比年初增加12件"),
        ("地区消费总值增长8%，产业构造优化", "地区生产总值增长8%，产业结构优化"),
        ("科技投入缺乏，差距仍比拟明显", "科技投入不足，差距仍比较明显"),
        ("缺乏高层次人才", "缺乏高层次人才"),
        ("产业稳步开展。深入开展活动", "产业稳步发展。深入开展活动"),
        ("科技创新工作开展情况", "科技创新工作开展情况"),
        ("开展战略性合作", "开展战略性合作"),
        ("创新驱动开展战略", "创新驱动发展战略"),
        ("获省科技进步奖一等奖", "获省科技进步奖一等奖"),
        ("标准项目管理，制定国家标准3项", "规范项目管理，制定国家标准3项"),
        ("合作工程21项，工程技术研究中心2家", "合作项目21项，工程技术研究中心2家"),
        ("落实?科技进步法?", "落实《科技进步法》"),
        ("〔一〕科技企业〔简称科企〕", "（一）科技企业（简称科企）"),
        ("淄科发〔2024〕4号", "淄科发〔2024〕4号"),
        ("标新立异，科技立异", "标新立异，科技创新"),
        ("高新手艺企业的常识产权，专利请求800件", "高新技术企业的知识产权，专利申请800件"),
        ("当年增添32家，跨越100家", "当年增加32家，超过100家"),
        ("双轨制，考核轨制", "双轨制，考核制度"),
    ],
)
def test_restores_words_in_context(spun: str, true: str) -> None:
    assert restored(spun) == true


@pytest.mark.parametrize("text", ["开展到达" * 200_000, "?" * 800_000, "?a" * 400_000, "〔" * 800_000])
def test_takes_no_more_than_linear_time(text: str) -> None:
    begun = time.process_time()
    SYNONYMS.is_spun(text)
    list(SYNONYMS.replacements(text))
    # Measured: 0.5 s at most.
    assert time.process_time() - begun < 5


BAD_ROWS = {
    "another length": ("创造,发明创造,weak,,,,,", "is not as long"),
    "the same word": ("发展,发展,weak,,,,,", "is the spun word itself"),
    "unknown evidence": ("效劳,服务,sure,,,,,", "evidence: 'sure' is unknown"),
    "no true word": ("效劳,,strong,,,,,", "true: is empty"),
    "empty context": ("效劳,服务,strong,科技|,,,,", "empty item"),
    "a pair twice": ("根底,基石,strong,,,,,", "stands in line 2 already"),
}


def load_rows(folder: Path, *rows: str) -> Synonyms:
    (folder / LAYOUT.file_name).write_text("\n".join((",".join(LAYOUT.columns), *rows, "")), encoding="utf-8")
    return load_synonyms(SeedFolder.read(folder))


@pytest.mark.parametrize(("row", "problem"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_refuses_a_bad_row(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"synonyms\.csv:3") as caught:
        load_rows(tmp_path, "根底,基础,strong,,,,,", row)
    assert problem in str(caught.value)


def test_strong_is_read_before_weak_for_one_word(tmp_path: Path) -> None:
    synonyms = load_rows(tmp_path, "到达,来到,weak,,,,,", "到达,达到,strong,,1|2,,,")
    assert restored("到达1家，到达现场", synonyms) == "达到1家，来到现场"


def test_a_table_without_rows_restores_only_marks(tmp_path: Path) -> None:
    assert restored("效劳〔一〕", load_rows(tmp_path)) == "效劳（一）"
