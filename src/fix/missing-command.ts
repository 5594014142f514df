import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { renderBuildspecPatch, replaceCommand } from './buildspec.ts';
import { getInstallSteps } from './install-tool.ts';
import { getProjectCommand, regionOption } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** Whether what the shell took for a command is the name of a buildspec file. */
export function isBuildspecName(tool: string | undefined): boolean {
  return /^[\w./-]*buildspec[\w.-]*\.ya?ml$/.test(tool ?? '');
}

/** What to do about a command that the shell did not find; `tool` undefined where the log names none. */
export function getMissingCommandSteps(tool: string | undefined, situation: Situation): FixStep[] {
  if (tool && isBuildspecName(tool)) return [useBuildspecStep(tool, situation)];
  if (tool === 'sudo') return [withoutSudoStep(situation)];
  if (tool === 'source') return [useBashStep(situation)];
  return [
    ...(tool ? getInstallSteps(tool, situation) : []),
    {
      title: 'If it is installed but elsewhere, see where, and put that directory on the PATH',
      command: sh`find / -name ${tool ?? placeholder('command')} -type f -perm -u+x 2>/dev/null`,
      changes: false,
    },
    {
      title: `If ${tool ?? 'it'} is no command but a library, or came with an older build image only, correct that line of the buildspec or the image`,
      changes: false,
    },
  ];
}

/** The step that runs all commands of the buildspec with bash instead of sh. */
export function useBashStep({ build }: Situation): FixStep {
  return {
    title:
      'Run the commands of the buildspec with bash: sh knows neither `source` nor `[[`, arrays and pipefail',
    patch: renderBuildspecPatch([' version: 0.2', '+env:', '+  shell: bash', ' phases:'], build),
    changes: true,
  };
}

function useBuildspecStep(tool: string, { build }: Situation): FixStep {
  const name = build?.project ?? placeholder('project_name');
  return {
    title:
      'Let the project read the buildspec file: in its settings choose "Use a buildspec file" instead of "Insert build commands"; this runs it once so',
    command: sh`aws codebuild start-build --project-name ${name} --buildspec-override ${tool}${regionOption(build)}`,
    changes: true,
    verify: getProjectCommand('source.buildspec', build),
  };
}

function withoutSudoStep({ command, build }: Situation): FixStep {
  const called = command ?? `sudo ${placeholder('command')}`;
  return {
    title: 'Leave out sudo: the image has none, and the commands of a build run as root already',
    patch: replaceCommand(called, called.replaceAll(/\bsudo (?:-\w+ )*/g, ''), build),
    changes: true,
  };
}
