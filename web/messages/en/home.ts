/** Texts of the start page. */
export const home = {
  'home.title': 'AI activity hub: what the UN system does with artificial intelligence',
  'home.lead':
    'A searchable catalogue of who does what, where, with which technique and towards which goal.',
  'home.figures': 'The catalogue today',
  'home.activities': 'activities',
  'home.entities': 'entities',
  'home.countries': 'countries',
  'home.updated': 'last updated',
  'home.ways': 'Ways in',
  'home.all': '{label}: see all {count}',
  'home.latest': 'Latest activities',
  'home.more': 'All activities, newest first',
}
