import { createReadStream } from 'node:fs'

/**
 * Lines of a UTF-8 file, without their ends. Ends are line feeds alone: Node's readline also ends a
 * line at U+2028, which JSON may hold within a text.
 *
 * @param most characters of a line; what is beyond is left out
 */
export async function* linesOf(path: string, most = Number.POSITIVE_INFINITY) {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\n')
    rest = (lines.pop() ?? '').slice(0, most)
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  if (rest !== '') yield rest
}
