/** Texts of the page about the site. */
export const about = {
  'about.title': 'About this catalogue',
  'about.description':
    'Sources, method, what is not known, licence and limits of the AI activity hub.',
  'about.what': 'What this is',
  'about.what.1':
    'A public, searchable catalogue of what the United Nations system does with artificial intelligence. It holds {activities} from {entities} and names {countries}. It was last updated on {updated}.',
  'about.what.2':
    'It is made for anyone who wants to find and understand these activities, and for those who must answer questions about them with exact figures. It is not an official website of the United Nations.',
  'about.entities': { one: '{count} entity', other: '{count} entities' },
  'about.countries': { one: '{count} country', other: '{count} countries' },
  'about.sources': 'Sources',
  'about.sources.1':
    'Titles, names, dates, labels and links are facts as published on the public UN AI Resource Hub. Each entry names the record it comes from and when it was retrieved. Names and addresses of contact persons were left out.',
  'about.sources.2':
    'Summaries were written anew for this catalogue, from the facts of the entry. Every saved state of an entry is kept as a version.',
  'about.method': 'Method',
  'about.method.1':
    'The same thing arrives under many spellings. Each term of the {taxonomy} lists the spellings met, and one normaliser turns a label into a term or says that it cannot. What it cannot place is kept word for word on the entry and is never lost.',
  'about.method.2':
    'A date is kept as precisely as it is known: a day, a month or only a year. Unknown is said as unknown; it is never guessed and never left out of the figures.',
  'about.tags': 'How the tags are made',
  'about.tags.1':
    'Techniques and sectors are not given by the source. They are read from an entry’s own words (title, summary and the free texts on domain, approach, technology and output) by written rules that are kept with the taxonomy. No tag comes from the name of an organisation.',
  'about.tags.2':
    'Some lists follow from others: what kind of activity it is decides the broad group it belongs to, by a table with one line per kind; a curator can override it.',
  'about.unknown': 'What is not known',
  'about.unknown.1': 'How many of the {activities} state nothing about:',
  'about.unknownTable': 'Activities that state nothing, by facet',
  'about.facet': 'Facet',
  'about.count': 'Activities',
  'about.share': 'Share',
  'about.unplaced': 'Labels that fit no list',
  'about.unplaced.1':
    'These labels of the source name no term of the taxonomy. They stay on their entries as they came.',
  'about.unplacedNone': 'Every label of the source was placed.',
  'about.unplacedTable': 'Labels without a term',
  'about.unplacedMore': {
    one: 'Show {count} label',
    other: 'Show all {count} labels',
  },
  'about.field': 'Field',
  'about.label': 'Label, as stated',
  'about.licence': 'Licence',
  'about.licence.1':
    'Facts as such are free for anyone to use. The summaries and the taxonomy may be used by anyone for any purpose under {licence}, naming the AI activity hub. The software is free under the MIT licence.',
  'about.limits': 'Limits',
  'about.limits.1':
    'The catalogue knows what entities reported, and no more: what was not reported is missing, and reporting differs much between entities. A larger number of entries does not mean more work on AI. Nothing here was checked on site.',
  'about.limits.2':
    'Tags made by rule are sometimes wrong. Names of countries and areas imply no opinion on the legal status of any country, territory, city or area, on its authorities, or on its borders.',
  'about.data': 'Use the data',
  'about.data.1':
    'Every list and every entry is also there as JSON, described on the page {api}. The lists themselves are on the page {taxonomy}.',
}
