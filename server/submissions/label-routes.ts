import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fold } from '../../taxonomy/fold'
import type { FormProblem } from '../../taxonomy/member-pages'
import type { UnplacedLabel } from '../../taxonomy/review-pages'
import type { Taxonomy } from '../../taxonomy/taxonomy'
import { actorOf } from '../accounts/audit-writer'
import { readForm } from '../accounts/forms'
import { personOf } from '../accounts/gate'
import { doneOf, sendPage, textOf } from '../accounts/page'
import { CatalogueReader } from '../catalogue/reader'
import type { Context } from '../context'
import { notFound } from '../http/problem'
import { say } from '../messages/say'
import { fieldLabels } from './field-labels'
import { type HeldLabel, LabelReader } from './label-reader'
import { NotAllowedNow } from './moves'
import { makeMove, requireMove } from './moving'
import { SubmissionReader } from './reader'
import { mapLabel, unmapLabel } from './relabelling'
import { labelForm } from './review-forms'
import { activityRef } from './review-models'

const PLACE = { config: { action: 'label.place' } } as const
/** Labels on the page, and entries named for each. */
const MOST_LABELS = 100
const EXAMPLES = 3

/** Where curators say what labels mean that no list has. */
export const labelRoutes: FastifyPluginAsync<Context> = async (app, context) => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  const { database, taxonomy } = context
  const held = new LabelReader(database.reader)
  const submissions = new SubmissionReader(database.reader)
  const activities = new CatalogueReader(database.reader)

  const withExamples = async ({
    field,
    label,
    activityIds,
  }: HeldLabel): Promise<UnplacedLabel> => ({
    ...{ field, label, count: activityIds.length },
    examples: (
      await Promise.all(
        activityIds.slice(0, EXAMPLES).map((id) => activityRef({ activities, taxonomy }, id)),
      )
    ).flatMap((one) => (one ? [{ id: one.id, title: one.title }] : [])),
  })
  const findHeld = async (field: string, label: string) =>
    (await held.list()).find((one) => one.field === field && fold(one.label) === fold(label))

  app.get('/review/labels', PLACE, async (request, reply) => {
    const q = textOf(request, 'q').trim()
    const words = fold(q)
    const found = (await held.list()).filter(({ label }) => fold(label).includes(words))
    const changed = textOf(request, 'changed')
    const mappings = await submissions.listMappings()
    return sendPage(context, request, reply, {
      page: 'review-labels',
      labels: await Promise.all(found.slice(0, MOST_LABELS).map(withExamples)),
      total: found.length,
      q,
      fieldLabels: fieldLabels(taxonomy),
      mappings: mappings
        .map((mapping) => ({
          ...mapping,
          conceptLabel:
            taxonomy.concept(mapping.vocabulary, mapping.concept)?.label ?? mapping.concept,
          vocabularyLabel: taxonomy.vocabulary(mapping.vocabulary)?.label ?? mapping.vocabulary,
        }))
        .reverse(),
      done: doneOf(request),
      changed: /^\d{1,6}$/.test(changed) ? Number(changed) : null,
    })
  })

  const showOne = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: { field: string; label: string; given?: string },
    { problems = [], status = 200 }: { problems?: FormProblem[]; status?: number } = {},
  ) => {
    const one = await findHeld(wanted.field, wanted.label)
    if (!one) throw notFound(say('thing.label'))
    const model = {
      page: 'review-label' as const,
      label: await withExamples(one),
      fieldLabels: fieldLabels(taxonomy),
      choices: choicesFor(taxonomy, wanted.field).map(({ text }) => text),
      given: wanted.given ?? '',
      problems,
    }
    return sendPage(context, request, reply, model, status)
  }

  app.get('/review/label', PLACE, (request, reply) => {
    const { label } = request.query as { label?: unknown }
    const wanted = {
      field: textOf(request, 'field'),
      label: typeof label === 'string' ? label : '',
    }
    return showOne(request, reply, wanted)
  })

  app.post('/review/label', PLACE, async (request, reply) => {
    const { data, problems } = readForm(labelForm, request.body)
    if (!data) {
      const { field, label } = (request.body ?? {}) as Record<string, unknown>
      return showOne(
        request,
        reply,
        { field: String(field ?? ''), label: String(label ?? '') },
        { problems, status: 400 },
      )
    }
    const { field, label, concept: given } = data
    const concept = conceptIn(taxonomy, field, given)
    const refuse = (reason: string, status: number) =>
      showOne(
        request,
        reply,
        { field, label, given },
        { problems: [{ field: 'concept', reason }], status },
      )
    if (!concept) return refuse(say('label.noChoice'), 400)
    const known = (await submissions.listMappings()).find(
      (one) => one.field === field && fold(one.label) === fold(label),
    )
    // The same said twice (a double click) is said once.
    if (known?.vocabulary === concept.vocabulary && known.concept === concept.concept)
      return reply.redirect('/review/labels?done=placed', 303)
    try {
      const wanted = { field, label, ...concept }
      const signed = { ...actorOf(personOf(request)), reason: '' }
      const { activities } = await makeMove(context, (store, desk) =>
        mapLabel(store, desk, wanted, signed),
      )
      return reply.redirect(`/review/labels?done=placed&changed=${activities}`, 303)
    } catch (error) {
      if (error instanceof NotAllowedNow) return refuse(error.message, 409)
      throw error
    }
  })

  app.post('/review/label/undo', PLACE, async (request, reply) => {
    const { data } = readForm(undoForm, request.body)
    if (!data) throw notFound(say('thing.mapping'))
    const signed = { ...actorOf(personOf(request)), reason: '' }
    const { reverted } = await requireMove(context, (store, desk) =>
      unmapLabel(store, desk, { mappingId: data.mapping }, signed),
    )
    return reply.redirect(`/review/labels?done=unplaced&changed=${reverted}`, 303)
  })
}

const undoForm = z.object({ mapping: z.coerce.number().int().positive() })

/** Concepts as they can be chosen for a field's label: those of its own vocabulary first. */
function choicesFor({ vocabularies }: Taxonomy, field: string) {
  const own = vocabularies.filter((one) => one.field === field)
  return [...own, ...vocabularies.filter((one) => one.field !== field)].flatMap(
    ({ id: vocabulary, label, concepts }) =>
      concepts.map((concept) => ({
        ...{ vocabulary, concept: concept.id },
        text: `${concept.label} (${label})`,
      })),
  )
}

/** The concept that a choice, or a plain label, names. */
function conceptIn(taxonomy: Taxonomy, field: string, given: string) {
  const choices = choicesFor(taxonomy, field)
  const chosen = choices.find(({ text }) => fold(text) === fold(given))
  if (chosen) return { vocabulary: chosen.vocabulary, concept: chosen.concept }
  const own = taxonomy.vocabularies.filter((one) => one.field === field)
  for (const { id } of [...own, ...taxonomy.vocabularies]) {
    const found = taxonomy.find(id, given)
    if (found) return { vocabulary: id, concept: found.id }
  }
  return undefined
}
