"""The page as HTML: one file, which needs nothing but the tables beside it."""
from html import escape

from reliance.common import stream
from reliance.common.messages import plural
from reliance.report import style

DEFINITIONS = (("basket", "Basket"), ("basis", "Basis"), ("denominator", "Denominator"),
               ("coverage", "Coverage"))


def html(head, chapters, foot):
    """The text of the page. head: (title, paragraphs, messages of the filters); chapters: a list of
    (id, title, introduction, figures); foot: paragraphs. Paragraphs are HTML, all else is text."""
    title, paragraphs, messages = head
    numbered = [(f"chapter-{name}", f"{n}. {heading}", introduction, figures)
                for n, (name, heading, introduction, figures) in enumerate(chapters, 1)]
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="reliance-report">',
        f"<title>{escape(title)}</title>\n<style>\n{style.css()}</style>\n</head>\n<body>",
        '<a class="skip" href="#main">Skip to the chapters</a>',
        f"<header>\n<h1>{escape(title)}</h1>",
        *(f"<p>{paragraph}</p>" for paragraph in paragraphs), messages_html(messages), "</header>",
        '<nav aria-label="Chapters">\n<ul>',
        *(f'<li><a href="#{name}">{escape(text)}</a></li>' for name, text, *_ in numbered),
        '</ul>\n</nav>\n<main id="main">',
        *(line for chapter in numbered for line in chapter_html(*chapter)),
        "</main>\n<footer>", *(f"<p>{paragraph}</p>" for paragraph in foot),
        "</footer>\n</body>\n</html>\n"]
    return "\n".join(part for part in parts if part)


def chapter_html(name, heading, introduction, figures):
    """A chapter, with its omitted figures at the end."""
    yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(heading)}</h2>'
    if introduction:
        yield f"<p>{escape(introduction)}</p>"
    for figure in figures:
        if not figure.omitted:
            yield figure_html(figure)
    for figure in figures:
        if figure.omitted:
            yield f"<p>Not shown: {escape(figure.about['title'])}: {escape(figure.omitted)}.</p>"
    yield "</section>"


def messages_html(messages):
    """The messages of the filters, as a list."""
    if not messages:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in messages)
    return f'<p class="what">Messages of the filters:</p>\n<ul class="messages">{items}</ul>'


def figure_html(figure):
    name, title = figure.name, figure.about["title"]
    drawings = "\n".join(svg.replace("<svg", f'<svg class="{size}"', 1)
                         for size, svg in figure.drawings.items())
    definitions = "".join(f"<dt>{term}</dt><dd>{escape(figure.about[key])}</dd>"
                          for key, term in DEFINITIONS)
    return "\n".join(part for part in (
        f'<figure id="{escape(name)}" aria-labelledby="{escape(name)}-title">',
        f'<h3 id="{escape(name)}-title">{escape(title)}</h3>', sentences_html(figure), drawings,
        f"<dl>{definitions}</dl>",
        messages_html(figure.messages), table_html(figure),
        '<p class="what">The pipeline that prints this table:</p>',
        f"<pre><code>{escape(figure.pipeline)}</code></pre>\n</figure>") if part)


def sentences_html(figure):
    """The rows of the table in words, as a list."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in figure.sentences)
    return f"<ul>{items}</ul>" if items else ""


def table_html(figure):
    """The table, folded, and a link to its file."""
    table, file = figure.table, f"{figure.name}.csv"
    numbers = [all(cells[i] == "" or stream.is_number(cells[i]) for _, cells in table.rows)
               for i in range(len(table.columns))]
    align = [' class="n"' if number else "" for number in numbers]
    head = "".join(f'<th scope="col"{a}>{escape(column)}</th>'
                   for a, column in zip(align, table.columns))
    rows = "\n".join("<tr>" + "".join(f"<td{a}>{escape(cell)}</td>"
                                      for a, cell in zip(align, cells)) + "</tr>"
                     for _, cells in table.rows)
    title = escape(figure.about["title"])
    count = plural(len(table.rows), "row")
    return (f"<details>\n<summary>The numbers: {count}</summary>\n"
            f'<div class="scroll" tabindex="0" role="region" aria-label="Table: {title}">\n'
            f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
            "</div>\n"
            f'<p class="what"><a href="{escape(file)}">{escape(file)}</a></p>\n</details>')
