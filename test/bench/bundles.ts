import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { BUNDLE } from '../../src/deploy/bundle.ts';
import { ROOT } from '../../src/deploy/functions.ts';

export interface Bundle {
  /** The file to import. */
  file: string;
  /** Of all that is read when it is imported. */
  kilobytes: number;
  /** Of all that is packed, without source maps. */
  packedKilobytes: number;
}

/** Bundles a handler as it is deployed, and beside it one of the bare clients that it imports: nothing else. */
export async function bundleBeside(entry: string, folder: string): Promise<{ own: Bundle; bare: Bundle }> {
  const outdir = join(folder, 'own', entry);
  const own = await build({
    ...BUNDLE,
    absWorkingDir: ROOT,
    entryPoints: [`${entry}.ts`],
    outbase: '.',
    outdir,
    metafile: true,
  });
  const { kilobytes, sources, packedKilobytes } = weigh(own.metafile, `${entry}.ts`);
  const bareOut = join(folder, 'bare', entry);
  const bare = await build({
    ...BUNDLE,
    absWorkingDir: ROOT,
    stdin: { contents: importClients(sources), resolveDir: ROOT, sourcefile: 'bare.ts', loader: 'ts' },
    outdir: bareOut,
    metafile: true,
  });
  const bareWeight = weigh(bare.metafile, 'bare.ts');
  return {
    own: { file: join(outdir, `${entry}.mjs`), kilobytes, packedKilobytes },
    bare: { file: join(bareOut, 'stdin.mjs'), ...bareWeight },
  };
}

/** What is read when an entry is imported: its file and those that it imports at once, by and by. */
function weigh({ outputs }: Metafile, entry: string) {
  const [first] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(entry)) ?? [];
  const read = new Set<string>();
  const visit = (file: string): void => {
    if (read.has(file) || !outputs[file]) return;
    read.add(file);
    for (const { path, kind, external } of outputs[file].imports)
      if (kind !== 'dynamic-import' && !external) visit(path);
  };
  if (first) visit(first);
  const files = [...read];
  const bytes = files.reduce((sum, file) => sum + statSync(join(ROOT, file)).size, 0);
  const packed = Object.entries(outputs).filter(([file]) => !file.endsWith('.map'));
  return {
    kilobytes: bytes / 1024,
    packedKilobytes: packed.reduce((sum, [, output]) => sum + output.bytes, 0) / 1024,
    sources: files.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})),
  };
}

/** The names that our own files import from the clients of AWS and Slack, imported by themselves. */
function importClients(sources: readonly string[]): string {
  const names = new Map<string, Set<string>>();
  for (const source of sources.filter((path) => /^(?:src|handlers)\//.test(path))) {
    const text = readFileSync(join(ROOT, source), 'utf8');
    for (const [, imported = '', from = ''] of text.matchAll(
      /^import \{([^}]*)\} from '(@(?:aws-sdk|slack)\/[\w-]+)'/gm,
    )) {
      const known = names.get(from) ?? new Set();
      names.set(from, known);
      for (const name of imported.split(',').map((each) => each.trim()))
        if (name !== '' && !name.startsWith('type ')) known.add(name);
    }
  }
  return [...names]
    .filter(([, some]) => some.size > 0)
    .map(([from, some], i) => {
      // Two packages may export the same name.
      const exported = [...some].map((name) => `${name} as ${name}${i}`);
      return `export { ${exported.join(', ')} } from '${from}';`;
    })
    .join('\n');
}
