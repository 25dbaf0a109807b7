import { type DatabaseConnection, SqliteDialect, SqliteDriver } from 'kysely'

/** How long a write waits for another process that writes, and how often it tries meanwhile, in ms. */
const PATIENCE_MS = 60_000
const TRY_MS = 10

/**
 * SQLite whose writes wait for other processes without holding up this one: SQLite's own waiting
 * (`busy_timeout`, to be 0 on the connection) stops the whole process. Writes stand in line in order.
 */
export class PatientDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDriver>[0]

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0]) {
    super(config)
    this.#config = config
  }

  override createDriver(): SqliteDriver {
    return new PatientDriver(this.#config)
  }
}

class PatientDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    return {
      executeQuery: (query) => patiently(async () => connection.executeQuery(query)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    }
  }
}

/** Only what begins to write can find the file busy: whatever follows in a transaction holds it. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (const until = performance.now() + PATIENCE_MS; ; ) {
    try {
      return await work()
    } catch (error) {
      const { code } = error as { code?: string }
      if (!code?.startsWith('SQLITE_BUSY') || performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, TRY_MS))
    }
  }
}
