import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { getPathInSource } from './misplaced.ts';
import { sh } from './shell.ts';

/** The step for a template's property that holds a path (facts `parameter`, `resource`, `path`); none where it is not one. */
export function getTemplateSteps({ facts }: Situation): FixStep[] {
  const { parameter, resource, path } = facts;
  if (!parameter || !resource || !path) return [];
  return [
    {
      title: `Set ${parameter} of ${resource} in the template to what the build really makes`,
      command: sh`ls -la ${getPathInSource(path).split('/').slice(0, -1).join('/') || '.'}; git grep --line-number ${parameter}`,
      changes: false,
    },
  ];
}
