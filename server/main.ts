import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { Render } from '../taxonomy/pages'
import { firstAdminLink } from './accounts/first-admin'
import { declarePublic } from './accounts/gate'
import { buildApp } from './app'
import { ConfigError, readConfig } from './config'
import { DatabaseError } from './database/open'
import { workInProcess } from './exchange/import-process'
import { type Site, startContext } from './start'

/** A built file gets a new name with new content, so browsers may keep it. */
const FOR_GOOD = 'public, max-age=31536000, immutable'
/** How long open requests may take to end when the server is told to stop, in ms. */
const CLOSE_MS = 5000

interface Manifest {
  [source: string]: { file: string; css?: string[]; isEntry?: boolean }
}

/** Tags that load a built script and its styles. */
function assetTags(path: string): string {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry)
  const styles = (entry?.css ?? []).map((file) => `<link rel="stylesheet" href="/${file}">`)
  return [...styles, `<script type="module" src="/${entry?.file}"></script>`].join('')
}

/** Reads the settings, opens everything, listens, and prints the address. */
export async function main(): Promise<void> {
  const config = readConfig(process.env)
  const client = fileURLToPath(new URL('../client', import.meta.url))
  // The renderer is built beside this file; nothing in server/ imports web/.
  const renderer: string = new URL('./entry-server.js', import.meta.url).href
  const { render } = (await import(/* @vite-ignore */ renderer)) as { render: Render }
  const assets = assetTags(`${client}/manifest.json`)
  const writerAssets = assetTags(`${client}/writer-manifest.json`)
  const hub = fileURLToPath(new URL('./hub.js', import.meta.url))
  const importWorker = fileURLToPath(new URL('./import-worker.js', import.meta.url))
  const workshop: Site['workshop'] = (tools) => workInProcess(importWorker, tools)
  const site = { render, assets, writerAssets, hub, workshop }
  const { context, stop } = await startContext(config, site)
  const app = await buildApp(context, async (app) => {
    await app.register(async (files) => {
      files.addHook('onRoute', declarePublic)
      await files.register(fastifyStatic, {
        root: client,
        globIgnore: ['**/*manifest.json'],
        wildcard: false,
        preCompressed: true,
        cacheControl: false,
        setHeaders: (reply, path) => {
          const forGood = path.includes('/assets/')
          reply.setHeader('cache-control', forGood ? FOR_GOOD : 'public, max-age=3600')
          // The one script that other sites load.
          if (/\/embed\.js(\.\w+)?$/.test(path))
            reply.setHeader('cross-origin-resource-policy', 'cross-origin')
        },
      })
    })
  })

  const close = async () => {
    setTimeout(() => process.exit(1), CLOSE_MS).unref()
    await app.close()
    await stop()
    process.exit(0)
  }
  process.once('SIGTERM', close)
  process.once('SIGINT', close)

  try {
    const address = await app.listen({ port: config.port, host: config.host })
    const count = context.catalogue.index.size.toLocaleString('en')
    console.log(`AI activity hub: ${count} activities at ${address}`)
    // With PORT=0 only the listening socket knows the port.
    const origin = config.port === 0 ? address : config.publicUrl
    const link = await firstAdminLink(context.database, origin)
    if (config.publicUrl.startsWith('https:') && !config.mail.smtpUrl)
      console.warn('SMTP_URL is not set: no mail goes out, and links to sign in are printed here')
    if (link) console.log(`There is no administrator yet. To become the first, open ${link}`)
  } catch (error) {
    await stop()
    throw error
  }
}

/** What stops a start, in one line for the person who started it. */
function explain(error: unknown): string {
  const { code, message, stack } = error as NodeJS.ErrnoException
  if (error instanceof ConfigError || error instanceof DatabaseError) return message
  if (code === 'EADDRINUSE')
    return `Port ${process.env.PORT ?? 3000} is in use; set PORT to another`
  if (code === 'EACCES')
    return `Port ${process.env.PORT ?? 3000} may not be used; set PORT to another`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST ${process.env.HOST} is no address of this machine`
  if (code === 'SQLITE_FULL') return 'The disk is full; nothing was changed'
  return stack ?? message
}

main().catch((error) => {
  console.error(explain(error))
  process.exit(1)
})
