"""A file that comes back: known for our own, unchanged or changed, and where; with its version at hand or not."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

import generate
from juesuan.app import cli
from juesuan.model.identity import About
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.ooxml import package
from juesuan.pdf import libreoffice
from juesuan.versions import seal, store
from juesuan.versions import verify as verifying
from tests.support import builder, word_files
from tests.support.builder import changed
from tests.support.shelf import Shelf
from tests.support.water_office import department

Output = pytest.CaptureFixture[str]
OLD, NEW = "城市防洪工程建设支出", "水利建设项目明显减少"
WORD, PDF = "青禾县水务局2021年度部门决算.docx", "青禾县水务局2021年度部门决算.pdf"


@pytest.fixture(scope="module")
def root(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions: as it was first, then with another reason in a sentence."""
    root = tmp_path_factory.mktemp("office")
    shelf.copy(root, department())
    builder.write(root / "inputs" / "2021", changed(department(), "收入支出", "收入总计", "变动原因", NEW))
    arguments = ["--inputs", str(root / "inputs"), "--output", str(root / "output"), "--quiet"]
    assert cli.main(arguments, generate.make, generate.check) == DONE
    return root


def of(root: Path, number: int, name: str) -> bytes:
    """A file as that version has it."""
    folder = root / "output" / "2021"
    data = store.kept(folder, store.of(folder)[number - 1].outputs[name])
    assert data is not None
    return data


@pytest.fixture
def verify(root: Path, tmp_path: Path, capsys: Output) -> Callable[..., tuple[int, dict[str, Any]]]:
    """The exit code and what is said of a file; ``at_hand`` is whether the versions are there."""

    def verify(data: bytes, name: str = WORD, *, at_hand: bool = True) -> tuple[int, dict[str, Any]]:
        (tmp_path / name).write_bytes(data)
        capsys.readouterr()
        output = str(root / "output" if at_hand else tmp_path / "elsewhere")
        code = cli.main(
            ["verify", str(tmp_path / name), "--output", output, "--json"], generate.make, generate.check
        )
        out, err = capsys.readouterr()
        assert err == ""
        return code, json.loads(out)

    return verify


def said(root: Path, path: Path, capsys: Output, output: Path | None = None) -> str:
    capsys.readouterr()
    cli.main(["verify", str(path), "--output", str(output or root / "output")], generate.make, generate.check)
    return capsys.readouterr().out


def repacked(data: bytes, change: Callable[[str], str] = str) -> bytes:
    """A Word file zipped anew, its text changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name == "word/document.xml" else part)
    return file.getvalue()


def rewritten(data: bytes, change: Callable[[pypdf.PdfWriter], object] = id) -> bytes:
    """A PDF saved by another program."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def metadata(data: bytes) -> dict[str, str]:
    """What a PDF says of itself."""
    held: Any = pypdf.PdfReader(io.BytesIO(data)).metadata
    return {str(name): str(value) for name, value in held.items()}


# ---- as it was made


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("name", [WORD, PDF, "核对报告.html"])
def test_a_file_as_it_was_made_is_known_whatever_it_is_called(
    root: Path, verify: Callable[..., Any], number: int, name: str
) -> None:
    code, found = verify(of(root, number, name), "别人发来的.docx")
    version = store.of(root / "output" / "2021")[number - 1]
    assert code == DONE
    assert (found["file"], found["year"], found["version"], found["made"]) == (name, "2021", number, version.made)
    assert found["as_made"]
    assert set(found["inputs"]) == {"决算数据.xlsx", "文字材料.docx"}
    assert all(version.sources[each].startswith(key) for each, key in found["inputs"].items())
    assert version.program.startswith(found["program"])


def test_it_is_said_in_plain_words(root: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "来件.docx").write_bytes(of(root, 1, WORD))
    first, second = store.of(root / "output" / "2021")
    lines = said(root, tmp_path / "来件.docx", capsys).splitlines()
    assert lines[0] == f"{WORD} 是本程序做的：2021 年度第 1 版（{first.made}）。"
    assert re.match(
        r"做自 决算数据\.xlsx [0-9a-f]{12}、文字材料\.docx [0-9a-f]{12}；来源编号 [0-9a-f]{12}，程序", lines[1]
    )
    assert lines[2:] == [f"它不是最新的：后来还生成过第 2 版（{second.made}）。", "结论：与生成时完全一样。"]


@pytest.mark.parametrize("name", [WORD, PDF])
def test_elsewhere_a_file_vouches_for_itself(
    root: Path, verify: Callable[..., Any], name: str, tmp_path: Path, capsys: Output
) -> None:
    code, found = verify(of(root, 2, name), name, at_hand=False)
    assert (code, found["unchanged"], found["version"], found["inputs"]) == (DONE, True, None, {})
    lines = said(root, tmp_path / name, capsys, tmp_path)
    assert "这里没有存着它的那一版" in lines
    assert lines.endswith("结论：按文件里的指纹，内容没有变。\n")


# ---- saved again


@pytest.mark.parametrize("at_hand", [True, False])
def test_a_file_that_was_only_saved_again_is_unchanged(
    root: Path, verify: Callable[..., Any], *, at_hand: bool
) -> None:
    for name, data in ((WORD, repacked(of(root, 2, WORD))), (PDF, rewritten(of(root, 2, PDF)))):
        assert data != of(root, 2, name)
        code, found = verify(data, name, at_hand=at_hand)
        assert (code, found["changes"], found["as_made"]) == (DONE, [], False)
        assert found["version"] == (2 if at_hand else None)


def hidden(writer: pypdf.PdfWriter) -> None:
    """An object that nothing leads to."""
    stream = DecodedStreamObject()
    stream.set_data(bytes(600))
    writer._add_object(stream)


def acting(writer: pypdf.PdfWriter) -> None:
    """A script that runs when the file is opened."""
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(script)


@pytest.mark.parametrize(
    ("change", "behind", "told"),
    [
        (id, b"\nPK\x03\x04", "文件末尾多了 4 字节，阅读器里看不见"),
        (hidden, b"", "多了 1 个没有用到的对象，共 600 字节，阅读器里看不见"),
        (acting, b"\r\n", "加了脚本、表单或打开时的动作"),
    ],
)
def test_what_a_pdf_holds_besides_its_pages_is_named(
    root: Path, verify: Callable[..., Any], change: Callable[[pypdf.PdfWriter], object], behind: bytes, told: str
) -> None:
    for at_hand in (True, False):
        code, found = verify(rewritten(of(root, 2, PDF), change) + behind, PDF, at_hand=at_hand)
        assert (code, found["changes"]) == (OPEN, [{"place": "整个文件", "old": "", "new": told}])


def test_what_a_reader_saves_behind_the_end_is_no_change(root: Path, verify: Callable[..., Any]) -> None:
    writer, file = pypdf.PdfWriter(io.BytesIO(of(root, 2, PDF)), incremental=True), io.BytesIO()
    writer.add_metadata({"/Opened": "2021"})
    writer.write(file)
    assert file.getvalue().startswith(of(root, 2, PDF))
    assert verify(file.getvalue(), PDF)[0] == DONE


def test_saved_again_is_said_in_plain_words(root: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / WORD).write_bytes(repacked(of(root, 2, WORD)))
    assert said(root, tmp_path / WORD, capsys).endswith("结论：内容没有变，文件重新保存过。\n")


@pytest.mark.skipif(libreoffice.find() is None, reason="LibreOffice 未安装")
def test_a_word_file_saved_by_libreoffice_is_unchanged(
    root: Path, verify: Callable[..., Any], tmp_path: Path
) -> None:
    for change, code in ((str, DONE), (lambda text: text.replace(NEW, "另有原因"), OPEN)):
        (tmp_path / "in.docx").write_bytes(repacked(of(root, 2, WORD), change))
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        into = ["--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(tmp_path / "in.docx")]
        subprocess.run([str(libreoffice.find()), "--headless", profile, *into], check=True, capture_output=True)
        data = (tmp_path / "out" / "in.docx").read_bytes()
        assert verify(data)[0] == code
        assert verify(data, at_hand=False)[0] == code


def cleaned(root: Path, name: str, number: int) -> bytes:
    """A file whose properties were taken out, as Word does it at "检查文档"."""
    data = of(root, number, name)
    if name == PDF:
        return rewritten(data, lambda writer: setattr(writer, "metadata", None))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            if part != "docProps/custom.xml":
                new.writestr(part, re.sub(rb"<[^<>]*custom(-properties|\.xml)[^<>]*>", b"", old.read(part)))
    return file.getvalue()


@pytest.mark.parametrize("name", [WORD, PDF])
def test_a_file_without_its_properties_is_known_by_what_it_says(
    root: Path, verify: Callable[..., Any], name: str
) -> None:
    for number in (1, 2):
        code, found = verify(cleaned(root, name, number), "来件")
        assert (code, found["version"], found["changes"], found["as_made"]) == (DONE, number, [], False)
    code, found = verify(cleaned(root, name, 2), "来件", at_hand=False)
    assert (code, [each["message"] for each in found["problems"]]) == (NOTHING, [UNKNOWN])


def test_a_pdf_that_names_another_producer_is_still_compared_with_its_version(
    root: Path, verify: Callable[..., Any]
) -> None:
    data = rewritten(disguised(root), lambda writer: writer.add_metadata({"/Producer": "别的程序"}))
    code, found = verify(data, PDF)
    assert (code, found["version"]) == (OPEN, 2)
    assert any(each["old"] for each in found["changes"])


# ---- changed


def test_a_changed_sentence_of_a_word_file_is_named(root: Path, verify: Callable[..., Any]) -> None:
    data = repacked(of(root, 2, WORD), lambda text: text.replace(NEW, "另有原因"))
    code, found = verify(data)
    assert code == OPEN
    assert found["changes"]
    assert all(NEW in each["old"] and "另有原因" in each["new"] for each in found["changes"])
    assert all(each["place"].endswith("（改写）") for each in found["changes"])
    code, found = verify(data, at_hand=False)
    assert (code, found["changes"]) == (OPEN, [{"place": "正文", "old": "", "new": "有改动"}])


def test_a_changed_cell_of_a_word_file_is_named(root: Path, verify: Callable[..., Any]) -> None:
    cell = re.compile(r"(<w:tc>(?:(?!</w:tc>).)*?<w:t[^>]*>)[^<]+", re.DOTALL)
    data = repacked(of(root, 2, WORD), lambda text: cell.sub(r"\g<1>改过的格", text, count=1))
    code, found = verify(data)
    assert code == OPEN
    assert any("改过的格" in each["new"] for each in found["changes"])


def test_a_word_file_whose_head_says_no_draft_any_more_is_changed(
    verify: Callable[..., Any], tmp_path: Path
) -> None:
    content = changed(department(), "收入支出", "其他收入", "本年决算数", 60000)
    year = builder.write(tmp_path / "inputs" / "2021", content)
    arguments = ["--inputs", str(year), "--output", str(tmp_path / "output"), "--quiet"]
    assert cli.main(arguments, generate.make, generate.check) == OPEN
    (path,) = (tmp_path / "output" / "2021").glob("*（草稿）.docx")
    file = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("草稿".encode(), b""))
    assert verify(path.read_bytes(), at_hand=False)[0] == DONE
    code, found = verify(file.getvalue(), at_hand=False)
    assert (code, [each["place"] for each in found["changes"]]) == (OPEN, ["图片、批注、脚注、文本框、页眉或页脚"])


def disguised(root: Path) -> bytes:
    """The PDF of the first version with the seal of the second: what an editor of PDFs leaves behind."""
    return rewritten(of(root, 1, PDF), lambda writer: writer.add_metadata(metadata(of(root, 2, PDF))))


def test_changed_lines_of_a_pdf_are_named_with_their_pages(root: Path, verify: Callable[..., Any]) -> None:
    code, found = verify(disguised(root), PDF)
    pages = [
        ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(of(root, number, PDF))).pages]
        for number in (1, 2)
    ]
    differing = [
        f"PDF 第{number}页" for number, (one, two) in enumerate(zip(*pages, strict=True), 1) if one != two
    ]
    assert code == OPEN
    assert differing
    assert list(dict.fromkeys(each["place"] for each in found["changes"])) == differing
    assert NEW[:6] in "".join(each["old"] for each in found["changes"])
    code, found = verify(disguised(root), PDF, at_hand=False)
    assert (code, [each["place"] for each in found["changes"]]) == (OPEN, differing)
    assert {each["new"] for each in found["changes"]} == {"这一页改过"}


def without_a_page(writer: pypdf.PdfWriter) -> None:
    writer.remove_page(3)


def with_a_page(writer: pypdf.PdfWriter) -> None:
    writer.insert_blank_page(index=3)


def with_a_stamp(writer: pypdf.PdfWriter) -> None:
    writer.add_annotation(2, FreeText(text="同意", rect=(50, 550, 200, 650)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without_a_page, ("原来的第4页", "（没有了）")),
        (with_a_page, ("PDF 第4页", "（新加的一页）")),
        (with_a_stamp, ("PDF 第3页", "加了：同意")),
    ],
)
def test_pages_and_notes_that_were_added_or_removed_are_named(
    root: Path, verify: Callable[..., Any], change: Callable[[pypdf.PdfWriter], None], told: tuple[str, str]
) -> None:
    data = rewritten(of(root, 2, PDF), change)
    for at_hand in (True, False):
        code, found = verify(data, PDF, at_hand=at_hand)
        assert (code, [(each["place"], each["new"]) for each in found["changes"]]) == (OPEN, [told])


def test_a_changed_chart_of_a_pdf_is_seen(root: Path, verify: Callable[..., Any]) -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        held: Any = writer._objects
        forms = (each for each in held if isinstance(each, dict) and each.get("/Subtype") == "/Form")
        form: Any = next(forms)
        form.set_data(form.get_data() + b"\n0 0 9 9 re f")

    code, found = verify(rewritten(of(root, 2, PDF), change), PDF)
    assert (code, [each["place"] for each in found["changes"]]) == (OPEN, ["图"])


@pytest.mark.skipif(shutil.which("mutool") is None, reason="mutool 未安装")
def test_a_pdf_written_anew_by_another_program_keeps_its_words(
    root: Path, verify: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "in.pdf").write_bytes(of(root, 2, PDF))
    for how, code, at_hand, elsewhere in (
        (["-gggg", "-z"], DONE, [], []),
        (["-s"], OPEN, ["文字没有变；每一页都由别的程序重新写过", LEFT], ["每一页都重新写过", LEFT]),
    ):
        clean = ["mutool", "clean", *how, str(tmp_path / "in.pdf"), str(tmp_path / "out.pdf")]
        subprocess.run(clean, check=True, capture_output=True)
        data = (tmp_path / "out.pdf").read_bytes()
        for is_at_hand, said in ((True, at_hand), (False, elsewhere)):
            done, found = verify(data, PDF, at_hand=is_at_hand)
            told = [re.sub(r"\d+", "N", re.split("，|：", each["new"])[0]) for each in found["changes"]]
            assert (done, told) == (code, said)


LEFT = "多了 N 个没有用到的对象"
"""The pages as they were before, which that program leaves in the file."""


# ---- not ours, not readable


UNKNOWN = "文件里没有本程序的指纹，认不出是不是本程序做的"


def locked(root: Path) -> bytes:
    return rewritten(of(root, 2, PDF), lambda writer: writer.encrypt("geheim", algorithm="RC4-128"))


def of_others(_: Path) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: b"", "这不是 Word 或 PDF 文件"),
        (lambda _: b"\x89PNG\r\n", "这不是 Word 或 PDF 文件"),
        (lambda _: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "这是旧格式的 .doc 文件"),
        (lambda root: of(root, 2, WORD)[:-900], "文件不是 .docx，或者已损坏，不能读取"),
        (lambda root: of(root, 2, PDF)[:900], "PDF 文件已损坏，读不出内容"),
        (lambda _: b"%PDF-1.7\n%%EOF", "PDF 文件已损坏，读不出内容"),
        (locked, "PDF 文件加了密码"),
        (of_others, UNKNOWN),
        (lambda root: (root / "inputs" / "2021" / "文字材料.docx").read_bytes(), UNKNOWN),
        (
            lambda root: (root / "inputs" / "2021" / "决算数据.xlsx").read_bytes(),
            "这是别的 Office 文件（例如 Excel 表格），不是 Word 文档",
        ),
    ],
)
def test_what_is_not_ours_or_cannot_be_read_is_said(
    root: Path, verify: Callable[..., Any], make: Callable[[Path], bytes], message: str
) -> None:
    code, found = verify(make(root), "来件")
    assert (code, found["ours"], [each["message"] for each in found["problems"]]) == (NOTHING, False, [message])
    assert found["problems"][0]["hint"].endswith("。")


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: Output) -> None:
    for path in (tmp_path / "没有.docx", tmp_path):
        assert cli.main(["verify", str(path)], generate.make, generate.check) == NOTHING
        assert "找不到或读不了这个文件" in capsys.readouterr().out


# ---- the seal itself


def test_a_seal_holds_digests_and_nothing_else(root: Path) -> None:
    word = package.open_word(of(root, 2, WORD)).parts["docProps/custom.xml"].decode()
    held = re.findall(r'name="(决算有据\w+)"><vt:lpwstr>([0-9a-f]+)<', word)
    assert [name for name, _ in held] == ["决算有据来源", "决算有据程序", "决算有据正文", "决算有据附属"]
    assert re.sub("<[^>]+>", "", word).strip() == "".join(value for _, value in held)
    own = {name: value for name, value in metadata(of(root, 2, PDF)).items() if name.startswith("/Juesuan")}
    assert sorted(own) == ["/JuesuanDrawings", "/JuesuanOrigin", "/JuesuanPages", "/JuesuanProgram"]
    assert all(re.fullmatch("[0-9a-f ]+", value) for value in own.values())
    assert own["/JuesuanOrigin"] == held[0][1]


def test_properties_of_others_stay_and_an_old_seal_is_replaced() -> None:
    about = About("标题", "单位", datetime(2021, 1, 1, tzinfo=UTC), origin="a", program="b")
    once = seal.sealed(package.open_word(word_files.docx(word_files.paragraph("正文"))), about)
    part = once.parts["docProps/custom.xml"].replace(
        b"<property ",
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="9" name="KSOProductBuildVer">'
        b"<vt:lpwstr>2052</vt:lpwstr></property><property ",
        1,
    )
    again = seal.sealed(package.WordFile({**once.parts, "docProps/custom.xml": part}, once.main, once.root), about)
    text = again.parts["docProps/custom.xml"].decode()
    assert re.findall('pid="([0-9]+)" name="(.*?)"', text) == [
        ("9", "KSOProductBuildVer"),
        *((str(number), f"决算有据{name}") for number, name in enumerate(("来源", "程序", "正文", "附属"), 10)),
    ]
    assert again.parts["[Content_Types].xml"].decode().count("custom.xml") == 1
    found = seal.read(again)
    assert found is not None
    assert (found.origin, found.program) == ("a", "b")


def test_a_seal_from_the_time_of_the_former_name_is_read_and_replaced() -> None:
    about = About("标题", "单位", datetime(2021, 1, 1, tzinfo=UTC), origin="a", program="b")
    once = seal.sealed(package.open_word(word_files.docx(word_files.paragraph("正文"))), about)
    part = once.parts["docProps/custom.xml"].decode().replace("决算有据", "决算通").encode()
    former = package.WordFile({**once.parts, "docProps/custom.xml": part}, once.main, once.root)
    assert seal.read(former) == seal.read(once)
    assert "决算通" not in seal.sealed(former, about).parts["docProps/custom.xml"].decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "报告.docx")
    told = verifying.told(tmp_path / "报告.docx", tmp_path)
    assert [problem.code for problem in told.problems] == ["V06"]


@pytest.mark.parametrize(("more", "said"), [(65, "有 65 MB，超过 64 MB"), (201, "有 201 MB，超过 200 MB")])
def test_a_file_that_would_fill_the_memory_is_not_taken_apart(tmp_path: Path, more: int, said: str) -> None:
    (tmp_path / PDF).write_bytes(b"%PDF-1.7\n%%EOF\n")
    os.truncate(tmp_path / PDF, more * 1024 * 1024)
    told = verifying.told(tmp_path / PDF, tmp_path)
    assert (told.code, [problem.code for problem in told.problems]) == (NOTHING, ["V07"])
    assert said in told.problems[0].message
