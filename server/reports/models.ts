import type { EditionSummary, FigureView, ReportPageModel } from '../../taxonomy/report-pages'
import { NOT_STATED } from '../../taxonomy/taxonomy'
import type { Catalogue } from '../catalogue/catalogue'
import { countedValues, type SearchRequest } from '../catalogue/search'
import { drawFigure } from './charts'
import { valueLabel } from './facet-figures'
import { cellText, type Figure } from './figure'
import { FORMATS } from './formats'
import { placesOf } from './map'
import type { Edition } from './reader'
import type { Report } from './report'
import { TEXTS } from './texts'

/** Facets that an edition’s entries are narrowed by. */
const NARROWED = ['entity', 'sdg', 'pillar', 'region', 'country']

export function editionSummary(edition: Edition, entries: number): EditionSummary {
  const { id, title, asOf, frozenAt, corrects } = edition
  return { id, title, asOf, frozenAt, entries, corrects }
}

/** @param search what to look for in the edition; left out, its figures stand alone */
export async function reportModel(
  report: Report,
  catalogue: Catalogue,
  search: SearchRequest | undefined,
): Promise<Extract<ReportPageModel, { page: 'report' }>> {
  const { edition, previous, entries, changes } = report
  const { index, taxonomy } = catalogue
  const counts = index.facets.count(index.all)
  const chosen = search?.filters ?? {}
  const places = placesOf(taxonomy)
  return {
    page: 'report',
    edition: {
      ...editionSummary(edition, entries.length),
      note: edition.note,
      checksum: edition.checksum,
      previous: previous?.id ?? null,
    },
    formats: Object.keys(FORMATS).map((format) => ({
      format,
      url: `/reports/${edition.id}/report.${format}`,
    })),
    figures: report.figures.map((figure) => figureView(figure, places)),
    changes: changes.map(({ kind, activityId, title, reason }) => ({
      ...{ kind, id: activityId, title, reason },
    })),
    selects: taxonomy.facets
      .filter(({ param }) => NARROWED.includes(param))
      .map((facet) => ({
        param: facet.param,
        label: facet.singular,
        values: countedValues(index, facet, counts, chosen[facet.param] ?? [])
          .filter(({ id, count }) => count > 0 && id !== NOT_STATED.id)
          .map((value) => ({ ...value, label: valueLabel(taxonomy, facet, value.id) })),
      })),
    found: search ? await catalogue.search(search) : null,
  }
}

function figureView(figure: Figure, places: ReturnType<typeof placesOf>): FigureView {
  const { id, title, finding, note, columns, rows, drawing } = figure
  return {
    ...{ id, title, finding, note },
    svg: drawFigure(figure, places) ?? null,
    disclaimer: drawing === 'map' ? TEXTS.mapDisclaimer : null,
    columns: columns.map(({ label, type }) => ({ label, isNumber: type !== 'text' })),
    rows: rows.map((row) =>
      row.map((value, at) => cellText(value, columns[at] ?? { label: '', type: 'text' })),
    ),
  }
}
