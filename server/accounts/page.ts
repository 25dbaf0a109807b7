import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ImportPageModel } from '../../taxonomy/import-pages'
import type { MemberPageModel } from '../../taxonomy/member-pages'
import type { ReviewPageModel } from '../../taxonomy/review-pages'
import type { RoundPageModel } from '../../taxonomy/round-pages'
import type { SubmissionPageModel } from '../../taxonomy/submission-pages'
import type { Context } from '../context'
import { renderPage } from '../pages/render'

/** What can just have been done, as pages are told by `?done=`. */
const DONE = /^[a-z-]{1,30}$/

/** Sends a page made for one person. The gate has said that it is not to be kept. */
export function sendPage(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  model: MemberPageModel | ReviewPageModel | RoundPageModel | SubmissionPageModel | ImportPageModel,
  status = 200,
): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(renderPage(context, request, model))
}

/** The key of the message on what was just done, out of the address. */
export function doneOf({ query }: FastifyRequest): string | null {
  const { done } = query as { done?: unknown }
  return typeof done === 'string' && DONE.test(done) ? done : null
}

/** One parameter of the address as text; empty where it is missing or given twice. */
export function textOf({ query }: FastifyRequest, name: string): string {
  const value = (query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value.slice(0, 200) : ''
}
