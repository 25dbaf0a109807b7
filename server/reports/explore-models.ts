import readyQuestions from '../../data/questions.json' with { type: 'json' }
import { type ExploreAnswer, NOW } from '../../taxonomy/explore'
import { byText } from '../../taxonomy/fold'
import type { ExploreChoice, ExploreView, ReportPageModel } from '../../taxonomy/report-pages'
import { NOT_STATED } from '../../taxonomy/taxonomy'
import type { Catalogue } from '../catalogue/catalogue'
import type { FieldError } from '../http/problem'
import { drawTable, leftOut } from './explore-chart'
import { EXPLORE_FORMATS, EXPLORE_PATH, measuresOf, type Question, toQuery } from './explore-query'
import { valueLabel } from './facet-figures'
import type { Edition } from './reader'

type Model = Extract<ReportPageModel, { page: 'explore' }>

/** Everything the page of questions shows: the form as it was sent, the answer, its drawings and files. */
export function exploreModel(
  question: Question,
  answer: ExploreAnswer,
  catalogue: Catalogue,
  {
    editions,
    problems,
    isAsked,
  }: { editions: readonly Edition[]; problems: FieldError[]; isAsked: boolean },
): Model {
  const query = toQuery(question, catalogue.taxonomy)
  return {
    page: 'explore',
    answer,
    views: viewsOf(answer, query),
    choices: choicesOf(question, catalogue, editions),
    filters: filtersOf(question, catalogue),
    ready: readyQuestions.map(({ text, query: asked }) => ({
      text,
      url: `${EXPLORE_PATH}?${asked}`,
      isAsked: isAsked && new URLSearchParams(asked).toString() === query.toString(),
    })),
    isAsked,
    permalink: `${EXPLORE_PATH}?${query}`,
    jsonUrl: `/api/v1${EXPLORE_PATH}?${query}`,
    problems,
  }
}

function viewsOf({ table, moves }: ExploreAnswer, query: URLSearchParams): ExploreView[] {
  const tables = [table, ...(moves ? [moves] : [])]
  return tables.map((one, at) => {
    const svg = drawTable(one, at === 0 ? 'table' : 'moves') ?? null
    const asked = at === 0 ? `${query}` : `${query}&table=moves`
    return {
      table: one,
      svg,
      leftOut: leftOut(one),
      files: Object.keys(EXPLORE_FORMATS)
        .filter((format) => svg || format === 'csv' || format === 'xlsx')
        .map((format) => ({ format, url: `${EXPLORE_PATH}.${format}?${asked}` })),
    }
  })
}

function choicesOf(
  question: Question,
  { taxonomy }: Catalogue,
  editions: readonly Edition[],
): ExploreChoice[] {
  const { rows, columns, measure, edition, compare } = question
  const facets = taxonomy.facets.map(({ param, singular }) => ({ id: param, label: singular }))
  const frozen = editions.map(({ id, title }) => ({ id, label: `${id}: ${title}` }))
  const one = (
    param: string,
    chosen: string | undefined,
    values: ExploreChoice['values'],
    isOptional = false,
  ): ExploreChoice => ({
    ...{ param, label: null, values, isOptional },
    chosen: chosen === undefined ? [] : [chosen],
    isSeveral: false,
  })
  return [
    one('measure', measure.id, measuresOf(taxonomy)),
    one('rows', rows.param, facets),
    one('columns', columns?.param, facets, true),
    one('edition', edition, [{ id: NOW, label: NOW }, ...frozen]),
    one('compare', compare, frozen, true),
  ]
}

function filtersOf({ filters }: Question, { index, taxonomy }: Catalogue): ExploreChoice[] {
  return taxonomy.facets.map((facet) => {
    const chosen = [...(filters[facet.param] ?? [])]
    const held = index.facets.list(facet).map(({ id }) => id)
    const ids = [...new Set([...held, ...chosen])]
    const values = ids.map((id) => ({ id, label: valueLabel(taxonomy, facet, id) }))
    const byLabel = byText(({ label }: { label: string }) => label)
    // A long list is looked through by name; one with an order of its own keeps it.
    if (facet.vocabulary?.order === 'count')
      values.sort((a, b) => {
        const unknown = Number(a.id === NOT_STATED.id) - Number(b.id === NOT_STATED.id)
        return unknown || byLabel(a, b)
      })
    const { param, singular: label } = facet
    return { param, label, values, chosen, isOptional: true, isSeveral: true }
  })
}
