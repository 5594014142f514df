import type { Facts, FixStep } from '../model.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about a file that a server does not give out: gone for good, or refused for now. */
export function getDownloadSteps(facts: Facts, isGone: boolean): FixStep[] {
  const url = facts.url ?? placeholder('url');
  const look: FixStep = {
    title: 'See what the server answers now',
    command: sh`curl -sSIL ${url}`,
    changes: false,
  };
  const correct: FixStep = {
    title: `Correct the address where the build takes it from: an empty variable shows as // or a missing part (in a Dockerfile, an ARG has to be declared again after each FROM), a version may be gone`,
    command: sh`git grep -nF ${url.split('/')[2] ?? url}`,
    changes: false,
    verify: sh`curl -fsSIL ${url}`,
  };
  const lasting: FixStep = {
    title:
      'So that it does not come back: retry downloads and fail on errors, or keep a copy in S3 or CodeArtifact',
    command: sh`curl -fsSL --retry 5 --retry-all-errors -o ${placeholder('file')} ${url}`,
    changes: false,
  };
  return isGone ? [correct, look, lasting] : [look, lasting, correct];
}
