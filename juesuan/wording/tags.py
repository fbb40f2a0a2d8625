"""Tags: Chinese names that print a text, alone or in groups, and their place inside the officer's own texts.

A tag in a text is a name and nothing else; it is looked up, never evaluated.
"""

import difflib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.figures import mentions, phrases
from juesuan.figures.phrases import FormWords
from juesuan.model import values
from juesuan.model.problems import Problem, error
from juesuan.model.values import MONEY, UNFILLED, Cell, Figure, Figures, Text
from juesuan.model.written_text import Statement, Typed
from juesuan.wording import tag_forms, tag_surroundings
from juesuan.wording.tag_forms import NumberForm
from juesuan.wording.tag_surroundings import Surrounded

_TAG = re.compile(r"[{｛]{2}(.*?)(?:[}｝]{2}|\Z)", re.DOTALL)
"""A tag in a text; one that is never closed reaches to the end: it is told, not printed."""
_NAME = re.compile(r"\w+(\.\w+)*")

Tree = Mapping[str, Any]
"""Tags by name: each a text, a ``Tag``, a group of tags, or a list of such groups."""


_Made = TypeVar("_Made")


class Late(Mapping[str, _Made]):
    """Values by name, each made when it is first asked for: a template names one in ten."""

    def __init__(self, names: Iterable[str], make: Callable[[str], _Made]) -> None:
        self._held: dict[str, _Made | None] = dict.fromkeys(names)
        self._make = make

    def __getitem__(self, name: str) -> _Made:
        held = self._held[name]
        if held is None:
            held = self._held[name] = self._make(name)
        return held

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class Tag(Struct, frozen=True):
    """A text with texts of its own: {{ 三公经费.公务接待费 }} and {{ 三公经费.公务接待费.占比 }}."""

    text: str
    members: Mapping[str, Any] = field(default_factory=dict)
    """The texts of its own, by name."""
    holds: bool = True
    """False where the number is nil, so that a template can leave its sentence out; a blank text never holds."""
    form: NumberForm | None = None
    """How its number is printed; None for words."""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return self.holds and bool(self.text)

    def __getitem__(self, name: str) -> Any:
        return self.members[name]


NOTHING = Tag("")
"""The tag that is there, prints nothing and does not hold."""


def mapped(tree: Any, change: Callable[[str], Any]) -> Any:
    """The same tags with what ``change`` makes of each text, in groups and lists too; what is no text stays."""
    if isinstance(tree, str):
        return change(tree)
    if isinstance(tree, Mapping):
        return {name: mapped(each, change) for name, each in tree.items()}
    return [mapped(each, change) for each in tree] if isinstance(tree, list) else tree


def names(tree: object, prefix: str = "") -> Iterator[str]:
    """Every dotted name below ``tree`` that prints something."""
    members = tree.members if isinstance(tree, Tag) else tree
    if isinstance(tree, Tag | str) and prefix:
        yield prefix
    if isinstance(members, Mapping):
        for name, value in members.items():
            yield from names(value, f"{prefix}.{name}" if prefix else name)


class Filler(Struct, frozen=True):
    """Replaces the tags of a text by what they print; names only, nothing is evaluated.

    The numbers a person typed get marks of their own, from ``first`` on, so that every number of the report can
    say where it comes from; what was filled is kept for whoever checks it.
    """

    tree: Tree
    """The tags that the texts may name."""
    problems: list[Problem]
    """What was wrong with the tags of the texts that were filled."""
    first: int
    """The mark of the first number that a person typed; those before it are the figures'."""
    typed: list[Typed] = field(default_factory=list)
    """The numbers that people typed, in the order of their marks."""
    statements: list[Statement] = field(default_factory=list)
    """The texts that were filled, in order."""
    doubts: list[Problem] = field(default_factory=list)
    """What may be wrong beside the tags of the texts, and may be meant."""
    done: dict[tuple[str, Cell], str] = field(default_factory=dict)
    """What was filled already: a text that the report prints twice was typed once."""

    def __call__(self, text: str, cell: Cell) -> str:
        """The text with its tags replaced; a tag that does not exist is told with its place."""
        if (text, cell) not in self.done:
            self.done[text, cell] = self._filled(text, cell)
            self.statements.append(Statement(cell, self.done[text, cell]))
        return self.done[text, cell]

    def name(self, words: str, cell: Cell) -> Tag:
        """The tag of a name, which stands as it was typed: no tag is looked for in it."""
        if (words, cell) not in self.done:
            self.done[words, cell] = self._marked(words, cell)
        return Tag(self.done[words, cell])

    def runs(self, texts: tuple[str, ...], cell: Cell) -> tuple[str, ...]:
        """The texts of a paragraph's runs with their tags replaced, one for each run.

        The paragraph is filled as a whole; what a tag prints stands in the run that the tag begins in.
        """
        whole = "".join(texts)
        pieces = list(self._pieces(whole, cell))
        self.statements.append(Statement(cell, "".join(words for _, words in pieces)))
        starts = [*accumulate(map(len, texts), initial=0)]
        made = [""] * len(texts)
        for place, letters in (each for start, words in pieces for each in _placed(whole, start, words)):
            made[bisect_right(starts, place, hi=len(texts)) - 1] += letters
        return tuple(made)

    def _filled(self, text: str, cell: Cell) -> str:
        return "".join(words for _, words in self._pieces(text, cell))

    def _pieces(self, text: str, cell: Cell) -> Iterator[tuple[int, str]]:
        """What is printed, piece by piece, with where in the text each begins."""
        done = 0
        for match in _TAG.finditer(text):
            yield done, self._marked(text[done : match.start()], cell)
            yield match.start(), self._printed(match, cell)
            done = match.end()
        yield done, self._marked(text[done:], cell)

    def _marked(self, words: str, cell: Cell) -> str:
        """The words with each number in a mark of its own."""
        pieces, done = [], 0
        for start, end in mentions.numbers(words):
            pieces += [words[done:start], values.mark(self.first + len(self.typed), words[start:end])]
            self.typed.append(Typed(words[start:end], cell))
            done = end
        return "".join((*pieces, words[done:]))

    def text(self, text: Text | None) -> Tag:
        """The text as a tag; a blank one is there, prints nothing and does not hold."""
        return Tag(self(text.text, text.cell)) if text else NOTHING

    def clause(self, text: Text | None) -> Tag:
        """The text as a tag that the template goes on from: a full stop at its end is left to the template."""
        words = self(text.text, text.cell).removesuffix("。") if text else ""
        return Tag(words) if words else NOTHING

    def _printed(self, match: re.Match[str], cell: Cell) -> str:
        name, typed = match[1].strip(), match[0]
        found = look_up(self.tree, name) if is_name(name) else None
        if found:
            self._look_around(match, found, cell)
            return found
        self.problems.append(self._fault(name, typed, cell, found))
        return typed

    def _look_around(self, match: re.Match[str], printed: str, cell: Cell) -> None:
        """Keep what is wrong or doubtful right before and behind a tag."""
        name = match[1].strip()
        if form := form_at(self.tree, name):
            near = tag_surroundings.window(match.string, *match.span())
            before, after = (_TAG.sub(self._stand_in, text) for text in near)
            tag = Surrounded(name, form, before, after, values.plain(printed).startswith("-"), near)
            for problem in tag_surroundings.faults(tag, cell):
                (self.problems if problem.code == tag_surroundings.WRONG else self.doubts).append(problem)

    def _stand_in(self, match: re.Match[str]) -> str:
        form = form_at(self.tree, match[1].strip())
        return form.stand_in if form else tag_surroundings.BARRIER

    def _fault(self, name: str, typed: str, cell: Cell, found: str | None) -> Problem:
        if found is not None:
            advice = "请查它引用的格是否空着（如上年数），或者去掉这个标签。"
            return error("T12", cell, f"标签 {{{{ {name} }}}} 没有内容，文字里会留下空缺", advice)
        if is_name(name):
            is_early = sum(problem.code == UNKNOWN for problem in self.problems) < _GUESSED
            return unknown(name, names(self.tree) if is_early else (), cell)
        return not_a_name(typed, cell)


def named_in(text: str) -> Iterator[str]:
    """Every name that stands in a tag of the text, in order."""
    yield from (match[1].strip() for match in _TAG.finditer(text) if is_name(match[1].strip()))


def _placed(text: str, start: int, words: str) -> Iterator[tuple[int, str]]:
    """The letters of a piece, each with its place in the text; what a tag prints stays together."""
    if _TAG.match(text, start):
        yield start, words
        return
    for letter in words:
        is_mark = not values.plain(letter)
        # an opening mark stands with the letter behind it, a closing one with the letter before
        yield max(start - 1, 0) if letter == values.END else start, letter
        start += not is_mark


def look_up(tree: Tree, name: str) -> str | None:
    """What the dotted ``name`` prints; None where there is no such tag or nothing that could be printed."""
    found = _found(tree, name)
    return str(found[0]) if found else None


def form_at(tree: Tree, name: str) -> NumberForm | None:
    """How the number of the dotted ``name`` is printed; None where there is no such tag, or it prints words."""
    found = _found(tree, name)
    return found[1] if found else None


def _found(tree: Tree, name: str) -> tuple[Tag | str, NumberForm | None] | None:
    """The tag of that name, and how its number is printed."""
    value: object = tree
    form: NumberForm | None = None
    for part in name.split("."):
        members = value.members if isinstance(value, Tag) else value
        if not isinstance(members, Mapping) or part not in members:
            return None
        form = form_of(part, members[part], value)
        value = members[part]
    return (value, form) if isinstance(value, Tag | str) else None


def form_of(name: str, value: object, owner: object) -> NumberForm | None:
    """How the number of a tag is printed that is called ``name`` in the group or tag ``owner``; None for words."""
    own = value.form if isinstance(value, Tag) else None
    of_owner = owner.form if isinstance(owner, Tag) else None
    return own or (tag_forms.of_member(name, of_owner) if of_owner else None)


def is_name(words: str) -> bool:
    """Whether the words between the braces are a dotted name and nothing else."""
    return _NAME.fullmatch(words) is not None


def not_a_name(typed: str, where: object) -> Problem:
    """Problem T11: the tag, as it was ``typed``, holds something else than a name."""
    advice = "如 {{ 业务.名称 }}；不是标签就去掉花括号。"
    return error("T11", where, f"标签“{typed}”里只能写名称", advice)


UNKNOWN = "T10"
_GUESSED = 50
"""For so many unknown tags the nearest is looked for: who has more has another form before him."""


def unknown(name: str, known: Iterable[str], where: object) -> Problem:
    """Problem T10: there is no tag of that name; the nearest of the ``known`` names is said."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    advice = f"最接近的是 {{{{ {near[0]} }}}}。" if near else "请查对名称。"
    return error(UNKNOWN, where, f"没有标签 {{{{ {name} }}}}", advice)


CHARTS = "图"


def tag(figures: Figures, name: str, words: FormWords = phrases.PLAIN) -> Tag:
    """The tag of a figure, with everything that can be said of it as members: 上年, 增减额, 占比 and so on.

    ``words`` are those of the form.
    """
    figure = figures[name]
    change, rate, last = (figures.get(f"{name}.{suffix}") for suffix in ("增减", "增减率", "上年"))
    share, budget, completion = (figures.get(f"{name}.{suffix}") for suffix in ("占比", "预算", "完成率"))
    members: dict[str, Callable[[], Any]] = {
        "数": lambda: phrases.marked(figure, phrases.number(figure)),
        "上年": lambda: _plain_tag(last),
        "增减额": lambda: phrases.change(change) if change else "",
        "增减率": lambda: phrases.rate(rate),
        "同比": lambda: _compared(change, phrases.rate(rate), last, words),
        "增减情况": lambda: _compared(change, phrases.rate(rate, phrases.INCREASE), last, words),
        "比": lambda: phrases.preposition(change),
        "较": lambda: phrases.preposition(change, "较"),
        "已填": lambda: "" if figure.rule == UNFILLED else "是",
        "占比": lambda: phrases.text(share) if share else "",
        "及占比": lambda: phrases.with_share(figure, share),
        "预算": lambda: _plain_tag(budget),
        "完成率": lambda: phrases.text(completion) if completion else "",
        "预算对比": lambda: phrases.against_budget(figure, budget, words.budget_name),
    }
    if figure.unit == MONEY:
        members["元"] = lambda: phrases.in_yuan(figure)
    said = Late(members, lambda member: members[member]())
    return Tag(phrases.text(figure), said, bool(figure.value), tag_forms.of_figure(figure))


def _compared(change: Figure | None, rate: str, last: Figure | None, words: FormWords) -> str:
    return phrases.comparison(change, rate, last, words) if change and last else ""


def _plain_tag(figure: Figure | None) -> Tag:
    """The tag of a figure of which nothing is said but its number."""
    if figure is None:
        return NOTHING
    members = {"元": phrases.in_yuan(figure)} if figure.unit == MONEY else {}
    words = {**members, "数": phrases.marked(figure, phrases.number(figure))}
    return Tag(phrases.text(figure), words, form=tag_forms.of_figure(figure))


def add_tag(amount: Tag, **members: object) -> Tag:
    """The tag with more members, or with others under the same names."""
    both = Late((*amount.members, *members), lambda name: (members if name in members else amount.members)[name])
    return replace(amount, members=both)
