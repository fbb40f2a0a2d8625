"""The finished Word file, read back as blocks, becomes the PDF: nothing is fetched, the fonts are our own."""
