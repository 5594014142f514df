import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { signatures } from '../../diagnostics/index.ts';
import { listScenarios } from '../sandbox/aws/index.ts';
import { TAGS } from '../sandbox/aws/serverless-file.ts';
import { scripts } from './page-commands.ts';
import { listRows, ROOT, readPage } from './pages.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { params, provider, resources } = z
  .object({
    params: z.object({ default: z.record(z.string(), z.coerce.string()) }),
    provider: z.looseObject({ environment: z.record(z.string(), z.unknown()) }),
    resources: z.looseObject({ Parameters: z.record(z.string(), z.looseObject({ Default: z.string() })) }),
  })
  .parse(parse(read('serverless.yml'), { customTags: TAGS }));

const configure = readPage('docs/configure.md').text;
const operate = readPage('docs/operate.md').text;
const strip = (cell = '') => cell.replaceAll('`', '');

describe('README.md', () => {
  it('counts causes and scenarios no higher than they are', () => {
    const text = readPage('README.md').text;
    const [, causes = ''] = /over (\d+) causes/.exec(text) ?? [];
    expect(signatures.length).toBeGreaterThan(Number(causes));
    expect(text).toContain('more than forty other ways to break a build');
    expect(listScenarios().length).toBeGreaterThan(42);
  });
});

describe('docs/configure.md', () => {
  it('has every param of serverless.yml, and its default', () => {
    const rows = listRows(configure, 'params').map(([name, value]) => [strip(name), strip(value)]);
    expect(rows).toEqual(Object.entries(params.default));
  });

  it('has every variable that src/config.ts reads, and no other', () => {
    const config = read('src/config.ts');
    const named = [...config.matchAll(/\b(?:AWS|FAULTLINE|SLACK)_[A-Z_]+\b/g)].map(([name]) => name);
    const secrets = [...config.matchAll(/getSecret\(env, '(\w+)'/g)].map(([, name]) => `${name}_PARAMETER`);
    const rows = listRows(configure, 'environment').map(([name]) => strip(name));
    expect(rows.sort()).toEqual([...new Set([...named, ...secrets])].sort());
  });

  it('says which param makes which variable', () => {
    const paramOf = (value: unknown) => {
      const [, parameter = ''] = /"Ref":"(\w+)"/.exec(JSON.stringify(value)) ?? [];
      return /\w+(?=\}$)/.exec(resources.Parameters[parameter]?.Default ?? '')?.[0] ?? '';
    };
    const said = new Map(
      listRows(configure, 'environment').map(([name, param]) => [strip(name), strip(param)]),
    );
    const set = Object.entries(provider.environment).filter(([name]) => said.has(name));
    expect(set.length).toBeGreaterThan(15);
    expect(set.map(([name]) => [name, said.get(name)])).toEqual(
      set.map(([name, value]) => [name, name === 'FAULTLINE_TABLE' ? 'table' : paramOf(value)]),
    );
    const unset = [...said].filter(([name, param]) => param !== '' && !(name in provider.environment));
    expect(unset).toEqual([]);
  });

  it('has the hours of the digest', () => {
    const [, cron = ''] = /ScheduleExpression: (cron\(.*\))/.exec(read('serverless.yml')) ?? [];
    expect(cron).toBe('cron(0 8,12,16 ? * MON *)');
    expect(configure).toContain(cron);
    expect(configure).toContain('on Monday at 8:00');
  });
});

describe('docs/contributing.md', () => {
  it('has every script of package.json', () => {
    const rows = listRows(readPage('docs/contributing.md').text, 'scripts').map(([script]) =>
      strip(script).replace(/^npm (?:run )?/, ''),
    );
    const known = Object.keys(scripts).filter((name) => !/^(?:pre|post)/.test(name));
    expect(rows.sort()).toEqual(known.sort());
  });
});

describe('docs/operate.md', () => {
  it('says for how long rows are kept as the code does', () => {
    const code = ['keys.ts', 'swept.ts', 'once.ts'].map((name) => read(`src/history/${name}`)).join('\n');
    const days = [...code.matchAll(/(?:_DAYS = |expireAfter\()(\d+)/g)].map(([, count]) => Number(count));
    const said = listRows(operate, 'stored').map(([, time]) => Number.parseInt(time ?? '', 10));
    expect(new Set(said)).toEqual(new Set(days));
  });

  it('explains every line that the functions log', () => {
    const code = readdirSync(join(ROOT, 'handlers'))
      .map((name) => read(`handlers/${name}`))
      .join('\n');
    const logged = [...code.matchAll(/logger\.(?:info|warn|error)\('([^']+)'/g)].map(
      ([, line]) => line ?? '',
    );
    expect(logged.length).toBeGreaterThan(5);
    expect(logged.filter((line) => !operate.includes(`| \`${line}\` |`))).toEqual([]);
  });

  it('explains every alarm of the template', () => {
    const alarms = [...read('serverless.yml').matchAll(/^ {4}(\w+Alarm):$/gm)].map(([, name]) => name ?? '');
    expect(alarms.length).toBeGreaterThan(5);
    expect(alarms.filter((name) => !operate.includes(`\`${name}\``))).toEqual([]);
  });
});
