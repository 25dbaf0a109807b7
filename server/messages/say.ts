import { en } from './en'

type English = typeof en
/** Name of a text the server says by itself: `file.empty`. */
export type MessageKey = keyof English
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type NamesOf<Text> = Text extends { other: infer Other } ? Names<Other> : Names<Text>
type Given<Key extends MessageKey> = [NamesOf<English[Key]>] extends [never]
  ? []
  : [params: Record<NamesOf<English[Key]>, string | number>]

/**
 * The text of a key with its `{placeholders}` filled; one of `one` and `other` follows `count`.
 * A placeholder that is forgotten, or that the text does not have, does not compile.
 *
 * @example say('file.columns', { line: 7, most: 300 }) // 'Line 7 has more than 300 columns.'
 */
export function say<Key extends MessageKey>(key: Key, ...[params]: Given<Key>): string {
  const text: string | { one: string; other: string } = en[key]
  const values: Record<string, string | number> = params ?? {}
  const template = typeof text === 'string' ? text : values.count === 1 ? text.one : text.other
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
}
