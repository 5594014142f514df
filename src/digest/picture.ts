import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { renderBars } from './chart.ts';
import type { DayBars } from './day-bars.ts';

/** A card of its own: readable whether Slack around it is light or dark. */
const PALETTE = {
  card: '#ffffff',
  ink: '#1d1c1d',
  muted: '#56565a',
  grid: '#e3e4e8',
  bars: ['#8d97a8', '#c8314a'] as [string, string],
};

/** Three pixels for one of a phone's. */
const WIDTH = 1200;

/** The function's machine has no fonts: without these all text would be missing, without an error. SIL Open Font License 1.1. */
const FONTS = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf',
];

let loaded: Promise<{ module: typeof import('@resvg/resvg-wasm'); fonts: Buffer[] }> | undefined;

/** Draws the bars as PNG. Loads renderer and fonts at the first picture only: most digests need none. */
export async function renderPicture(bars: DayBars): Promise<Uint8Array> {
  loaded ??= load();
  const { module, fonts } = await loaded;
  const svg = renderBars(bars, { palette: PALETTE, font: 'Inter', hasHeading: true });
  const renderer = new module.Resvg(svg, {
    fitTo: { mode: 'width', value: WIDTH },
    font: { fontBuffers: fonts, defaultFontFamily: 'Inter', loadSystemFonts: false },
  });
  const image = renderer.render();
  const png = image.asPng();
  image.free();
  renderer.free();
  return png;
}

async function load() {
  const require = createRequire(import.meta.url);
  const [module, wasm, ...fonts] = await Promise.all([
    import('@resvg/resvg-wasm'),
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
    ...FONTS.map((font) => readFile(require.resolve(font))),
  ]);
  await module.initWasm(wasm);
  return { module, fonts };
}
