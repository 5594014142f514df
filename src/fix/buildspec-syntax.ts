import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { getBuildspecPath, renderBuildspecPatch, renderReplacement } from './buildspec.ts';
import { raw, sh } from './shell.ts';

/** What to do about a buildspec that CodeBuild cannot read: facts `line` (where), `tool` (the key), `version`. */
export function getInvalidSteps(situation: Situation): FixStep[] {
  const { facts, build } = situation;
  if (facts.version) return [versionStep(facts.version, situation), checkStep(situation)];
  if (facts.tool && !/\[\d+\]$/.test(facts.tool))
    return [outdentStep(facts.tool, situation), checkStep(situation)];
  const line = Number(facts.line);
  const path = getBuildspecPath(build);
  return [
    {
      title:
        Number.isInteger(line) && line > 0
          ? `Look at line ${line} and those before it`
          : 'Look at the whole file as YAML reads it',
      command:
        Number.isInteger(line) && line > 0
          ? sh`sed -n ${`${Math.max(1, line - 3)},${line + 2}p`} ${path} | cat -A`
          : sh`cat -A ${path}`,
      changes: false,
    },
    {
      title: `Quote a command that holds a colon and a space (or { } [ ] # & * ! at its start), or write it as a block`,
      patch: renderReplacement(
        ['      - echo "Tag: $TAG"'],
        ['      - |', '        echo "Tag: $TAG"'],
        build,
      ),
      changes: true,
    },
    {
      title: 'Replace each tab by spaces: YAML allows none in the indentation (cat -A shows a tab as ^I)',
      command: sh`sed -i ${raw("'s/\\t/  /g'")} ${path}`,
      changes: true,
    },
    checkStep(situation),
  ];
}

function versionStep(version: string, { build }: Situation): FixStep {
  return {
    title: 'Write version 0.2, the current version of the buildspec format',
    patch: renderReplacement([`version: ${version}`], ['version: 0.2'], build),
    changes: true,
  };
}

/** `artifacts` below `phases` is the usual case: the key is one level too deep. */
function outdentStep(key: string, { build }: Situation): FixStep {
  const isPhase = /^(?:install|pre_build|build|post_build)$/.test(key);
  return isPhase
    ? {
        title: `Put ${key} below phases, with its commands as a list`,
        patch: renderBuildspecPatch([' phases:', `+  ${key}:`, '+    commands:', '+      - echo ok'], build),
        changes: true,
      }
    : {
        title: `Move ${key} to where it belongs: version, env, phases, reports, artifacts and cache stand at the left margin; below phases only install, pre_build, build and post_build`,
        patch: renderReplacement([`  ${key}:`], [`${key}:`], build),
        changes: true,
      };
}

function checkStep({ build }: Situation): FixStep {
  const path = getBuildspecPath(build);
  return {
    title: 'Check that it is YAML before you push it',
    command: sh`python3 -c ${'import sys, yaml; print(yaml.safe_load(open(sys.argv[1])))'} ${path}`,
    changes: false,
  };
}
