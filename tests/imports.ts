import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOfFile } from '../server/exchange/import-files'
import { ImportJob } from '../server/exchange/import-job'
import { type ImportBatch, ImportReader } from '../server/exchange/import-reader'
import { ImportWriter } from '../server/exchange/import-writer'
import type { ImportMode } from '../taxonomy/import-pages'
import { Bench } from './submissions'

/** Imports over a database of their own. */
export class ImportBench {
  private constructor(
    readonly bench: Bench,
    readonly folder: string,
    private readonly name: string,
  ) {}

  static async open(folder: string, name: string): Promise<ImportBench> {
    return new ImportBench(await Bench.open(folder, name), folder, name)
  }

  get reader(): ImportReader {
    return new ImportReader(this.bench.database.reader)
  }

  job(id: number): ImportJob {
    const { database, desk } = this.bench
    const { taxonomy, notify } = desk
    const folder = join(this.folder, `${this.name}-imports`)
    return new ImportJob({ database, taxonomy, notify, origin: 'http://hub.test', folder }, id)
  }

  /** Notes a file as uploaded, and reads it. */
  async upload(
    file: string,
    { entity = '', mode = 'publish' as ImportMode, actor = 'person:9' } = {},
  ): Promise<number> {
    const given = { actor, entity, mode, name: 'table.csv', file, runner: 'site' }
    const hash = await hashOfFile(file)
    const at = new Date().toISOString()
    const id = await this.bench.database.writer
      .transaction()
      .execute((transaction) => new ImportWriter(transaction).add({ ...given, hash }, at))
    await this.job(id).read({ leaveUnknown: true })
    return id
  }

  uploadText(text: string, options?: Parameters<ImportBench['upload']>[1]): Promise<number> {
    const file = join(this.folder, `${Math.random()}.csv`)
    writeFileSync(file, text)
    return this.upload(file, options)
  }

  async get(id: number): Promise<ImportBatch> {
    const batch = await this.reader.find(id)
    if (!batch) throw new Error('there is no such import')
    return batch
  }

  rows = (id: number) => this.reader.listRows(id, { limit: 1000 })

  /** What became of each row, with the first reason where there is one. */
  async outcomes(id: number): Promise<string[]> {
    return (await this.rows(id)).map(({ row, outcome, detail }) =>
      [row, outcome, detail.problems[0]?.place, detail.problems[0]?.reason]
        .filter(Boolean)
        .join(' '),
    )
  }
}
