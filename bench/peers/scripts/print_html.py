"""print_html.py OUT DOCUMENT.html…: one PDF/A for each document, by WeasyPrint."""
import inspect
import pathlib
import sys

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

out, documents = pathlib.Path(sys.argv[1]), sys.argv[2:]
fonts = FontConfiguration()
# The name of the option since version 59.
name = "variant" if "variant" in inspect.signature(HTML.write_pdf).parameters else "pdf_variant"
for document in documents:
    path = pathlib.Path(document)
    HTML(filename=path).write_pdf(out / (path.stem + ".pdf"), font_config=fonts, **{name: "pdf/a-2b"})
