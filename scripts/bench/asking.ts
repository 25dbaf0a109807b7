import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'

/** How often a visitor asks, in ms; each asks whether or not earlier ones were answered. */
const ASK_MS = 20
const ADDRESSES = [
  '/activities?q=health',
  '/api/v1/activities?q=climate',
  '/',
  '/activities?sdg=13&sort=updated',
  '/api/v1/suggest?q=edu',
  '/entities',
]

/** Asks a site as visitors do, until it is stopped, and watches its memory. */
export function askAllTheTime({ origin, pid }: { origin: string; pid: number }) {
  const waits: number[] = []
  const asked: Promise<void>[] = []
  let siteMb = 0
  let workerMb = 0
  let turn = 0
  const timer = setInterval(() => {
    const address = ADDRESSES[turn++ % ADDRESSES.length] as string
    asked.push(timeOf(`${origin}${address}`).then((time) => void waits.push(time)))
    siteMb = Math.max(siteMb, peakOf(pid))
    for (const child of childrenOf(pid)) workerMb = Math.max(workerMb, peakOf(child))
  }, ASK_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all(asked)
      return { waits, siteMb, workerMb }
    },
  }
}

function timeOf(address: string): Promise<number> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    get(address, (response) => {
      if (response.statusCode !== 200)
        return reject(new Error(`${address} answered ${response.statusCode}`))
      response.resume().once('end', () => resolve(performance.now() - started))
    }).once('error', reject)
  })
}

/** Most memory a process has had, in MB; 0 where it has ended. */
function peakOf(pid: number): number {
  try {
    const [, kb = 0] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kb) / 1024)
  } catch {
    return 0
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
    return children.split(' ').filter(Boolean).map(Number)
  })
}
