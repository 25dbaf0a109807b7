import type { ActivityContent } from './activity'

/** A field that an entry should fill, and whether it does. */
export interface Need {
  /** Key on the content: `title`; `place` stands for regions, countries or country groups. */
  field: string
  /** `needed` = it cannot be submitted without; `recommended` = readers will ask for it. */
  level: 'needed' | 'recommended'
  filled: boolean
}

type Test = (content: ActivityContent) => boolean

const NEEDED: Record<string, Test> = {
  title: ({ title }) => title !== '',
  summary: ({ summary }) => summary !== '',
  entities: ({ entities }) => entities.length > 0,
}

const RECOMMENDED: Record<string, Test> = {
  types: ({ types }) => types.length > 0,
  sdgs: ({ sdgs }) => sdgs.length > 0,
  sectors: ({ sectors }) => sectors.length > 0,
  techniques: ({ techniques }) => techniques.length > 0,
  place: ({ regions, countries, countryGroups }) =>
    regions.length + countries.length + countryGroups.length > 0,
  beneficiaries: ({ beneficiaries }) => beneficiaries.length > 0,
  maturity: ({ maturity }) => maturity !== null,
  startDate: ({ startDate }) => startDate !== null,
  status: ({ status }) => status !== null,
  links: ({ links }) => links.length > 0,
  contact: ({ contact }) => contact !== '',
}

/**
 * What an entry still needs, in the order of the form.
 *
 * @example needsOf(content).filter(({ level, filled }) => level === 'needed' && !filled).length
 */
export function needsOf(content: ActivityContent): Need[] {
  const needs = (level: Need['level'], tests: Record<string, Test>) =>
    Object.entries(tests).map(([field, test]) => ({ field, level, filled: test(content) }))
  return [...needs('needed', NEEDED), ...needs('recommended', RECOMMENDED)]
}
