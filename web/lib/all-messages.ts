import { en as englishMembers } from '../messages/members/en'
import type { AllMessages, Messages } from './i18n'

const files = import.meta.glob<Record<string, Messages>>('../messages/*.ts', { eager: true })
const memberFiles = import.meta.glob<Record<string, typeof englishMembers>>(
  '../messages/members/*.ts',
  { eager: true },
)
const languages: Record<string, Messages> = Object.assign({}, ...Object.values(files))
const members: Record<string, typeof englishMembers> = Object.assign(
  {},
  ...Object.values(memberFiles),
)

/** The texts of all languages, by language, for the server; what a language lacks for members is English. */
export const allMessages: Record<string, AllMessages> = Object.fromEntries(
  Object.entries(languages).map(([language, messages]) => [
    language,
    { ...messages, texts: { ...messages.texts, ...(members[language] ?? englishMembers) } },
  ]),
)
