import type { ApiOperation, PageContext, PageModel } from '../../taxonomy/pages'
import { Operation } from '../components/api-operation'
import { SchemaSection } from '../components/api-schema'
import { Paragraphs } from '../components/paragraphs'
import { useI18n } from '../lib/i18n'

type Model = Extract<PageModel, { page: 'api' }>

interface Entry {
  id: string
  method: string
  path: string
  operation: ApiOperation
}

/** Reference of the HTTP API, drawn from its OpenAPI description. */
export function ApiPage({ model, context }: { model: Model; context: PageContext }) {
  const { t } = useI18n()
  const { info, paths, components } = model.document
  const entries = entriesOf(paths)
  const schemas = Object.entries(components?.schemas ?? {})
  return (
    <div class="wide api">
      <h1>{t('api.title')}</h1>
      <p class="lead">{t('api.description')}</p>
      <p class="hint">
        {info.title} · {t('api.version', { version: info.version })}
      </p>
      {info.description && <Paragraphs text={info.description} />}
      <nav class="contents" aria-label={t('api.contents')}>
        <ul>
          {entries.map(({ id, method, path, operation }) => (
            <li key={id}>
              <a href={`#${id}`}>
                <code>
                  {method.toUpperCase()} {path}
                </code>
              </a>{' '}
              {operation.summary}
            </li>
          ))}
        </ul>
      </nav>
      <h2>{t('api.operations')}</h2>
      {entries.map((entry) => (
        <Operation
          key={entry.id}
          {...entry}
          origin={context.origin}
          schemas={components?.schemas ?? {}}
        />
      ))}
      {schemas.length > 0 && <h2>{t('api.schemas')}</h2>}
      {schemas.map(([name, schema]) => (
        <SchemaSection key={name} name={name} schema={schema} />
      ))}
    </div>
  )
}

function entriesOf(paths: Model['document']['paths']): Entry[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    documented(operations).map(([method, operation]) => ({
      id: `${method}-${path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')}`,
      method,
      path,
      operation,
    })),
  )
}

/** What has no summary (probes, pages for people) is no part of what is promised to programs. */
function documented(operations: Record<string, ApiOperation>): [string, ApiOperation][] {
  return Object.entries(operations).filter(([, { summary }]) => summary)
}
