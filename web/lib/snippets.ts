import { listFileUrl, listUrl } from './urls'

/** Lines to copy that get the data of one view, by tool. */
export function snippetsOf(origin: string, filters: Record<string, string[]>, revision: string) {
  const file = (ending: string) => origin + listFileUrl({ filters }, ending)
  const query = listUrl({ filters }).split('?')[1] ?? ''
  return {
    dump: `curl -LO --remote-header-name ${origin}/data/latest.ndjson.gz
curl -s ${origin}/data/$(ls activities-*.ndjson.gz | tail -1).sha256 | sha256sum -c`,
    excel: file('xlsx'),
    r: `library(readr)
activities <- read_csv("${file('csv')}")
library(tidyr)   # a row for each of several values in a cell
separate_longer_delim(activities, countries, "; ")`,
    python: `import pandas as pd
activities = pd.read_csv("${file('csv')}")
activities["countries"].str.split("; ").explode().value_counts()`,
    curl: `curl -s '${file('ndjson')}' | jq -r '[.id, .title] | @tsv'`,
    changes: `curl -s '${origin}/api/v1/changes?since=${revision}'`,
    webhook: `{ "type": "activity.changed", "timestamp": "2026-11-24T10:00:00.000Z",
  "data": { "cursor": "${revision}", "at": "2026-11-24T10:00:00.000Z", "kind": "changed", "id": 1135,
    "version": 2, "mergedInto": null, "url": "${origin}/api/v1/activities/1135" } }`,
    verify: `KEY=$(printf %s "$SECRET" | sed s/whsec_// | base64 -d | od -An -v -tx1 | tr -d ' \\n')
printf %s "$ID.$TIMESTAMP.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64
# webhook-signature: v1,(this)`,
    embedScript: `<script src="${origin}/embed.js" data-view="list" data-query="${query}" async></script>`,
    embedFrame: `<iframe src="${origin}/embed/count?${query}" title="AI activity hub" width="100%" height="120" style="border:0"></iframe>`,
  }
}
