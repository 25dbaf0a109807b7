import type { JsonSchema } from '../../taxonomy/pages'
import { useI18n } from '../lib/i18n'
import { allowedValues, fieldsOf, limitText, typeText } from '../lib/schema-text'
import { CodeText } from './code-text'

/** Above this many allowed values they fold away. */
const FEW_VALUES = 8

/** A type, its schemas linked to their place on the page. */
export function SchemaType({ schema }: { schema: JsonSchema | undefined }) {
  const i18n = useI18n()
  return (
    <>
      {typeText(schema, i18n).map(({ text, ref }) =>
        ref ? <a href={`#schema-${ref}`}>{text}</a> : text,
      )}
    </>
  )
}

/** What a value means and which values it may have. */
export function SchemaMeaning({ schema, text }: { schema: JsonSchema; text?: string }) {
  const i18n = useI18n()
  const { t } = i18n
  const values = allowedValues(schema)
  const limits = limitText(schema, i18n)
  const meaning = text ?? schema.description
  const listed = values.map((value) => <code key={value}>{value} </code>)
  return (
    <>
      {meaning && (
        <p>
          <CodeText text={meaning} />
        </p>
      )}
      {limits.length > 0 && <p class="hint">{limits.join(t('list.separatorWide'))}</p>}
      {values.length > FEW_VALUES ? (
        <details>
          <summary>{t('api.values', { count: values.length })}</summary>
          <p class="codes">{listed}</p>
        </details>
      ) : (
        values.length > 0 && <p class="codes">{listed}</p>
      )}
    </>
  )
}

/** A named schema with its fields, those of what it holds included. */
export function SchemaSection({ name, schema }: { name: string; schema: JsonSchema }) {
  const { t } = useI18n()
  const fields = fieldsOf(schema)
  return (
    <section id={`schema-${name}`} aria-labelledby={`schema-${name}-name`}>
      <h3 id={`schema-${name}-name`}>{name}</h3>
      {schema.description && <p>{schema.description}</p>}
      {fields.length === 0 ? (
        <p>
          <SchemaType schema={schema} />
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('api.name')}</th>
              <th scope="col">{t('api.type')}</th>
              <th scope="col">{t('api.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([path, inner]) => (
              <tr key={path}>
                <th scope="row">
                  <code>
                    {path
                      .split('.')
                      .map((part, at) => (at ? [<wbr key={at} />, `.${part}`] : part))}
                  </code>
                </th>
                <td>
                  <SchemaType schema={inner} />
                </td>
                <td>
                  <SchemaMeaning schema={inner} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
