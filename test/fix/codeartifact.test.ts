import { describe, expect, it } from 'vitest';
import { findCodeArtifact, getNpmLoginSteps, getTokenCommand } from '../../src/fix/codeartifact.ts';

const url =
  'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/npm/shared/@acme/ui/-/ui-1.0.0.tgz';

describe('a CodeArtifact endpoint', () => {
  it('gives domain, owner, region and repository', () => {
    expect(findCodeArtifact(url)).toEqual({
      domain: 'my-team',
      owner: '111122223333',
      region: 'eu-west-1',
      repository: 'shared',
    });
    expect(findCodeArtifact('https://npm.pkg.github.com/@acme%2fui')).toBeUndefined();
  });

  it('gives the commands that log in', () => {
    const store = findCodeArtifact(url);
    if (!store) throw new Error('expected a store');
    expect(getNpmLoginSteps(store)[0]?.command).toBe(
      'aws codeartifact login --tool npm --domain my-team --domain-owner 111122223333 --repository shared --region eu-west-1',
    );
    expect(getTokenCommand(store)).toContain('get-authorization-token --domain my-team');
  });
});
