"""标签, a part of 文字: every tag of the department with its meaning, what it prints now, and where it is used."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from juesuan import figures, web, wording
from juesuan.app.desk import safety, views
from juesuan.model import editions, identity
from juesuan.model.problems import ReportError


def page(request: Request) -> Response:
    """The screen; the list stands in a frame of its own, for it is also a file to be sent."""
    known = views.year_of(request).known()
    return views.shown(request, "tags.html", is_read=not known.faults)


def its_page(request: Request) -> Response:
    """The list of the tags as the files are now. Raises ReportError where the workbook cannot be read whole."""
    known = views.year_of(request).known()
    if known.checked is None or known.faults:
        raise ReportError(*known.faults)
    accounts, given = known.checked.accounts, known.checked.given
    words, _ = wording.tried(accounts, figures.figures_of(accounts))
    edition = editions.of(given, accounts.department.edition.text)
    made = web.tags_page(identity.about(accounts), edition, accounts, words.tags)
    return HTMLResponse(made, headers={"content-security-policy": safety.BOXED})


ROUTES = (
    Route("/{year:int}/文字/标签", page),
    Route("/{year:int}/文字/标签/页面", its_page),
)
