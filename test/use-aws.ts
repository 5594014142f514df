import { afterAll, beforeAll } from 'vitest';
import { type LocalAws, startAws } from './sandbox/aws/index.ts';

export let aws: LocalAws;

/** Starts a local AWS for a test file; the environment is that of a shell which is signed in to it. */
export function useAws(): void {
  beforeAll(async () => {
    aws = await startAws();
    Object.assign(process.env, aws.environment);
  });
  afterAll(() => aws.stop());
}
