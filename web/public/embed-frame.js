// In the frame: tells the page around it how high the content is. It stores nothing.
const tell = () =>
  parent.postMessage(
    {
      type: 'ai-activity-hub:height',
      height: Math.ceil(document.body.getBoundingClientRect().height),
    },
    '*',
  )
new ResizeObserver(tell).observe(document.body)
