import { FILE_HEADERS_ONLY, formatPatch, parsePatch, structuredPatch } from 'diff';
import { parseBuildspec } from '../build/read-buildspec.ts';
import type { Build, Buildspec, FixStep } from '../model.ts';
import { getBuildspecPath } from './buildspec.ts';
import { editBuildspec } from './edit-buildspec.ts';
import { getProjectCommand, regionOption } from './project.ts';
import { raw, sh } from './shell.ts';

const CONTEXT = 3;

/**
 * Makes the patches of a fix apply to the very buildspec of the build: right lines, right indentation, context as
 * `git apply` wants it. A buildspec that is written in the project is fetched before and written back after. A patch
 * of another file, or one that finds no place, stays as it is; what the buildspec says already is not patched.
 */
export function anchorPatches(
  steps: readonly FixStep[],
  situation: { build?: Build | undefined; buildspec?: Buildspec | undefined },
): FixStep[] {
  const { build, buildspec } = situation;
  if (!buildspec) return [...steps];
  return steps.flatMap((step) => {
    if (!step.patch || !isOfBuildspec(step.patch, build)) return [step];
    const edited = edit(buildspec, step.patch);
    if (edited === undefined) return [step];
    if (edited === buildspec.text)
      return [{ ...without(step), title: `${step.title} (the buildspec says so already)` }];
    const anchored = { ...step, patch: renderPatch(buildspec, edited) };
    return buildspec.where === 'project' ? aroundProject(anchored, buildspec.file, build) : [anchored];
  });
}

/** Whether a step's patch is of the build's buildspec. */
export function isOfBuildspec(patch: string, build: Build | undefined): boolean {
  return patch.startsWith(`--- a/${getBuildspecPath(build)}\n`);
}

function edit(buildspec: Buildspec, patch: string): string | undefined {
  const hunks = readHunks(patch);
  return hunks?.reduce<string | undefined>(
    (text, lines) => (text === undefined ? undefined : editBuildspec(parseBuildspec(text, buildspec), lines)),
    buildspec.text,
  );
}

function readHunks(patch: string): string[][] | undefined {
  try {
    return parsePatch(patch).flatMap(({ hunks }) => hunks.map(({ lines }) => lines));
  } catch {
    return undefined;
  }
}

function renderPatch({ file, text }: Buildspec, edited: string): string {
  const patch = structuredPatch(`a/${file}`, `b/${file}`, text, edited, undefined, undefined, {
    context: CONTEXT,
  });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

function without({ title, command, verify }: FixStep): FixStep {
  return { title, command, changes: false, verify };
}

/** `--source` replaces all of it, so it is read first; the buildspec goes through a file, so that it is patched as one. */
function aroundProject(step: FixStep, file: string, build: Build | undefined): FixStep[] {
  const read = sh`${raw(getProjectCommand('source.buildspec', build))} --output text > ${file}`;
  const source = sh`${raw(getProjectCommand('source', build))} --output json | jq -c --rawfile text ${file} ${'.buildspec = $text'}`;
  const name = build?.project ?? 'YOUR_PROJECT_NAME';
  return [
    { title: 'Fetch the buildspec, which is written in the project itself', command: read, changes: false },
    step,
    {
      title: 'Write it back to the project',
      command: sh`source=$(${raw(source)}) && aws codebuild update-project --name ${name} --source "$source"${regionOption(build)}`,
      changes: true,
      ...(step.verify && { verify: step.verify }),
    },
  ];
}
