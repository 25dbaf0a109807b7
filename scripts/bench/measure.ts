/** Times in ms at chosen shares of a sorted list of measurements. */
export interface Percentiles {
  p50: number
  p95: number
  p99: number
}

/** @param times in ms, in any order */
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

/**
 * The environment of a measured process. A machine behind a proxy may have Node read further
 * certificates whenever it starts, which takes twice as long as all else that Node does then.
 */
export function environmentWith(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env
  return { ...rest, ...more }
}

/** What some work took, in ms. */
export interface Taken {
  /** By the clock, as whoever waits for it sees it. */
  clock: number
  /**
   * Without waits for a processor that others held: the time that all threads of this process
   * were at work, or by the clock where that is less. Collecting garbage and compiling are in it.
   */
  worked: number
}

/** A watch: started now, it says what was taken since. */
export function watch(): () => Taken {
  const before = process.cpuUsage()
  const started = performance.now()
  return () => {
    const clock = performance.now() - started
    const { user, system } = process.cpuUsage(before)
    return { clock, worked: Math.min(clock, (user + system) / 1000) }
  }
}

/** What the work takes for each input, ended early after `limitMs` at work; at least one is timed. */
export async function takeUntil<T>(
  limitMs: number,
  inputs: readonly T[],
  work: (input: T) => unknown,
): Promise<Taken[]> {
  const times: Taken[] = []
  let total = 0
  for (const input of inputs) {
    const taken = watch()
    await work(input)
    const time = taken()
    times.push(time)
    total += time.worked
    if (total >= limitMs) break
  }
  return times
}

/** The longest that the event loop stood still while some work went on: it is asked for every turn. */
export async function longestStandstill(work: () => Promise<unknown>): Promise<Taken> {
  const longest = { clock: 0, worked: 0 }
  let taken = watch()
  const note = () => {
    const { clock, worked } = taken()
    longest.clock = Math.max(longest.clock, clock)
    longest.worked = Math.max(longest.worked, worked)
    taken = watch()
  }
  let turn: NodeJS.Immediate
  const next = () => {
    note()
    turn = setImmediate(next)
  }
  turn = setImmediate(next)
  await work()
  clearImmediate(turn)
  note()
  return longest
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
