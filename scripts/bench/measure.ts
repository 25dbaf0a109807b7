import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

/** Times in ms at chosen shares of a sorted list of measurements. */
export interface Percentiles {
  p50: number
  p95: number
  p99: number
}

export function percentiles(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** Runs the work for each input, some rounds over, and returns the time of each run in ms. */
export async function timeEach<T>(
  inputs: readonly T[],
  rounds: number,
  work: (input: T) => unknown,
): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++)
    for (const input of inputs) {
      const started = performance.now()
      await work(input)
      times.push(performance.now() - started)
    }
  return times
}

/** As `timeEach` in one round, ended early once it has taken `limitMs`; at least one input is timed. */
export async function timeUntil<T>(
  limitMs: number,
  inputs: readonly T[],
  work: (input: T) => unknown,
): Promise<number[]> {
  const times: number[] = []
  let total = 0
  for (const input of inputs) {
    const started = performance.now()
    await work(input)
    const taken = performance.now() - started
    times.push(taken)
    total += taken
    if (total >= limitMs) break
  }
  return times
}

/**
 * Runs some work: how long it took, by the clock and of a processor, and the longest that the event
 * loop stood still meanwhile, in ms.
 */
export async function timeAndBlock(
  work: () => Promise<unknown>,
): Promise<{ ms: number; processorMs: number; blockMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 2 })
  delay.enable()
  // It begins with the second time that its timer is due, and sees a standstill when one has ended.
  await wait(10)
  const before = process.cpuUsage()
  const started = performance.now()
  await work()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  await wait(10)
  delay.disable()
  return { ms, processorMs: (user + system) / 1000, blockMs: delay.max / 1e6 }
}

/** The median time of some runs, in ms. */
export async function medianOf(runs: number, work: () => unknown): Promise<number> {
  return percentiles(await timeEach(Array.from({ length: runs }), 1, work)).p50
}

/** Prints rows as a table: names to the left, figures to the right. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'number' ? figure(cell) : cell)),
  )
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  console.log(`\n${title}`)
  for (const row of cells)
    console.log(
      row
        .map((cell, column) =>
          column === 0
            ? cell.padEnd(widths[column] ?? 0)
            : cell.padStart((widths[column] ?? 0) + 2),
        )
        .join(''),
    )
}

function figure(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en')
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(3)
}
