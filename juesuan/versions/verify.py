"""The test of a Word file or a PDF: did this program make it, from what, and is it still as it was made.

A file that is known by its digest is as it was made. One that was saved again, or changed, is known by its seal;
where its version is kept it is compared with that, and elsewhere with what the seal says of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from juesuan.compare import alignment, edits_between, words
from juesuan.model import identity
from juesuan.model.edit import Edit, EditKind
from juesuan.model.identity import Seal
from juesuan.model.outcome import DONE, NOTHING, OPEN, Told, short
from juesuan.model.problems import Problem, error
from juesuan.ooxml import editable_text, objects, package
from juesuan.ooxml.package import NotWordFile, WordFile
from juesuan.pdf import pdf_structure
from juesuan.pdf.pdf_structure import NotPdf, Pdf
from juesuan.versions import seal, store, verified
from juesuan.versions.verified import FileChange, KeptVersion, VerifiedFile

_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The beginnings of files of Office, new and old."""
_HEAD = ("位置", "原来", "现在")


def told(path: Path, output: Path) -> Told:
    """The answer of the command verify on the file at ``path``, judged by its seal and the versions in ``output``.

    The exit code is 0 where the file is unchanged, 1 where it was changed, 2 where it is none of this program's or
    cannot be read.
    """
    try:
        data = _read(path)
        found = _of_bytes(data, output) or _of_seal(path.name, data, output)
    except OSError:
        return _not(error("V06", short(path), "找不到或读不了这个文件", "请检查文件名；正打开着的先关闭。"))
    except (NotWordFile, NotPdf) as caught:
        reason, _, advice = str(caught).rstrip("。").partition("；")
        return _not(error("V07", short(path), reason, f"{advice or '请换一份完好的'}。"))
    if found is None:
        advice = "可能是别处做的，也可能在转换格式时丢了指纹；请用原来的文件。"
        return _not(error("V08", short(path), "文件里没有本程序的指纹，认不出是不是本程序做的", advice))
    code = OPEN if found.changes else DONE
    rows = tuple((each.place, _cut(each.old), _cut(each.new)) for each in found.changes[: verified.MOST])
    return Told(code, _HEAD, rows, (*verified.made(found), verified.verdict(found)), verified.as_data(found))


_SHOWN = 120
"""How many signs of a change stand in a line."""


def _cut(words: str) -> str:
    """The beginning of words that are too long for a line, with their number; the JSON has them all."""
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……（共{len(words)}个字）"


_MEGA = 1024 * 1024
_MOST_BYTES, _MOST_COMPARED = 200 * _MEGA, 64 * _MEGA
"""Of a file that is known by its digest, and of one that is taken apart, which takes its size several times."""


def _read(path: Path) -> bytes:
    """The file; raises OSError for what is none, such as a pipe, which would never end, NotWordFile as below."""
    if not path.is_file():
        raise FileNotFoundError(path)
    _bound(path.stat().st_size, _MOST_BYTES)
    return path.read_bytes()


def _bound(size: int, most: int) -> None:
    """Raises NotWordFile where a file has more than ``most`` bytes, which is more than any report has."""
    if size > most:
        told = f"文件有 {size // _MEGA} MB，超过 {most // _MEGA} MB，不予查验"
        raise NotWordFile(told + "；请用原来的文件，或者先把里面的图片压小。")


def _not(problem: Problem) -> Told:
    return Told(NOTHING, (), (), (), {"ours": False}, (problem,))


# ---- what the file is


def _versions(output: Path) -> Iterator[KeptVersion]:
    """The versions of every year in ``output``, the newest first."""
    for folder in sorted(output.glob("[0-9][0-9][0-9][0-9]"), reverse=True):
        yield from (KeptVersion(folder, version) for version in reversed(store.of(folder)))


def _of_bytes(data: bytes, output: Path) -> VerifiedFile | None:
    key = identity.digest(data)
    for kept in _versions(output):
        for name, each in kept.version.outputs.items():
            if each == key:
                program = identity.short(kept.version.program)
                return VerifiedFile(name, _origin(kept), program, kept, is_as_made=True)
    return None


def _origin(kept: KeptVersion) -> str:
    return seal.origin(kept.version.sources, kept.version.program)


def _of_seal(name: str, data: bytes, output: Path) -> VerifiedFile | None:
    """The file as its seal tells of it; None where it has none. Raises `NotWordFile` or `NotPdf`."""
    _bound(len(data), _MOST_COMPARED)
    if data.startswith(b"%PDF"):
        return _pdf(name, data, output)
    if not data.startswith(_OFFICE):
        raise NotWordFile("这不是 Word 或 PDF 文件；只能查验 .docx 和 .pdf")
    return _word(name, data, output)


def _kept(output: Path, own: Seal | None, suffix: str) -> Iterator[tuple[KeptVersion, str, bytes]]:
    """The kept files with a suffix, each with its version and name, the newest first.

    With a seal only those of versions that were made from the same inputs by the same program.
    """
    for kept in _versions(output):
        if own is None or _origin(kept) == own.origin:
            for name, key in kept.version.outputs.items():
                data = store.kept(kept.folder, key) if name.endswith(suffix) else None
                if data is not None:
                    yield kept, name, data


def _taken_out(
    output: Path, suffix: str, now: Mapping[str, str], seal_of: Callable[[bytes], Seal | None]
) -> Seal | None:
    """The seal of a kept file that says the same as one without: clearing a file of personal data removes it.

    ``now`` are the digests of what that file says; ``seal_of`` reads the seal of a kept file.
    """
    seals = (seal_of(data) for _, _, data in _kept(output, None, suffix))
    return next((each for each in seals if each is not None and each.told == now), None)


def _seal_of_word(data: bytes) -> Seal | None:
    """None, too, of a kept file that is no Word file: a record may call anything by that name."""
    try:
        return seal.read(package.open_word(data))
    except NotWordFile:
        return None


def _seal_of_pdf(data: bytes) -> Seal | None:
    try:
        return pdf_structure.read(data).seal
    except NotPdf:
        return None


def _word(name: str, data: bytes, output: Path) -> VerifiedFile | None:
    told = seal.read(package.open_word(data))
    is_review = told is not None and told.is_review
    now = seal.digests(editable_text.reader(data, accepted=True), is_review=is_review)
    own = told or _taken_out(output, ".docx", now, _seal_of_word)
    if own is None:
        return None
    differing = tuple(FileChange(_PARTS[part], "", "有改动") for part, key in own.told.items() if now[part] != key)
    found = [(edits_between(old, data), kept, called) for kept, called, old in _of_the_same_seal(output, own)]
    if not found:
        changes = (*differing, *_never_ours(package.open_word(data)))
        return VerifiedFile(name, own.origin, own.program, None, is_as_made=False, changes=changes)
    edits, kept, called = min(found, key=lambda each: len(each[0]))
    changes = tuple(change for edit in edits for change in _edited(edit)) or differing
    return VerifiedFile(called, own.origin, own.program, kept, is_as_made=False, changes=changes)


def _of_the_same_seal(output: Path, own: Seal) -> list[tuple[KeptVersion, str, bytes]]:
    """The kept Word files with this seal, of the newest version with such: 修订稿 has that of its report."""
    same = [each for each in _kept(output, own, ".docx") if _seal_of_word(each[2]) == own]
    return [each for each in same if each[0] == same[0][0]]


_NEVER_OURS = {
    "宏", "控件", "嵌入的文件", "嵌入的对象", "子文档", "附着的模板", "自定义的按钮", "自定义的快捷键",
}  # fmt: skip


def _never_ours(word: WordFile) -> Iterator[FileChange]:
    """What no report of this program has, whatever it was made from: told also without its version."""
    names = dict.fromkeys(each.name for each in objects.found(word) if each.name in _NEVER_OURS)
    return (FileChange("全文", "", f"加了{name}") for name in names)


_PARTS = {seal.TEXT: "正文", seal.BESIDE: "图片、批注、脚注、文本框、页眉或页脚"}


def _edited(edit: Edit) -> Iterator[FileChange]:
    """The changes that an edit makes: of a paragraph that was rewritten, one for each sentence that differs."""
    old, new = (" ".join(text.split()) for text in (edit.before, edit.after))
    if not edit.kind.is_carried:
        yield FileChange(f"{edit.place}（{edit.kind.value}）", "", new)
        return
    sentences = words.sentences(old, new) if edit.kind is EditKind.REWRITTEN else [words.pieces(old, new)]
    for before, after in (map(words.joined, sides) for sides in sentences):
        yield FileChange(f"{edit.place}（{edit.kind.value}）", before or "（没有）", after or "（没有了）")


def _pdf(name: str, data: bytes, output: Path) -> VerifiedFile | None:
    pdf = pdf_structure.read(data)
    now = {pdf_structure.PAGES: " ".join(pdf.contents), pdf_structure.DRAWINGS: pdf.drawings}
    own = pdf.seal or _taken_out(output, ".pdf", now, _seal_of_pdf)
    if own is None:
        return None
    for kept, old_name, old in _kept(output, own, ".pdf"):
        if _seal_of_pdf(old) == own:
            changes = (*_on_pages(own, pdf, pdf_structure.read(old)), *_besides(pdf))
            return VerifiedFile(old_name, own.origin, own.program, kept, is_as_made=False, changes=changes)
    changes = (*_on_pages(own, pdf, None), *_besides(pdf))
    return VerifiedFile(name, own.origin, own.program, None, is_as_made=False, changes=changes)


def _besides(pdf: Pdf) -> Iterator[FileChange]:
    return (FileChange("整个文件", "", what) for what in pdf.besides)


def _on_pages(own: Seal, pdf: Pdf, before: Pdf | None) -> Iterator[FileChange]:
    """The changes of a PDF page by page, in words where ``before``, the file as it was made, is at hand."""
    contents = own.told[pdf_structure.PAGES].split()
    is_rewritten = not set(contents) & set(pdf.contents)
    if is_rewritten and before is None:
        yield FileChange("全文", "", "每一页都重新写过：是别的程序整个重写的，还是改过，单凭指纹分不清")
        return
    if is_rewritten and before is not None and before.texts == pdf.texts:
        yield FileChange("全文", "", "文字没有变；每一页都由别的程序重新写过，图和版面请对照原件看一遍")
        return
    matcher = SequenceMatcher(None, contents, pdf.contents, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            both = min(j - i, m - k)
            for place in range(both):
                yield from _on_page(k + place, pdf, None if before is None else before.texts[i + place])
            yield from (
                FileChange(f"原来的第{page + 1}页", "（有这一页）", "（没有了）") for page in range(i + both, j)
            )
            yield from (FileChange(_page(page), "（没有）", "（新加的一页）") for page in range(k + both, m))
    yield from (FileChange(_page(page), "", f"加了：{what}") for page, what in enumerate(pdf.added) if what)
    if pdf.drawings != own.told[pdf_structure.DRAWINGS]:
        yield FileChange("图", "", "图里的线条或文字有变动")


def _page(number: int) -> str:
    """The name of a page, whose number is from 0, as a viewer counts it: PDF 第1页."""
    return f"PDF 第{number + 1}页"


def _on_page(number: int, pdf: Pdf, before: Iterable[str] | None) -> Iterator[FileChange]:
    if before is None:
        yield FileChange(_page(number), "", "这一页改过")
        return
    pairs = list(alignment.differing(tuple(before), pdf.texts[number]))
    yield from (FileChange(_page(number), old or "（没有）", new or "（没有了）") for old, new in pairs)
    if not pairs:
        yield FileChange(_page(number), "", "文字没有变，画面变了")
