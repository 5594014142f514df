import type { FixStep } from '../model.ts';
import { sh } from './shell.ts';

/** Binary that a builder of SAM looks for -> the runtime of CodeBuild's images that has it. */
const RUNTIMES: Readonly<Record<string, string>> = {
  go: 'golang: latest',
  npm: 'nodejs: latest',
  node: 'nodejs: latest',
  python: 'python: latest',
  ruby: 'ruby: latest',
  bundle: 'ruby: latest',
  dotnet: 'dotnet: latest',
  java: 'java: corretto21',
  gradle: 'java: corretto21',
  mvn: 'java: corretto21',
};

/** The step that puts a binary on the PATH that a builder of SAM does not find there. */
export function selectRuntimeStep(tool: string): FixStep {
  const runtime = RUNTIMES[tool];
  return {
    title: runtime
      ? `Put \`${runtime}\` under runtime-versions of the install phase: the builder finds no ${tool} that fits on the PATH`
      : `Install ${tool}, which the builder does not find on the PATH`,
    command: sh`command -v ${tool}`,
    changes: false,
  };
}
