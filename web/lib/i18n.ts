import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { en } from '../messages/en'
import type { en as members } from '../messages/members/en'

type English = typeof en
type MemberTexts = typeof members
type MessageKey = keyof English['texts'] | keyof MemberTexts
type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** The texts of one language: the keys of English, the plural forms of its own. */
export type Messages = Omit<English, 'texts'> & { texts: Translated<English['texts']> }

/** As `Messages`, with the texts of the pages that only the server draws. */
export type AllMessages = Messages & { texts: Translated<MemberTexts> }

type Translated<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : Plural }

type Params = Record<string, string | number>

/** All that depends on the language of the page. */
export interface I18n {
  language: string
  direction: 'ltr' | 'rtl'
  nav: Messages['nav']
  /** The text of a key with its `{placeholders}` filled; plurals follow `params.count`. */
  t: (key: MessageKey, params?: Params) => string
  /** As `t`, for keys put together at run time; `undefined` where there is no such text. */
  find: (key: string, params?: Params) => string | undefined
  /** As `t`, with elements (links) in place of placeholders. */
  rich: (key: MessageKey, parts: Record<string, ComponentChildren>) => ComponentChildren[]
  /** `12345` → `12,345` */
  number: (value: number) => string
  percent: (share: number) => string
  /** A partial date as precise as it is: `2024`, `May 2024`, `17 May 2024`. */
  date: (partial: string) => string
  /** `['a','b','c']` → `a, b and c` */
  list: (items: string[]) => string
  /** The same in pieces; `at` is the place of an item, `undefined` what stands between. */
  listParts: (items: string[]) => { text: string; at: number | undefined }[]
  languageName: (tag: string) => string
}

/** How many formatted numbers are kept. */
const MOST_FORMATTED = 1000

/** Texts and formats of one language. Costly to make: keep one per language. */
export function createI18n(language: string, messages: Messages): I18n {
  const texts: Record<string, string | Plural> = messages.texts
  const locale = language === 'en' ? 'en-GB' : language
  const plurals = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent' })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const dates = [{}, { month: 'long' }, { month: 'long', day: 'numeric' }].map(
    (parts) =>
      new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        timeZone: 'UTC',
        ...(parts as Intl.DateTimeFormatOptions),
      }),
  )
  // A list's page writes some 350 counts, mostly the same few; Intl takes a microsecond each.
  const formatted = new Map<number, string>()
  const formatNumber = (value: number) => {
    const shown = formatted.get(value) ?? numbers.format(value)
    if (formatted.size < MOST_FORMATTED) formatted.set(value, shown)
    return shown
  }
  const names = new Intl.DisplayNames(locale, { type: 'language' })

  const template = (key: string, count: unknown): string | undefined => {
    const text = texts[key]
    if (typeof text !== 'object') return text
    // "None" is often said in words of its own, also where grammar has no zero form.
    if (count === 0 && text.zero) return text.zero
    return text[plurals.select(Number(count))] ?? text.other
  }
  const show = (value: string | number | undefined) =>
    typeof value === 'number' ? formatNumber(value) : (value ?? '')
  const find: I18n['find'] = (key, params) => {
    const text = template(key, params?.count)
    if (!text?.includes('{')) return text
    return text.replace(/\{(\w+)\}/g, (_, name: string) => show(params?.[name]))
  }

  return {
    language,
    direction: messages.direction,
    nav: messages.nav,
    t: (key, params) => find(key, params) ?? key,
    find,
    rich: (key, parts) =>
      (template(key, 2) ?? key)
        .split(/\{(\w+)\}/)
        .map((text, index) => (index % 2 ? parts[text] : text)),
    number: formatNumber,
    percent: percents.format,
    date: (partial) => {
      const format = dates[Math.min(partial.split('-').length, 3) - 1]
      const time = Date.parse(partial.slice(0, 10))
      return Number.isNaN(time) ? (texts['date.none'] as string) : (format?.format(time) ?? partial)
    },
    list: (items) => lists.format(items),
    listParts: (items) => {
      let at = 0
      return lists
        .formatToParts(items)
        .map(({ type, value }) => ({ text: value, at: type === 'element' ? at++ : undefined }))
    },
    languageName: (tag) => names.of(tag) ?? tag,
  }
}

const Context = createContext<I18n | null>(null)

/** Gives the components below it their language. */
export const I18nProvider = Context.Provider

/** The language of the page a component stands on. */
export function useI18n(): I18n {
  const i18n = useContext(Context)
  if (!i18n) throw new Error('component outside of I18nProvider')
  return i18n
}
