"""The rule book: one function a rule, one signature, one tuple; a check never raises, prints or repairs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from juesuan.checks import (
    basic_expenditure,
    blanks,
    carried_over,
    continued_words,
    corrected,
    detail_items,
    document,
    explanations,
    fiscal_appropriation,
    form,
    functional_items,
    indicators,
    item_names,
    items_by_source,
    last_year,
    magnitudes,
    names,
    numbers,
    other_matters,
    performance,
    plausible,
    proposed,
    published_table,
    reasons,
    revenue_expenditure,
    seen,
    self_evaluation,
    terms,
    three_public,
    wording,
    years_beside,
)
from juesuan.checks.rule import SCORED_FORMS, Document, Evidence, Rule, only_for, problem
from juesuan.checks.texts import comparison
from juesuan.model.accounts import Accounts
from juesuan.model.editions import FormFile
from juesuan.model.problems import Problem
from juesuan.model.values import Figures
from juesuan.wording.printed_sentences import printed_sentences

if TYPE_CHECKING:
    from juesuan.wording.vocabulary import Vocabulary

__all__ = ["RULES", "Document", "Evidence", "explained", "gather", "read_back", "run", "with_idle"]

RULES: tuple[Rule, ...] = (
    *revenue_expenditure.RULES,
    *plausible.RULES,
    *magnitudes.RULES,
    *blanks.RULES,
    *fiscal_appropriation.RULES,
    *functional_items.RULES,
    *items_by_source.RULES,
    *detail_items.RULES,
    *item_names.RULES,
    *basic_expenditure.RULES,
    *three_public.RULES,
    *other_matters.RULES,
    *performance.RULES,
    *only_for(SCORED_FORMS, (*self_evaluation.RULES, *published_table.RULES)),
    *indicators.RULES,
    *last_year.RULES,
    *carried_over.RULES,
    *proposed.RULES,
    *reasons.RULES,
    *continued_words.RULES,
    *wording.RULES,
    *names.RULES,
    *terms.RULES,
    *numbers.RULES,
    *corrected.RULES,
    *years_beside.RULES,
    *form.RULES,
    *document.RULES,
)
"""Every rule, in the order of the report."""
_OF_THE_REPORT = (*(rule.code for rule in (*form.RULES, *document.RULES)), "P", "T58")
"""How the codes begin of the problems that are looked for only where a report is made."""


def gather(
    accounts: Accounts,
    figures: Figures,
    words: "Vocabulary",
    last: Accounts | None,
    template: FormFile | None = None,
) -> Evidence:
    """All that the rules look at before there is a document; the numbers of the texts are compared here, once.

    ``words`` are the texts as people wrote them, filled; ``last`` are last year's accounts, where there are any;
    ``template`` is what the report is filled from, where that is not the edition's as it is shipped.
    """
    template = template or accounts.edition.template
    form = printed_sentences(template, words.tags)
    compared = comparison.compare(accounts, figures, words.statements, words.typed, form)
    typed = seen.looked_at(compared.typed, accounts.seen)
    return Evidence(accounts, figures, words.statements, compared.relations, typed, None, last)


def run(evidence: Evidence) -> tuple[Problem, ...]:
    """The problems that the rules for the form of the report find, in order; none where one does not apply."""
    edition = evidence.accounts.edition
    rules = [rule for rule in RULES if rule.forms.hold(edition)]
    return tuple(problem(rule, finding) for rule in rules for finding in rule.check(evidence))


def read_back(evidence: Evidence, pdf_text: str) -> tuple[Problem, ...]:
    """The problems that the rule on the PDF finds in its text; none where no report was made.

    It is asked after all others: by then the PDF is laid out.
    """
    if evidence.document is None:
        return ()
    evidence = replace(evidence, document=replace(evidence.document, pdf_text=pdf_text))
    return tuple(problem(document.PDF_RULE, finding) for finding in document.PDF_RULE.check(evidence))


def explained(evidence: Evidence, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, each with the reason that the department gives for it in 出错说明."""
    return explanations.explained(problems, evidence.accounts.explanations)


def with_idle(evidence: Evidence, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems, explained, then the explanations in 出错说明 and the looks in 看过 that fit nothing any more.

    Where no report was made, an explanation of what is looked for only in one is not idle.
    """
    unasked = () if evidence.document else _OF_THE_REPORT
    return (*explanations.with_idle(problems, evidence.accounts.explanations, unasked), *seen.idle(evidence))
