import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

/** A package with one dependency that is shipped, and one that is not. */
const LOCK = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': {
      name: 'shop',
      version: '1.0.0',
      dependencies: { 'left-out': '1.0.0' },
      devDependencies: { tool: '1.0.0' },
    },
    'node_modules/left-out': { version: '1.0.0' },
    'node_modules/tool': { version: '1.0.0', dev: true },
  },
};

let folder: string;
let server: Server | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-audit-'));
  const [{ name, version, dependencies, devDependencies }] = [LOCK.packages['']];
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, version, dependencies, devDependencies }),
  );
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(LOCK));
});
afterEach(() => void server?.close());
afterAll(() => rmSync(folder, { recursive: true }));

/** A registry that knows these advisories; undefined: one that takes none of npm's questions. */
async function startRegistry(advisories: object | undefined): Promise<string> {
  server = createServer((request, response) => {
    const isAudit = request.url?.startsWith('/-/npm/v1/security');
    const isRefused = isAudit && advisories === undefined;
    response.writeHead(isRefused ? 405 : 200, { 'content-type': 'application/json' });
    const name = request.url?.slice(1);
    const packument = {
      name,
      'dist-tags': { latest: '1.0.0' },
      versions: Object.fromEntries(['1.0.0', '2.0.0'].map((version) => [version, { name, version }])),
    };
    request
      .resume()
      .on('end', () => response.end(isRefused ? '' : JSON.stringify(isAudit ? advisories : packument)));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function run(advisories: object | undefined): Promise<{ status: number | null; said: string }> {
  const registry = await startRegistry(advisories);
  const script = new URL('./run.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: {
      ...process.env,
      npm_config_registry: registry,
      npm_config_cache: mkdtempSync(join(folder, 'cache-')),
      npm_config_fetch_retries: '0',
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, said };
}

const advise = (name: string, severity: string) => ({
  [name]: [
    {
      id: 1,
      url: 'https://advisories.example/1',
      title: 'It leaks',
      severity,
      vulnerable_versions: '<2.0.0',
    },
  ],
});

describe('npm run audit', () => {
  it('fails for a finding of level high in what is shipped, and names it', async () => {
    expect(await run(advise('left-out', 'high'))).toEqual({
      status: 1,
      said: expect.stringContaining('left-out 1.0.0: high'),
    });
  });

  it('lets pass what is less', async () => {
    expect(await run(advise('left-out', 'low'))).toEqual({
      status: 0,
      said: expect.stringContaining('No known vulnerability'),
    });
  });

  it('says plainly where the registry cannot tell, and does not fail for it', async () => {
    expect(await run(undefined)).toEqual({
      status: 0,
      said: 'not audited: the registry has no audit endpoint\n',
    });
  });
});

describe('what is shipped', () => {
  interface Locked {
    dev?: boolean;
    license?: string;
  }
  const { packages } = JSON.parse(
    readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
  ) as { packages: Record<string, Locked> };
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

  it('has a licence that lets it be passed on as we do: none of the GPL family', () => {
    const free =
      /^(?:MIT|MIT-0|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|MPL-2\.0|OFL-1\.1|CC0-1\.0|BlueOak-1\.0\.0|Unlicense)$/;
    const wrong = shipped.filter(
      ([, { license = 'none' }]) =>
        !license
          .replaceAll(/[()]/g, '')
          .split(/ AND | OR /)
          .every((name) => free.test(name)),
    );
    expect(shipped.length).toBeGreaterThan(100);
    expect(wrong.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it('says the same of it in its own package.json, where it is installed', () => {
    const wrong = shipped.filter(([path]) => /GPL/i.test(readLicense(path)));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  /** Of an optional package that is for another system nothing is installed. */
  function readLicense(path: string): string {
    try {
      const text = readFileSync(new URL(`../../${path}/package.json`, import.meta.url), 'utf8');
      return JSON.stringify((JSON.parse(text) as { license?: unknown }).license ?? '');
    } catch {
      return '';
    }
  }
});
