import { en } from '../messages/en'
import type { Messages } from './i18n'

type Module = Record<string, Messages>

/**
 * The texts of a language: of its own file in `messages/` (`fr.ts` exporting `fr`), or
 * English. Browsers fetch only the file of their page; English comes with the code.
 */
export async function loadMessages(language: string): Promise<Messages> {
  const files = import.meta.glob<Module>(['../messages/*.ts', '!../messages/en.ts'])
  const module = await files[`../messages/${language}.ts`]?.()
  return module?.[language] ?? en
}

/** All languages at once, for the server. */
export function allMessages(): Record<string, Messages> {
  const files = import.meta.glob<Module>('../messages/*.ts', { eager: true })
  return Object.assign({}, ...Object.values(files))
}
