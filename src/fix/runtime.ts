import { stringify } from 'yaml';
import type { Build, FixStep } from '../model.ts';
import { renderBuildspecPatch } from './buildspec.ts';

/** The step that selects a runtime's version in the install phase of the buildspec (`nodejs`, `22`; `java`, `corretto21`). */
export function selectRuntimeStep(
  { runtime, version, title }: { runtime: 'nodejs' | 'java'; version: string | number; title: string },
  build: Build | undefined,
): FixStep {
  return {
    title,
    patch: renderBuildspecPatch(
      [' phases:', '   install:', '+    runtime-versions:', `+      ${runtime}: ${version}`],
      build,
    ),
    changes: true,
    verify: runtime === 'java' ? 'java -version' : 'node --version',
  };
}

/** The step that sets a plain variable for the whole build. */
export function setVariableStep(
  { name, value, title }: { name: string; value: string; title: string },
  build: Build | undefined,
): FixStep {
  const pair = stringify({ [name]: value }, { lineWidth: 0 }).trimEnd();
  return {
    title,
    patch: renderBuildspecPatch([' version: 0.2', '+env:', '+  variables:', `+    ${pair}`], build),
    changes: true,
  };
}
