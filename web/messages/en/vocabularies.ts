/** Texts of the pages of vocabularies and of their concepts. */
export const vocabularies = {
  'concepts.description': '{label} in the catalogue of AI activities. {definition}',
  'concepts.jump': 'Jump to',
  'concept.title': '{label} ({facet})',
  'concept.all': {
    one: 'See the {count} activity',
    other: 'See all {count} activities',
  },
  'concept.none': 'No activity in the catalogue carries this yet.',
  'concept.name': 'Name',
  'concept.kind': 'Kind',
  'concept.parent': 'Part of',
  'concept.homepage': 'Website',
  'concept.aliases': 'Also known as',
  'concept.source': 'Source',
  'concept.implies': 'Implies',
  'concept.charts': 'Its activities in figures',
  'concept.chartMore': {
    one: 'and {count} other value',
    other: 'and {count} other values',
  },
  'concept.chartHint': 'Number of activities; an activity can count under several values.',
  'concept.latest': 'Latest activities',
  'concept.description': {
    one: '{count} AI activity of the United Nations system: {label}. {definition}',
    other: '{count} AI activities of the United Nations system: {label}. {definition}',
  },

  'taxonomy.title': 'Taxonomy',
  'taxonomy.lead':
    'The lists that describe every activity: what each means, where it comes from and every term it holds.',
  'taxonomy.termsCount': { one: '{count} term', other: '{count} terms' },
  'vocabulary.param': 'Parameter in addresses and the API',
  'vocabulary.source': 'Source',
  'vocabulary.identifier': 'Identifier',
  'vocabulary.more': 'Identifier, spellings and source',
  'vocabulary.files': 'This list as',
  'taxonomy.files': 'The whole taxonomy as',
  'concept.files': 'These activities as',
}
