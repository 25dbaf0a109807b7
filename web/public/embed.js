// On another site: puts a frame in place of its own tag, and keeps it as high as what it shows.
// <script src="https://HUB/embed.js" data-view="list" data-query="sdg=13" async></script>
;(() => {
  const script = document.currentScript
  const { view, query, theme, title } = script.dataset
  const { origin } = new URL(script.src)
  const address = new URL(view === 'count' ? '/embed/count' : '/embed/list', origin)
  address.search = query ?? ''
  if (theme) address.searchParams.set('theme', theme)
  const frame = document.createElement('iframe')
  Object.assign(frame, { src: address.href, title: title ?? 'AI activity hub', loading: 'lazy' })
  Object.assign(frame.style, { width: '100%', border: '0' })
  frame.height = view === 'count' ? '120' : '480'
  addEventListener('message', ({ source, data, origin: from }) => {
    if (source !== frame.contentWindow || from !== origin) return
    if (data?.type === 'ai-activity-hub:height') frame.height = String(data.height)
  })
  script.after(frame)
})()
