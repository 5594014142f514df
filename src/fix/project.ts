import type { Build, FixStep } from '../model.ts';
import { placeholder, raw, sh } from './shell.ts';

/** What `aws codebuild update-project` sets besides the environment: option -> value. */
export interface ProjectOptions {
  title: string;
  options: Readonly<Record<string, string | number>>;
  /** The project's field that shows the new value, such as `timeoutInMinutes`. */
  field: string;
}

/** The step that sets options of the build's project. `update-project` leaves alone what it is not given. */
export function updateProjectStep(
  { title, options, field }: ProjectOptions,
  build: Build | undefined,
): FixStep {
  const words = Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]);
  return {
    title,
    command: sh`aws codebuild update-project --name ${getProjectName(build)} ${words}${regionOption(build)}`,
    changes: true,
    verify: getProjectCommand(field, build),
  };
}

export interface EnvironmentChange {
  title: string;
  /** The field of the project's environment, such as `privilegedMode`. */
  field: string;
  value: string | boolean;
}

/**
 * The step that changes one field of the project's environment and keeps the rest: `--environment` replaces all of it
 * (https://docs.aws.amazon.com/codebuild/latest/APIReference/API_UpdateProject.html), so it is read first.
 */
export function updateEnvironmentStep(
  { title, field, value }: EnvironmentChange,
  build: Build | undefined,
): FixStep {
  const change = `.${field} = ${JSON.stringify(value)}`;
  const read = sh`${raw(getProjectCommand('environment', build))} --output json | jq -c ${change}`;
  return {
    title,
    command: sh`environment=$(${raw(read)}) && aws codebuild update-project --name ${getProjectName(build)} --environment "$environment"${regionOption(build)}`,
    changes: true,
    verify: getProjectCommand(`environment.${field}`, build),
  };
}

/** The command that prints one field of the build's project. */
export function getProjectCommand(field: string, build: Build | undefined): string {
  return sh`aws codebuild batch-get-projects --names ${getProjectName(build)} --query ${`projects[0].${field}`}${regionOption(build)}`;
}

/** ` --region X` where the build tells it, else nothing. For the end of a command in sh`...`. */
export function regionOption(build: Build | undefined): { raw: string } {
  return raw(build ? sh` --region ${build.region}` : '');
}

function getProjectName(build: Build | undefined): string {
  return build?.project ?? placeholder('project_name');
}

/** Memory and disk grow along this line. https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html */
const SIZES = ['SMALL', 'MEDIUM', 'LARGE', 'XLARGE', '2XLARGE'] as const;

/** The next larger compute type than the build's; LARGE where the build's is not known. */
export function getLargerComputeType(build: Build | undefined): string {
  const size = SIZES.findIndex((name) => build?.computeType === `BUILD_GENERAL1_${name}`);
  return `BUILD_GENERAL1_${SIZES[size < 0 ? 2 : Math.min(size + 1, SIZES.length - 1)]}`;
}

/** The step that gives the build the next larger machine. */
export function largerComputeStep(build: Build | undefined): FixStep {
  const value = getLargerComputeType(build);
  return updateEnvironmentStep(
    { title: `Use the larger compute type ${value}`, field: 'computeType', value },
    build,
  );
}
