import { STATUS_CODES } from 'node:http'
import type { Problem } from '../../taxonomy/api'
import { say } from '../messages/say'

/** One wrong part of a request. */
export interface FieldError {
  field: string
  reason: string
}

/** An error we expect and can explain; answered as RFC 9457 problem details. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors: FieldError[] = [],
  ) {
    super(detail)
  }
}

/**
 * 404.
 *
 * @param what completes “There is no … here”: `activity 12`
 */
export function notFound(what: string): ProblemError {
  return new ProblemError(404, say('http.notHere', { what }))
}

/** 400 that names each wrong field with its reason. */
export function badRequest(errors: FieldError[]): ProblemError {
  const detail = errors.map(({ field, reason }) => `${field}: ${reason}`).join('; ')
  return new ProblemError(400, detail, errors)
}

/** Statuses the framework may give an error by itself, with words that help. */
const FRAMEWORK: Record<number, string> = {
  400: say('http.400'),
  404: say('http.404'),
  405: say('http.405'),
  413: say('http.413'),
  414: say('http.414'),
  415: say('http.415'),
  429: say('http.429'),
  503: say('http.503'),
}

/**
 * Any error as problem details: what is expected with its explanation, anything else
 * as a bare 500 (the log has it in full).
 */
export function toProblem(error: unknown, instance: string): Problem {
  if (error instanceof ProblemError) {
    const { status, detail, errors } = error
    return problem(status, detail, instance, errors.length > 0 ? errors : undefined)
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500
  return status >= 400 && (status < 500 || status === 503)
    ? problem(status, FRAMEWORK[status] ?? say('http.other'), instance)
    : problem(500, say('http.500'), instance)
}

function problem(status: number, detail: string, instance: string, errors?: FieldError[]): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance,
    errors,
  }
}
