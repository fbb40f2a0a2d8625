"""The projects whose self-evaluation is checked: those of the workbook, and those of finished tables in 附件."""

from collections.abc import Iterator

from juesuan.figures import phrases
from juesuan.model.accounts import Accounts
from juesuan.model.document import Attachment
from juesuan.model.projects import Project
from juesuan.model.sheets import tag_of
from juesuan.model.values import Count, Figures


def projects(accounts: Accounts) -> Iterator[Project]:
    """The rows of 绩效项目, then, where the edition has the published table, those that are attached."""
    yield from accounts.projects
    yield from (project for _, project in attached(accounts))


def attached(accounts: Accounts) -> Iterator[tuple[Attachment, Project]]:
    """The projects whose finished table is attached, each with its file; none in an edition without that table."""
    if accounts.edition.scored is not None:
        yield from ((each, project) for each in accounts.attachments for project in each.evaluated)


def score(project: Project, figures: Figures) -> Count | None:
    """自评得分, in 分: as it was typed, else as the published table adds it up; None for neither."""
    figure = figures.get(f"项目.{tag_of(project.name.text)}.得分")
    if project.score is not None or project.printed or figure is None:
        return project.score
    return Count(phrases.rounded(figure.value, 2), "分", project.name.cell)


def execution_score(project: Project, figures: Figures) -> Count | None:
    """预算执行得分, in 分: as it was typed, else as the program works it out; None where it cannot."""
    figure = figures.get(f"项目.{tag_of(project.name.text)}.预算执行得分")
    if project.execution_score is not None or project.printed or figure is None:
        return project.execution_score
    return Count(phrases.rounded(figure.value, 2), "分", project.executed.cell)
