/** Texts of the annual report: public, but drawn by the server alone. */
export const reports = {
  'reports.title': 'Annual report',
  'reports.lead':
    'What the catalogue held at the end of each year, frozen: its figures and entries stay as they were, whatever is changed since.',
  'reports.editions': 'Editions',
  'reports.none': 'No edition has been frozen yet.',
  'reports.edition': {
    one: 'Edition {id}, as of {asOf}: {count} activity. Frozen on {frozen}.',
    other: 'Edition {id}, as of {asOf}: {count} activities. Frozen on {frozen}.',
  },
  'reports.corrects': 'Corrects edition {id}.',
  'reports.cited': 'Earlier reports',
  'reports.citedLead':
    'Totals of reports that were made elsewhere. They are cited from the sources named and were not counted here.',
  'reports.editionColumn': 'Edition',
  'reports.activities': 'Activities',
  'reports.entities': 'Entities',
  'reports.source': 'Source',
  'report.downloads': 'The whole report as a file',
  'report.download': 'Report as {format}',
  'report.find': 'Find entries of this edition',
  'report.any': 'Any',
  'report.option': '{label} ({count})',
  'report.all': { one: 'Show the one entry', other: 'Browse all {count} entries' },
  'report.found': {
    zero: 'No entry of this edition matches.',
    one: '{count} entry of this edition',
    other: '{count} entries of this edition',
  },
  'report.figures': 'Figures',
  'report.table': 'The numbers as a table',
  'report.changes': 'Changes since the last edition',
  'report.first':
    'This is the first edition that is held entry by entry, so there is none to compare it with.',
  'report.changesSince': {
    zero: 'Nothing differs from edition {id}.',
    one: '{count} entry differs from edition {id}.',
    other: '{count} entries differ from edition {id}.',
  },
  'report.change.new': 'New',
  'report.change.changed': 'Changed',
  'report.change.gone': 'No longer in',
  'report.checksum': 'Checksum of the edition (SHA-256): {checksum}',
  'report.frozen': 'This is the entry as edition {id} holds it, as of {asOf}:',
  'report.today': 'See the entry as it is today',
  'report.entryTitle': '{title} (edition {id})',
}
