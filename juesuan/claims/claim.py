"""What a text says about figures, as plain values."""

from enum import Enum

from msgspec import Struct

from juesuan.figures.mentions import Mention


class Aspect(Enum):
    """What a number says of its figure."""

    AMOUNT = "金额"
    BUDGET = "预算"
    LAST = "上年"
    CHANGE = "变动额"
    RATE = "变动率"
    MULTIPLE = "倍数"
    """How many times last year's a number is, in percent of it: 是上年的2.5倍 says 250."""
    SHARE = "占比"
    COMPLETION = "完成率"
    DIFFERENCE = "差额"
    WHOLE = "总体"
    """What a share behind it is a share of: 占一般公共预算支出331440万元的84%."""
    AVERAGE = "年均"
    OTHER = "其他"


class Place(Struct, frozen=True):
    """Where a sentence stands in a text."""

    line: int
    """The number of the paragraph, from 1."""
    page: int | None = None
    """The page, from 1; None for what has no pages."""

    def __str__(self) -> str:
        return f"第{self.page}页第{self.line}段" if self.page else f"第{self.line}段"


class Claim(Struct, frozen=True):
    """A number of a text with what it says, of which figure, and in which sentence."""

    aspect: Aspect
    mention: Mention
    subject: str
    """The figure as the sentence names it; empty where the words before have named it."""
    whole: str
    """What a share is a share of, or a completion a completion of, as the sentence names it."""
    sign: int
    """1 for an increase, -1 for a decrease; 0 for what is no change."""
    sentence: str
    place: Place
    against_budget: bool = False
    """Whether a change is one from the budget, not from last year."""

    @property
    def words(self) -> str:
        """The number as it is written, with its unit."""
        return self.mention.words


class FigureStatement(Struct, frozen=True):
    """All that a passage says about one figure: its amount, and the claims that hang on it."""

    subject: str
    """As the sentence names it."""
    cores: tuple[str, ...]
    """The names of what it means: one, or two for 收、支总计."""
    scope: str
    """The budget that the passage speaks of, as a heading or the subject says: 政府性基金预算; empty for all."""
    year: int | None
    amount: Claim | None
    claims: tuple[Claim, ...]
    """What hangs on the amount, in order; other amounts of the same subject among them. There may be many."""
    depth: int
    """How many brackets it stands in."""
    bracket: int
    """Where the outermost of these opens in the paragraph; -1 for none."""
    is_reason: bool
    """Whether it stands in the words that give a reason."""
    openings: tuple[Claim, ...]
    """Its numbers behind which words open a list of parts, in order."""
    heads: bool
    """Whether it is the first of its paragraph."""
    ends: int = 0
    """How many sentences before it has ended in the paragraph."""
    among: str = ""
    """The figure that its sentence lists parts of, as the sentence begins; empty where it names none."""

    def __hash__(self) -> int:
        # the claims that hang on it may be many, and need not be asked
        return hash(
            (self.subject, self.cores, self.scope, self.year, self.amount, self.depth, self.bracket, self.ends)
        )

    @property
    def opens(self) -> bool:
        """Whether words that open a list of its parts stand behind it."""
        return bool(self.openings)

    def total_at(self, opening: Claim) -> Claim | None:
        """The amount that the parts behind an opening make: the number there, or the final one behind a rate."""
        return opening if opening.aspect in {Aspect.AMOUNT, Aspect.BUDGET} else self.amount

    @property
    def place(self) -> Place:
        """Where it stands."""
        return (self.amount or self.claims[0]).place

    def all(self, aspect: Aspect) -> tuple[Claim, ...]:
        """Its claims of one kind."""
        return tuple(each for each in self.claims if each.aspect is aspect)

    def one(self, aspect: Aspect) -> Claim | None:
        """Its first claim of a kind."""
        return next((each for each in self.claims if each.aspect is aspect), None)
