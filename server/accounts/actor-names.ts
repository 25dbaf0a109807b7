import type { ReadDatabase } from '../database/schema'
import { KeyReader } from './key-reader'
import { AccountReader } from './reader'

/** What those who act are called, for pages of members. */
export class ActorNames {
  readonly #people: AccountReader
  readonly #keys: KeyReader

  /** @param labelOf label of an entity by its id */
  constructor(
    db: ReadDatabase,
    private readonly labelOf: (entity: string) => string,
  ) {
    this.#people = new AccountReader(db)
    this.#keys = new KeyReader(db)
  }

  /**
   * By actor; what is neither person nor key is called what it is.
   *
   * @example { 'person:12': 'Wanda Writer', 'key:3': 'projects-db (FAO)', 'import:hub': 'import:hub' }
   */
  async listNames(actors: Iterable<string>): Promise<Map<string, string>> {
    const names = new Map<string, string>()
    for (const actor of new Set(actors)) names.set(actor, (await this.#find(actor)) ?? actor)
    return names
  }

  async #find(actor: string): Promise<string | undefined> {
    const [kind, id] = actor.split(':')
    if (kind === 'person') return (await this.#people.findPerson(Number(id)))?.name
    const key = kind === 'key' ? await this.#keys.find(Number(id)) : undefined
    return key && `${key.system} (${this.labelOf(key.entity)})`
  }
}
