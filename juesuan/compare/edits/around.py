"""The edits of what stands around and beside the text: comments, pictures, headers, contents, objects, pages.

None of them is carried into a new report; each is told.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from juesuan.compare import alignment
from juesuan.compare.alignment import AlignedItem
from juesuan.compare.edits.pairing import Side
from juesuan.model.edit import Edit, EditKind
from juesuan.ooxml import frames, measures, objects, shown_pictures
from juesuan.ooxml.elements import W
from juesuan.ooxml.frames import FramedText
from juesuan.ooxml.objects import SeenObject
from juesuan.ooxml.outside_text import Beside

_DONE = {
    EditKind.COMMENT: ("删去了批注", "加了批注"),
    EditKind.NOTE: ("删去了脚注", "加了脚注"),
    EditKind.BOX: ("删去了文本框", "加了文本框"),
    EditKind.PICTURE: ("删去或换掉了图片", "加了图片"),
    EditKind.HIDDEN: ("删去了隐藏的文字", "加了隐藏的文字"),
    EditKind.HEADER: ("删去或改了页眉页脚", "加了页眉页脚"),
}
_QUOTED = 30
_Each = TypeVar("_Each")


def edits(one: Side, two: Side) -> Iterator[Edit]:
    """All edits of what is not the text itself between two files, with their places."""
    yield from _of_beside(one, two)
    yield from _of_pictures(one, two)
    yield from _of_frames(one, two)
    yield from _of_contents(one, two)
    yield from _of_objects(one, two)
    yield from _of_pages(one, two)


def _place(words: str) -> str:
    return f"“{words[:_QUOTED]}”处" if words else "全文"


def _of_beside(one: Side, two: Side) -> Iterator[Edit]:
    def key(each: Beside) -> Hashable:
        return each.kind, each.text, each.author, each.key

    for done, things in enumerate(differences(one.beside, two.beside, key)):
        for each in things:
            words = _DONE[each.kind][done]
            yield Edit(
                number=0,
                kind=each.kind,
                place=_place(each.place),
                before=each.place,
                after=f"{words}：{each.text}" if each.text else words,
                author=each.author,
            )


def differences(
    before: Iterable[_Each], after: Iterable[_Each], key: Callable[[_Each], Hashable]
) -> tuple[list[_Each], list[_Each]]:
    """The things that are no longer there, and those that are new, told apart by ``key``, in any order."""
    ones, others = list(before), list(after)
    return _more(ones, others, key), _more(others, ones, key)


def _more(ones: Iterable[_Each], others: Iterable[_Each], key: Callable[[_Each], Hashable]) -> list[_Each]:
    left = Counter(map(key, others))
    found = []
    for each in ones:
        left[key(each)] -= 1
        if left[key(each)] < 0:
            found.append(each)
    return found


# ---- pictures


def _of_pictures(one: Side, two: Side) -> Iterator[Edit]:
    """The pictures that are shown otherwise: smaller, cropped, paler, elsewhere."""
    new = shown_pictures.found(two.word)
    for was in shown_pictures.found(one.word):
        now = next((each for each in new if each.key == was.key), None)
        if now is None:
            continue
        new.remove(now)
        words = dict.fromkeys(map(shown_pictures.said, measures.differing(was.measures, now.measures)))
        if words:
            named = f"“{was.text[:_QUOTED]}”" if was.text else ""
            yield Edit(
                number=0,
                kind=EditKind.PICTURE,
                place=_place(now.place),
                before=was.key,
                after=f"图片{named}的{'、'.join(words)}",
            )


# ---- headers, notes, text boxes


def _of_frames(one: Side, two: Side) -> Iterator[Edit]:
    old, new = frames.headers(one.word, one.looks), frames.headers(two.word, two.looks)
    for place in dict.fromkeys((*old, *new)):
        if old.get(place) != new.get(place):
            was, now = (each.get(place, FramedText("", ())) for each in (old, new))
            yield Edit(number=0, kind=EditKind.HEADER, place=place, before=was.text, after=_reframed(was, now))
    gone, come = (frames.beside(each.word, each.looks) for each in (one, two))
    before = {each.text: each.look for each in gone}
    for each in come:
        if each.text in before and before[each.text] != each.look:
            after = f"脚注或文本框的格式改了：{each.text}"
            yield Edit(number=0, kind=EditKind.FORMAT, place=_place(each.text), before=each.text, after=after)


def _reframed(was: FramedText, now: FramedText) -> str:
    if was.text == now.text:
        return "格式或里面的图改了"
    return (
        f"“{was.text}”改成“{now.text}”" if was.text and now.text else f"加了“{now.text}”" if now.text else "删去了"
    )


# ---- contents


def _of_contents(one: Side, two: Side) -> Iterator[Edit]:
    """The lines of the contents that are others now, or look otherwise; one edit where there are none any more."""
    old, new = frames.contents(one.word, one.looks), frames.contents(two.word, two.looks)
    sides = [[AlignedItem("line", each.text, each.text) for each in lines] for lines in (old, new)]
    pairs = dict(alignment.with_lone(alignment.pairs(*sides), *sides))
    for place, was in enumerate(old):
        now = new[pairs[place]] if place in pairs else None
        if now is None or now.text != was.text:
            words = f"目录里“{_line(was.text)}”" + ("删去了" if now is None else f"改成“{_line(now.text)}”")
            yield _listed(was, words)
        elif now.look != was.look:
            yield _listed(was, f"目录里“{_line(was.text)}”的格式改了")
    for place in sorted(set(range(len(new))) - set(pairs.values())):
        yield _listed(new[place], f"目录里加了“{_line(new[place].text)}”")


def _listed(line: FramedText, words: str) -> Edit:
    return Edit(number=0, kind=EditKind.CONTENTS, place=f"目录“{_line(line.text)}”", before=line.text, after=words)


def _line(text: str) -> str:
    return "……".join(text.split("\t"))


# ---- objects


def _of_objects(one: Side, two: Side) -> Iterator[Edit]:
    def key(each: SeenObject) -> Hashable:
        return each.name, each.text, each.key

    gone, new = differences(objects.found(one.raw), objects.found(two.raw), key)
    yield from _revised([each for each in new if each.name == objects.REVISION])
    for done, things in (("删去或改了", gone), ("加了", new)):
        for each in things:
            if each.name != objects.REVISION:
                words = f"{done}{each.name}" + (f"：{each.text}" if each.text else "")
                yield Edit(
                    number=0, kind=EditKind.OBJECT, place=_place(each.place), before=each.place, after=words
                )


def _revised(marks: Sequence[SeenObject]) -> Iterator[Edit]:
    """One edit for each person who has left tracked changes."""
    for author in dict.fromkeys(each.text for each in marks):
        own = [each for each in marks if each.text == author]
        words = f"{author}留下的修订标记{len(own)}处，都当作已经接受"
        yield Edit(
            number=0,
            kind=EditKind.REVISION,
            place=_place(own[0].place),
            before=own[0].place,
            after=words,
            author=author,
        )


# ---- pages


def _of_pages(one: Side, two: Side) -> Iterator[Edit]:
    old, new = ([measures.of_page(each) for each in side.word.root.iter(W + "sectPr")] for side in (one, two))
    if len(old) != len(new):
        words = f"原来分{len(old)}节，现在分{len(new)}节"
        yield Edit(number=0, kind=EditKind.PAGE, place="全文", before=str(len(old)), after=words)
    for number, (was, now) in enumerate(zip(old, new, strict=False), start=1):
        words = "、".join(dict.fromkeys(measures.said(name, now) for name in measures.differing(was, now)))
        if words:
            place = f"第{number}节的页面"
            yield Edit(number=0, kind=EditKind.PAGE, place=place, before=place, after=words)
