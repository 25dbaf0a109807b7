import { about } from './en/about'
import { activity } from './en/activity'
import { api } from './en/api'
import { home } from './en/home'
import { search } from './en/search'
import { site } from './en/site'
import { vocabularies } from './en/vocabularies'

/**
 * English texts of the interface, and the model for every other language: copy this file
 * and the folder beside it to `fr.ts` and `fr/`, export `fr: Messages`, translate the right-hand
 * sides, and it is there.
 * `{name}` stands for a value; an object holds the plural forms the language has
 * (Intl.PluralRules), chosen by `count`.
 */
export const en = {
  direction: 'ltr' as 'ltr' | 'rtl',

  /** The menu: address and label. */
  nav: [
    ['/activities', 'Activities'],
    ['/entities', 'Entities'],
    ['/sdgs', 'SDGs'],
    ['/countries', 'Countries'],
    ['/taxonomy', 'Taxonomy'],
    ['/about', 'About'],
  ] as [path: string, label: string][],

  texts: {
    ...site,
    ...home,
    ...search,
    ...activity,
    ...vocabularies,
    ...about,
    ...api,
  },
}
