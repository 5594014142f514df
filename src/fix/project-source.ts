import type { Build, FixStep } from '../model.ts';
import { getProjectCommand, regionOption } from './project.ts';
import { placeholder, raw, sh } from './shell.ts';

export interface SourceChange {
  title: string;
  /** The field of the project's source, such as `buildspec` or `gitSubmodulesConfig.fetchSubmodules`. */
  field: string;
  value: string | number | boolean;
}

/**
 * The step that changes one field of the project's source and keeps the rest: `--source` replaces all of it
 * (https://docs.aws.amazon.com/codebuild/latest/APIReference/API_UpdateProject.html), so it is read first.
 */
export function updateSourceStep({ title, field, value }: SourceChange, build: Build | undefined): FixStep {
  const name = build?.project ?? placeholder('project_name');
  const read = sh`${raw(getProjectCommand('source', build))} --output json | jq -c ${`.${field} = ${JSON.stringify(value)}`}`;
  return {
    title,
    command: sh`source=$(${raw(read)}) && aws codebuild update-project --name ${name} --source "$source"${regionOption(build)}`,
    changes: true,
    verify: getProjectCommand(`source.${field}`, build),
  };
}
