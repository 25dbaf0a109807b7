import type { getDocumentProxy } from 'unpdf'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

interface Node {
  role?: string
  alt?: string
  children?: Node[]
}

/** What the tags of a PDF say, gathered over its pages; the points of PDF/UA that a reader can check. */
export interface Tags {
  /** How often each role is there: `{ H1: 10, P: 5123, … }` */
  roles: Record<string, number>
  /** Levels of the headings in their order: `[1, 2, 3, 3, …]` */
  headings: number[]
  /** Text alternatives of the figures; '' where one has none. */
  alts: string[]
  /** Tables on whose page there is no header cell. */
  headless: number
  /** Pages with text that is neither in the structure nor an artifact. */
  untagged: number[]
  /** Pages with an artifact, as running heads and page numbers are. */
  artifacts: number
}

export async function readTags(pdf: Pdf): Promise<Tags> {
  const tags: Tags = { roles: {}, headings: [], alts: [], headless: 0, untagged: [], artifacts: 0 }
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const nodes = flat((await page.getStructTree()) as Node | null)
    for (const { role = '', alt = '' } of nodes) {
      tags.roles[role] = (tags.roles[role] ?? 0) + 1
      const [, level] = /^H(\d)$/.exec(role) ?? []
      if (level) tags.headings.push(Number(level))
      if (role === 'Figure') tags.alts.push(alt)
    }
    const has = (role: string) => nodes.some((node) => node.role === role)
    if (has('THead') && !has('TH')) tags.headless++

    const { items } = await page.getTextContent({ includeMarkedContent: true })
    let depth = 0
    let isTagged = true
    let hasArtifact = false
    for (const item of items) {
      if ('str' in item) isTagged &&= depth > 0 || item.str.trim() === ''
      else {
        depth += item.type === 'endMarkedContent' ? -1 : 1
        hasArtifact ||= 'tag' in item && item.tag === 'Artifact'
      }
    }
    if (!isTagged) tags.untagged.push(number)
    if (hasArtifact) tags.artifacts++
    page.cleanup()
  }
  return tags
}

function flat(node: Node | null): Node[] {
  return node ? [node, ...(node.children ?? []).flatMap(flat)] : []
}
