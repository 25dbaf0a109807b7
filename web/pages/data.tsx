import type { ComponentChildren } from 'preact'
import type { PageContext, PageModel } from '../../taxonomy/pages'
import { Twins } from '../components/twins'
import { useI18n } from '../lib/i18n'
import { snippetsOf } from '../lib/snippets'
import { listFiles, listFileUrl, listUrl, taxonomyFiles } from '../lib/urls'

type Model = Extract<PageModel, { page: 'data' }>

/** How to get the data: downloads, feeds, API, embeds, each with lines to copy. */
export function DataPage({ model, context }: { model: Model; context: PageContext }) {
  const { t, rich } = useI18n()
  const { total, revision, examples, dumps, columns } = model
  const filters = Object.fromEntries(examples.map(({ param, id }) => [param, [id]]))
  const snippets = snippetsOf(context.origin, filters, revision)
  const example = <a href={listUrl({ filters })}>{examples.map(({ label }) => label).join(', ')}</a>
  const link = (path: string) => <a href={path}>{path}</a>
  return (
    <div class="wide reading">
      <h1>{t('data.title')}</h1>
      <p class="lead">{t('data.lead', { count: total })}</p>

      <h2 id="downloads">{t('data.downloads')}</h2>
      <Twins label={t('data.all')} files={listFiles({})} />
      <p>{rich('data.view', { example })}</p>
      <Twins label={t('data.example')} files={listFiles({ filters })} />
      <p>{t('data.tables')}</p>
      <Part title={t('data.dumps')} id="dumps">
        <p>{t('data.dumps.1')}</p>
        <ul>
          {dumps.map((format) => (
            <li key={format}>{link(`/data/latest.${format}.gz`)}</li>
          ))}
        </ul>
        <Snippet>{snippets.dump}</Snippet>
        <p>
          {rich('data.dcat', {
            turtle: link('/data/catalog.ttl'),
            jsonld: link('/data/catalog.jsonld'),
          })}
        </p>
      </Part>

      <h2 id="tools">{t('data.tools')}</h2>
      <Part title="Excel" id="excel">
        <p>{t('data.excel')}</p>
        <Snippet>{snippets.excel}</Snippet>
      </Part>
      <Part title="R" id="r">
        <Snippet>{snippets.r}</Snippet>
      </Part>
      <Part title="Python" id="python">
        <Snippet>{snippets.python}</Snippet>
      </Part>
      <Part title="curl" id="curl">
        <Snippet>{snippets.curl}</Snippet>
      </Part>

      <h2 id="feeds">{t('data.feeds')}</h2>
      <p>{rich('data.feeds.1', { feed: link(listFileUrl({ filters }, 'atom')) })}</p>

      <h2 id="api">{t('data.api')}</h2>
      <p>{rich('data.api.1', { api: <a href="/api">{t('api.title')}</a> })}</p>
      <p>{t('data.changes')}</p>
      <Snippet>{snippets.changes}</Snippet>

      <h2 id="webhooks">{t('data.webhooks')}</h2>
      <p>{rich('data.webhooks.1', { webhooks: link('/webhooks') })}</p>
      <Snippet>{snippets.webhook}</Snippet>
      <p>{t('data.webhooks.2')}</p>
      <Snippet>{snippets.verify}</Snippet>

      <h2 id="embeds">{t('data.embeds')}</h2>
      <p>{t('data.embeds.1')}</p>
      <Snippet>{snippets.embedScript}</Snippet>
      <p>{t('data.embeds.2')}</p>
      <Snippet>{snippets.embedFrame}</Snippet>
      <p>{t('data.embeds.3')}</p>

      <h2 id="taxonomy">{t('taxonomy.title')}</h2>
      <p>{t('data.taxonomy')}</p>
      <Twins label={t('taxonomy.files')} files={taxonomyFiles()} />

      <h2 id="columns">{t('data.columns')}</h2>
      <p>{t('data.columns.1')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="table-scroll fit" aria-label={t('data.columns')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('data.column')}</th>
              <th scope="col">{t('data.type')}</th>
              <th scope="col">{t('data.holds')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, type, help }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{type}</td>
                <td>{help}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>

      <h2 id="licence">{t('about.licence')}</h2>
      <p>{t('data.licence')}</p>
    </div>
  )
}

interface PartProps {
  title: string
  id: string
  children: ComponentChildren
}

function Part({ title, id, children }: PartProps) {
  return (
    <>
      <h3 id={id}>{title}</h3>
      {children}
    </>
  )
}

/** Lines to copy; one click selects them all. */
function Snippet({ children }: { children: string }) {
  return <pre class="selectable">{children}</pre>
}
