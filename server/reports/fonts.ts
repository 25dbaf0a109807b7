import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Files of the typefaces that print Latin, Greek, Cyrillic and Vietnamese. */
const LATIN_FONTS = [
  require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
]

/** The same with Arabic and Chinese: all scripts of the UN’s six languages. */
const ALL_FONTS = [
  ...LATIN_FONTS,
  require.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf'),
  // The package exports its code alone; the font lies beside it.
  require
    .resolve('@embedpdf/fonts-sc')
    .replace(/dist[\\/]index\.c?js$/, 'fonts/NotoSansHans-Regular.otf'),
]

const BEYOND_LATIN = /[^\t\n -\u058F\u1C80-\u2BFF\uFB00-\uFB06]/

/** The files that a text is printed with: the large typefaces are read only where it has a letter that needs them. */
export function fontFilesFor(text: string): string[] {
  return BEYOND_LATIN.test(text) ? ALL_FONTS : LATIN_FONTS
}

/** What a drawing is printed with. */
export function fontsFor(svg: string) {
  return {
    loadSystemFonts: false,
    fontFiles: fontFilesFor(svg),
    defaultFontFamily: 'Noto Sans',
  }
}
