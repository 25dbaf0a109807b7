import type { RoundPageModel } from '../../../taxonomy/round-pages'
import { RoundPage } from './round'
import { RoundClosePage } from './round-close'
import { RoundEntityPage } from './round-entity'
import { RoundErratumPage } from './round-erratum'
import { RoundSilentPage } from './round-silent'
import { RoundTextPage } from './round-text'
import { RoundTextsPage } from './round-texts'
import { RoundsPage } from './rounds'

/** The pages of the yearly rounds. */
export function roundPage(model: RoundPageModel) {
  switch (model.page) {
    case 'rounds':
      return <RoundsPage model={model} />
    case 'round':
      return <RoundPage model={model} />
    case 'round-silent':
      return <RoundSilentPage model={model} />
    case 'round-close':
      return <RoundClosePage model={model} />
    case 'round-erratum':
      return <RoundErratumPage model={model} />
    case 'round-texts':
      return <RoundTextsPage model={model} />
    case 'round-text':
      return <RoundTextPage model={model} />
    case 'round-entity':
      return <RoundEntityPage model={model} />
  }
}
