import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportBatch, ImportReader } from './import-reader'

/** How long a file is kept that nobody goes on with, in ms. */
const KEPT_MS = 14 * 86_400_000

/** SHA-256 of a file, hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Where the judged rows of an import are kept. */
export const stagedPath = (folder: string, id: number) => join(folder, `${id}.rows`)

/** Removes the files that nobody needs any more: of imports that are over, left, or unknown. */
export async function removeLeftovers(
  folder: string,
  reader: ImportReader,
  receiving: ReadonlySet<string>,
): Promise<void> {
  const needed = new Set(receiving)
  for (const batch of await reader.listGoingOn(new Date(Date.now() - KEPT_MS).toISOString()))
    for (const file of filesOf(batch, folder)) needed.add(file)
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of names) {
    const file = join(folder, name)
    if (!needed.has(file)) await rm(file, { force: true, recursive: true })
  }
}

function filesOf({ id, file }: ImportBatch, folder: string): string[] {
  const staged = stagedPath(folder, id)
  return [file, staged, `${staged}.part`]
}
