"""The finished Word file, read back as blocks, becomes the PDF: nothing is fetched, the fonts are our own."""

from juesuan.pdf.embedded_files import enclosures
from juesuan.pdf.libreoffice import page_numbers
from juesuan.pdf.pdf import lay_out, readiness

__all__ = ["enclosures", "lay_out", "page_numbers", "readiness"]
