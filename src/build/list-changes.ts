import type { Build as AwsBuild, EnvironmentVariable } from '@aws-sdk/client-codebuild';
import type { Change } from '../model.ts';

/** A variable that a pipeline or a trigger sets anew for each run says nothing by being different. */
const VOLATILE = /^(?:[0-9a-f]{7,64}|[0-9a-f-]{36}|[\d.:TZ-]+|arn:.*|.*[0-9a-f]{32,}.*)$/i;
/** A build that took so many times and milliseconds as long is told. */
const LONGER = 1.5;
const MUCH_LONGER = 60_000;

/** What differs between a green build and a later one, as CodeBuild knows it. Names of variables, never values. */
export function listChanges(green: AwsBuild, build: AwsBuild, commits?: number | undefined): Change[] {
  const compared = [
    getCommitChange(green, build, commits),
    getImageChange(green.environment?.image, build.environment?.image),
    compare('compute type', green.environment?.computeType, build.environment?.computeType),
    compare('environment type', green.environment?.type, build.environment?.type),
    compare(
      'privileged mode',
      toOnOff(green.environment?.privilegedMode),
      toOnOff(build.environment?.privilegedMode),
    ),
    compare('role', getName(green.serviceRole), getName(build.serviceRole)),
    compare('source', green.source?.location, build.source?.location),
    getBuildspecChange(green.source?.buildspec, build.source?.buildspec),
    compare('VPC', green.vpcConfig?.vpcId ?? 'none', build.vpcConfig?.vpcId ?? 'none'),
    compare('timeout', toMinutes(green.timeoutInMinutes), toMinutes(build.timeoutInMinutes)),
    ...listVariableChanges(green, build),
    getDurationChange(green, build),
  ];
  return compared.filter((change) => change !== undefined);
}

/** Nothing where either is not known. */
function compare(what: string, before: string | undefined, after: string | undefined): Change | undefined {
  return before === undefined || after === undefined || before === after
    ? undefined
    : { what, before, after };
}

function getCommitChange(green: AwsBuild, build: AwsBuild, commits: number | undefined): Change | undefined {
  const change = compare(
    'commit',
    toShort(green.resolvedSourceVersion),
    toShort(build.resolvedSourceVersion),
  );
  if (!change || commits === undefined) return change;
  return { ...change, after: `${change.after} (${commits} ${commits === 1 ? 'commit' : 'commits'} later)` };
}

/** `aws/codebuild/standard:7.0` of another tag, or digest, is the same image in another version. */
function getImageChange(before: string | undefined, after: string | undefined): Change | undefined {
  const isSame =
    before !== undefined && after !== undefined && getRepository(before) === getRepository(after);
  return compare(isSame ? 'image version' : 'image', before, after);
}

function getRepository(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function getBuildspecChange(before: string | undefined, after: string | undefined): Change | undefined {
  const change = compare('buildspec', before ?? '', after ?? '');
  if (!change) return undefined;
  const name = (text: string) =>
    text.includes('\n') ? 'written in the project' : text === '' ? 'buildspec.yml' : text;
  const [was, is] = [name(change.before), name(change.after)];
  return { what: 'buildspec', before: was, after: was === is ? `${is}, in other words` : is };
}

function listVariableChanges(green: AwsBuild, build: AwsBuild): Change[] {
  const before = byName(green.environment?.environmentVariables);
  const after = byName(build.environment?.environmentVariables);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    const what = `variable ${name}`;
    if (!was || !is) return { what, before: was ? 'set' : 'not set', after: is ? 'set' : 'not set' };
    if ((was.type ?? 'PLAINTEXT') !== (is.type ?? 'PLAINTEXT'))
      return { what, before: was.type ?? 'PLAINTEXT', after: is.type ?? 'PLAINTEXT' };
    if (was.value === is.value || (VOLATILE.test(was.value ?? '') && VOLATILE.test(is.value ?? '')))
      return [];
    return { what, before: 'set', after: 'set to another value' };
  });
}

function byName(variables: readonly EnvironmentVariable[] = []): Map<string, EnvironmentVariable> {
  return new Map(variables.map((variable) => [variable.name ?? '', variable]));
}

/** Shorter is what a failed build is anyway. */
function getDurationChange(green: AwsBuild, build: AwsBuild): Change | undefined {
  const [before, after] = [getDuration(green), getDuration(build)];
  if (before === undefined || after === undefined) return undefined;
  if (after < before * LONGER || after - before < MUCH_LONGER) return undefined;
  return {
    what: 'duration',
    before: toMinutes(before / 60_000) ?? '',
    after: toMinutes(after / 60_000) ?? '',
  };
}

function getDuration({ startTime, endTime }: AwsBuild): number | undefined {
  return startTime && endTime && endTime.getTime() - startTime.getTime();
}

function toMinutes(minutes: number | undefined): string | undefined {
  return minutes === undefined ? undefined : `${Math.round(minutes)} min`;
}

function toShort(version: string | undefined): string | undefined {
  return /^[0-9a-f]{40}$/.test(version ?? '') ? version?.slice(0, 7) : version;
}

function toOnOff(isOn: boolean | undefined): string | undefined {
  return isOn === undefined ? undefined : isOn ? 'on' : 'off';
}

function getName(arn: string | undefined): string | undefined {
  return arn?.split('/').at(-1);
}
