"""Word's own comments, put at stretches of a text: runs are cut where a stretch begins and ends, faces stay.

A comment is a part of the file's list of comments and three marks in the text: where it begins, where it ends, and
the reference itself.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from itertools import count
from posixpath import dirname, join

from lxml import etree
from msgspec import Struct

from juesuan.ooxml import package, parts
from juesuan.ooxml.elements import MC, W, declaring, element, worded
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.parts import NewPart

_LONGEST_NAME = 255
"""Characters that Word allows the name of an author."""
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STYLE_NAME = "annotation text"
_SIZE = "18"
"""The size of a comment's text in half points: the body's size would fill the margin."""


class Note(Struct, frozen=True):
    """A comment to be put at a stretch of a text, from the character ``start`` up to ``end``, counted from 0."""

    start: int
    end: int
    lines: tuple[str, ...]
    """The paragraphs of the comment."""


class Hand(Struct, frozen=True):
    """The author of comments, and the time they bear."""

    author: str
    when: datetime
    """Without a time zone it is written as it stands."""

    @property
    def attributes(self) -> dict[str, str]:
        """The author, the initial and the time of a comment, as attributes by their names."""
        moment = self.when if self.when.tzinfo is None else self.when.astimezone(UTC)
        return {
            "author": self.author[:_LONGEST_NAME],
            "date": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "initials": self.author[:1],
        }


def add(word: WordFile, notes: Mapping[int, Sequence[Note]], hand: Hand) -> WordFile:
    """The file with comments in its list and in its text.

    ``notes`` are by the place of their text among all texts (`w:t`) of the file, from 0, each text's in order and
    none over another. Inside a drawing there can be no comment: it is put at the whole drawing. Comments that are
    there already stay.
    """
    word, style = _with_style(package.copied(word))
    word, root = _with_list(word)
    texts = list(word.root.iter(W + "t"))
    ids = count(max((int(key) for each in root if (key := each.get(W + "id", "")).isdecimal()), default=-1) + 1)
    for place, held in notes.items():
        text = texts[place]
        if next(text.iterancestors(MC + "Fallback"), None) is not None:
            continue  # the same drawing once more, for old programs
        numbered = [(str(next(ids)), note) for note in held]
        _anchor(text, numbered)
        root.extend(_comment(key, note.lines, style, hand) for key, note in numbered)
    return parts.changed(word, "comments", root)


# ---- in the text


def _anchor(text: etree._Element, notes: Sequence[tuple[str, Note]]) -> None:
    run = list(text.iterancestors(W + "r"))[-1]
    if run is not text.getparent():
        for key, _ in reversed(notes):
            start, end, reference = _marks(key, run)
            run.addprevious(start)
            run.addnext(reference)
            run.addnext(end)
        return
    _alone(text)
    words, done = text.text or "", 0
    for key, note in notes:
        start, end, reference = _marks(key, run)
        stretch = words[note.start : note.end]
        before = [_run(run, words[done : note.start])] if done < note.start else []
        for each in (*before, start, _run(run, stretch), end, reference):
            run.addprevious(each)
        done = note.end
    text.text = words[done:]
    if not text.text:
        next(run.iterancestors()).remove(run)


def _alone(text: etree._Element) -> None:
    """Leaves the text alone in its run: what stands before and behind it in the run gets a run of its own."""
    run = next(text.iterancestors())
    before = [each for each in text.itersiblings(preceding=True) if each.tag != W + "rPr"]
    after = list(text.itersiblings())
    if before:
        earlier = _like(run)
        earlier.extend(reversed(before))
        run.addprevious(earlier)
    if after:
        later = _like(run)
        later.extend(after)
        run.addnext(later)


def _like(run: etree._Element) -> etree._Element:
    """An empty run that looks the same."""
    made = element("r")
    made.attrib.update(run.attrib)
    look = run.find(W + "rPr")
    if look is not None:
        made.append(deepcopy(look))
    return made


def _run(run: etree._Element, words: str) -> etree._Element:
    made = _like(run)
    made.append(worded(words))
    return made


def _marks(key: str, run: etree._Element) -> tuple[etree._Element, etree._Element, etree._Element]:
    """The begin, the end and the reference of a comment in the text.

    The reference looks as the run does, so that no line becomes higher by it.
    """
    reference = _like(run)
    reference.append(element("commentReference", id=key))
    return element("commentRangeStart", id=key), element("commentRangeEnd", id=key), reference


# ---- in the list


def _comment(key: str, lines: Sequence[str], style: str, hand: Hand) -> etree._Element:
    return element("comment", *(_line(line, style) for line in lines), id=key, **hand.attributes)


def _line(words: str, style: str) -> etree._Element:
    look = [element("pPr", element("pStyle", val=style))] if style else []
    return element("p", *look, element("r", worded(words)))


def _with_list(word: WordFile) -> tuple[WordFile, etree._Element]:
    """The file with a list of comments, new and empty where it has none; and the list."""
    name = join(dirname(word.main), "comments.xml")
    word = parts.having(word, NewPart(name, package.xml(declaring("w", "comments")), "comments", _CONTENT))
    return word, package.parse(word.parts[package.name_of_kind(word, "comments")])


def _with_style(word: WordFile) -> tuple[WordFile, str]:
    """The file with Word's style of comments, and its id; empty where the file has no styles at all."""
    known = {style.name.lower(): key for key, style in package.styles(word).items() if key}
    root = package.part_of_kind(word, "styles")
    if root is None or _STYLE_NAME in known:
        return word, known.get(_STYLE_NAME, "")
    taken = {each.get(W + "styleId") for each in root.iter(W + "style")}
    key = next(key for number in count(1) if (key := f"CommentText{number}") not in taken)
    root.append(_style(key))
    return parts.changed(word, "styles", root), key


def _style(key: str) -> etree._Element:
    """The style of the comments' paragraphs; based on no other, for the body's indents do not suit a margin."""
    look = element("rPr", element("sz", val=_SIZE), element("szCs", val=_SIZE))
    return element("style", element("name", val=_STYLE_NAME), look, type="paragraph", styleId=key)
