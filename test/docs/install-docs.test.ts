import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { TAGS } from '../sandbox/aws/serverless-file.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const file = 'docs/install-cloudformation.md';

const { params, resources } = z
  .object({
    params: z.object({ default: z.record(z.string(), z.unknown()) }),
    resources: z.looseObject({
      Parameters: z.record(
        z.string(),
        z.looseObject({ Default: z.string(), Description: z.string(), Type: z.string() }),
      ),
    }),
  })
  .parse(parse(read('serverless.yml'), { customTags: TAGS }));

it('every param of Serverless is a parameter of the template, with the same default', () => {
  const handedOn = Object.values(resources.Parameters).map(({ Default }) => Default);
  expect(handedOn).toEqual(Object.keys(params.default).map((name) => `\${param:${name}}`));
});

it('the page of plain CloudFormation has every parameter', () => {
  const rows = Object.entries(resources.Parameters).map(([name, { Default, Description }]) => {
    const value = params.default[/\w+(?=\}$)/.exec(Default)?.[0] ?? ''];
    return `| \`${name}\` | ${Description}${value === '' ? '' : `; \`${value}\` by default`} |`;
  });
  const text = read(file);
  const [head = '', tail = ''] = text.split(/(?<=\| --- \| --- \|\n)(?:\|.*\n|PARAMETERS\n)+/);
  const expected = `${head}${rows.join('\n')}\n${tail}`;
  if (process.env.FAULTLINE_BLESS === '1') writeFileSync(new URL(`../../${file}`, import.meta.url), expected);
  expect(read(file)).toBe(expected);
});

it('the commands of the page are those of the package', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  const called = [...read(file).matchAll(/npm run (\S+)/g)].map(([, name]) => name ?? '');
  expect(called.filter((name) => !scripts[name])).toEqual([]);
  expect(read('src/deploy/write-template.ts')).toContain("join('.build', 'faultline.template.yml')");
});
