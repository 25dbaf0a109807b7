import type { FastifyRequest } from 'fastify'
import type { Section } from '../../taxonomy/member-pages'
import type { PageModel } from '../../taxonomy/pages'
import { type Action, can } from '../accounts/permissions'
import type { Context } from '../context'

/** What opening each part of the site for members takes, in the order of the menu. */
const SECTIONS: [Section, Action][] = [
  ['my', 'entry.write'],
  ['import', 'entry.import'],
  ['account', 'account.use'],
  ['review', 'submission.review'],
  ['rounds', 'round.read'],
  ['directory', 'directory.read'],
  ['people', 'people.read'],
  ['keys', 'key.manage'],
  ['webhooks', 'webhook.manage'],
  ['audit', 'audit.read'],
]

/** Pages with the script of those who write entries. */
const WRITERS_PAGES = new Set<PageModel['page']>(['entry', 'my'])

/** A model as a document; with a menu of their own for people signed in. */
export function renderPage(
  { render, config, assets, writerAssets }: Context,
  { url, person }: FastifyRequest,
  model: PageModel,
): string {
  const viewer = person && {
    name: person.name,
    sections: SECTIONS.filter(([, action]) => can(person, action)).map(([section]) => section),
  }
  return render(model, {
    ...{ url, origin: config.publicUrl },
    assets: WRITERS_PAGES.has(model.page) ? assets + writerAssets : assets,
    language: person?.language ?? 'en',
    viewer: viewer ?? undefined,
  })
}
