import { describe, expect, it } from 'vitest';
import { getMissingModuleSteps } from '../../src/fix/missing-module.ts';

describe('a module that is not there', () => {
  it('is added when it is a package', () => {
    const steps = getMissingModuleSteps({
      facts: { module: '@acme/ui/button' },
      command: 'cd web && yarn build',
    });
    expect(steps[1]?.command).toMatch(/^cd web && yarn add @acme\/ui && git commit/);
  });

  it('is looked for whatever its capitals when it is a file', () => {
    const steps = getMissingModuleSteps({ facts: { module: './components/header' } });
    expect(steps[0]?.command).toContain('grep -i header');
  });

  it('is installed with its owner when it is a file of a package', () => {
    const module = '/root/.npm/_npx/119/lib/node_modules/cdk/node_modules/aws-cdk/bin/check.js';
    expect(getMissingModuleSteps({ facts: { module } })[0]?.command).toContain(
      'npm install --save-dev aws-cdk ',
    );
  });
});
