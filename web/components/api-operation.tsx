import type { ApiOperation, JsonSchema } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { SchemaMeaning, SchemaType } from './api-schema'
import { CodeText } from './code-text'

interface OperationProps {
  id: string
  method: string
  path: string
  operation: ApiOperation
  origin: string
  /** Schemas by name, for the example of a body. */
  schemas: Record<string, JsonSchema>
}

/** One operation of the API: what it does, takes and answers. */
export function Operation({ id, method, path, operation, origin, schemas }: OperationProps) {
  const { t } = useI18n()
  const parameters = operation.parameters ?? []
  return (
    <section class="operation" id={id} aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>
        <code>
          <b>{method.toUpperCase()}</b> {path}
        </code>
      </h3>
      {operation.summary && <p>{operation.summary}</p>}
      {operation.description && operation.description !== operation.summary && (
        <p>
          <CodeText text={operation.description} />
        </p>
      )}
      <h4>{t('api.parameters')}</h4>
      {parameters.length > 0 ? (
        <Parameters parameters={parameters} />
      ) : (
        <p class="hint">{t('api.noParameters')}</p>
      )}
      <h4>{t('api.responses')}</h4>
      <Responses responses={operation.responses} />
      <h4>{t('api.example')}</h4>
      <pre class="selectable">
        {[
          `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${origin}${examplePath(path, parameters)}'`,
          ...(operation.security ? ["-H 'Authorization: Bearer KEY'"] : []),
          ...exampleBody(operation, schemas),
        ].join(' \\\n  ')}
      </pre>
    </section>
  )
}

function Parameters({ parameters }: { parameters: NonNullable<ApiOperation['parameters']> }) {
  const { t } = useI18n()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('api.name')}</th>
          <th scope="col">{t('api.type')}</th>
          <th scope="col">{t('api.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, in: place, required, description, schema }) => (
          <tr key={place + name}>
            <th scope="row">
              <code>{name}</code>
              <small>
                {t('api.in', { place })}
                {required && t('list.separator') + t('api.required')}
              </small>
            </th>
            <td>
              <SchemaType schema={schema} />
            </td>
            <td>
              <SchemaMeaning schema={schema} text={description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Responses({ responses }: { responses: ApiOperation['responses'] }) {
  const { t } = useI18n()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('api.status')}</th>
          <th scope="col">{t('api.body')}</th>
          <th scope="col">{t('api.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(responses).map(([status, { description, content }]) => (
          <tr key={status}>
            <th scope="row">{status}</th>
            <td>
              {Object.entries(content ?? {}).map(([type, { schema }]) => (
                <div key={type}>
                  <code>{type}</code> {schema && <SchemaType schema={schema} />}
                </div>
              ))}
            </td>
            <td>{description && <CodeText text={description} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a command adds to send an example of the body; nothing where there is no body. */
function exampleBody({ requestBody }: ApiOperation, schemas: Record<string, JsonSchema>): string[] {
  const { schema } = requestBody?.content?.['application/json'] ?? {}
  const name = schema?.$ref?.split('/').at(-1)
  const example = (name === undefined ? schema : schemas[name])?.examples?.[0]
  if (example === undefined) return []
  return ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(example)}'`]
}

/** The path with an example in place of each parameter it needs. */
function examplePath(path: string, parameters: NonNullable<ApiOperation['parameters']>): string {
  const query = new URLSearchParams()
  let filled = path
  for (const { name, in: place, required, schema, example: given } of parameters) {
    const example =
      given ?? schema.example ?? schema.examples?.[0] ?? schema.enum?.[0] ?? schema.default
    if (place === 'path' && example !== undefined)
      filled = filled.replace(`{${name}}`, encodeURIComponent(`${example}`))
    else if (place === 'query' && example !== undefined && (required || name === 'q'))
      query.set(name, `${example}`)
  }
  return query.size > 0 ? `${filled}?${query}` : filled
}
