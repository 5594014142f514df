import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signatures } from '../../diagnostics/index.ts';
import literals from '../../diagnostics/literals.json' with { type: 'json' };
import { getBuildUrl, getLogUrl } from '../../src/build/console-url.ts';
import { getHostSuffix } from '../../src/fix/arn.ts';
import { compileCatalogue } from '../../src/match/catalogue.ts';
import type { Build, FixStep } from '../../src/model.ts';
import { troubleshoot } from '../../src/troubleshoot.ts';
import { parseMarkedLogs, unmark } from '../diagnostics/marked-log.ts';
import { makeFullBuild } from './make-full-build.ts';

interface Somewhere {
  partition: string;
  region: string;
  console: string;
}

const PLACES: Somewhere[] = [
  { partition: 'aws', region: 'ap-southeast-2', console: 'https://ap-southeast-2.console.aws.amazon.com/' },
  { partition: 'aws-cn', region: 'cn-north-1', console: 'https://console.amazonaws.cn/' },
  {
    partition: 'aws-us-gov',
    region: 'us-gov-west-1',
    console: 'https://console.amazonaws-us-gov.com/',
  },
  {
    partition: 'aws-eusc',
    region: 'eusc-de-east-1',
    console: 'https://eusc-de-east-1.console.amazonaws-eusc.eu/',
  },
];

const catalogue = compileCatalogue(signatures, literals);

/** Text of a log or a build as it would read elsewhere. */
function move(text: string, { partition, region }: Somewhere): string {
  return text
    .replaceAll('arn:aws:', `arn:${partition}:`)
    .replace(/\b(?:us|eu|ap|sa|ca)-(?:north|south|east|west|central|northeast|southeast)-\d\b/g, region)
    .replaceAll(`.${region}.amazonaws.com`, `.${region}.${getHostSuffix(partition)}`);
}

function moveBuild(place: Somewhere): Build {
  const build = makeFullBuild();
  const { startedAt, endedAt } = build;
  const moved = JSON.parse(move(JSON.stringify(build), place));
  return { ...moved, partition: place.partition, startedAt, endedAt };
}

/** Of every log, or of one a signature. */
async function readFixes(
  place: Somewhere,
  isThorough: boolean,
): Promise<{ id: string; steps: readonly FixStep[] }[]> {
  const build = moveBuild(place);
  const logs = signatures.flatMap(({ family, id }) => {
    const text = readFileSync(new URL(`../logs/${family}/${id}.log`, import.meta.url), 'utf8');
    const won = parseMarkedLogs(text).filter(({ kind }) => kind === 'wins');
    return isThorough ? won : won.slice(0, 1);
  });
  return Promise.all(
    logs.map(async ({ marked }) => {
      const log = { chunks: [Buffer.from(move(unmark(marked), place))], notes: [] };
      const { cause, fix } = await troubleshoot(build, log, { catalogue });
      return { id: cause, steps: fix };
    }),
  );
}

/** Services that are the same in every region of a partition, and what is no call of a service. */
const REGIONLESS = new Set(['configure', 'iam', 'organizations', 's3', 'sts', 'help']);
const CALL = /(?:^|[;&|(\s])aws ([a-z0-9-]+) [^;&|]*/g;

/** What would go to another partition or region than the build's when the step is pasted. */
function findStrays({ title, command, patch, verify }: FixStep, { partition, region }: Somewhere): string[] {
  const texts = [title, command, patch, verify].filter((text) => text !== undefined);
  const ofOthers = texts.filter((text) => {
    const wrongArn = partition !== 'aws' && text.includes('arn:aws:');
    return (
      wrongArn || (partition === 'aws-cn' && new RegExp(`${region}\\.amazonaws\\.com(?!\\.cn)`).test(text))
    );
  });
  const regionless = [command, verify].filter((text) => {
    const services = [...(text ?? '').matchAll(CALL)].map(([, service = '']) => service);
    const isRegional = services.some((service) => !REGIONLESS.has(service));
    return isRegional && !/ --region |YOUR_\w*REGION|arn:|\/\/sqs\.| help$/.test(text ?? '');
  });
  return [...ofOthers, ...regionless.filter((text) => text !== undefined)];
}

describe.each(PLACES)('in $partition, $region', (place) => {
  it('every ARN, host and region of every fix is of that place', async () => {
    const fixes = await readFixes(place, place.partition === 'aws-cn');
    expect(fixes.length).toBeGreaterThanOrEqual(signatures.length);
    expect(
      fixes.flatMap(({ id, steps }) =>
        steps.flatMap((step) => findStrays(step, place).map((text) => `${id}: ${text}`)),
      ),
    ).toEqual([]);
  });

  it('the console pages are those of the partition', () => {
    const build = moveBuild(place);
    const links = [
      getBuildUrl(build),
      getLogUrl(build),
      getLogUrl({ ...build, log: { kind: 's3', bucket: 'logs', key: 'a b/c.gz' } }),
    ];
    for (const link of links) expect(link).toContain(place.console);
    expect(links[0]).toContain(`region=${place.region}`);
    expect(links[0]).toContain('/codebuild/111122223333/projects/shop/build/shop%3A11111111');
    expect(links[1]).toContain('log-group/$252Faws$252Fcodebuild$252Fshop/log-events/');
    expect(links[2]).toContain('prefix=a%20b%2Fc.gz');
  });
});
