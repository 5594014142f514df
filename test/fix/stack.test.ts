import { describe, expect, it } from 'vitest';
import { findStack, freeStackSteps, getStackName } from '../../src/fix/stack.ts';
import { isEmptyChange, renderStackFailure } from '../../src/fix/stack-failure.ts';

describe('getStackName', () => {
  it('takes the name out of an ARN', () => {
    expect(getStackName('arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0a1b')).toBe('shop');
    expect(getStackName(undefined)).toBe('YOUR_STACK');
  });
});

describe('findStack', () => {
  it('prefers the log to the command', () => {
    const command = 'aws cloudformation deploy --stack-name from-command';
    expect(findStack({ facts: { stack: 'from-log' }, command })).toBe('from-log');
    expect(findStack({ facts: {}, command })).toBe('from-command');
    expect(findStack({ facts: {} })).toBeUndefined();
  });
});

describe('freeStackSteps', () => {
  it.each([
    ['UPDATE_ROLLBACK_FAILED', 'continue-update-rollback'],
    ['UPDATE_IN_PROGRESS', 'wait stack-update-complete'],
    ['ROLLBACK_COMPLETE', 'delete-stack'],
    [undefined, 'delete-stack'],
  ])('frees a stack in %s by %s', (status, action) => {
    expect(freeStackSteps('shop', status, undefined)[0]?.command).toContain(`aws cloudformation ${action}`);
  });
});

describe('renderStackFailure', () => {
  it('tells an empty change set from a failure', () => {
    const facts = { reason: 'No updates are to be performed', stack: 'shop' };

    expect(isEmptyChange({ facts })).toBe(true);
    expect(renderStackFailure({ facts })).toContain('nothing to change');
  });

  it('names the resource and the reason', () => {
    const facts = { logicalId: 'Assets', type: 'AWS::S3::Bucket', reason: 'acme-assets already exists' };

    expect(renderStackFailure({ facts })).toBe(
      'The resource `Assets` (AWS::S3::Bucket) of the stack could not be created or updated: acme-assets already exists.',
    );
  });
});
