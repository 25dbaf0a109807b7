/** What an import says of rows, of its stages and of itself, on pages, in files and on the command line. */
export const imports = {
  'row.earlier': 'stands on row {row} already',
  'row.earlierLine': 'stands on line {line} already',
  'row.repeats': 'repeats row {row}',
  'row.mergedInto': 'was merged into {into}; use that number',
  'row.noEntry': 'is the number of no entry; leave it empty for a new one',
  'row.otherEntity': 'is an entry of another entity',
  'row.archived': 'is an archived entry; restore it first',
  'row.notPublic': 'is an entry that is not public yet; go on with it there',
  'row.draft': 'is an entry that someone has a draft of; finish or discard that first',
  'row.otherEntities': 'names other entities than the one this import is for',

  'import.this': 'import of this number',
  'import.none': 'There is no import {id}.',
  'import.notNow': 'This cannot be done with the import as it stands now; look at it again.',
  'import.noColumn': 'is no column of ours',
  'import.columnTwice': 'Two columns are taken for {column}; leave one of them aside.',
  'import.noTitle': 'No column is taken for the title.',
  'import.fileChanged': 'The file has changed since it was checked; send it again.',
  'import.moved':
    'Entries were changed since the rows were checked. Nothing was imported; look at the rows again.',
  'import.keptMoving':
    'Others kept changing the catalogue meanwhile, so that nothing was imported; check the file again.',
  'import.stopped':
    'The server was stopped while this was under way; nothing of it was imported. Check the file again.',
  'import.died':
    'The import ended unexpectedly; nothing of it was imported. Check the file again; if it ends so once more, send it in parts.',
  'import.notDone': 'Only an import that was done, and not undone, can be undone.',
  'import.movedOn':
    'Something was done with entries of this import since ({ids} …), which this would undo as well. Change them one by one.',
  'import.from': 'Imported from {file}',
  'import.changedAtSource': 'Changed at the source',
  'import.waiting': {
    one: '{count} entry was imported from {file} and waits for review.',
    other: '{count} entries were imported from {file} and wait for review.',
  },

  'problem.sheet': 'Problems',
  'problem.heading': 'problem',
  'problem.record': 'record',
  'problem.new': 'new',
  'problem.changed': 'changed',
  'problem.unchanged': 'unchanged',
  'problem.duplicate': 'duplicate',
  'problem.duplicateOf': 'duplicate of {id}',
  'problem.held': 'held',
  'problem.refused': 'refused',

  'template.sheet': 'Activities',
  'template.helpSheet': 'Help',
  'template.how': 'How to use this template',
  'template.row':
    'Write one activity per row on the sheet Activities, and send the file on the page /import.',
  'template.needed': 'Title and summary are needed; leave empty what is not known.',
  'template.several':
    'Several terms in one cell: choose one, then add others behind it, separated by semicolons.',
  'template.dates': 'Dates as far as they are known: 2024, 2024-05 or 2024-05-17.',
  'template.number': 'A row with the number of an entry in the column id changes that entry.',
  'template.columns':
    'Columns may be left out, moved or renamed: what a heading means can be said on the page.',
  'template.column': 'Column',
  'template.holds': 'What stands in it',

  'command.noEntity': '--entity: there is no entity {entity}',
  'command.checked': 'checked ({rows} rows)',
  'command.importing': 'imported: {percent} % ({rows} rows)',
  'command.row': 'row {row}: {problem}',
  'command.rowOf': 'row {row} (id {id}): {problem}',
  'command.line': 'line {row}: {problem}',
  'command.lineOf': 'line {row} (id {id}): {problem}',
  'command.problem': '{place} {reason}',
  'command.problemWith': '{place} "{value}" {reason}',
  'command.aside': 'column "{heading}" was left aside',
  'command.outcome':
    '{fresh} created, {changed} changed, {unchanged} unchanged, {held} held beside a local edit, {duplicate} left out as duplicates, {refused} refused',
  'command.outcomeSubmitted':
    '{fresh} new handed in, {changed} changed, {unchanged} unchanged, {held} held beside a local edit, {duplicate} left out as duplicates, {refused} refused',
  'command.outcomeDry':
    '{fresh} would be created, {changed} would be changed, {unchanged} unchanged, {held} held beside a local edit, {duplicate} left out as duplicates, {refused} refused',
  'command.outcomeDrySubmitted':
    '{fresh} would be new handed in, {changed} would be changed, {unchanged} unchanged, {held} held beside a local edit, {duplicate} left out as duplicates, {refused} refused',
  'command.undo': 'import {id}; it can be undone on its page, /import/{id}',
  'command.seconds': '{seconds} s',
} as const
