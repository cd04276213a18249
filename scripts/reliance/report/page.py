"""The page: one file of HTML, which needs nothing but itself and the tables beside it."""
from html import escape

from reliance.common import messages, stream
from reliance.report import style

DEFINED = (("basket", "Basket"), ("basis", "Basis"), ("denominator", "Denominator"),
           ("coverage", "Coverage"))


def html(head, chapters, foot):
    """head: (title, paragraphs, what filters said); chapters: (id, title, paragraph, figures);
    foot:
    paragraphs."""
    title, paragraphs, said = head
    numbered = [(f"chapter-{name}", f"{n}. {text}", told, figures)
                for n, (name, text, told, figures) in enumerate(chapters, 1)]
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="reliance-report">',
        f"<title>{escape(title)}</title>\n<style>\n{style.css()}</style>\n</head>\n<body>",
        '<a class="skip" href="#main">Skip to the chapters</a>',
        f"<header>\n<h1>{escape(title)}</h1>",
        *(f"<p>{paragraph}</p>" for paragraph in paragraphs), words_of(said), "</header>",
        '<nav aria-label="Chapters">\n<ul>',
        *(f'<li><a href="#{name}">{escape(text)}</a></li>' for name, text, *_ in numbered),
        '</ul>\n</nav>\n<main id="main">',
    ]
    for name, text, told, figures in numbered:
        parts.append(f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(text)}</h2>')
        if told:
            parts.append(f"<p>{escape(told)}</p>")
        parts += [figure_of(figure) for figure in figures if not figure.lacks]
        lacking = [figure for figure in figures if figure.lacks]
        parts += [f"<p>Not shown: {escape(figure.about['title'])}: {escape(figure.lacks)}.</p>"
                  for figure in lacking]
        parts.append("</section>")
    parts += ["</main>\n<footer>", *(f"<p>{paragraph}</p>" for paragraph in foot),
              "</footer>\n</body>\n</html>\n"]
    return "\n".join(part for part in parts if part)


def words_of(said):
    """What the filters said, as a list."""
    if not said:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in said)
    return f'<p class="what">What the filters said:</p>\n<ul class="said">{items}</ul>'


def figure_of(figure):
    name, title = figure.name, figure.about["title"]
    drawings = "\n".join(svg.replace("<svg", f'<svg class="{size}"', 1)
                         for size, svg in figure.drawings.items())
    defined = "".join(f"<dt>{told}</dt><dd>{escape(figure.about[key])}</dd>"
                      for key, told in DEFINED)
    return "\n".join(part for part in (
        f'<figure id="{escape(name)}" aria-labelledby="{escape(name)}-title">',
        f'<h3 id="{escape(name)}-title">{escape(title)}</h3>', sentences_of(figure), drawings,
        f"<dl>{defined}</dl>",
        words_of(figure.said), table_of(figure),
        '<p class="what">The pipeline that made it:</p>',
        f"<pre><code>{escape(figure.pipeline)}</code></pre>\n</figure>") if part)


def sentences_of(figure):
    """The table in words, as a list."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in figure.sentences)
    return f"<ul>{items}</ul>" if items else ""


def table_of(figure):
    """The table, folded, and the file that has it."""
    table, file = figure.table, f"{figure.name}.csv"
    numbers = [all(cells[i] == "" or stream.is_number(cells[i]) for _, cells in table.rows)
               for i in range(len(table.columns))]
    mark = [' class="n"' if number else "" for number in numbers]
    head = "".join(f'<th scope="col"{m}>{escape(column)}</th>'
                   for m, column in zip(mark, table.columns))
    rows = "\n".join("<tr>" + "".join(f"<td{m}>{escape(cell)}</td>" for m, cell in zip(mark, cells))
                     + "</tr>" for _, cells in table.rows)
    title = escape(figure.about["title"])
    count = messages.plural(len(table.rows), "row", "rows")
    return (f"<details>\n<summary>The numbers: {count}</summary>\n"
            f'<div class="scroll" tabindex="0" role="region" aria-label="Table: {title}">\n'
            f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
            "</div>\n"
            f'<p class="what"><a href="{escape(file)}">{escape(file)}</a></p>\n</details>')
