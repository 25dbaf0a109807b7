import createClient from 'openapi-fetch'
import type { paths } from './api'

/** What a system does with the API: it looks for activities, reads one, writes some, and asks what changed. */
export async function tour(baseUrl: string, key: string) {
  const hub = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${key}` } })

  const found = await hub.GET('/api/v1/activities', { params: { query: { q: 'flood', limit: 3 } } })
  const first = found.data?.items[0]
  if (!first) throw new Error(found.error?.detail ?? 'Nothing was found')
  const { data: activity } = await hub.GET('/api/v1/activities/{id}', {
    params: { path: { id: first.id } },
  })

  const path = { entity: 'itu', externalId: 'P-2024-017' }
  const put = await hub.PUT('/api/v1/entities/{entity}/activities/{externalId}', {
    params: { path, header: { 'idempotency-key': 'tour-1' } },
    body: { title: 'Flood forecasts', summary: 'AI foresees floods.', countries: ['Kenya'] },
  })
  const sent = await hub.GET('/api/v1/entities/{entity}/activities/{externalId}', {
    params: { path },
  })
  const batch = await hub.POST('/api/v1/entities/{entity}/activities', {
    params: { path: { entity: 'itu' } },
    body: { items: [{ externalId: 'P-1', entry: { title: 'Crop maps' } }] },
  })
  const wrong = await hub.GET('/api/v1/activities', {
    params: { query: { sort: 'title', limit: 999 } },
  })
  const changes = await hub.GET('/api/v1/changes', { params: { query: { limit: 2 } } })

  return {
    total: found.data?.total,
    titles: [first.title, activity?.title],
    put: [put.response.status, put.data?.state],
    countries: sent.data?.entry.countries,
    outcomes: batch.data?.items.map(({ outcome }) => outcome),
    wrong: wrong.error?.errors?.map(({ field }) => field),
    changes: changes.data?.items.map(({ kind }) => kind),
  }
}
