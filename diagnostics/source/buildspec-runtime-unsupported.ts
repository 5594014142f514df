import { renderBuildspecPatch, renderReplacement } from '../../src/fix/buildspec.ts';
import { getProjectCommand, updateEnvironmentStep } from '../../src/fix/project.ts';
import { placeholder } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'buildspec-runtime-unsupported',
  family: 'source',
  title: 'runtime-versions names what the build image does not have',
  patterns: [
    /Unknown runtime version named '(?<version>[^']+)' of (?<tool>[\w-]+)\. This build image has the following versions: (?<offered>[\w.-]+(?:, [\w.-]+)*)/,
    /Unknown runtime version named '(?<version>[^']+)' of (?<tool>[\w-]+)/,
    /Unknown runtime named '(?<tool>[^']+)'\. This build image has the following runtimes: (?<offered>[\w.-]+(?:, [\w.-]+)*)/,
    /Unknown runtime named '(?<tool>[^']+)'/,
    /This build image requires selecting at least one runtime version/,
    /YAML_FILE_ERROR:? .{0,200}\b[Rr]untime/,
  ],
  above: ['buildspec-invalid'],
  explain: ({ facts }) => {
    const offered = facts.offered ? ` It offers: ${facts.offered}.` : '';
    if (facts.version)
      return `The build image has no ${facts.tool} \`${facts.version}\`, which runtime-versions of the buildspec asks for.${offered}`;
    if (facts.tool)
      return `The build image has no runtime \`${facts.tool}\`, which runtime-versions of the buildspec asks for.${offered}`;
    return 'The build image wants at least one entry under runtime-versions of the install phase, and the buildspec has none that fits.';
  },
  fix: (situation) => {
    const { tool, version } = situation.facts;
    if (tool === 'docker') return [removeStep(tool, situation)];
    if (tool && version) return [offeredStep(tool, version, situation), imageStep(situation)];
    if (tool) return [removeStep(tool, situation), imageStep(situation)];
    return [selectStep(situation)];
  },
});

function offeredStep(tool: string, version: string, { facts, build }: Situation): FixStep {
  const newest = (facts.offered ?? '').split(/,\s*/).at(-1) || placeholder('version');
  return {
    title: `Ask for a version of ${tool} that the image has${facts.offered ? ` (${facts.offered})` : ''}`,
    patch: renderReplacement([`      ${tool}: ${version}`], [`      ${tool}: ${newest}`], build),
    changes: true,
  };
}

function imageStep({ build }: Situation): FixStep {
  return updateEnvironmentStep(
    {
      title: 'Or take a newer build image, which offers newer versions',
      field: 'image',
      value: 'aws/codebuild/standard:7.0',
    },
    build,
  );
}

function removeStep(tool: string, { build }: Situation): FixStep {
  const isDocker = tool === 'docker';
  return {
    title: isDocker
      ? 'Remove docker from runtime-versions: it is part of the image already and only needs privileged mode'
      : `Remove ${tool} from runtime-versions, or write it as the image names it`,
    patch: renderReplacement([`      ${tool}: ${isDocker ? 20 : placeholder('version')}`], [], build),
    changes: true,
    verify: getProjectCommand(isDocker ? 'environment.privilegedMode' : 'environment.image', build),
  };
}

function selectStep({ build }: Situation): FixStep {
  return {
    title: 'Select a runtime in the install phase',
    patch: renderBuildspecPatch(
      [' phases:', '   install:', '+    runtime-versions:', '+      python: 3.12'],
      build,
    ),
    changes: true,
  };
}
