import type { Messages } from './i18n'

const files = import.meta.glob<Record<string, Messages>>('../messages/*.ts', { eager: true })

/** The texts of all languages, by language, for the server. */
export const allMessages: Record<string, Messages> = Object.assign({}, ...Object.values(files))
