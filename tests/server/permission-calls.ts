import type { Target } from './permission-targets'

/** One request a role is tried with. */
export interface Call {
  url: string
  form?: Record<string, string>
  /** A body of JSON, of routes for programs. */
  payload?: object
}

interface HowToCall {
  /** Whether the answer depends on the entity that the request concerns. */
  scoped?: boolean
  call: (target: Target) => Call
}

const plain = (url: string, form?: Record<string, string>): HowToCall => ({
  call: () => ({ url, form }),
})

const onWebhook = (path: string, form?: Record<string, string>): HowToCall => ({
  scoped: true,
  call: ({ webhookId }) => ({ url: `/webhooks/${webhookId}${path}`, form }),
})

/**
 * How to call every route that is not public, with a request that is right: a line for
 * each, or the walk fails. (Routes with the action `public` need none.)
 */
export const CALLS: Record<string, HowToCall> = {
  'GET /sign-in': plain('/sign-in'),
  'POST /sign-in': plain('/sign-in', { email: 'nobody@hub.example', next: '/account' }),
  'GET /sign-in/link': plain('/sign-in/link?token=x'),
  'POST /sign-in/link': plain('/sign-in/link', { token: 'x' }),
  'GET /sign-in/oidc/:id': plain('/sign-in/oidc/none'),
  'GET /sign-in/oidc/:id/callback': plain('/sign-in/oidc/none/callback'),
  'POST /sign-out': plain('/sign-out'),
  'GET /unsubscribe': plain('/unsubscribe?token=x'),
  'POST /unsubscribe': plain('/unsubscribe', { token: 'x' }),
  'GET /account': plain('/account'),
  'POST /account': plain('/account', { name: 'New', language: 'en', mail: 'daily' }),
  'POST /account/directory': plain('/account/directory', { listed: 'on', about: 'Floods' }),
  'POST /account/leave': { call: ({ entity }) => ({ url: '/account/leave', form: { entity } }) },
  'POST /account/sessions': plain('/account/sessions', { session: 'all' }),
  'GET /directory': plain('/directory'),
  'GET /people': plain('/people'),
  'GET /people/:id': {
    scoped: true,
    call: ({ personId }) => ({ url: `/people/${personId}` }),
  },
  'POST /people/invitations': {
    scoped: true,
    call: ({ entity }) => ({
      url: '/people/invitations',
      form: { email: 'new@hub.example', role: 'contributor', entity },
    }),
  },
  'POST /people/invitations/:id/revoke': {
    scoped: true,
    call: ({ invitationId }) => ({ url: `/people/invitations/${invitationId}/revoke`, form: {} }),
  },
  'POST /people/invitations/:id/resend': {
    scoped: true,
    call: ({ invitationId }) => ({ url: `/people/invitations/${invitationId}/resend`, form: {} }),
  },
  'POST /people/:id/memberships': {
    scoped: true,
    call: ({ entity, personId }) => ({
      url: `/people/${personId}/memberships`,
      form: { entity, role: 'focal-point' },
    }),
  },
  'POST /people/:id/roles': {
    call: ({ personId }) => ({ url: `/people/${personId}/roles`, form: { curator: 'on' } }),
  },
  'POST /people/:id/state': {
    call: ({ personId }) => ({ url: `/people/${personId}/state`, form: { state: 'deactivated' } }),
  },
  'GET /review': plain('/review'),
  'POST /review/several': plain('/review/several', {
    ...{ act: 'approve', request: 'a-token-of-sixteen', item: '999.1.0' },
  }),
  'GET /review/:id': plain('/review/999'),
  'GET /review/activities': plain('/review/activities?id=999'),
  'GET /review/activities/:id': plain('/review/activities/999'),
  'POST /review/activities/:id/archive': plain('/review/activities/999/archive'),
  'POST /review/activities/:id/restore': plain('/review/activities/999/restore'),
  'POST /review/activities/:id/merge': plain('/review/activities/999/merge'),
  'POST /review/activities/:id/split': plain('/review/activities/999/split'),
  'POST /review/activities/:id/dismiss': plain('/review/activities/999/dismiss'),
  'GET /review/:id/edit': plain('/review/999/edit'),
  'POST /review/:id/edit': plain('/review/999/edit', { whole: '1' }),
  'GET /review/:id/preview': plain('/review/999/preview'),
  'GET /review/:id/merge': plain('/review/999/merge'),
  'GET /review/labels': plain('/review/labels'),
  'GET /review/label': plain('/review/label?field=sectors&label=x'),
  'POST /review/label': plain('/review/label', { field: 'sectors', label: 'x', concept: 'y' }),
  'POST /review/label/undo': plain('/review/label/undo', { mapping: '999' }),
  ...Object.fromEntries(
    ['approve', 'ask-changes', 'reject', 'dismiss', 'merge', 'undo', 'take-over'].map((move) => [
      `POST /review/:id/${move}`,
      plain(`/review/999/${move}`, {
        ...{ revision: '1', request: 'a-token-of-sixteen', reason: 'Because' },
        ...{ seenPublic: '0', into: '13', warning: '1', entity: 'itu' },
      }),
    ]),
  ),
  'GET /my': plain('/my'),
  'GET /my/:id': {
    scoped: true,
    call: ({ submissionId }) => ({ url: `/my/${submissionId}` }),
  },
  'POST /my/published/:id/archive': {
    scoped: true,
    call: ({ publishedId }) => ({
      url: `/my/published/${publishedId}/archive`,
      form: { reason: 'Ended' },
    }),
  },
  'GET /import': plain('/import'),
  'GET /import/template.xlsx': plain('/import/template.xlsx'),
  'POST /import': {
    scoped: true,
    call: ({ entity }) => ({ url: `/import?${new URLSearchParams({ entity })}`, form: {} }),
  },
  ...Object.fromEntries(
    [
      'GET /import/:id',
      'GET /import/:id/problems',
      'POST /import/:id/columns',
      'POST /import/:id/run',
    ]
      .concat(['POST /import/:id/check', 'POST /import/:id/undo'])
      .map((route): [string, HowToCall] => [
        route,
        {
          scoped: true,
          call: ({ importId }) => ({
            url: route.replace(/^\w+ /, '').replace(':id', String(importId)),
            form: {},
          }),
        },
      ]),
  ),
  'GET /submit': plain('/submit'),
  'POST /submit': {
    scoped: true,
    call: ({ entity }) => ({ url: '/submit', form: { entity } }),
  },
  'GET /submissions/:id/edit': {
    scoped: true,
    call: ({ submissionId }) => ({ url: `/submissions/${submissionId}/edit` }),
  },
  'POST /submissions/:id/edit': {
    scoped: true,
    call: ({ submissionId }) => ({
      url: `/submissions/${submissionId}/edit`,
      form: { whole: '1', basedOn: '1', editor: 'one', title: 'Floods' },
    }),
  },
  'POST /submissions/:id/draft': {
    scoped: true,
    // Whom the form was made for is asked last, and answered with 409.
    call: ({ submissionId }) => ({ url: `/submissions/${submissionId}/draft`, form: {} }),
  },
  'GET /submissions/:id/compare': {
    scoped: true,
    call: ({ submissionId }) => ({ url: `/submissions/${submissionId}/compare?mine=1` }),
  },
  'GET /submissions/:id/preview': {
    scoped: true,
    call: ({ submissionId }) => ({ url: `/submissions/${submissionId}/preview` }),
  },
  'POST /submissions/:id/resolve': {
    scoped: true,
    call: ({ submissionId }) => ({
      url: `/submissions/${submissionId}/resolve`,
      form: { mine: '1', basedOn: '1', take: 'title' },
    }),
  },
  'POST /submissions/:id/moves': {
    scoped: true,
    call: ({ submissionId }) => ({
      url: `/submissions/${submissionId}/moves`,
      form: { move: 'discard' },
    }),
  },
  'GET /suggest-activity': plain('/suggest-activity'),
  'POST /suggest-activity': plain('/suggest-activity', {
    ...{ title: 'Kelp counted', request: 'a-token-of-sixteen' },
  }),
  'GET /activities/:id/correct': {
    call: ({ publishedId }) => ({ url: `/activities/${publishedId}/correct` }),
  },
  'POST /activities/:id/correct': {
    call: ({ publishedId }) => ({
      url: `/activities/${publishedId}/correct`,
      form: { message: 'It ended in 2024.', request: 'a-token-of-sixteen' },
    }),
  },
  'GET /rounds': plain('/rounds'),
  'POST /rounds': plain('/rounds', {
    ...{ year: '2099', title: 'Round', letter: 'Please', rule: 'keep', reminders: '7' },
    ...{ opens: '2098-01-01', deadline: '2098-06-01' },
  }),
  'GET /rounds/:year': plain('/rounds/2099'),
  'GET /rounds/:year/board.csv': plain('/rounds/2099/board.csv'),
  'POST /rounds/:year/extend': plain('/rounds/2099/extend', { entity: '', deadline: '2098-07-01' }),
  'POST /rounds/:year/remind': plain('/rounds/2099/remind', { request: 'a-token-of-sixteen' }),
  'GET /rounds/:year/silent': plain('/rounds/2099/silent'),
  'POST /rounds/:year/silent': plain('/rounds/2099/silent', { activity: '13', rule: 'keep' }),
  'POST /rounds/:year/rule': plain('/rounds/2099/rule', { rule: 'mark' }),
  'GET /rounds/:year/close': plain('/rounds/2099/close'),
  'POST /rounds/:year/close': plain('/rounds/2099/close', { seen: 'x' }),
  'GET /rounds/:year/texts': plain('/rounds/2099/texts'),
  'GET /rounds/:year/texts/:block': plain('/rounds/2099/texts/foreword'),
  'POST /rounds/:year/texts/:block': plain('/rounds/2099/texts/foreword', { body: 'x', from: '0' }),
  'GET /rounds/:year/erratum': plain('/rounds/2099/erratum'),
  'POST /rounds/:year/erratum': plain('/rounds/2099/erratum', { activity: '13' }),
  'GET /rounds/:year/entities/:entity': {
    scoped: true,
    call: ({ entity }) => ({ url: `/rounds/2099/entities/${entity}` }),
  },
  'POST /rounds/:year/entities/:entity/answers': {
    scoped: true,
    call: ({ entity, publishedId }) => ({
      url: `/rounds/2099/entities/${entity}/answers`,
      form: { answer: 'confirmed', activity: `${publishedId}` },
    }),
  },
  'POST /rounds/:year/entities/:entity/delegate': {
    scoped: true,
    call: ({ entity, personId }) => ({
      url: `/rounds/2099/entities/${entity}/delegate`,
      form: { person: `${personId}` },
    }),
  },
  'GET /api/v1/entities/:entity/activities/:externalId': {
    scoped: true,
    call: ({ entity }) => ({ url: `/api/v1/entities/${entity}/activities/P-1` }),
  },
  'PUT /api/v1/entities/:entity/activities/:externalId': {
    scoped: true,
    call: ({ entity }) => ({
      url: `/api/v1/entities/${entity}/activities/P-1`,
      payload: { title: 'Floods' },
    }),
  },
  'POST /api/v1/entities/:entity/activities': {
    scoped: true,
    call: ({ entity }) => ({
      url: `/api/v1/entities/${entity}/activities`,
      payload: { items: [{ externalId: 'P-2', entry: { title: 'Floods' } }] },
    }),
  },
  'GET /keys': plain('/keys'),
  'POST /keys': {
    scoped: true,
    call: ({ entity }) => ({
      url: '/keys',
      form: { entity, system: 'projects-db', scope: 'activities:write', days: '30' },
    }),
  },
  'POST /keys/:id/revoke': {
    scoped: true,
    call: ({ keyId }) => ({ url: `/keys/${keyId}/revoke`, form: {} }),
  },
  'GET /webhooks': plain('/webhooks'),
  'POST /webhooks': {
    scoped: true,
    call: ({ entity }) => ({
      url: '/webhooks',
      form: { entity, url: 'https://mirror.example.org/', kinds: 'published' },
    }),
  },
  'GET /webhooks/:id': onWebhook(''),
  'POST /webhooks/:id': onWebhook('', {
    url: 'https://mirror.example.org/',
    kinds: 'published',
  }),
  'POST /webhooks/:id/secret': onWebhook('/secret', {}),
  'POST /webhooks/:id/state': onWebhook('/state', { state: 'paused' }),
  'POST /webhooks/:id/test': onWebhook('/test', {}),
  'POST /webhooks/:id/deliveries/:delivery/resend': onWebhook('/deliveries/999999/resend', {}),
  'GET /audit': plain('/audit'),
  'GET /audit.csv': plain('/audit.csv?action=session'),
  'GET /audit.json': plain('/audit.json?action=session'),
}
