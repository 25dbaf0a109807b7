import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as a receiver got it. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A real HTTP server that is told of changes. */
export interface Receiver {
  url: string
  received: Received[]
  /** Answers each message; 204 until it is set. */
  answer: (reply: ServerResponse, message: Received) => void
  stop: () => Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, reply) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const message = { path: request.url ?? '', headers: request.headers, body }
      receiver.received.push(message)
      receiver.answer(reply, message)
    })
  })
  const receiver: Receiver = {
    url: '',
    received: [],
    answer: (reply) => reply.writeHead(204).end(),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub`
  return receiver
}
