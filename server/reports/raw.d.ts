/** Files that the build puts in as text. */
declare module '*.typ?raw' {
  const text: string
  export default text
}
