import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { temporaryFolder } from '../helper'
import { launchOptions } from './chromium'

export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** The built site, running as a process of its own over a new database, and a browser. */
export interface Site {
  origin: string
  browser: Browser
  /** Folder of the mails it sends. */
  outbox: string
  /** The link it prints for the first administrator. */
  adminLink: Promise<string>
  /** A page in a context of its own that notes errors and requests to other hosts. */
  open: (options?: Parameters<Browser['newContext']>[0]) => Promise<Visit>
  stop: () => Promise<void>
}

export interface Visit {
  page: Page
  context: BrowserContext
  /** Script errors, policy violations and foreign requests so far; a good visit has none. */
  trouble: string[]
}

/** @param settings of its own, beside those every test has */
export async function startSite(settings: NodeJS.ProcessEnv = {}): Promise<Site> {
  const { folder, remove } = temporaryFolder()
  const server = spawn(process.execPath, ['dist/server/main.js'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: '',
      RATE_LIMIT: '0',
      SEED: '',
      SMTP_URL: '',
      MAIL_FOLDER: join(folder, 'outbox'),
      DATABASE_URL: `file:${join(folder, 'hub.db')}`,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const adminLink = printed(server, /https?:\/\/\S+token=\S+/)
  const origin = await printed(server, /https?:\/\/\S+/)
  const browser = await chromium.launch(launchOptions())
  return {
    origin,
    browser,
    adminLink,
    outbox: join(folder, 'outbox'),
    open: async (options) => {
      const context = await browser.newContext({ baseURL: origin, viewport: DESKTOP, ...options })
      const page = await context.newPage()
      const trouble: string[] = []
      page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error') trouble.push(`console: ${message.text()}`)
      })
      page.on('request', (request) => {
        if (!request.url().startsWith(origin)) trouble.push(`foreign request: ${request.url()}`)
      })
      return { page, context, trouble }
    },
    stop: async () => {
      await browser.close()
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      remove()
    },
  }
}

/** The first thing of a form that the server prints. */
function printed(server: ChildProcess, form: RegExp): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      text += chunk
      const [found] = form.exec(text) ?? []
      if (found) resolve(found)
    })
  })
}
