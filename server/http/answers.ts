import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'

/** A finished answer: its bytes, plain and compressed, and its tag. */
interface Answer {
  status: number
  type: string
  etag: string
  plain: Buffer
  /** Of the better quality; made when the answer is asked for again. */
  br?: Buffer
  isAskedAgain?: boolean
  gzip?: Buffer
}

/** Shorter bodies are not worth compressing. */
const COMPRESS_FROM = 1400
/**
 * Quality of Brotli: at first, when someone waits for the first byte and most answers are never
 * asked for again, and for what is then kept.
 */
const BROTLI = { first: 0, kept: 5 }
/** Window of 2^18 bytes: it holds every page, and is made faster than the default of 2^22. */
const BROTLI_WINDOW = 18

/**
 * Answers made once per address and revision, and sent as bytes from then on. Nothing
 * here depends on who asks, so nothing personal may pass through.
 */
export class Answers {
  readonly #answers: LRUCache<string, Answer>
  /** Grows with every change; by request, what it was when the request came. */
  #generation = 0
  readonly #asked = new WeakMap<FastifyRequest, number>()

  /** @param capacity most bytes kept */
  constructor(capacity: number) {
    this.#answers = new LRUCache({
      maxSize: capacity,
      // Counting the compressed forms as half the plain one errs on the safe side.
      sizeCalculation: ({ plain }) => Math.ceil(plain.length * 1.5) + 500,
    })
  }

  /** Drops everything: the catalogue has changed, and every answer names its revision. */
  clear(): void {
    this.#answers.clear()
    this.#generation++
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#answers.calculatedSize
  }

  /** Sends what is known for this address; false when nothing is. */
  sendKnown(request: FastifyRequest, reply: FastifyReply): boolean {
    const answer = this.#answers.get(request.raw.url ?? '')
    if (!answer) {
      this.#asked.set(request, this.#generation)
      return false
    }
    send(request, reply, answer)
    return true
  }

  /** Keeps an answer for its address, unless told not to, and sends it. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    {
      body,
      type,
      revision,
      status = 200,
      isKept = true,
    }: {
      body: string | Buffer
      type: string
      revision: string
      status?: number
      /** Whether the same bytes are sent until the catalogue changes; not where more than that tells. */
      isKept?: boolean
    },
  ): FastifyReply {
    const plain = typeof body === 'string' ? Buffer.from(body) : body
    const digest = createHash('sha1').update(plain).digest('base64url').slice(0, 12)
    const answer: Answer = { status, type, etag: `W/"${revision}-${digest}"`, plain }
    // An answer begun before a change may say what was true then; it is not kept.
    const isCurrent = (this.#asked.get(request) ?? this.#generation) === this.#generation
    if (status === 200 && isKept && isCurrent) this.#answers.set(request.raw.url ?? '', answer)
    return send(request, reply, answer)
  }
}

function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  const { headers } = request
  reply
    .header('etag', answer.etag)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept-encoding')
  if (answer.status === 200 && matches(headers['if-none-match'], answer.etag))
    return reply.code(304).send()
  reply.code(answer.status).header('content-type', answer.type)
  if (answer.plain.length < COMPRESS_FROM) return reply.send(answer.plain)
  const accepted = String(headers['accept-encoding'] ?? '')
  if (accepts(accepted, 'br')) {
    answer.br ??= answer.isAskedAgain ? brotli(answer.plain, BROTLI.kept) : undefined
    answer.isAskedAgain = true
    const bytes = answer.br ?? brotli(answer.plain, BROTLI.first)
    return reply.header('content-encoding', 'br').send(bytes)
  }
  if (accepts(accepted, 'gzip')) {
    answer.gzip ??= gzipSync(answer.plain, { level: 5 })
    return reply.header('content-encoding', 'gzip').send(answer.gzip)
  }
  return reply.send(answer.plain)
}

function brotli(bytes: Buffer, quality: number): Buffer {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}

/** Whether an Accept-Encoding header takes a coding; a weight of 0 refuses it. */
export function accepts(header: string, coding: string): boolean {
  return header.split(',').some((part) => {
    const [name, weight] = part.split(';').map((text) => text.trim())
    return name === coding && !/^q=0(\.0*)?$/.test(weight ?? '')
  })
}

/** Whether an If-None-Match header names a tag (RFC 9110: weak comparison, a list, or `*`). */
export function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false
  return header
    .split(',')
    .some((tag) => tag.trim() === etag || tag.trim() === '*' || `W/${tag.trim()}` === etag)
}
