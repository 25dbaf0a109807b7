import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { DeliveryTry } from '../../taxonomy/webhooks'
import { say } from '../messages/say'
import { guardedLookup, refusalOfUrl } from './address'

/** How much of an answer is kept, in bytes. */
const KEPT_BYTES = 512

interface Post {
  url: string
  headers: Record<string, string>
  body: string
  /** How long all of it may take, in ms. */
  timeoutMs: number
  /** Whether this machine itself may be told: for development. */
  allowLoopback: boolean
  /** Breaks it off. */
  ending: AbortSignal
}

/**
 * Sends one message and says what became of it; never throws. Any 2xx is an arrival, redirects are
 * not followed, and of the answer's body no more is read than is kept.
 */
export async function post(message: Post): Promise<DeliveryTry> {
  const started = Date.now()
  const outcome = await send(message).catch((error: Error) => ({
    status: null,
    answer: '',
    error:
      error.name === 'TimeoutError'
        ? say('webhook.noAnswer', { seconds: message.timeoutMs / 1000 })
        : wordsOf(error),
  }))
  return { at: new Date(started).toISOString(), ms: Date.now() - started, ...outcome }
}

type Outcome = Pick<DeliveryTry, 'status' | 'answer' | 'error'>

function send({ url, headers, body, timeoutMs, allowLoopback, ending }: Post): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // Once more: a setting may have changed, and a literal address is never looked up.
    const refusal = refusalOfUrl(url, allowLoopback)
    if (refusal) throw new Error(say('webhook.refused', { reason: refusal }))
    const request = url.startsWith('https:') ? requestHttps : requestHttp
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ending])
    const asked = request(url, {
      ...{ method: 'POST', signal, agent: false, lookup: guardedLookup(allowLoopback) },
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'ai-activity-hub',
        accept: '*/*',
      },
    })
    let isAnswered = false
    asked.on('error', (error) => {
      // Once the status is known, nothing that befalls the rest matters.
      if (!isAnswered) reject(signal.aborted ? signal.reason : error)
    })
    asked.once('response', (response) => {
      isAnswered = true
      const status = response.statusCode ?? 0
      const chunks: Buffer[] = []
      let size = 0
      // Whatever becomes of its body: the status has been said.
      const finish = () => {
        asked.destroy()
        const answer = Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString('utf8')
        resolve({ status, answer: printable(answer), error: errorOf(status) })
      }
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size >= KEPT_BYTES) finish()
      })
      response.once('end', finish)
      response.once('error', finish)
    })
    asked.end(body)
  })
}

function errorOf(status: number): string | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400
    ? `Answered ${status}: redirects are not followed`
    : `Answered ${status}`
}

/** Without control characters, which a page cannot show. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '')
}

function wordsOf(error: Error): string {
  const { code } = error as { code?: string }
  return (
    code && !error.message.includes(code) ? `${code}: ${error.message}` : error.message
  ).slice(0, 300)
}
