import { en } from '../messages/en'
import type { Messages } from './i18n'

/**
 * The texts of a language for the browser: of its own file in `messages/` (`fr.ts`
 * exporting `fr`), fetched only on pages in that language, or English, which comes with
 * the code.
 */
export async function loadMessages(language: string): Promise<Messages> {
  const files = import.meta.glob<Record<string, Messages>>([
    '../messages/*.ts',
    '!../messages/en.ts',
  ])
  const module = await files[`../messages/${language}.ts`]?.()
  return module?.[language] ?? en
}
