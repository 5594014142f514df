import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type OutputFile, type Plugin } from 'esbuild';
import { zipSync } from 'fflate';
import { type DeployedFunction, listFunctions, ROOT } from './functions.ts';

/** Zod's words in fifty languages are a third of a megabyte; ours are in English. */
const ENGLISH_ONLY: Plugin = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js'",
      resolveDir: dirname(path),
    }));
  },
};

/** The titles of the catalogue as a list of words: what makes it is ten times as large. */
const FINISHED_TITLES: Plugin = {
  name: 'finished-titles',
  setup({ onLoad }) {
    onLoad({ filter: /diagnostics[\\/]titles\.ts$/ }, async ({ path }) => {
      const { titles } = await import(pathToFileURL(path).href);
      return { contents: `export const titles = ${JSON.stringify(titles)}` };
    });
  },
};

/** How a function becomes a file, with others beside it that are read when they are first needed. */
export const BUNDLE: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Of what is written as modules, only what is used goes along: the SDK's clients are a third smaller.
  mainFields: ['module', 'main'],
  // What is imported when it is needed is not read before.
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'handlers/parts/[name]-[hash]',
  plugins: [ENGLISH_ONLY, FINISHED_TITLES],
  sourcemap: true,
  // Stack traces need the lines' numbers, not the lines.
  sourcesContent: false,
  // Some packages are CommonJS and ask for Node's own modules.
  banner: {
    js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
  },
  // What Bolt never uses here.
  alias: Object.fromEntries(
    ['@slack/oauth', '@slack/socket-mode', 'express', 'raw-body', 'undici'].map((name) => [
      name,
      join(ROOT, 'src/slack/not-bundled.ts'),
    ]),
  ),
};

/** What a function reads when it runs, besides its bundle: renderer and fonts of the digest's picture. */
const FILES: Readonly<Record<string, readonly string[] | undefined>> = {
  weeklyDigest: [
    'node_modules/@resvg/resvg-wasm/package.json',
    'node_modules/@resvg/resvg-wasm/index_bg.wasm',
    'node_modules/@expo-google-fonts/inter/package.json',
    'node_modules/@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
    'node_modules/@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf',
    'node_modules/@expo-google-fonts/inter/LICENSE_FONT',
  ],
};

/** A team's own signatures, where they stand in the checkout: FAULTLINE_SIGNATURES=signatures.yml reads them from the package. */
const OWN_SIGNATURES = 'signatures.yml';
const READS_SIGNATURES = new Set(['buildFailed', 'sweep']);

/** The same files make the same zip, so that nothing is deployed that did not change. The first day that a zip knows. */
const MODIFIED = new Date(1980, 0, 1);
/** Readable by all, in the upper half of a Unix zip's attributes. */
const ATTRIBUTES = 0o100644 << 16;

/** Bundles an entry point (without its extension). Returns the files, by their path from the checkout on. Throws where the code does not bundle. */
async function bundleEntry(entry: string): Promise<Map<string, OutputFile['contents']>> {
  const { outputFiles } = await build({
    ...BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: [`${entry}.ts`],
    outbase: '.',
    outdir: '.',
    write: false,
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [relative(ROOT, path).replaceAll('\\', '/'), contents]),
  );
}

/** Packs a function with what it needs. Returns the bytes of its zip. */
async function packFunction({ name, entry }: DeployedFunction): Promise<Uint8Array> {
  const hasOwn = READS_SIGNATURES.has(name) && existsSync(join(ROOT, OWN_SIGNATURES));
  const others = [...(FILES[name] ?? []), ...(hasOwn ? [OWN_SIGNATURES] : [])].map(
    (file): [string, Uint8Array] => [file, readFileSync(join(ROOT, file))],
  );
  const files = Object.fromEntries([...(await bundleEntry(entry)), ...others]);
  return zipSync(files, { mtime: MODIFIED, os: 3, attrs: ATTRIBUTES, level: 6 });
}

/** Writes the zip of every function to where serverless.yml looks for it. */
export async function bundleFunctions(): Promise<void> {
  await Promise.all(
    listFunctions().map(async (each) => {
      const file = join(ROOT, each.artifact);
      const zip = await packFunction(each);
      mkdirSync(dirname(file), { recursive: true });
      // Whoever packages at the same time finds a whole file.
      writeFileSync(`${file}.new`, zip);
      renameSync(`${file}.new`, file);
    }),
  );
}

if (import.meta.main) await bundleFunctions();
