/**
 * `npm run dev`: the server over Vite. A change in `web/` reaches the browser at once, a
 * change in `server/` or `taxonomy/` restarts the application inside this process.
 */
import { install, root } from './prepare.mjs'

process.chdir(root)
install()
const { createServer } = await import('vite')
const vite = await createServer({
  configFile: 'web/vite.config.ts',
  appType: 'custom',
  server: { middlewareMode: true },
})
const ASSETS =
  '<script type="module" src="/@vite/client"></script><script type="module" src="/web/entry-client.tsx"></script>'
const WRITER_ASSETS = '<script type="module" src="/web/entry-writer.tsx"></script>'

let stopRunning = async () => {}

async function start() {
  const load = (path) => vite.ssrLoadModule(path)
  const { readConfig } = await load('/server/config.ts')
  const { startContext } = await load('/server/start.ts')
  const { buildApp } = await load('/server/app.ts')
  const { render } = await load('/web/entry-server.tsx')
  const { firstAdminLink } = await load('/server/accounts/first-admin.ts')
  const { workHere } = await load('/server/exchange/import-work.ts')
  const site = { render, assets: ASSETS, writerAssets: WRITER_ASSETS, workshop: workHere }
  const { context, stop } = await startContext(readConfig(process.env), site)
  const app = await buildApp(context, async (app) => {
    app.addHook('onRequest', (request, reply, done) => {
      // Vite puts styles into the page by script, which the policy for visitors forbids.
      reply.raw.removeHeader('content-security-policy')
      reply.removeHeader('content-security-policy')
      vite.middlewares(request.raw, reply.raw, done)
    })
  })
  stopRunning = async () => {
    await app.close()
    await stop()
  }
  const { port, host } = context.config
  const address = await app.listen({ port, host })
  console.log(`Development: ${address}`)
  const link = await firstAdminLink(context.database, address)
  if (link) console.log(`There is no administrator yet. To become the first, open ${link}`)
}

async function restart() {
  await stopRunning()
  stopRunning = async () => {}
  await start().catch((error) => console.error(error))
  vite.ws.send({ type: 'full-reload' })
}

let pending
vite.watcher.on('change', (file) => {
  if (!/\/(server|taxonomy|web)\//.test(file)) return
  clearTimeout(pending)
  pending = setTimeout(restart, 100)
})
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await stopRunning()
    await vite.close()
    process.exit(0)
  })
await start().catch((error) => console.error(error))
