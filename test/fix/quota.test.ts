import { describe, expect, it } from 'vitest';
import { findQuotaService, getQuotaSteps } from '../../src/fix/quota.ts';

describe('findQuotaService', () => {
  it.each([
    ['builds AccountLimitExceededException', 'codebuild'],
    ['addresses AddressLimitExceeded', 'ec2'],
    ['VpcLimitExceeded', 'vpc'],
    ['PoliciesPerRole LimitExceeded', 'iam'],
    ['CodeStorageExceededException', 'lambda'],
    ['resources', 'cloudformation'],
    ['something else', undefined],
    [undefined, undefined],
  ])('knows whose quota %s is', (words, service) => {
    expect(findQuotaService(words)).toBe(service);
  });
});

describe('getQuotaSteps', () => {
  it('lists and requests, with a placeholder where the service is not known', () => {
    const [list, request] = getQuotaSteps(undefined, undefined);
    expect(list?.command).toContain('list-service-quotas --service-code YOUR_SERVICE_CODE');
    expect(request?.changes).toBe(true);
  });
});
