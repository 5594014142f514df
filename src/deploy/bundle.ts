import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { zipSync } from 'fflate';
import { type DeployedFunction, listFunctions, ROOT } from './functions.ts';

/** How a function becomes one file that needs nothing else. */
export const BUNDLE: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
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

/** The same files make the same zip, so that nothing is deployed that did not change. The first day that a zip knows. */
const MODIFIED = new Date(1980, 0, 1);
/** Readable by all, in the upper half of a Unix zip's attributes. */
const ATTRIBUTES = 0o100644 << 16;

/** Bundles a function and packs what it needs. Returns the bytes of its zip. Throws where the code does not bundle. */
async function packFunction({ name, entry }: DeployedFunction): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: [`${entry}.ts`],
    outfile: `${entry}.mjs`,
    write: false,
  });
  const bundled = outputFiles.map((file): [string, Uint8Array] => [
    file.path.endsWith('.map') ? `${entry}.mjs.map` : `${entry}.mjs`,
    file.contents,
  ]);
  const others = (FILES[name] ?? []).map((file): [string, Uint8Array] => [
    file,
    readFileSync(join(ROOT, file)),
  ]);
  const files = Object.fromEntries([...bundled, ...others]);
  return zipSync(files, { mtime: MODIFIED, os: 3, attrs: ATTRIBUTES, level: 6 });
}

/** Writes the zip of every function to where serverless.yml looks for it. */
export async function bundleFunctions(): Promise<void> {
  await Promise.all(
    listFunctions().map(async (each) => {
      const file = join(ROOT, each.artifact);
      const zip = await packFunction(each);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, zip);
    }),
  );
}

if (import.meta.main) await bundleFunctions();
