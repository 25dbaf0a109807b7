import type { ActivityDetail } from '../../taxonomy/api'
import { say } from '../messages/say'

/** What is cited is the entry as it stands, not the activity: the year is that of its last change. */
function partsOf({ id, version, title, updatedAt, entities, url }: ActivityDetail) {
  return {
    authors: entities.map(({ label }) => label),
    title: title.replace(/\s+/g, ' ').replace(/\.$/, ''),
    year: updatedAt.slice(0, 4),
    day: updatedAt.slice(0, 10),
    note: say('export.cited', { id, version }),
    url,
  }
}

/** How to cite an activity in the style of the APA, as plain text. */
export function apaCitation(activity: ActivityDetail): string {
  const { authors, title, year, note, url } = partsOf(activity)
  return `${authors.join(', ')} (${year}). ${title} [${note}]. ${say('export.site')}. ${url}`
}

/** The same as a BibTeX entry. */
export function bibtexCitation(activity: ActivityDetail): string {
  const { authors, title, year, day, note, url } = partsOf(activity)
  const fields: [string, string][] = [
    // Braces keep an organisation's name from being read as first and last name.
    ['author', authors.map((author) => `{${texText(author)}}`).join(' and ')],
    ['title', `{${texText(title)}}`],
    ['year', year],
    ['note', say('export.citedOn', { note, day })],
    ['howpublished', say('export.site')],
    ['url', url],
  ]
  const lines = fields.map(([name, value]) => `  ${name} = {${value}}`)
  return `@misc{activity-${activity.id},\n${lines.join(',\n')}\n}\n`
}

/** The same in the form of RIS, which reference managers read. */
export function risCitation(activity: ActivityDetail): string {
  const { authors, title, year, day, note, url } = partsOf(activity)
  const lines: [string, string][] = [
    ['TY', 'ELEC'],
    ...authors.map((author): [string, string] => ['AU', author]),
    ['TI', title],
    ['PY', year],
    ['DA', day.replaceAll('-', '/')],
    ['AB', activity.summary.replace(/\s+/g, ' ')],
    ['N1', note],
    ['DP', say('export.site')],
    ['LA', activity.language],
    ['UR', url],
    ['ID', `activity-${activity.id}`],
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('')
}

/** Text whose characters mean nothing to TeX. */
function texText(text: string): string {
  return text.replace(/[\\{}]/g, '').replace(/[&%$#_]/g, '\\$&')
}
