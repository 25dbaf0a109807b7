import { STATUS_CODES } from 'node:http'
import type { Problem } from '../../taxonomy/api'

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

export function notFound(what: string): ProblemError {
  return new ProblemError(404, `There is no ${what} here, or it is not published.`)
}

export function badRequest(errors: FieldError[]): ProblemError {
  const detail = errors.map(({ field, reason }) => `${field}: ${reason}`).join('; ')
  return new ProblemError(400, detail, errors)
}

/** Statuses the framework may give an error by itself, with words that help. */
const FRAMEWORK: Record<number, string> = {
  400: 'The request could not be read.',
  404: 'There is nothing at this address.',
  405: 'This address answers GET and HEAD only.',
  413: 'The request is too large.',
  414: 'The address is too long.',
  415: 'This kind of content is not accepted.',
  429: 'Too many requests from this address; please wait a minute.',
  503: 'The catalogue is still being loaded; please try again in a moment.',
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
    ? problem(status, FRAMEWORK[status] ?? 'The request could not be answered.', instance)
    : problem(500, 'Something went wrong on our side. It has been noted.', instance)
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
