import type { QueueFacet, QueueLine, ReviewPageModel } from '../../../taxonomy/review-pages'
import { Done, FormProblems, Options } from '../../components/members/form'
import { useI18n } from '../../lib/i18n'

type Model = Extract<ReviewPageModel, { page: 'review' }>

/** The curators' queue. */
export function ReviewPage({ model }: { model: Model }) {
  const { t } = useI18n()
  const { lines, total, next, first, request } = model
  const warning = model.facets.find(({ param }) => param === 'warning')
  const chosenKind = warning?.values.find(({ id }) => id === warning.chosen)?.id
  return (
    <div class="wide form-page">
      <Done done={model.done} />
      <FormProblems problems={model.problems} form="review" />
      <h1>{t('review.title')}</h1>
      <p class="lead">{t('review.lead')}</p>
      <p>
        <a href="/review/labels">{t('review-labels.title')}</a>
      </p>
      <details class="facet">
        <summary>{t('review-activity.open')}</summary>
        <form action="/review/activities" class="filter">
          <label>
            {t('review-activity.number')}
            <input name="id" inputMode="numeric" size={8} maxLength={9} required />
          </label>
          <button type="submit" class="button plain">
            {t('review-activity.show')}
          </button>
        </form>
      </details>
      <Filters facets={model.facets} />
      <p>
        <b>{t('review.count', { count: total })}</b>
      </p>
      {lines.length === 0 ? (
        <p>{t('review.empty')}</p>
      ) : (
        <form method="post" action="/review/several" class="form queue">
          <input type="hidden" name="request" value={request} />
          <Queue lines={lines} isPicked={model.isPicked} />
          {chosenKind && <input type="hidden" name="kind" value={chosenKind} />}
          <fieldset class="several" id="review-item">
            <legend>{t('review.several')}</legend>
            <p class="ticks">
              {(['approve', 'dismiss'] as const).map((act) => (
                <label key={act}>
                  <input type="radio" name="act" value={act} checked={act === 'approve'} />{' '}
                  {t(`review.several.${act}`)}
                </label>
              ))}
            </p>
            <p class="hint">{t('review.severalHint')}</p>
            <p>
              <a href={model.pickAll}>{t('review.pickAll')}</a>
            </p>
            <button type="submit" class="button">
              {t('review.continue')}
            </button>
          </fieldset>
        </form>
      )}
      <p class="twins">
        {first && <a href={first}>{t('review.first')}</a>}{' '}
        {next && (
          <a href={next} rel="next">
            {t('review.next')}
          </a>
        )}
      </p>
    </div>
  )
}

function Filters({ facets }: { facets: QueueFacet[] }) {
  const { t, find } = useI18n()
  const label = (param: string, id: string, given: string) =>
    find(param === 'warning' ? `warning.${id}` : `submission.${param}.${id}`) ?? given
  return (
    <form action="/review" class="filter">
      {facets.map(({ param, values, chosen }) => {
        const any = param === 'state' ? 'all' : param === 'warning' ? 'any' : ''
        const optionOf = ({ id, label: given, count }: QueueFacet['values'][number]) => ({
          id,
          label: t('review.option', { label: label(param, id, given), count }),
        })
        const slight = values.filter(({ isSlight }) => isSlight)
        const due = param === 'warning' ? [{ id: '', label: t('review.due') }] : []
        return (
          <label key={param}>
            {t(`review.filter.${param}`)}
            <select name={param}>
              <Options
                options={[
                  ...due,
                  { id: any, label: t('review.any') },
                  ...values.filter(({ isSlight }) => !isSlight).map(optionOf),
                ]}
                chosen={chosen}
              />
              {slight.length > 0 && (
                <optgroup label={t('review.slight')}>
                  <Options options={slight.map(optionOf)} chosen={chosen} />
                </optgroup>
              )}
            </select>
          </label>
        )
      })}
      <button type="submit" class="button plain">
        {t('review.show')}
      </button>
    </form>
  )
}

function Queue({ lines, isPicked }: { lines: QueueLine[]; isPicked: boolean }) {
  const { t } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll stack" aria-label={t('review.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('review.pick')}</th>
            <th scope="col">{t('review.entry')}</th>
            <th scope="col">{t('review.filter.entity')}</th>
            <th scope="col">{t('review.filter.kind')}</th>
            <th scope="col">{t('review.filter.state')}</th>
            <th scope="col">{t('review.age')}</th>
            <th scope="col">{t('review.warnings')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.id} line={line} isPicked={isPicked} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ line, isPicked }: { line: QueueLine; isPicked: boolean }) {
  const { t, find } = useI18n()
  const title = line.title || t('review.untitled')
  return (
    <tr>
      <td data-label={t('review.pick')}>
        {line.state === 'submitted' && (
          <input
            type="checkbox"
            name="item"
            value={line.seen}
            checked={isPicked}
            aria-label={t('review.pickOne', { title })}
          />
        )}
      </td>
      <th scope="row">
        <a href={`/review/${line.id}`}>{title}</a>
      </th>
      <td data-label={t('review.filter.entity')}>{line.entity?.label}</td>
      <td data-label={t('review.filter.kind')}>{t(`submission.kind.${line.kind}`)}</td>
      <td data-label={t('review.filter.state')}>{t(`submission.state.${line.state}`)}</td>
      <td data-label={t('review.age')}>
        <time dateTime={line.since}>{t('review.days', { count: line.days })}</time>
      </td>
      <td data-label={t('review.warnings')}>
        {line.warnings.map((code) => find(`warning.${code}`) ?? code).join(t('list.separatorWide'))}
      </td>
    </tr>
  )
}
