import type { ActivityDetail } from '../../taxonomy/api'
import type { I18n } from './i18n'

/** How to cite an activity in the style of the APA, as plain text. */
export function apaCitation(activity: ActivityDetail, address: string, i18n: I18n): string {
  return i18n.t('activity.apa', {
    authors: activity.entities.map((entity) => entity.label).join(i18n.t('list.separator')),
    // What is cited is the entry as it stands, not the activity: the year of its last change.
    year: activity.updatedAt.slice(0, 4),
    title: activity.title.replace(/\.$/, ''),
    id: `${activity.id}`,
    version: `${activity.version}`,
    url: address,
  })
}

/** The same as a BibTeX entry. */
export function bibtexCitation(activity: ActivityDetail, address: string, i18n: I18n): string {
  const fields: [string, string][] = [
    // Braces keep an organisation's name from being read as first and last name.
    ['author', activity.entities.map(({ label }) => `{${escaped(label)}}`).join(' and ')],
    ['title', `{${escaped(activity.title)}}`],
    ['year', activity.updatedAt.slice(0, 4)],
    [
      'note',
      i18n.t('activity.bibnote', {
        id: `${activity.id}`,
        version: `${activity.version}`,
        updated: activity.updatedAt.slice(0, 10),
      }),
    ],
    ['howpublished', escaped(i18n.t('site.name'))],
    ['url', address],
  ]
  const lines = fields.map(([name, value]) => `  ${name} = {${value}}`)
  return `@misc{activity-${activity.id},\n${lines.join(',\n')}\n}`
}

/** Text whose characters mean nothing to TeX. */
function escaped(text: string): string {
  return text.replace(/[\\{}]/g, '').replace(/[&%$#_]/g, '\\$&')
}
