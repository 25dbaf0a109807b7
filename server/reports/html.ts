import type { Block, ReportDocument, Run } from './document'
import { cellText, type Figure } from './figure'
import { escaped } from './svg'
import { TEXTS } from './texts'

const STYLE = `body{font:16px/1.5 system-ui,"Noto Sans",sans-serif;color:#14202b;background:#fff;max-width:50rem;margin:0 auto;padding:1rem;overflow-wrap:break-word}
h1{font-size:2.2rem;line-height:1.15}h1,h2{color:#00629b}h2{margin-top:3rem;border-bottom:1px solid #c9d3da}a{color:#00629b}
table{border-collapse:collapse;font-size:.9rem;margin:1rem 0}caption{text-align:start;font-weight:700}th,td{text-align:start;vertical-align:top;padding:.15rem .7rem .15rem 0;border-bottom:1px solid #c9d3da}.number{text-align:end}
figure{margin:1.5rem 0}figcaption{font-weight:700}svg{max-width:100%;height:auto}.note{font-size:.85rem;color:#4a5863}article{border-top:1px solid #c9d3da;margin-top:1.5rem}dl{font-size:.9rem}dt{font-weight:700;float:inline-start;margin-inline-end:.5em}dd{margin:0}a,dd{overflow-wrap:anywhere}.table{overflow-x:auto}`

/** The whole report as one HTML file that needs nothing else. */
export function toHtml(document: ReportDocument): Buffer {
  const { title, subtitle, notes, blocks } = document
  const headings = blocks.filter((block) => block.kind === 'heading')
  const ids = new Map(headings.map((heading, at) => [heading, `part-${at + 1}`]))
  const contents = headings
    .map(
      (heading) =>
        `<li class="level-${heading.level}"><a href="#${ids.get(heading)}">${escaped(heading.text)}</a></li>`,
    )
    .join('\n')
  const body = blocks
    .map((block) =>
      block.kind === 'heading'
        ? `<h${block.level + 1} id="${ids.get(block)}">${escaped(block.text)}</h${block.level + 1}>`
        : partOf(block),
    )
    .join('\n')
  return Buffer.from(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>
<header><h1>${escaped(title)}</h1><p>${escaped(subtitle)}</p>${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('')}</header>
<nav aria-label="${TEXTS.contents}"><ul>
${contents}
</ul></nav>
<main>
${body}
</main>
</body>
</html>
`)
}

function partOf(block: Exclude<Block, { kind: 'heading' }>): string {
  switch (block.kind) {
    case 'text':
      return `<p>${runsOf(block.runs)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
    case 'figure':
      return figureOf(block)
    case 'entry':
      return `<article id="entry-${block.number}"><h4>${block.number} <span lang="${block.language}">${escaped(block.title)}</span></h4>
${block.paragraphs.map((text) => `<p lang="${block.language}">${escaped(text)}</p>`).join('')}
<dl>${block.facts.map(({ label, runs }) => `<div><dt>${escaped(label)}</dt><dd>${runsOf(runs)}</dd></div>`).join('')}</dl>
<p class="note">${runsOf(block.note)}</p></article>`
    case 'index':
      return `<ul>${block.items
        .map(
          ({ term, entries }) =>
            `<li>${escaped(term)}: ${entries.map((number) => `<a href="#entry-${number}">${number}</a>`).join(', ')}</li>`,
        )
        .join('\n')}</ul>`
  }
}

function runsOf(runs: readonly Run[]): string {
  return runs
    .map((run) => {
      if (typeof run === 'string') return escaped(run)
      const href = 'href' in run ? run.href : `#entry-${run.entry}`
      return `<a href="${escaped(href)}">${escaped(run.text)}</a>`
    })
    .join('')
}

function figureOf({
  figure,
  svg,
  withTable,
  disclaimer,
}: Extract<Block, { kind: 'figure' }>): string {
  const notes = [figure.note, disclaimer]
    .filter((note) => note !== undefined)
    .map((note) => `<p class="note">${escaped(note)}</p>`)
    .join('')
  const drawn = svg
    ? `<figure><figcaption>${escaped(figure.title)}</figcaption>${svg}<p>${escaped(figure.finding)}</p></figure>`
    : ''
  const table = tableOf(figure)
  if (withTable) return drawn + table + notes
  return `${drawn}<details><summary>${TEXTS.table}</summary>${table}</details>${notes}`
}

function tableOf({ title, columns, rows }: Figure): string {
  const kind = (at: number) => (columns[at]?.type === 'text' ? '' : ' class="number"')
  // On a narrow screen the table scrolls, not the page; by keyboard, too.
  return `<div class="table" role="region" aria-label="${escaped(title)}" tabindex="0"><table><caption>${escaped(title)}</caption><thead><tr>${columns
    .map(({ label }, at) => `<th scope="col"${kind(at)}>${escaped(label)}</th>`)
    .join('')}</tr></thead><tbody>${rows
    .map(
      (row) =>
        `<tr>${row
          .map((value, at) => {
            const column = columns[at]
            const text = column ? cellText(value, column) : String(value)
            return at === 0
              ? `<th scope="row">${escaped(text)}</th>`
              : `<td${kind(at)}>${escaped(text)}</td>`
          })
          .join('')}</tr>`,
    )
    .join('\n')}</tbody></table></div>`
}
