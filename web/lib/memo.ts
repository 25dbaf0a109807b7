import { Component, type ComponentClass, type VNode } from 'preact'

/**
 * A component drawn again only when one of its props is another value than before.
 * Cards use it: what stays in its place at a key press is not looked at again.
 */
export function memo<Props extends object>(draw: (props: Props) => VNode): ComponentClass<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props) {
      const keys = Object.keys(next) as (keyof Props)[]
      return keys.some((key) => next[key] !== this.props[key])
    }
    override render(props: Props) {
      return draw(props)
    }
  }
}
