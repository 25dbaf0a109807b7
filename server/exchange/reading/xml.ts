import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import sax, { type Tag } from 'sax'
import { say } from '../../messages/say'
import { FileRefused } from './source'

/** What is called as XML is read; names without their prefixes. */
export interface XmlHandler {
  open?: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/**
 * Reads XML as it comes, and gives others their turn after each piece. `onPiece` may take out what
 * was read so far; when it returns true, reading ends early.
 *
 * @throws {FileRefused} when it is no XML, names entities of its own, or its packing is damaged
 */
export async function* readXml<Item>(
  stream: Readable,
  handler: XmlHandler,
  takeOut: () => Item[] = () => [],
): AsyncGenerator<Item> {
  const reading = sax.parser(true, { position: false })
  let failure: Error | undefined
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  reading.onerror = (error) => {
    failure ??= error
  }
  reading.ondoctype = () => {
    failure ??= new Error(say('workbook.doctype'))
  }
  reading.onopentag = ({ name, attributes }) =>
    handler.open?.(local(name), attributes as Tag['attributes'])
  reading.ontext = (text) => handler.text?.(text)
  reading.oncdata = (text) => handler.text?.(text)
  reading.onclosetag = (name) => handler.close?.(local(name))
  const decoder = new StringDecoder('utf8')
  const check = () => {
    if (failure) throw damaged(failure)
  }
  try {
    for await (const chunk of stream) {
      reading.write(decoder.write(chunk as Buffer))
      check()
      yield* takeOut()
    }
    reading.write(decoder.end()).close()
  } catch (error) {
    // sax throws an error it has reported already at the next piece.
    if (failure) check()
    throw error instanceof FileRefused ? error : damaged(error as Error)
  } finally {
    stream.destroy()
  }
  check()
  yield* takeOut()
}

/** Reads XML to its end. */
export async function readAllXml(stream: Readable, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(stream, handler));
}

const damaged = ({ message }: Error) =>
  new FileRefused(say('workbook.damaged', { message: message.split('\n')[0]?.toLowerCase() ?? '' }))
