import { describe, expect, it } from 'vitest';
import { getHelperStep, getLoginCommand, getLoginSteps } from '../../src/fix/registry.ts';

const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

describe('getLoginCommand', () => {
  it('never has the secret as an argument', () => {
    expect(getLoginCommand(ecr)).toBe(
      `aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin ${ecr}`,
    );
    expect(getLoginCommand('public.ecr.aws')).toContain('ecr-public get-login-password --region us-east-1');
    expect(getLoginCommand('ghcr.io')).toMatch(/--password-stdin ghcr\.io$/);
    expect(getLoginCommand('registry-1.docker.io')).toMatch(/--password-stdin$/);
  });
});

describe('getLoginSteps', () => {
  it('puts the login before the command that failed', () => {
    const [step, ...others] = getLoginSteps(ecr, { facts: {}, command: 'docker push $REPO' });
    expect(step?.patch).toMatch(/\+ {6}- aws ecr get-login-password.*\n {7}- docker push \$REPO/);
    expect(others).toEqual([]);
  });

  it('begins with the credentials where the login itself failed', () => {
    const [first] = getLoginSteps(undefined, { facts: {}, command: 'docker login -u $U -p $P' });
    expect(first?.patch).toContain('+  secrets-manager:');
  });
});

describe('getHelperStep', () => {
  it('names the helper', () => {
    expect(getHelperStep('docker-credential-pass').command).toContain('command -v docker-credential-pass');
  });
});
