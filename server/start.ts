import { Taxonomy } from '../taxonomy/taxonomy'
import { Thesaurus } from '../taxonomy/thesaurus'
import { Catalogue } from './catalogue/catalogue'
import { rememberAll } from './catalogue/noting'
import { pauses } from './catalogue/pauses'
import { CatalogueReader } from './catalogue/reader'
import { SavedIndex } from './catalogue/saved-index'
import type { Config } from './config'
import type { Context } from './context'
import { openDatabase } from './database/open'
import type { Tools } from './exchange/import-job'
import type { Workshop } from './exchange/import-work'
import { Imports } from './exchange/imports'
import { fillEmpty } from './fill'
import { Answers } from './http/answers'
import { MailSender } from './mail/sender'
import { EditionCatalogues } from './reports/edition-catalogue'
import { ReportFiles } from './reports/files'
import { makerHere, makerInChild } from './reports/make-file'
import { EditionReader } from './reports/reader'
import { sendDue } from './rounds/reminding'
import { mailNotices } from './submissions/mailing'
import type { Desk } from './submissions/step'
import { WebhookSender } from './webhooks/sender'

/** How often another process's changes are looked for, in ms. */
const LOOK_MS = 1000
/** How long after the start the work begins that can wait, in ms. */
const WARM_MS = 500
/** How often it is asked whether a round begins or reminds today, in ms. */
const ROUNDS_MS = 15 * 60_000

/** What is built beside the server. */
export interface Site extends Pick<Context, 'render' | 'assets' | 'writerAssets'> {
  /** Makes what works on imports: `workInProcess` of a built program, or `workHere`. */
  workshop: (tools: Tools & { databaseFile: string }) => Workshop
  /** Path of the command line, which makes reports; without one this process does. */
  hub?: string
}

/**
 * Opens the database, fills it where it is empty, and builds the index: the context that
 * the routes work with, and its end.
 */
export async function startContext(
  config: Config,
  { hub, workshop, ...site }: Site,
): Promise<{ context: Context; stop: () => Promise<void> }> {
  const taxonomy = new Taxonomy()
  const database = await openDatabase(config.databaseFile)
  try {
    const reader = new CatalogueReader(database.reader)
    await fillEmpty(database, taxonomy, config.seedFile)
    // Half of what may be kept ready is for finished answers, the rest for what they are made of.
    const cacheBytes = config.cacheBytes / 2
    const savedIndex = new SavedIndex(`${config.databaseFile}.index`, taxonomy)
    const thesaurus = new Thesaurus(taxonomy)
    const catalogue = new Catalogue(reader, taxonomy, { savedIndex, cacheBytes, thesaurus })
    await catalogue.load()
    const answers = new Answers(cacheBytes)
    const save = () =>
      catalogue.save().catch((error: Error) => {
        console.error(`The index could not be saved, the next start builds it: ${error.message}`)
      })
    // What makes later answers faster must not hold up the first.
    let later = Promise.resolve()
    const wait = setTimeout(() => {
      later = catalogue.warm().then(save, (error: Error) => {
        console.error(`Activities could not be read ahead: ${error.message}`)
      })
    }, WARM_MS)
    wait.unref()
    // `npm run hub -- import` and other processes commit without telling this one.
    const look = async () => {
      if (await catalogue.refresh()) answers.clear()
    }
    const timer = setInterval(() => {
      look().catch((error: Error) =>
        console.error(`The catalogue could not be read: ${error.message}`),
      )
    }, LOOK_MS)
    timer.unref()
    const mail = new MailSender(database, {
      ...config.mail,
      origin: config.publicUrl,
      print: config.logLevel === 'silent' ? () => {} : console.log,
    })
    mail.start()
    const webhooks = new WebhookSender(database, {
      ...{ origin: config.publicUrl, allowLoopback: config.webhooksLoopback },
      revision: () => Number(catalogue.revision),
      mailed: () => mail.kick(),
    })
    webhooks.start()
    let rounds = Promise.resolve()
    const sendRounds = () => {
      rounds = sendDue(database, { origin: config.publicUrl, taxonomy }, new Date()).then(
        (isOpen) => {
          if (isOpen) mail.kick()
        },
        (error: Error) => console.error(`Rounds' mail could not be sent: ${error.message}`),
      )
    }
    const roundsTimer = setInterval(sendRounds, ROUNDS_MS)
    roundsTimer.unref()
    const roundsWait = setTimeout(sendRounds, WARM_MS)
    roundsWait.unref()
    let desk: Promise<Desk> | undefined
    const openDesk = async (): Promise<Desk> => {
      const notify = mailNotices(config.publicUrl, taxonomy)
      return { taxonomy, finder: await rememberAll(reader, pauses()), notify }
    }
    const deskOnce = () => {
      desk ??= openDesk().catch((error: Error) => {
        // Whoever comes next tries again.
        desk = undefined
        throw error
      })
      return desk
    }
    const tools = {
      ...{ database, taxonomy, notify: mailNotices(config.publicUrl, taxonomy) },
      ...{ origin: config.publicUrl, folder: `${config.databaseFile}-imports` },
    }
    const { databaseFile } = config
    const work = workshop({ ...tools, databaseFile })
    const imports = new Imports(database, tools.folder, work, async () => {
      // What is known of likenesses is made anew from what the import left.
      desk = undefined
      mail.kick()
      await look()
    })
    await imports.recover()
    const editions = new EditionCatalogues(database.reader, taxonomy, thesaurus)
    const origin = config.publicUrl
    const reportFiles = new ReportFiles(
      `${config.databaseFile}-reports`,
      hub
        ? makerInChild(hub, { databaseFile: config.databaseFile, origin })
        : makerHere(new EditionReader(database.reader), { taxonomy, origin }),
    )
    return {
      context: {
        ...{ config, taxonomy, database, catalogue, editions, reportFiles },
        ...{ answers, mail, webhooks, imports },
        ...{ desk: deskOnce, ...site },
      },
      stop: async () => {
        clearInterval(timer)
        clearTimeout(wait)
        await imports.stop()
        await reportFiles.stop()
        clearInterval(roundsTimer)
        clearTimeout(roundsWait)
        await rounds
        await webhooks.stop()
        await mail.stop()
        await later
        await save()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
