"""The desk: the whole program in a browser, on the officer's machine; it calls corridor and rooms by their faces.

How it works
------------
``serving`` starts it: one for an output folder, on 127.0.0.1 and a free port. ``site`` lists the pages,
``safety`` stands before them. ``desk`` holds the folders and the years; ``year_state`` knows what is known
of a year: the last check with all that it has read (``Known.checked``: accounts, figures, texts, typed
numbers; where cells are blank that must be filled in, only what holds whatever belongs there, see
``app.certain``), kept until a file is saved, the version that stands, and, for who looks at 报告, the text of the
files as they are (``YearState.preview``: the corridor of a run up to its document, which ends at the next
step where a file is saved anew) and their pages (``page_layout``: laid out in a thread of their own, which ends
between two pages; until they are there, those of before are shown and called so). ``watching`` looks for saved
files, ``warming`` loads what a report needs, ``events`` tells the open pages, ``unfinished`` notes on the disk
what is being done, for a desk that is cut off. No page knows a rule, a cell address or an XML element: what is to
be known is asked of the rooms, by their faces.

How a screen is made
--------------------
- A module in ``pages/`` and a template of the same name in templates/desk/. The module gives ``ROUTES``;
  ``site`` has them all already. Addresses are Chinese nouns, /2024/核对/C501-三公经费B13; every view has its
  own, so that it can be bookmarked and back works. What is chosen stands in the address, never in a script.
- A view is a plain function, request -> ``views.shown(request, "checking.html", name=value)``. It runs in a
  thread: it may read files. ``views.year_of(request)`` is the year, ``.known()`` what is known of it now. What
  is shown is made ready as frozen values by small functions of their own; the template holds words and loops, no
  arithmetic.
- The template extends "desk/frame.html" and fills ``title`` and ``screen``. All that a person wrote is text:
  autoescape stays on, ``| safe`` and Markup are for our own files only. No inline script, no ``style=``, no
  ``on...=``: the browser refuses them. A look is a class in desk.css, with the colours of tokens.css. Real
  tables, ``class="number"`` for digits, a label for each field, a button for what does and a link for what goes.
- A number beside a screen in the menu is the ``count`` of its entry in ``screens``.

How something is changed
------------------------
- ``<form method="post" action="…">`` with named fields and a button, without script; the endpoint is
  ``views.posted(handler)``, where ``handler(request, form)`` does it, by the rooms, and returns
  ``views.go_to(address)``: the browser then shows a page that can be loaded again without doing it twice. Routes
  of forms say ``methods=["POST"]``. Fields are read by ``views.typed(form, name)``, dropped files by
  ``form.getlist(name)``, whose names are words to be shown, never paths: a file that is kept is named by us.
- One form is done after the other, whatever window sent it (``Desk.changing``); none where the folders are gone.
- What cannot be done raises ReportError: the page then says each problem with its place and what to do, code
  422.
- An answer to a form that is no redirection (what could not be done, what was found) has no address that can be
  asked again: it stays on the screen, and only the parts around it are kept up to date.
- Advice names no command: where a problem, a hint or a line of advice is shown, ``|at_desk`` turns the command
  into the screen that does the same (``ways``). It keeps numbers whole, too; other running text takes ``whole``.
- What was shown may be out of date when the form comes back. Send along what was seen (the old value of the
  cell, the key of the sentence) and refuse where it is no longer so.
- Nothing is read or served outside the folders of the year: ``safety.inside(folder, name)`` finds a file of
  theirs, ``safety.file(path)`` answers with it. Nothing from outside is opened by the system but through
  ``opening``.

How a page hears of what happens
--------------------------------
Events, each of a year: saved (a file was saved), step (a step runs; its words), checked (the check is new),
composed (the text of 报告 is new), paged (its pages are laid out, or cannot be), making, overtaken (a run or a
layout ended because a file was saved, and begins anew), made, refused (the run ended; see
``YearState.refused``). desk.js shows the step; after checked, paged, making, made and refused it fetches the
page's own address again and morphs ``#screen``, ``#top``, ``#menu`` and ``#status`` into the new ones: focus,
scrolling and what was unfolded stay; what scrolls by itself needs an id where things above it come and go. While
something is typed on the screen ``#screen`` stays as it is and a line offers [刷新]. So a screen does nothing of
its own to be up to date: it must only give the same page for the same address. A script that a screen needs
besides listens on document, for the parts of ``#screen`` come and go. A list with ``data-keys`` is walked through
by arrow keys, j and k.

How it is tested
----------------
tests/app/desk/test_<page>.py with ``tests.support.desk_client``: ``opened(tmp_path, year folder)`` is a client
that was let in, over the real corridor; a page is asked for, its words are read, a form is posted, the files are
looked at. Milliseconds each: the check of the water office takes 50 to 100. What needs a browser stands in
tests/app/desk/test_desk_browser.py, the flows from end to end in test_desk_flows.py, which also draws the
pictures of the manual (``make screens``). A screen's passage in the manual has the screen's name as its heading.
"""
