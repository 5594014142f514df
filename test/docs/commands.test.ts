import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BARE } from '../bare-environment.ts';
import { findAwsFaults, splitOptions } from '../fix/check-aws-call.ts';
import { findCommandFaults, judgeKnown } from '../fix/find-faults.ts';
import { recordCalls } from '../fix/record-calls.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { type Installation, startInstallation } from '../sandbox/terminal/installation.ts';
import { findHolding } from './command-classes.ts';
import { findParamFault, findSetupFaults, isSetup, params } from './find-setting-faults.ts';
import { listCommands, scripts, withoutNpm } from './page-commands.ts';
import { listSpans, ROOT, readPages } from './pages.ts';

const commands = listCommands().map((each) => ({ ...each, holding: findHolding(each.command) }));
const ofKind = (kind: string) => commands.filter(({ holding }) => holding?.kind === kind);
/** These have a test of their own that runs each. */
const ELSEWHERE = new Set(['docs/writing-signatures.md']);

describe('commands of the pages', () => {
  it('are each held by somebody', () => {
    expect(commands.length).toBeGreaterThan(30);
    expect(commands.filter(({ holding }) => holding === undefined)).toEqual([]);
    expect(findHolding('npx osls info')).toBeUndefined();
  });

  it('parse in a shell, and say to AWS what the AWS CLI knows', () => {
    const all = commands.map(({ command }) => command);
    expect(findCommandFaults(all, judgeKnown)).toEqual([]);
    expect(findCommandFaults(['read -r A | aws ssm put-parameter --nam a'], judgeKnown)).not.toEqual([]);
  });

  it('that another test runs are in it', () => {
    const gone = ofKind('test').filter(({ holding }) => {
      if (holding?.kind !== 'test') return false;
      const path = join(ROOT, holding.file);
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(holding.words);
    });
    expect(gone).toEqual([]);
  });

  it('start scripts that there are', () => {
    const named = readPages().flatMap(({ path, text }) =>
      [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => [path, name] as const),
    );
    expect(named.filter(([, name]) => scripts[name] === undefined)).toEqual([]);
  });

  it('name tests that there are', () => {
    const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).map(
      (name) => `test/${name}`,
    );
    const named = commands.flatMap(({ command }) => /vitest run (\S+)/.exec(command)?.[1] ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(
      named.filter((part) => !tests.some((test) => test.endsWith('.test.ts') && test.includes(part))),
    ).toEqual([]);
  });

  it('give setup options that it knows', () => {
    const spans = readPages().flatMap(({ text }) => listSpans(text));
    const calls = [...commands.map(({ command }) => command), ...spans].filter(isSetup);
    expect(calls.length).toBeGreaterThan(5);
    expect(
      recordCalls(calls).flatMap(({ calls: words }, at) => findSetupFaults(words, calls[at] ?? '')),
    ).toEqual([]);
  });

  it('deploy with params that the template takes', () => {
    const deployments = commands.filter(({ command }) => command.startsWith('npx osls'));
    const given = recordCalls(deployments.map(({ command }) => command)).flatMap(({ calls }) =>
      calls.flatMap((words) => splitOptions(words).given),
    );
    expect(given.length).toBeGreaterThan(3);
    const others = given.filter(({ name }) => !['param', 'region', 'stage'].includes(name));
    expect(others).toEqual([]);
    const settings = given.filter(({ name }) => name === 'param').flatMap(({ values }) => values);
    expect(settings.flatMap((each) => findParamFault(each) ?? [])).toEqual([]);
  });
});

describe('what the text of the pages names', () => {
  const spans = readPages().flatMap(({ path, text }) => listSpans(text).map((span) => ({ path, span })));

  it('are params that there are', () => {
    const given = spans.flatMap(({ span }) => [...span.matchAll(/--param "?(\w+)=([^"\s]*)/g)]);
    expect(given.length).toBeGreaterThan(0);
    expect(
      given
        .map(([, name = '']) => name)
        .filter((name) => !(name in params) && name !== 'NAME' && name !== 'name'),
    ).toEqual([]);
  });

  it('are options of setup that there are', () => {
    const known = readFileSync(join(ROOT, 'src/install/setup/options.ts'), 'utf8');
    const named = spans
      .filter(({ path, span }) => path === 'docs/install.md' && span.startsWith('--'))
      .map(({ span }) => span.split(' ')[0] ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((option) => !new RegExp(`'${option}[ ']`).test(known))).toEqual([]);
  });

  it('are commands of AWS that there are', () => {
    const named = spans.filter(({ span }) => /^aws [\w-]+ [\w-]+(?: |$)/.test(span));
    expect(named.length).toBeGreaterThan(5);
    const faults = named.flatMap(({ path, span }) =>
      findAwsFaults(span.split(' '), { isExact: false }).map((fault) => `${path}: ${fault}`),
    );
    expect(faults.filter((fault) => !/is missing$|has no value$/.test(fault))).toEqual([]);
  });
});

describe('a command of a page runs', () => {
  let installation: Installation;
  const folder = mkdtempSync(join(tmpdir(), 'faultline-pages-'));
  beforeAll(async () => {
    installation = await startInstallation();
    for (const name of ['handlers', 'src', 'diagnostics', 'docs', 'test', 'node_modules', 'package.json'])
      symlinkSync(join(ROOT, name), join(folder, name));
    copyFileSync(
      join(ROOT, 'test/sandbox/scenarios/requirements-not-found/build.log'),
      join(folder, 'build.log'),
    );
  });
  afterAll(async () => {
    await installation.stop();
    rmSync(folder, { recursive: true });
  });

  const runnable = ofKind('run').filter(({ page }) => !ELSEWHERE.has(page));

  it.concurrent.each(runnable)('$command', async ({ command }) => {
    const { aws, environment } = installation;
    const filled = withoutNpm(command)
      .replaceAll('YOUR_TABLE', aws.environment.FAULTLINE_TABLE ?? '')
      .replaceAll('C0123456789', BUILDS);
    const env = { ...BARE, HOME: folder, NODE: process.execPath, ...environment };
    const { stdout } = await promisify(execFile)('sh', ['-c', filled], { cwd: folder, env });
    expect(stdout).not.toBe('');
  });
});
