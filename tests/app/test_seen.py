"""看过: the officer lists what nothing vouches for, looks, confirms; what changes has to be seen again."""

import json
import re
import shutil
from pathlib import Path

import pytest

import generate
from juesuan import reading
from juesuan.app import cli, list_numbers, seen
from juesuan.app.teller import Teller
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.model.problems import Problem, ReportError
from juesuan.model.seen import FILE, SaidNumber, SeenFile, SeenNumber
from juesuan.model.written_text import MARK
from juesuan.reading import seen as reading_seen
from juesuan.year import seen_file
from tests.support import builder, officer, output_folder, water_office
from tests.support.handwriting import Hand
from tests.support.shelf import Shelf

Output = pytest.CaptureFixture[str]
WORK = ["全年走访用水户512户。", "召开座谈会17次，另走访3次。"]


class Office:
    """The water office with numbers typed into a text, and what the program says of it."""

    def __init__(self, root: Path, capsys: Output) -> None:
        self.inputs, self.output, self.capsys = root / "inputs", root / "output", capsys
        self.folder = self.inputs / "2021"
        self.write(*WORK)

    def write(self, *work: str) -> None:
        content = water_office.department()
        builder.write(self.folder, content, water_office.texts(content, 主要职能=work))

    @property
    def file(self) -> Path:
        return self.folder / FILE

    def run(self, *arguments: str, code: int = DONE) -> str:
        self.capsys.readouterr()
        places = ["--inputs", str(self.inputs), "--output", str(self.output)]
        assert cli.main([*arguments, *places], generate.make, generate.check) == code
        return self.capsys.readouterr().out

    def listed(self, year: str = "2021") -> dict[int, str]:
        """The numbers of the list, by the numbers they are named by."""
        self.capsys.readouterr()
        places = ["--year", year, "--inputs", str(self.inputs), "--output", str(self.output), "--json"]
        cli.main(["seen", *places], generate.make, generate.check)
        return {each["number"]: each["text"] for each in json.loads(self.capsys.readouterr().out)["numbers"]}

    def problems(self, *codes: str) -> list[Problem]:
        found = generate.check(self.folder, Teller(quiet=True)).problems
        return [each for each in found if each.code in codes]


@pytest.fixture
def office(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(list_numbers, "lasting_folder", lambda: tmp_path / "cache")
    return Office(tmp_path, capsys)


# ---- listed and confirmed


def test_while_a_number_is_not_seen_something_is_open_and_no_draft_comes_of_it(office: Office) -> None:
    said = office.run("check", code=OPEN)
    assert "警告 C910　〔文字材料.docx〕“主要职能”第1段：还有 3 个数没有看过（512户、17次、3次）" in said
    assert " seen --year 2021 " in said
    assert said.endswith("还有数没有看过，逐个看过、确认以后再公开。\n")
    assert not any(each.is_open_error for each in office.problems("C910"))


def test_what_the_officer_has_looked_at_is_confirmed_by_its_number(office: Office) -> None:
    said = office.run("seen", code=OPEN)
    assert "还有 3 个数没有看过" in said
    assert re.search(r"seen 1 --year 2021", said)
    office.run("seen", "2-3", "--by", "张三", code=OPEN)
    assert office.problems("C910")[0].found == "1个"
    assert "看过 1 个数" in office.run("seen", "1")
    assert office.problems("C910", "S10", "S11") == []
    assert "没有要看的数" in office.run("seen")
    text = office.file.read_text(encoding="utf-8")
    assert '"数" = "17次"\n"句子" = "召开座谈会17次，另走访3次。"' in text
    assert text.count('"谁" = "张三"') == 2
    assert text.count('"日期" = 20') == 3


def test_all_are_confirmed_at_once(office: Office) -> None:
    assert "看过 3 个数" in office.run("seen", "--all")
    assert "什么也没有记" in office.run("seen", "--all")


def test_explaining_is_not_looking(office: Office) -> None:
    row = {"代码": "C910", "位置": "〔文字材料.docx〕“主要职能”第1段", "差额": "3个", "说明": "都对"}
    content = builder.added(water_office.department(), "出错说明", row)
    builder.write(office.folder, content, water_office.texts(content, 主要职能=WORK))
    (unseen,) = office.problems("C910")
    assert unseen.is_open
    (idle,) = office.problems("S01")
    assert "没有看过的数要逐个看过，不能用说明代替" in idle.message


# ---- what changes


def test_a_sentence_that_changes_has_to_be_seen_again(office: Office) -> None:
    office.run("seen", "--all")
    office.write("全年走访用水户521户。", WORK[1])
    assert office.problems("C910")[0].found == "1个"
    (idle,) = office.problems("S10")
    assert idle.where == f"{FILE}第6行"
    assert "看过的“512户”现在对不上任何一句（全年走访用水户512户。）" in idle.message
    assert "去掉了对不上的一节：“512户”　全年走访用水户512户。" in office.run("seen", "--all")
    assert office.problems("C910", "S10") == []
    assert "512户" not in office.file.read_text(encoding="utf-8")


def test_spaces_and_width_change_nothing(office: Office) -> None:
    office.run("seen", "--all")
    office.write("全年 走访用水户 ５１２户。", WORK[1])
    assert office.problems("C910", "S10") == []


def test_the_number_of_an_old_list_never_confirms_another_sentence(office: Office) -> None:
    office.run("seen", code=OPEN)
    office.write("新增用水户9户。", *WORK[1:])
    for number in ("1", "4", "2-4"):  # it changed; it was never shown; a range with such an end
        assert "一个也没有确认" in office.run("seen", number, code=NOTHING)
    assert office.listed() == {2: "17次", 3: "3次", 4: "9户"}
    assert not office.file.exists()
    office.run("seen", "1", "2", code=NOTHING)
    assert not office.file.exists()
    assert "看过 1 个数" in office.run("seen", "4", code=OPEN)


def test_a_sentence_of_nothing_but_its_number_is_known_by_its_place(office: Office) -> None:
    office.write("共9户。", "另有话说。", "共9户。")
    assert len(office.listed()) == 2
    office.run("seen", "1", code=OPEN)
    assert office.problems("C910")[0].where.endswith("第3段")


def test_another_face_of_the_program_confirms_by_the_sentence_itself(office: Office) -> None:
    found = seen.unseen(office.folder, office.output)
    (new,) = seen.confirm(found, [found.numbers[1].key], "李四")
    assert new.said.number == "17次"
    with pytest.raises(ReportError, match="一个也没有确认"):
        seen.confirm(seen.unseen(office.folder, office.output), [found.numbers[1].key])


def test_what_was_typed_into_the_word_file_is_listed_and_confirmed_too(office: Office, shelf: Shelf) -> None:
    shutil.rmtree(office.folder)
    shelf.copy(office.inputs.parent, water_office.department())
    word = output_folder.word(office.output)
    hand = Hand.on(word.read_bytes())
    hand.retype("这是主要职能的第二段。", "全年走访用水户512户，其中乡镇37户。")
    word.write_bytes(hand.saved())
    office.run(code=OPEN)
    assert list(office.listed().values()) == ["512户", "37户"]
    office.run("seen", "--all")
    assert office.listed() == {}
    office.run(code=DONE)
    assert office.problems("S10") == []


# ---- the file


def test_what_is_written_into_the_file_stays(office: Office) -> None:
    office.run("seen", "--all")
    text = office.file.read_text(encoding="utf-8").replace('"17次"', '"17次" # 见会议记录', 1)
    text = text.replace("\n\n[[", "\n# 与办公室对过\n[[", 1).replace("\n", "\r\n")
    office.file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    office.write("全年走访用水户521户。", WORK[1])
    office.run("seen", "--all")
    after = office.file.read_bytes().decode()
    assert "# 与办公室对过\r\n" in after
    assert "# 见会议记录\r\n" in after
    assert after.count("\n") == after.count("\r\n")
    assert office.problems("C910", "S10", "S11") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("[[看过]]".encode("gb18030"), "不是 UTF-8 编码的文本"),
        (b'[["\xe7\x9c\x8b\xe8\xbf\x87"]]\n"a" = ', f"{FILE}第2行：写得不对，读不懂"),
        ('[["看过"]]\n"数" = 5\n"句子" = "5次"'.encode(), f"{FILE}第1行起：这一节写得不对"),
        ('[["看过"]]\n"数" = "5"\n"句子" = "\\u0001"'.encode(), f"{FILE}第1行起：这一节里有印不出来的字符"),
        ('"看过" = 3'.encode(), "要写成一节一节的"),
        ('["别的"]'.encode(), "有不认识的一节“别的”"),
        (b"a = " + b"[" * 50_000, "读不懂"),
        (b"a." * 300 + b"a = 1", "点太多"),
        (b"#" * 5_000_000, "超过 4 MB"),
        ('[["看过"]]\n"数"="1"\n"句子"="1"\n'.encode() * 10_001, "超过 10000 节"),
    ],
    ids=range(10),
)
def test_a_damaged_file_is_told_with_its_line(data: bytes, said: str) -> None:
    _, faults = reading_seen.parsed(data)
    assert [each.code for each in faults] == ["S11"]
    assert said in str(faults[0])
    with pytest.raises(ReportError):
        seen_file.changed(data, (), ())


def test_a_damaged_file_is_never_written_over_and_what_is_sound_in_it_counts(office: Office) -> None:
    office.run("seen", "--all")
    data = office.file.read_bytes().replace('"数" = "17次"'.encode(), '"数" = 17'.encode())
    office.file.write_bytes(data)
    assert f"警告 S11　{FILE}第12行起：" in office.run("check", code=OPEN)
    assert office.problems("C910")[0].found == "1个"
    assert "S11" in office.run("seen", code=OPEN)
    office.run("seen", "--all", code=NOTHING)
    assert office.file.read_bytes() == data


def test_what_another_window_has_noted_meanwhile_is_not_written_over(office: Office) -> None:
    found = seen.unseen(office.folder, office.output)
    seen.confirm(found, [found.numbers[0].key])
    noted = office.file.read_bytes()
    with pytest.raises(ReportError, match="刚刚被别的窗口改过"):
        seen.confirm(found, [found.numbers[-1].key])
    assert office.file.read_bytes() == noted


def test_the_file_is_one_of_the_inputs_and_kept_with_each_version(office: Office) -> None:
    before = reading.given(office.folder).digests
    office.run("seen", "--all")
    after = reading.given(office.folder)
    assert {*after.digests} - {*before} == {FILE}
    assert after.all_files[FILE] == office.file.read_bytes()
    assert [path.name for path in office.folder.iterdir() if path.name.startswith(".")] == []


def test_a_file_of_another_name_is_told(office: Office) -> None:
    office.run("seen", "--all")
    office.file.rename(office.file.with_name(f"{FILE}.txt"))
    assert [each.where for each in office.problems("S12")] == [f"{FILE}.txt"]
    assert office.problems("C910")


def test_entries_are_written_as_they_are_read_again() -> None:
    said = SaidNumber("5次", '“甲”说："乙\\丙\t丁"\n[["看过"]]。', "〔表〕A1")
    first, second = SeenNumber(said, None, "王"), SeenNumber(SaidNumber("6次", "戊6次", ""))
    data = seen_file.changed(b"", (first, second), ())
    found, faults = reading_seen.parsed(data)
    assert [each.said for each in found.entries] == [said, second.said]
    assert faults == ()
    assert seen_file.changed(data, (), found.entries[:1]) == seen_file.changed(b"", (second,), ())
    with pytest.raises(ReportError):
        seen_file.changed(b"", (SeenNumber(SaidNumber("5次", "5" + "." * 300, "")),), ())


def test_in_no_case_is_a_name_written_that_nobody_could_read_again(office: Office) -> None:
    office.run("seen", "--all", "--by", "甲\x01", code=NOTHING)
    assert not office.file.exists()


# ---- the next year


def test_what_was_seen_has_to_be_seen_again_next_year_and_is_known(office: Office) -> None:
    office.write("2021年走访用水户512户。", "2002年以来办了17次座谈会。", "共9户。")
    office.run("seen", "--all")
    assert "看过以前不算数" in office.run("new", "2022")
    office.folder = office.inputs / "2022"
    text = office.file.read_text(encoding="utf-8")
    assert set(re.findall(r"^\[\[.*", text, re.MULTILINE)) == {'[["去年看过"]]'}
    officer.fill(office.folder, {})
    officer.edit(office.folder, lambda words: words.replace(MARK, "").replace("2021年", "2022年"))
    assert office.problems("C910")
    assert office.problems("S10") == []
    said = office.run("seen", "--year", "2022", code=OPEN)
    assert said.count("去年看过") == len(office.listed("2022"))
    office.run("seen", "--all", "--year", "2022")
    assert office.problems("C910", "S10") == []
    assert '\n[["去年看过"]]' not in office.file.read_text(encoding="utf-8")


def test_last_years_sentence_is_known_by_the_years_that_move_on() -> None:
    said = SaidNumber("5次", "2021年比2020年多办5次培训，2002年以来都办。", "〔表〕A1")
    later = SaidNumber("5次", "2022年比2021年多办5次培训，2002年以来都办。", "〔表〕A1")
    assert said.key != later.key
    assert said.of_any_year(2021) == later.of_any_year(2022)
    assert SeenFile().entries == ()


def test_where_no_list_can_be_kept_all_can_be_confirmed_and_no_single_number(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_numbers, "lasting_folder", lambda: None)
    office.run("seen", code=OPEN)
    assert "S13" in office.run("seen", "1", code=NOTHING)
    office.run("seen", "--all")
    assert office.listed() == {}
