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
    embedScript: `<script src="${origin}/embed.js" data-view="list" data-query="${query}" async></script>`,
    embedFrame: `<iframe src="${origin}/embed/count?${query}" title="AI activity hub" width="100%" height="120" style="border:0"></iframe>`,
  }
}
