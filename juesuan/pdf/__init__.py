"""The finished Word file, read back as blocks, becomes the PDF and the page numbers of the contents.

Nothing is fetched, and the fonts are the program's own. What a step cannot do is a problem for the officer; a
report without a PDF is still a report.
"""

from juesuan.pdf.embedded_files import enclosures
from juesuan.pdf.libreoffice import page_numbers
from juesuan.pdf.page_pictures import pictures
from juesuan.pdf.pdf import lay_out, readiness
from juesuan.pdf.progress import told as pages_told

__all__ = ["enclosures", "lay_out", "page_numbers", "pages_told", "pictures", "readiness"]
