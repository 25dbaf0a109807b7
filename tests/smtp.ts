import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { readMail } from './people'

/** A real mail server on this machine that keeps what it is given. */
export interface MailServer {
  port: number
  url: string
  mails: { to: string; text: string }[]
  stop: () => Promise<void>
}

/** @param port a port to listen on again; a free one when left out */
export async function startMailServer(port = 0): Promise<MailServer> {
  const mails: MailServer['mails'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, callback) {
      let message = ''
      stream.on('data', (chunk) => {
        message += chunk
      })
      stream.on('end', () => {
        mails.push(readMail(message))
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const listening = (server.server.address() as AddressInfo).port
  return {
    port: listening,
    url: `smtp://127.0.0.1:${listening}`,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
