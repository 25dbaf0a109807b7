import { ALL, type ExploreAnswer, type ExploreTable, NOW } from '../../taxonomy/explore'
import type { Catalogue } from '../catalogue/catalogue'
import type { EditionCatalogues } from './edition-catalogue'
import { baseOf, crossTable, inOrder } from './explore-count'
import { factsOf, movesBetween, type Side } from './explore-moves'
import { cellUrl, type Question } from './explore-query'
import { comparisonFinding, crossFinding, notesOf, titleOf } from './explore-words'
import { valueLabel } from './facet-figures'
import type { EditionReader } from './reader'
import { fill, TEXTS } from './texts'

const { explore: WORDS } = TEXTS

/** What questions are answered from. */
export interface Sources {
  /** The catalogue as it is. */
  catalogue: Catalogue
  editions: EditionCatalogues
  reader: EditionReader
}

/** Answers a question; all of it from the same activities. */
export async function answerQuestion(question: Question, sources: Sources): Promise<ExploreAnswer> {
  const { taxonomy } = sources.catalogue
  const { edition, compare } = question
  const opened: Omit<Side, 'base'>[] = []
  for (const one of compare === undefined ? [edition] : [compare, edition])
    opened.push(await openSide(one, question, sources))
  // From here on nothing waits, so that all of it is said of the same activities.
  const sides = opened.map((side) => ({ ...side, base: baseOf(side.catalogue.index, question) }))
  const after = sides.at(-1) as Side
  const before = compare === undefined ? undefined : sides[0]
  const table = before ? comparison(question, before, after) : crossing(question, after)
  return {
    question: {
      rows: question.rows.param,
      columns: question.columns?.param ?? null,
      measure: question.measure.id,
      edition: question.edition,
      compare: question.compare ?? null,
      q: question.q,
      filters: Object.fromEntries(
        Object.entries(question.filters).map(([param, values]) => [param, [...values]]),
      ),
    },
    activities: after.base.members.size,
    table,
    moves: before ? movesBetween(before, after, question, taxonomy) : null,
    revision: sides.map(revisionOf).join('-'),
  }
}

async function openSide(
  edition: string,
  { q, compare }: Question,
  { catalogue, editions, reader }: Sources,
): Promise<Omit<Side, 'base'>> {
  const found = edition === NOW ? undefined : await reader.findEdition(edition)
  const from = found ? await editions.open(found.id, q) : catalogue
  return {
    edition,
    label: found ? fill(WORDS.editionNamed, { edition: found.id }) : WORDS.nowNamed,
    asOf: found?.asOf ?? new Date().toISOString().slice(0, 10),
    catalogue: from,
    facts: compare === undefined ? new Map() : await factsOf(from),
  }
}

function revisionOf({ edition, catalogue }: Side): string {
  return edition === NOW ? catalogue.revision : edition
}

function crossing(question: Question, side: Side): ExploreTable {
  const { rows, columns, measure } = question
  const { taxonomy } = side.catalogue
  const counted = crossTable(side.base, question)
  const across = [...counted.columns, ALL]
  const row = (id: string) =>
    across.map((column) => ({
      value: counted.cells.get(id)?.get(column) ?? 0,
      url: cellUrl(question, side.edition, {
        [rows.param]: id,
        ...(columns ? { [columns.param]: column } : {}),
      }),
    }))
  const table: ExploreTable = {
    title: titleOf(question, taxonomy, side.label),
    finding: '',
    notes: notesOf(question, [side]),
    rowLabel: rows.singular,
    columns: across.map((id) => ({
      id,
      label:
        columns && id !== ALL
          ? valueLabel(taxonomy, columns, id)
          : columns
            ? fill(WORDS.allOf, { values: measure.label.toLowerCase() })
            : measure.label,
    })),
    rows: counted.rows.map((id) => ({
      id,
      label: valueLabel(taxonomy, rows, id),
      cells: row(id),
    })),
    all: { id: ALL, label: WORDS.allOnce, cells: row(ALL) },
  }
  return { ...table, finding: crossFinding(question, table) }
}

/** A question's measure in two editions, side by side. */
function comparison(question: Question, before: Side, after: Side): ExploreTable {
  const { rows } = question
  const { taxonomy } = after.catalogue
  const [old, now] = [before, after].map(({ base }) => crossTable(base, question))
  const numbersOf = (id: string) =>
    [old, now].map((table) => table?.cells.get(id)?.get(ALL) ?? 0) as [number, number]
  const ids = inOrder(
    rows,
    [...new Set([...(now?.rows ?? []), ...(old?.rows ?? [])])],
    (id) => numbersOf(id)[1] * 1e6 + numbersOf(id)[0],
  )
  const cells = (id: string) => {
    const [was, is] = numbersOf(id)
    return [
      { value: was, url: cellUrl(question, before.edition, { [rows.param]: id }) },
      { value: is, url: cellUrl(question, after.edition, { [rows.param]: id }) },
      { value: is - was, url: null },
    ]
  }
  const table: ExploreTable = {
    title: titleOf(question, taxonomy, `${before.label} and ${after.label}`),
    finding: '',
    notes: notesOf(question, [before, after]),
    rowLabel: rows.singular,
    columns: [
      ...[before, after].map(({ edition, label }) => ({
        id: edition,
        label: label.charAt(0).toUpperCase() + label.slice(1),
      })),
      { id: 'change', label: WORDS.change },
    ],
    rows: ids.map((id) => ({ id, label: valueLabel(taxonomy, rows, id), cells: cells(id) })),
    all: { id: ALL, label: WORDS.allOnce, cells: cells(ALL) },
  }
  return { ...table, finding: comparisonFinding(question, table) }
}
