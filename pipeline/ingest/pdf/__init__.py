"""Pages of a PDF: words and rules where they stand, the tables among them, and the paragraphs that they broke."""
