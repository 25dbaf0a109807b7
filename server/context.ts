import type { Render } from '../taxonomy/pages'
import type { Taxonomy } from '../taxonomy/taxonomy'
import type { Catalogue } from './catalogue/catalogue'
import type { Config } from './config'
import type { Database } from './database/open'
import type { Imports } from './exchange/imports'
import type { Answers } from './http/answers'
import type { MailSender } from './mail/sender'
import type { EditionCatalogues } from './reports/edition-catalogue'
import type { ReportFiles } from './reports/files'
import type { Desk } from './submissions/step'
import type { WebhookSender } from './webhooks/sender'

/** What the routes work with, built once at start and handed in; tests may replace any part. */
export interface Context {
  config: Config
  taxonomy: Taxonomy
  database: Database
  catalogue: Catalogue
  /** Frozen editions, made countable and searchable when first looked into. */
  editions: EditionCatalogues
  /** The files of reports, made when first asked for. */
  reportFiles: ReportFiles
  answers: Answers
  /** Sends what acts put into the outbox; to be kicked after their commit. */
  mail: MailSender
  /** Tells other sites of changes. */
  webhooks: WebhookSender
  /** What moves of submissions work with; made when first asked for, which takes a while. */
  desk: () => Promise<Desk>
  /** Files that people import. */
  imports: Imports
  /** The renderer that `web/` builds. */
  render: Render
  /** Tags for the head that load this build's scripts and styles. */
  assets: string
  /** The same for what only the pages of those who write entries load beside them. */
  writerAssets: string
}
