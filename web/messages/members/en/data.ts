/** Texts of the page on getting the data and of embeds: for everyone, drawn by the server alone. */
export const data = {
  'data.title': 'Get the data',
  'data.description':
    'Download the catalogue or any view of it, follow it by feed or API, show it on another site.',
  'data.lead': {
    one: 'The one activity of the catalogue, or any view of it, as a file, a feed, over an API or on your own site. No account, no key.',
    other:
      'All {count} activities, or any view of them, as a file, a feed, over an API or on your own site. No account, no key.',
  },
  'data.downloads': 'Downloads',
  'data.all': 'All activities as',
  'data.view':
    'Every list here can be had in these forms: search and filter, then follow the links below the results. For instance {example}:',
  'data.example': 'These activities as',
  'data.tables':
    'CSV and Excel have a row for each activity. Several values in a cell are separated by semicolons; a semicolon within a value has a backslash before it. An empty cell means that it is not known. A text that a spreadsheet would take for a formula has an apostrophe before it.',
  'data.dumps': 'Dumps',
  'data.dumps.1':
    'The whole catalogue in one compressed file, whose name says its day and revision. With .sha256 behind the address comes its checksum.',
  'data.dcat': 'For data portals, {turtle} and {jsonld} describe all of it (DCAT 3).',
  'data.tools': 'In your tool',
  'data.excel':
    'Open the Excel file, or in Excel choose Data, From Web, and give the address of a view, so that it can be refreshed:',
  'data.feeds': 'Feeds',
  'data.feeds.1':
    'Every list and every page of an entity, goal or country has an Atom feed of what was changed last, such as {feed}.',
  'data.api': 'API',
  'data.api.1': 'JSON over HTTP, described by OpenAPI: {api}.',
  'data.webhooks': 'Webhooks',
  'data.webhooks.1':
    'Instead of asking, another site can be told of each change. Focal points, curators and administrators register its address at {webhooks}. It is sent:',
  'data.webhooks.2':
    'Messages are signed the Standard Webhooks way, for which there are libraries in many languages. Signed is the header webhook-id, a dot, the header webhook-timestamp, a dot, and the body as it came; in a shell:',
  'data.changes':
    'Those who keep a copy load a dump once, then ask what has changed since its revision, and go on with the cursor each answer gives as “next”:',
  'data.embeds': 'On your site',
  'data.embeds.1':
    'One tag shows a list (or with data-view="count" a number) where it stands, as high as it needs to be. It sets no cookie and loads nothing from elsewhere:',
  'data.embeds.2': 'Without any script, a frame does the same:',
  'data.embeds.3':
    'The query is that of a list’s address; limit sets how many are listed (20 at most), theme is auto, light or dark.',
  'data.taxonomy':
    'Every term with its definition, in SKOS or as a table. Each has an address that stays the same.',
  'data.columns': 'Columns of the tables',
  'data.columns.1':
    'A table that was downloaded can be edited and brought back in: these are the columns that are read.',
  'data.column': 'Column',
  'data.type': 'Type',
  'data.holds': 'What it holds',
  'data.licence':
    'Summaries, tags and taxonomy are under CC BY 4.0: name “AI activity hub” and the address of what you used. Facts come from the sources that each entry states.',
  'embed.number': '{number}',
  'embed.activities': {
    one: 'activity: {title}',
    other: 'activities: {title}',
  },
  'embed.all': {
    zero: 'AI activity hub',
    one: 'See it on the AI activity hub',
    other: 'All {count} on the AI activity hub',
  },
}
